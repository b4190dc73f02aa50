# El registro de ventas: lo que responde /sales.

log-title = Ventas
log-footer = Las más recientes primero · /sales show lo cuenta todo de una
log-none-here = Ninguna de las ventas revisadas encaja. Pulsa **{ older-button }** para seguir buscando.
log-none-older = Ninguna venta más antigua encaja.
log-none = Ninguna venta encaja.
newest-button = Más recientes
older-button = Más antiguas
only = Solo { $what }
only-buyer = a { $buyer }
only-staff = de { $staff }
only-product = producto *{ $product }*
only-since = desde { $day }
any-product = cualquier producto

nothing-done-title = No se hizo nada
log-no-such-sale = No existe esa venta en este servidor.
sale-without-key = Esta venta no tiene clave.
since-is-no-day = `{ sales-list-since-name }` tiene que ser un día, por ejemplo 2026-11-24.

mark-refunded = reembolsada
mark-replaces = repone { $sale }
mark-replaced-by = repuesta por { $sale }

state-under-way = en curso
state-in-doubt = en duda
state-held = retenida para el equipo
state-assigned = vendida, mensaje en camino
state-undelivered = vendida, no entregada
state-delivered = entregada
state-failed = fallida

buyer-label = Comprador
staff-label = Equipo
licenses-label = Licencias
reference-label = Referencia
replaces-label = Repone
replaced-by-label = Repuesta por
refunded-label = Reembolsada
reveal-button =
    { $count ->
        [one] Revelar clave
       *[other] Revelar claves
    }
more-licenses = … y { $count } más
more-events = … { $count } más …
keys-footer = Solo tú ves esto; que lo miraste queda en el historial de la venta

refund = { $at } por { $staff }
refund-with-reason = { $at } por { $staff }: { $reason }
refund-done-title = Marcada como reembolsada
refund-done = La venta { $sale } ya no cuenta en las estadísticas. { $buyer } conserva la licencia: el proveedor no acepta devoluciones. Si hay que devolver dinero, hazlo donde se pagó.
refunded-before-title = Ya reembolsada
refunded-before =
    La venta { $sale } ya fue reembolsada, { $refund }
    No se cambió nada.
nothing-refunded-title = No se reembolsó nada
nothing-refunded = Solo se puede reembolsar lo que está vendido; la venta { $sale } está: { $state }.

nothing-exported-title = No se exportó nada
export-none = Ninguna venta encaja; no hay nada que exportar.
export-done = Ventas en la tabla: { $count }. Las claves están ocultas, las horas en UTC.
export-cut = **No están todas**: Discord no acepta un archivo más grande. La venta { $sale } es la más antigua que contiene; exporta el resto con un filtro o con `keyclerk sales export` desde una terminal.

event-requested = solicitada
event-asked = se preguntó: ¿es intencionada?
event-confirmed = confirmada
event-acknowledged = confirmada por Discord
event-reserved = licencia reservada
event-released = licencia devuelta: no es nuestra
event-set-aside = licencia apartada, se elige otra
event-assigning = asignándose en el proveedor
event-in-doubt = en duda: se perdió la respuesta del proveedor
event-refused = el proveedor rechazó; se consulta la licencia
event-held = retenida: el proveedor se contradice
event-assigned = asignada por el proveedor
event-reconciled = asignada, según el proveedor al preguntarle de nuevo
event-part-assigned = una de las licencias asignada por el proveedor
event-part-reconciled = una de las licencias asignada, según el proveedor al preguntarle de nuevo
event-short = menos licencias de las pedidas
event-part-delivered = algunas de las licencias entregadas por mensaje directo
event-part-undelivered = algunas de las licencias no entregadas por mensaje directo
event-delivered = entregada por mensaje directo
event-undelivered = no entregada por mensaje directo
event-resent = enviada de nuevo
event-claimed = reclamada por el comprador
event-failed = terminada sin vender nada
event-judged = decidida
event-status-changed = el proveedor dice otra cosa de la licencia
event-back-in-stock = licencia apartada de nuevo en existencias
event-found-assigned = licencia apartada que resultó asignada
event-revealed = clave mostrada al equipo
event-refunded = marcada como reembolsada

