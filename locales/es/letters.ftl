# Los mensajes de una venta y lo que comparten con otros.

sale-number = Venta { $sale }
order-number = Pedido { $sale }
product-label = Producto
products-label = Productos
product-unnamed = sin nombre
expires-label = Vence
never = Nunca
key-label = Clave
keys-label = Claves
note-label = Nota
reason-label = Motivo
replaces = venta { $sale }: { $reason }

# Para el comprador
dm-title = ¡Gracias por tu compra!
dm-again-title =
    { $count ->
        [one] Aquí está tu clave otra vez
       *[other] Aquí están tus claves otra vez
    }
dm-replacement-title =
    { $count ->
        [one] Aquí está tu reemplazo
       *[other] Aquí están tus reemplazos
    }
dm-intro =
    { $count ->
        [one] Tu licencia de **{ $shop }**:
       *[other] Tus licencias de **{ $shop }**:
    }
your-license-title =
    { $count ->
        [one] Tu licencia
       *[other] Tus licencias
    }
order-replaces = reemplaza el pedido { $sale }
keep-safe-label = ¿Perdiste este mensaje?
keep-safe = Usa /mylicenses en { $shop }.
keep-safe-unnamed = Usa /mylicenses en el servidor.
help-in-shop = Pregunta al equipo de { $shop }.
keys-in-file =
    { $count ->
        [one] La clave está en el archivo. No cabe en un mensaje.
       *[other] Las { $count } claves están en el archivo, una por línea. No caben en un mensaje.
    }
keys-in-file-too =
    { $count ->
        [one] La clave también está en el archivo.
       *[other] Las claves también están en el archivo, una por línea.
    }
claim-notice =
    { $count ->
        [one] { $buyer }, ¡tu licencia está lista! No pude enviarte un MD, así que toca **{ claim-button }**. Solo tú verás la clave.
       *[other] { $buyer }, ¡tus { $count } licencias están listas! No pude enviarte un MD, así que toca **{ claim-button }**. Solo tú verás las claves.
    }
claim-button = Obtener clave

# Para los canales del servidor y quien administra el bot
sales-line =
    { $count ->
        [one] { $staff } vendió una licencia a { $buyer }
       *[other] { $staff } vendió { $count } licencias a { $buyer }
    }
sales-line-product = { $staff } vendió **{ $product }** a { $buyer }
found-assigned-title = Venta { $sale }: licencia bloqueada y asignada
found-assigned = Esta licencia se pidió para { $buyer } y luego se apartó. Ahora está asignada a alguien. No se volverá a vender. Búscala en el panel del proveedor.
api-key-refused-title = El proveedor rechazó la clave de API
api-key-refused = Las ventas están en pausa. Crea una clave nueva en el panel del proveedor. Si el bot la lee de `RESELLER_API_TOKEN_FILE`, ponla en ese archivo y las ventas continúan. Si no, ponla en `RESELLER_API_TOKEN` y reinicia el bot.
refunded-title = Venta { $sale } marcada como reembolsada
refunded =
    { $count ->
        [one] La marcó { $staff }. No se movió dinero. { $buyer } conserva la licencia.
       *[other] La marcó { $staff }. No se movió dinero. { $buyer } conserva las licencias.
    }
doubt-title = Venta sin confirmar desde hace 15 minutos
doubt = El proveedor aún no confirmó la licencia para { $buyer }. Sigo preguntando y la venta terminará sola. **No vuelvas a vender: costaría una segunda licencia.** Si el proveedor funciona, revisa el registro del bot.

# Para el equipo: cómo va una venta
queue-title = Esperando al proveedor
queue = El proveedor está limitando las solicitudes. Tu venta a { $buyer } es la número { $place } en la fila y continúa sola { $when }. **No vuelvas a vender: costaría una segunda licencia.**
selling-title = Vendiendo…
selling = El proveedor tarda en responder. La venta a { $buyer } continúa sola.
lost-title = Consultando al proveedor
lost = Estoy comprobando si la licencia se asignó a { $buyer }. **No vuelvas a vender: costaría una segunda licencia.** Actualizaré este mensaje.
checking-title = El proveedor la rechazó; comprobando
checking = El proveedor rechazó la licencia para { $buyer }, pero quizá la asignó igual. Lo estoy comprobando. **No vuelvas a vender: costaría una segunda licencia.** Actualizaré este mensaje.
blocked-title = Bloqueada antes de llegar al proveedor
blocked = Un firewall o proxy respondió en lugar del proveedor. La clave de API no es la causa. La venta a { $buyer } terminará sola. **No vuelvas a vender: costaría una segunda licencia.** Si tarda mucho, avisa a quien administra el bot: el proveedor debe permitir la dirección del bot.
on-its-way-title = Vendida – MD en camino
on-its-way = Discord va lento ahora. El MD para { $buyer } sale automáticamente.
sold-title =
    { $count ->
        [one] Licencia vendida
       *[other] { $count } licencias vendidas
    }
