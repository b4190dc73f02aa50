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
dm-footer = Venta { $sale } · entrega { $nonce }
claim-notice = { $buyer }, tu licencia está lista, pero tus mensajes directos están cerrados. Pulsa **{ claim-button }** para verla; solo tú puedes.
claim-button = Reclamar

# A los canales del servidor y al propietario
sales-line = { $staff } vendió a { $buyer }
api-key-refused-title = El proveedor rechaza nuestra clave de API
api-key-refused = Las ventas se detienen. Crea una clave nueva en el panel del proveedor, ponla en `RESELLER_API_TOKEN` y reinicia keyclerk.
refunded-title = La venta { $sale } fue reembolsada
refunded = { $staff } la marcó como reembolsada. { $buyer } conserva la licencia: el proveedor no acepta devoluciones.
doubt-title = Una venta lleva 15 minutos en duda
doubt = La respuesta del proveedor sobre la licencia de { $buyer } se perdió y desde entonces no se le ha podido contactar. keyclerk sigue preguntando; la venta termina por sí sola. **No vuelvas a vender.** Si el proveedor está bien, mira el registro técnico de keyclerk.

# Al equipo: cómo va una venta
queue-title = Esperando al proveedor
queue = El proveedor no acepta más llamadas por el momento. Tu venta a { $buyer } es la número { $place } de la cola y sigue por sí sola en unos { $seconds } s – **no vuelvas a vender**.
selling-title = Vendiendo…
selling = El proveedor tarda en responder. La venta a { $buyer } sigue por sí sola.
lost-title = Se perdió la respuesta del proveedor
lost = La venta a { $buyer } terminará por sí sola – **no vuelvas a vender**. Este mensaje cambiará entonces.
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
dms-closed-claim = La licencia es de { $buyer }, pero Discord no nos deja escribirle. En este canal hay un botón **{ claim-button }** que solo esa persona puede usar; `/mylicenses` también le muestra la clave.
dms-closed = La licencia es de { $buyer }, pero Discord no nos deja escribirle. Pídele que ejecute `/mylicenses`.
late-reply = { $staff }, así va tu venta { $sale }:
faulty-label = La clave defectuosa
faulty = se queda con el comprador: el proveedor no acepta devoluciones.

# Al equipo: se vendieron menos de las pedidas
short-title = { $count } de { $quantity } licencias vendidas
short = Las demás no se vendieron: { $why }. Ejecuta el comando otra vez para las que faltan.
short-out-of-stock = no quedan más existencias
short-stock-moves = las licencias tomadas ya no estaban libres
short-quarantined = el equipo puso una clave en cuarentena
short-api-key-refused = el proveedor rechaza la clave de API de la tienda
short-rate-limited = el proveedor no aceptaba más llamadas
short-refused = el proveedor rechazó la venta
short-unreachable = no se pudo contactar con el proveedor

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
evidence-other = mira el registro de la venta.
deliver-button = Es del comprador: entregar
quarantine-button = No lo es: cerrar y poner la clave en cuarentena

# Al equipo: por qué no se vendió nada
fail-out-of-stock = No hay ninguna licencia que se pueda vender. Repón existencias en el proveedor y ejecuta el comando otra vez.
fail-out-of-product = No hay ninguna licencia de *{ $product }* que se pueda vender. Repón existencias en el proveedor y ejecuta el comando otra vez.
stock-unreadable =
    { $count ->
        [one] No se pudo leer { $count } entrada de las existencias.
       *[other] No se pudieron leer { $count } entradas de las existencias.
    }
fail-unreachable = No se puede contactar con el proveedor. Inténtalo de nuevo en un minuto.
fail-refused = El proveedor rechazó la venta. Inténtalo de nuevo o pide al propietario que mire el panel del proveedor.
fail-api-key-refused = El proveedor rechaza la clave de API de la tienda, así que las ventas se detienen. Avisa al propietario: hace falta una clave nueva.
fail-rate-limited = El proveedor no acepta más llamadas por el momento. Inténtalo de nuevo en un minuto.
fail-named-assigned = La licencia indicada ya está asignada. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-expired = La licencia indicada ha caducado. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-unknown = El proveedor no conoce la licencia indicada. Revisa la clave o deja `{ assignlicense-license-name }` vacío.
fail-named-taken = La licencia indicada pertenece a otra venta de esta tienda. Elige otra o deja `{ assignlicense-license-name }` vacío.
fail-named-other = La licencia indicada no es de *{ $product }*. Elige una que lo sea o deja `{ assignlicense-product-name }` vacío.
fail-stock-moves = Las licencias tomadas ya no estaban libres; alguien más vende de estas existencias. Ejecuta el comando otra vez.
fail-quarantined = El equipo decidió que la licencia no es del comprador; su clave está en cuarentena y no se venderá nunca más.
fail-not-confirmed = No se confirmó. Si la venta es intencionada, ejecuta el comando otra vez.
fail-not-acknowledged = Discord no respondió a tiempo. Ejecuta el comando otra vez.