month-title = Los últimos 30 días
month-footer = Días en UTC; reembolsos y reposiciones no son ventas
month-sold = Licencias vendidas: { $count }.
month-products = Por producto: { $counts }.
month-staff = Por miembro del equipo: { $counts }.
month-stock = Las existencias duran: { $counts }.
month-stock-unknown = El proveedor no dice qué hay en existencias.
month-stock-empty = No quedan existencias.
others = otros
lasts-none = no queda ninguna
lasts-unsold = ninguna vendida · quedan { $left }
lasts-hours = menos de un día · quedan { $left }
lasts-days =
    { $days ->
        [one] { $days } día
       *[other] { $days } días
    } · quedan { $left }
lasts-long = más de { $days } días · quedan { $left }

chart-title = Ventas de los últimos 30 días
chart-sold = licencias vendidas: { $count }
chart-days = Licencias al día, por producto
chart-days-none = No se vendió nada en estos días
chart-staff = Licencias por miembro del equipo
chart-staff-none = Nadie vendió en estos días
chart-stock = Días de existencias a este ritmo
chart-stock-unknown = El proveedor no dice qué hay en existencias
chart-stock-empty = No quedan existencias
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

detail-not-acknowledged = Discord no respondió a tiempo
detail-too-late = interrumpida durante un cuarto de hora
detail-out-of-stock = nada en stock que sirva
detail-vendor-unreachable = no se pudo contactar con el proveedor
detail-blocked-on-the-way = bloqueado de camino al proveedor
detail-no-such-address = la API del proveedor no está en la dirección configurada
detail-vendor-name-unknown = no se pudo resolver el nombre del servidor del proveedor
detail-vendor-refuses-connections = el servidor del proveedor rechazaba las conexiones
detail-vendor-tls-failed = sin conexión segura con el proveedor
detail-refused = rechazado por el proveedor
detail-api-key-refused = el proveedor rechaza la clave de API
detail-selling-paused = venta en pausa: se rechaza la clave de API
detail-rate-limited = el proveedor no acepta más llamadas
detail-named-is-assigned = la licencia indicada ya está asignada
detail-named-is-expired = la licencia indicada ha caducado
detail-named-is-unknown = el proveedor no conoce la licencia indicada
detail-named-is-taken = la licencia indicada pertenece a otra venta
detail-named-is-other = la licencia indicada es de otro producto
detail-stock-moves = lo que se sacó ya no estaba libre
detail-not-confirmed = no confirmada
detail-quarantined = en cuarentena
detail-timed-out = sin respuesta a tiempo
detail-connection-lost = conexión perdida
detail-the-vendor-s-own-error = un error del proveedor
detail-a-senseless-answer = una respuesta sin sentido
detail-refused-after-a-doubt = rechazado tras una duda
detail-api-key-refused-after-a-doubt = clave de API rechazada tras una duda
detail-rate-limited-after-a-doubt = sin más llamadas tras una duda
detail-not-reached-after-a-doubt = sin contacto tras una duda
detail-interrupted = interrumpida
detail-refused-and-assigned-already = rechazada, ya asignada
detail-refused-and-expired = rechazada, caducada
detail-refused-and-unknown-to-the-vendor = rechazada, desconocida para el proveedor
detail-expired-while-in-doubt = caducada durante la duda
detail-free-but-refused-again-and-again = libre, pero rechazada una y otra vez
detail-unknown-to-the-vendor = desconocida para el proveedor
detail-dms-closed = mensajes directos cerrados
detail-refused-by-discord = rechazado por Discord
detail-again = otra vez
detail-repeat = la misma venta un momento antes
detail-partial = muy pocas en stock
detail-product = qué producto
detail-judged-by-staff = decidido por el equipo
detail-deliver = para entregar
detail-quarantine = a cuarentena
detail-sell-another = se vende otra
detail-nothing = no se vende nada
detail-contested = rechazada, y aun así asignada
detail-refused-after-staff-decided = rechazada tras la decisión del equipo
detail-assigned-in-quarantine = asignada después de no vender nada
detail-assigned = asignada
detail-free = libre
detail-expired = caducada
detail-unknown = desconocida