sold-by-dm =
    { $count ->
        [one] Clave enviada a { $buyer } por MD.
       *[other] Claves enviadas a { $buyer } por MD.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } obtuvo la clave.
       *[other] { $buyer } obtuvo las claves.
    }
dms-closed-title = Vendida – el comprador no acepta MD
dms-closed-claim = No pude enviar un MD a { $buyer }. Puede tocar **{ claim-button }** aquí: { $notice } o usar `/mylicenses`. No hay que hacer nada más.
dms-closed = No pude enviar un MD a { $buyer }. Pídele que use `/mylicenses`.
late-reply = { $staff }, este es el resultado de tu venta { $sale }:
faulty-label =
    { $count ->
        [one] La clave defectuosa
       *[other] Las claves defectuosas
    }
faulty =
    { $count ->
        [one] El proveedor no puede retirarla. El comprador conserva ambas.
       *[other] El proveedor no puede retirarlas. El comprador también las conserva.
    }

# Para el equipo: se vendieron menos de las pedidas
short-title = Vendidas: { $count } de { $quantity } licencias
short = El resto no se vendió: { $why }. { $next }
short-again = Usa el comando otra vez para el resto.
short-restock = Agrega stock en el panel del proveedor y luego vende el resto.
short-later = Vende el resto en un minuto.
short-tell = Avisa a quien administra el bot y luego vende el resto.
short-check = Revisa con el proveedor qué licencias ya están asignadas antes de vender el resto.
short-other-member = Vende a otro miembro.
short-out-of-stock = no quedan licencias en stock
short-stock-moves = alguien fue más rápido
short-quarantined = el equipo bloqueó una clave
short-api-key-refused = el proveedor rechazó la clave de API de la tienda
short-rate-limited = el proveedor está limitando las solicitudes
short-refused = el proveedor rechazó la solicitud
short-own-account = el proveedor no asigna licencias a la cuenta de la propia tienda
short-restored = los datos de la tienda se restauraron desde una copia de seguridad
short-not-reconciled = los datos de la tienda se están comparando con el stock del proveedor
short-unreachable = no se puede contactar con el proveedor
short-blocked = un firewall o proxy bloqueó la solicitud al proveedor
short-no-such-address = la API del proveedor no está en la dirección configurada
short-name-unknown = el nombre del servidor del proveedor no se puede resolver
short-connections-refused = el servidor del proveedor rechaza las conexiones
short-tls = no hay conexión segura con el proveedor

# Para el equipo: lo que decide
resend-button = Reintentar el MD
cancel-button = Cancelar
sell-another-button = Vender otra
sell-offered-button = Vender { $offered }
which-product-placeholder = ¿Qué producto?
stock-count-description = { $count } en stock
question-partial-title = { $offered } de { $quantity } en stock: ¿vender { $offered }?
question-partial = En stock: { $offered } de { $quantity } licencias para { $buyer }. Esta venta todavía no se hizo.
question-product-title = ¿Qué producto?
question-product = Hay varios productos en stock. Elige el de { $buyer }. Esta venta todavía no se hizo.
question-product-more = { $count ->
        [one] Un producto más no cabe en el menú.
       *[other] { $count } productos más no caben en el menú.
    } Para vender uno de ellos, usa el comando otra vez y escribe su nombre en `{ assignlicense-product-name }`.
question-repeat-title = Vendida hace un momento: ¿vender otra?
question-repeat = { $staff } vendió una licencia a { $buyer } { $ago } (venta { $sale }). Esta segunda venta todavía no se hizo.
question-repeat-product = { $staff } vendió *{ $product }* a { $buyer } { $ago } (venta { $sale }). Esta segunda venta todavía no se hizo.
question-repeat-unknown = Este comprador acaba de comprar. Esta segunda venta todavía no se hizo.
held-title = Necesita tu decisión
held =
    No está claro si { $buyer } tiene esta licencia: { $evidence }
    { "" }**No vuelvas a vender: costaría una segunda licencia.** Busca esta licencia en el panel del proveedor. ¿Está asignada a { $buyer }? Si es así, envío la clave. Si no, la bloqueo.
