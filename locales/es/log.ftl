# El registro de ventas: lo que responde /sales.

log-title = Ventas
log-footer = Primero las más nuevas · Detalles: /sales show
log-none-here = Ninguna venta coincide hasta ahora. Toca **{ older-button }** para seguir buscando.
log-none-older = Ninguna venta anterior coincide.
log-none = Ninguna venta coincide.
newest-button = Más nuevas
older-button = Más antiguas
only = Solo { $what }
only-buyer = a { $buyer }
only-staff = de { $staff }
only-product = producto *{ $product }*
only-since = desde el { $day }
any-product = cualquier producto

sale-without-key = Esta venta no tiene clave.
since-is-no-day = Escribe `{ sales-list-since-name }` como AAAA-MM-DD, por ejemplo 2026-11-24.

mark-refunded = marcada como reembolsada
mark-replaces = reemplaza a { $sale }
mark-replaced-by = reemplazada por { $sale }

state-under-way = en curso
state-in-doubt = sin confirmar
state-held = necesita una decisión
state-assigned = vendida, MD en camino
state-undelivered = vendida, no entregada
state-delivered = entregada
state-failed = fallida

buyer-label = Comprador
staff-label = Vendido por
licenses-label = Licencias
reference-label = Referencia
replaces-label = Reemplaza
replaced-by-label = Reemplazada por
refunded-label = Reembolsada
reveal-button =
    { $count ->
        [one] Mostrar clave
       *[other] Mostrar claves
    }
more-licenses = … y { $count } más
more-events = …{ $count } más…
keys-footer = Solo tú puedes ver esto. Quedó registrado.

refund = { $at } por { $staff }
refund-with-reason = { $at } por { $staff }: { $reason }
refund-done-title = Marcada como reembolsada
refund-done =
    { $count ->
        [one] **No se movió dinero**: devuélvelo donde pagó el comprador. { $buyer } conserva la licencia. La venta { $sale } ya no cuenta en las estadísticas.
       *[other] **No se movió dinero**: devuélvelo donde pagó el comprador. { $buyer } conserva las licencias. La venta { $sale } ya no cuenta en las estadísticas.
    }
refunded-before-title = Ya marcada como reembolsada
refunded-before =
    La venta { $sale } ya está marcada como reembolsada: { $refund }
    No se cambió nada.
nothing-refunded-title = No se puede reembolsar
nothing-refunded = La venta { $sale } no se puede reembolsar. Estado: { $state }. No se cambió nada.

transfer-done-title = Venta transferida
transfer-done = La venta { $sale } ahora es de { $buyer }: `/mylicenses`, los recordatorios, los MD y los roles la siguen. { $former } ya no puede abrirla aquí, pero conserva los MD anteriores.
transfer-supplier = **El proveedor todavía tiene el ID de la cuenta anterior.** No puedo cambiarlo. Si el proveedor comprueba quién usa una licencia, pídele que la pase a la cuenta nueva.
transfer-next = Siguiente paso: envía las claves con `/resend`, o pídele a { $buyer } que use `/mylicenses`. Si fue un error, transfiere la venta de vuelta.
not-transferred-title = No se transfirió
transfer-same-account = La venta { $sale } ya es de { $buyer }. No se cambió nada.
transfer-nothing-sold = La venta { $sale } no tiene licencia que transferir. No se cambió nada.
transfer-under-way = La venta { $sale } sigue en curso. No se cambió nada. Inténtalo de nuevo cuando se complete.
transfer-held = La venta { $sale } necesita antes una decisión: los botones están en `/sales show`. No se cambió nada.
transfer-being-sent = Un MD con las claves de la venta { $sale } va camino de la cuenta anterior. No se cambió nada. Inténtalo de nuevo en un minuto.
transfer-to-stranger = Esta persona no es miembro de este servidor. No se cambió nada. Tiene que unirse antes de que se le pueda transferir la venta.

export-none = Ninguna venta coincide, así que no hay nada que exportar.
export-done = Ventas en la tabla: { $count }. Las claves están ocultas y las horas en UTC.
export-cut = **No están todas**: Discord no acepta un archivo más grande. La venta { $sale } es la más antigua de la tabla. Exporta el resto con un filtro, o con `keyclerk sales export` en una terminal.

event-requested = solicitada
event-asked = se pidió confirmación al equipo
event-confirmed = confirmada
event-acknowledged = recibida por Discord
event-reserved = licencia reservada
event-released = licencia liberada: no es nuestra
event-set-aside = licencia apartada, se elige otra
event-assigning = asignándose con el proveedor
event-in-doubt = sin confirmar: se perdió la respuesta del proveedor
event-refused = rechazada por el proveedor, se consulta la licencia
event-held = necesita una decisión: el proveedor se contradice
event-assigned = asignada por el proveedor
event-reconciled = asignada, confirmada en una segunda consulta
event-part-assigned = una de las licencias asignada por el proveedor
event-part-reconciled = una de las licencias asignada, confirmada en una segunda consulta
event-short = menos licencias de las pedidas
event-part-delivered = algunas licencias entregadas por MD
event-part-undelivered = algunas licencias no entregadas por MD
event-delivered = entregada por MD
event-undelivered = no entregada por MD
event-resent = enviada de nuevo
event-claimed = obtenida por el comprador
event-failed = terminó sin vender nada
event-judged = decidida por el equipo
event-status-changed = cambió la respuesta del proveedor sobre la licencia
event-back-in-stock = la licencia apartada volvió al stock
event-found-assigned = la licencia apartada resultó estar asignada
event-revealed = clave mostrada al equipo
event-refunded = marcada como reembolsada
event-transferred = transferida a otra cuenta
event-moved = movida a otro servidor
event-attributed = comprador registrado tras una restauración

