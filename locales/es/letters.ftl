# Los mensajes de una venta y lo que comparten con otros.

sale-number = Venta { $sale }
product-label = Producto
products-label = Productos
product-unnamed = sin nombre del proveedor
expires-label = Caduca
never = nunca
key-label = Clave
keys-label = Claves
note-label = Nota
reason-label = Motivo
makes-good-label = Repone
makes-good = venta { $sale }: { $reason }

# Al comprador
your-license-title =
    { $count ->
        [one] Tu licencia
       *[other] Tus licencias
    }
keep-safe-label = Guárdala bien
keep-safe = Ejecuta /mylicenses en el servidor para verla de nuevo.
keys-in-file =
    { $count ->
        [one] La clave está en el archivo: no cabe en un mensaje.
       *[other] Las { $count } claves están en el archivo, una por línea: no caben en un mensaje.
    }
keys-in-file-too =
    { $count ->
        [one] La clave también está en el archivo.
       *[other] Las claves también están en el archivo, una por línea.
    }
claim-notice = { $buyer }, tu licencia está lista, pero tus mensajes directos están cerrados. Pulsa **{ claim-button }** para verla; solo tú puedes.
claim-button = Reclamar

# A los canales del servidor y al propietario
sales-line = { $staff } vendió a { $buyer }
found-assigned-title = Una licencia apartada está asignada (venta { $sale })
found-assigned = La licencia de abajo se pidió para { $buyer } y luego se apartó. Ahora está asignada a alguien. No se vuelve a vender; búscala en el panel del proveedor.
api-key-refused-title = El proveedor rechaza nuestra clave de API
api-key-refused = Las ventas se detienen. Crea una clave nueva en el panel del proveedor. Si keyclerk la lee de `RESELLER_API_TOKEN_FILE`, ponla en ese archivo y las ventas continúan; si no, ponla en `RESELLER_API_TOKEN` y reinicia keyclerk.
refunded-title = La venta { $sale } fue reembolsada
refunded = { $staff } la marcó como reembolsada. { $buyer } conserva la licencia: el proveedor no acepta devoluciones.
doubt-title = Una venta lleva 15 minutos en duda
doubt = Todavía no está claro qué pasó con la licencia de { $buyer }. keyclerk sigue preguntando; la venta termina por sí sola. **No vuelvas a vender.** Si el proveedor está bien, mira el registro técnico de keyclerk.

# Al equipo: cómo va una venta
queue-title = Esperando al proveedor
queue = El proveedor no acepta más llamadas por el momento. Tu venta a { $buyer } es la número { $place } de la cola y sigue por sí sola en unos { $seconds } s – **no vuelvas a vender**.
selling-title = Vendiendo…
selling = El proveedor tarda en responder. La venta a { $buyer } sigue por sí sola.
lost-title = Se perdió la respuesta del proveedor
lost = La venta a { $buyer } terminará por sí sola – **no vuelvas a vender**. Este mensaje cambiará entonces.
checking-title = El proveedor rechazó – comprobando
checking = El proveedor se negó a asignar la licencia a { $buyer }. Puede que la haya asignado de todos modos, así que se está consultando – **no vuelvas a vender**. Este mensaje cambiará en cuanto se sepa.
blocked-title = Bloqueada de camino al proveedor
blocked = Un cortafuegos o un proxy respondió en lugar del proveedor; la clave de API no tiene la culpa. La venta a { $buyer } terminará por sí sola – **no vuelvas a vender**. Si tarda mucho, pide al propietario que el proveedor permita la dirección de la máquina donde se ejecuta keyclerk.
on-its-way-title = Vendida – el mensaje está en camino
on-its-way = La licencia es de { $buyer }. Discord no acepta el mensaje ahora mismo; se envía en cuanto lo haga.
sold-title =
    { $count ->
        [one] Licencia vendida
       *[other] { $count } licencias vendidas
    }
sold-by-dm =
    { $count ->
        [one] { $buyer } tiene la clave en un mensaje directo.
       *[other] { $buyer } tiene las claves en un mensaje directo.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } ha reclamado la clave.
       *[other] { $buyer } ha reclamado las claves.
    }