evidence-expired = se perdió una respuesta. Ahora la licencia venció y no está asignada a nadie.
evidence-refused = se perdió una respuesta. La licencia figura como libre, pero se rechaza asignarla.
evidence-unknown = se perdió una respuesta. Ahora el proveedor no conoce la licencia.
evidence-contested = la solicitud fue rechazada, pero la licencia está asignada a alguien.
evidence-refused-after-decision = el equipo pidió asignar la licencia otra vez y el proveedor volvió a rechazarla.
evidence-api-key-refused = la licencia debía asignarse otra vez, pero el proveedor rechaza la clave de API de la tienda.
evidence-assigned-in-quarantine = no se vendió nada, pero ahora la licencia está asignada a alguien.
evidence-restored = los datos de la tienda se restauraron desde una copia anterior a la respuesta del proveedor. Revisa allí de quién es la licencia.
evidence-other = mira el historial de la venta.
held-still = Esta venta todavía necesita una decisión. Último cambio: { $at }.
held-status = Última respuesta del proveedor: **{ $status }**.
status-assigned = asignada a alguien
status-free = libre
status-expired = vencida
status-unknown = desconocida
deliver-button = Sí – entregar
another-button = No – vender otra
nothing-button = No – cancelar y bloquear

# Para el equipo: por qué no se vendió nada
nothing-sold = No se vendió nada.
fail-unreachable-title = Proveedor inaccesible
fail-refused-title = El proveedor la rechazó
fail-paused-title = Ventas en pausa
fail-rate-limited-title = El proveedor limita las solicitudes
fail-named-title = Esta licencia no se puede vender
fail-stock-moves-title = Licencia ya no disponible
fail-restored-title = Venta perdida en una restauración
fail-quarantined-title = Cancelada, clave bloqueada
fail-cancelled-title = Venta cancelada
fail-interrupted-title = Venta interrumpida
fail-too-late = La venta no pudo continuar durante 15 minutos. Si todavía la quieres, usa el comando otra vez.
fail-out-of-stock = No quedan licencias. Agrega stock en el panel del proveedor y luego usa el comando otra vez.
fail-out-of-product = No queda *{ $product }*. Agrega stock en el panel del proveedor y luego usa el comando otra vez.
stock-unreadable =
    { $count ->
        [one] No se pudo leer { $count } entrada del stock.
       *[other] No se pudieron leer { $count } entradas del stock.
    }
fail-unreachable = No se puede contactar con el proveedor. Inténtalo en un minuto.
fail-blocked = Un firewall o proxy bloqueó la solicitud al proveedor. La clave de API no es la causa. Avisa a quien administra el bot: el proveedor debe permitir la dirección del bot.
fail-no-such-address = La API del proveedor no está en la dirección configurada. Pide a quien administra el bot que revise `RESELLER_BASE_URL` (`__BASE_URL__` en la documentación del proveedor).
fail-name-unknown = El nombre del servidor del proveedor no se puede resolver. Inténtalo en un minuto. Si no ayuda, pide a quien administra el bot que revise `RESELLER_BASE_URL` y el DNS.
fail-connections-refused = El servidor del proveedor rechaza las conexiones. Inténtalo en un minuto. Si no ayuda, pide a quien administra el bot que revise `RESELLER_BASE_URL`.
fail-tls = No hay conexión segura con el proveedor. Quizá su certificado no es de confianza. Pide a quien administra el bot que lo revise (`SSL_CERT_FILE`).
fail-refused = La licencia queda apartada 15 minutos. Usa el comando otra vez para vender otra, o pide que revisen el panel del proveedor.
fail-refused-at-once = Inténtalo otra vez, o pide que revisen el panel del proveedor.
fail-own-account = El proveedor no asigna licencias a la cuenta de la propia tienda. Elige a otro miembro.
fail-api-key-refused = El proveedor rechazó la clave de API de la tienda. Avisa a quien administra el bot que hace falta una nueva.
fail-rate-limited = Inténtalo en un minuto.
fail-named-assigned = La licencia indicada ya está asignada. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-expired = La licencia indicada venció. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-unknown = El proveedor no conoce la licencia indicada. Revisa la clave o deja `{ assignlicense-license-name }` vacío.
fail-named-taken = La licencia indicada pertenece a otra venta de esta tienda. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-other = La licencia indicada no es *{ $product }*. Elige otra o deja `{ assignlicense-product-name }` vacío.
fail-named-unattributed = La licencia indicada pudo venderse antes de que se restauraran los datos, así que no se puede vender. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-restored = Los datos de la tienda se restauraron desde una copia hecha durante esta venta, que pudo completarse después. Pregunta al comprador y revisa el panel del proveedor antes de vender otra vez.
fail-not-reconciled = Los datos de la tienda se restauraron desde una copia de seguridad y se están comparando con el stock del proveedor, para que ninguna licencia se venda dos veces. Inténtalo en un minuto.
fail-stock-moves = Alguien fue más rápido. Usa el comando otra vez.
fail-quarantined = El equipo decidió que la licencia no es del comprador. Vuelve al stock cuando el proveedor la muestre como libre durante 15 minutos.
fail-quarantined-for-good = El equipo decidió que la licencia no es del comprador. El proveedor la asignó a alguien, así que no se volverá a vender.
fail-not-confirmed = La venta no se confirmó. Si todavía la quieres, usa el comando otra vez.
fail-not-acknowledged = Discord no respondió a tiempo. Usa el comando otra vez.