month-title = Los últimos 30 días
month-footer = Días en UTC · sin reembolsos ni reemplazos
month-sold = Licencias vendidas: { $count }.
month-products = Por producto: { $counts }.
month-staff = Por vendedor: { $counts }.
month-stock = El stock dura: { $counts }.
month-stock-unknown = El proveedor no dice qué hay en stock.
month-stock-empty = Sin stock.
others = otros
lasts-none = no queda
lasts-unsold = sin ventas · quedan { $left }
lasts-hours = menos de un día · quedan { $left }
lasts-days =
    { $days ->
        [one] { $days } día
       *[other] { $days } días
    } · quedan { $left }
lasts-long = más de { $days } días · quedan { $left }

chart-title = Ventas de los últimos 30 días
chart-sold = licencias vendidas: { $count }
chart-days = Licencias por día y producto
chart-days-none = No se vendió nada en estos días
chart-staff = Licencias por vendedor
chart-staff-none = Nadie vendió en estos días
chart-stock = Días de stock que quedan a este ritmo
chart-stock-unknown = El proveedor no dice qué hay en stock
chart-stock-empty = Sin stock
day-1 = { $day } ene
day-2 = { $day } feb
day-3 = { $day } mar
day-4 = { $day } abr
day-5 = { $day } may
day-6 = { $day } jun
day-7 = { $day } jul
day-8 = { $day } ago
day-9 = { $day } sep
day-10 = { $day } oct
day-11 = { $day } nov
day-12 = { $day } dic

# Por qué, junto a lo que le pasó a una venta.
detail-not-acknowledged = Discord no respondió a tiempo
detail-too-late = interrumpida durante 15 minutos
detail-out-of-stock = sin stock
detail-vendor-unreachable = no se puede contactar con el proveedor
detail-blocked-on-the-way = bloqueada antes de llegar al proveedor
detail-no-such-address = la API del proveedor no está en la dirección configurada
detail-vendor-name-unknown = el nombre del servidor del proveedor no se puede resolver
detail-vendor-refuses-connections = el servidor del proveedor rechaza las conexiones
detail-vendor-tls-failed = no hay conexión segura con el proveedor
detail-refused = rechazada por el proveedor
detail-api-key-refused = clave de API rechazada
detail-selling-paused = ventas en pausa: clave de API rechazada
detail-rate-limited = el proveedor está limitando las solicitudes
detail-named-is-assigned = la licencia indicada ya está asignada
detail-named-is-expired = la licencia indicada venció
detail-named-is-unknown = el proveedor no conoce la licencia indicada
detail-named-is-taken = la licencia indicada pertenece a otra venta
detail-named-is-unattributed = la licencia indicada puede estar ya vendida
detail-restored = sin terminar cuando se restauraron los datos
detail-not-reconciled = datos aún sin comparar con el stock del proveedor
detail-named-is-other = la licencia indicada es de otro producto
detail-stock-moves = alguien fue más rápido
detail-not-confirmed = no confirmada
detail-quarantined = bloqueada
detail-timed-out = sin respuesta a tiempo
detail-connection-lost = conexión perdida
detail-the-vendor-s-own-error = error del servidor del proveedor
detail-a-senseless-answer = una respuesta ilegible
detail-refused-after-a-doubt = rechazada sin confirmar
detail-api-key-refused-after-a-doubt = clave de API rechazada sin confirmar
detail-rate-limited-after-a-doubt = solicitudes limitadas sin confirmar
detail-not-reached-after-a-doubt = sin contacto y sin confirmar
detail-interrupted = interrumpida
detail-refused-and-assigned-already = rechazada, ya asignada
detail-refused-and-expired = rechazada, vencida
detail-refused-and-unknown-to-the-vendor = rechazada, el proveedor no la conoce
detail-expired-while-in-doubt = venció sin confirmarse
detail-free-but-refused-again-and-again = libre, pero rechazada una y otra vez
detail-unknown-to-the-vendor = el proveedor no la conoce
detail-dms-closed = no acepta MD
detail-refused-by-discord = rechazada por Discord
detail-lacks-a-key = faltaba una clave, sigue otro MD
detail-lacks-the-key = faltaba la clave en el mensaje
detail-again = otra vez
detail-repeat = la misma venta un momento antes
detail-partial = no hay suficiente stock
detail-product = qué producto
detail-judged-by-staff = decidida por el equipo
detail-deliver = entregar
detail-quarantine = bloquear la clave
detail-sell-another = vender otra
detail-nothing = no vender nada
detail-contested = rechazada, pero asignada
detail-refused-after-staff-decided = rechazada tras la decisión del equipo
detail-assigned-in-quarantine = asignada sin que se vendiera nada
detail-ledger-restored = datos restaurados desde una copia de seguridad
detail-assigned = asignada
detail-free = libre
detail-expired = vencida
detail-unknown = desconocida