dms-closed-title = Vendida – los mensajes directos del comprador están cerrados
dms-closed-claim = La licencia es de { $buyer }, pero Discord no nos deja escribirle. Aquí está el botón **{ claim-button }**, que solo esa persona puede usar: { $notice } – `/mylicenses` también le muestra la clave.
dms-closed = La licencia es de { $buyer }, pero Discord no nos deja escribirle. Pídele que ejecute `/mylicenses`.
late-reply = { $staff }, así va tu venta { $sale }:
faulty-label =
    { $count ->
        [one] La clave defectuosa
       *[other] Las claves defectuosas
    }
faulty =
    { $count ->
        [one] se queda con el comprador: el proveedor no acepta devoluciones.
       *[other] se quedan con el comprador: el proveedor no acepta devoluciones.
    }

# Al equipo: se vendieron menos de las pedidas
short-title = { $count } de { $quantity } licencias vendidas
short = Las demás no se vendieron: { $why }. Ejecuta el comando otra vez para las que faltan.
short-out-of-stock = no quedan más existencias
short-stock-moves = las licencias tomadas ya no estaban libres
short-quarantined = el equipo puso una clave en cuarentena
short-api-key-refused = el proveedor rechaza la clave de API de la tienda
short-rate-limited = el proveedor no aceptaba más llamadas
short-refused = el proveedor rechazó la venta
short-own-account = el proveedor no asigna licencias a la cuenta de su propio revendedor
short-unreachable = no se pudo contactar con el proveedor
short-blocked = un cortafuegos o un proxy bloqueó la solicitud de camino al proveedor
short-no-such-address = la API del proveedor no está en la dirección configurada
short-name-unknown = no se pudo resolver el nombre del servidor del proveedor
short-connections-refused = el servidor del proveedor rechazaba las conexiones
short-tls = no se pudo establecer una conexión segura con el proveedor

# Al equipo: lo que decide
resend-button = Reintentar el mensaje directo
cancel-button = Cancelar
sell-another-button = Vender otra
sell-offered-button = Vender { $offered }
which-product-placeholder = ¿Qué producto?
stock-count-description = { $count } en existencias
question-partial-title = { $offered } de { $quantity } en existencias – ¿vender { $offered }?
question-partial = Hay { $offered } de las { $quantity } licencias para { $buyer }. Todavía no se ha vendido nada; ¿vender { $offered }?
question-product-title = ¿Qué producto?
question-product = Hay varios productos en existencias. Todavía no se ha vendido nada; elige el de { $buyer }.
question-product-more = { $count ->
        [one] Otro producto no cabe en el menú.
       *[other] Otros { $count } productos no caben en el menú.
    } Para vender uno de ellos, ejecuta el comando otra vez y escribe su nombre en `{ assignlicense-product-name }`.
question-repeat-title = Vendida hace un momento – ¿vender otra?
question-repeat = { $staff } vendió una licencia a { $buyer } { $ago } (venta { $sale }). Todavía no se ha vendido nada; ¿vender otra?
question-repeat-product = { $staff } vendió *{ $product }* a { $buyer } { $ago } (venta { $sale }). Todavía no se ha vendido nada; ¿vender otra?
question-repeat-unknown = ¿Vender otra licencia a este comprador?
held-title = Retenida – tiene que decidir una persona
held =
    Las respuestas del proveedor se contradicen, así que no es seguro que la licencia sea de { $buyer }: { $evidence }
    { "" }**No vuelvas a vender.** Busca la licencia en el panel del proveedor y pulsa lo que sea cierto.
evidence-expired = se perdió una respuesta, y ahora la licencia no está asignada a nadie, pero ha caducado.
evidence-refused = se perdió una respuesta, la licencia figura como libre y aun así se rechaza asignarla.
evidence-unknown = se perdió una respuesta, y ahora el proveedor no conoce la licencia.
evidence-contested = el proveedor rechazó, y aun así la licencia está asignada a alguien.
evidence-refused-after-decision = hiciste asignar la licencia otra vez y el proveedor volvió a rechazar.
evidence-api-key-refused = la licencia debía asignarse otra vez y el proveedor rechaza la clave de API de la tienda.
evidence-assigned-in-quarantine = no se vendió nada, y ahora la licencia está asignada a alguien.
evidence-other = mira el registro de la venta.
held-still = Esta venta sigue retenida. Espera una decisión del equipo desde { $at }.
held-status = Lo último que dice el proveedor: **{ $status }**.
status-assigned = asignada a alguien
status-free = libre
status-expired = caducada
status-unknown = desconocida
deliver-button = Es del comprador: entregar
another-button = No lo es: vender otra
nothing-button = No lo es: no vender nada

# Al equipo: por qué no se vendió nada
fail-too-late = La venta se interrumpió y no pudo continuar durante un cuarto de hora. Ejecuta el comando otra vez si todavía quieres vender.
fail-out-of-stock = No hay ninguna licencia que se pueda vender. Repón existencias en el proveedor y ejecuta el comando otra vez.
fail-out-of-product = No hay ninguna licencia de *{ $product }* que se pueda vender. Repón existencias en el proveedor y ejecuta el comando otra vez.
stock-unreadable =
    { $count ->
        [one] No se pudo leer { $count } entrada de las existencias.
       *[other] No se pudieron leer { $count } entradas de las existencias.
    }
fail-unreachable = No se puede contactar con el proveedor. Inténtalo de nuevo en un minuto.
fail-blocked = Un cortafuegos o un proxy bloqueó la solicitud de camino al proveedor; la clave de API no tiene la culpa. Pide al propietario que el proveedor permita la dirección de la máquina donde se ejecuta keyclerk.
fail-no-such-address = La API del proveedor no está en la dirección configurada. Pide al propietario que revise `RESELLER_BASE_URL`; el documento del proveedor la llama `__BASE_URL__`.
fail-name-unknown = No se puede resolver el nombre del servidor del proveedor. Inténtalo de nuevo en un minuto; si sigue igual, pide al propietario que revise `RESELLER_BASE_URL` y el DNS de la máquina donde se ejecuta keyclerk.
fail-connections-refused = El servidor del proveedor rechaza las conexiones. Inténtalo de nuevo en un minuto; si sigue igual, pide al propietario que revise `RESELLER_BASE_URL`.
fail-tls = No se puede establecer una conexión segura con el proveedor; quizá su certificado no sea de confianza. Pide al propietario que lo revise; `SSL_CERT_FILE` indica los certificados en los que keyclerk confía.
fail-refused = El proveedor rechazó la venta. La licencia queda apartada un cuarto de hora. Ejecuta el comando otra vez para vender otra o pide al propietario que mire el panel del proveedor.
fail-refused-at-once = El proveedor rechazó la venta. Inténtalo de nuevo o pide al propietario que mire el panel del proveedor.
fail-own-account = El proveedor no asigna licencias a la cuenta de su propio revendedor. Elige a otro miembro.
fail-api-key-refused = El proveedor rechaza la clave de API de la tienda, así que las ventas se detienen. Avisa al propietario: hace falta una clave nueva.
fail-rate-limited = El proveedor no acepta más llamadas por el momento. Inténtalo de nuevo en un minuto.
fail-named-assigned = La licencia indicada ya está asignada. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-expired = La licencia indicada ha caducado. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-unknown = El proveedor no conoce la licencia indicada. Revisa la clave o deja `{ assignlicense-license-name }` vacío.
fail-named-taken = La licencia indicada pertenece a otra venta de esta tienda. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-other = La licencia indicada no es de *{ $product }*. Elige una que lo sea o deja `{ assignlicense-product-name }` vacío.
fail-stock-moves = Las licencias tomadas ya no estaban libres; alguien más vende de estas existencias. Ejecuta el comando otra vez.
fail-quarantined = El equipo decidió que la licencia no es del comprador. Queda apartada hasta que el proveedor la haya dado por libre durante un cuarto de hora.
fail-quarantined-for-good = El equipo decidió que la licencia no es del comprador. En el proveedor es de alguien; no se vuelve a vender.
fail-not-confirmed = No se confirmó. Si la venta es intencionada, ejecuta el comando otra vez.
fail-not-acknowledged = Discord no respondió a tiempo. Ejecuta el comando otra vez.
