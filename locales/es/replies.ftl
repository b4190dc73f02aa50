# Lo que responden los comandos y los botones, salvo los mensajes de una venta y el registro.

denied-wrong-guild = Este bot no está configurado para este servidor. No se cambió nada.
denied-not-staff = Solo el equipo puede usar esto. ¿Eres parte? Pregunta a un admin del servidor. No se cambió nada.
outdated = Este botón venció. Usa el comando otra vez. No se cambió nada.
license-in-sale = Esta licencia ahora pertenece a la venta { $sale }. Usa `/sales show` para ver los detalles y la clave.
broke = Algo salió mal. Inténtalo en un minuto.
broke-staff = Algo salió mal. Inténtalo en un minuto. Revisa `/sales list` antes de volver a vender.
closing = El bot se está reiniciando. Inténtalo en un momento. No se cambió nada.
not-taken = Este comando cambió. Recarga Discord (cierra y abre la app) e inténtalo otra vez. No se cambió nada.

not-your-license = Esta licencia es de otra persona. Solo quien la compró puede obtenerla.
no-license-yet = Todavía no hay una licencia para ti en este pedido.
not-asked = El proveedor no puede decir ahora si la licencia está libre. No se cambió nada. Inténtalo en un minuto.
not-reconciled = Los datos de la tienda se restauraron y todavía se están comparando con el stock del proveedor. No se cambió nada. Inténtalo en un minuto.
attribute-done-title = Comprador registrado
attribute-done = { $buyer } ya figura como comprador, con la venta { $sale }. No se le envió nada.
attribute-not-title = Comprador no registrado
attribute-has-sale = Esta licencia ya pertenece a la venta { $sale }. No se cambió nada. `/sales show` muestra quién la tiene. Si es otra cuenta de la misma persona, usa `/sales transfer`.
attribute-interrupted = El registro se interrumpió y la venta { $sale } terminó sin licencia. El comprador aún no está registrado. Usa el comando otra vez.
attribute-not-lost = No puede faltar ninguna venta, porque los datos nunca se restauraron. No se cambió nada. Para vender una licencia, usa `/assignlicense`.
attribute-not-assigned = El proveedor no indica que esta licencia esté asignada. No se cambió nada. Revisa la clave. Si es correcta, nadie tiene la licencia y no hay nada que registrar.
sale-busy = Esta venta se está procesando. No se cambió nada. Inténtalo en unos segundos.
no-such-sale-title = Venta no encontrada
no-such-sale = Esa venta no existe en este servidor. No se cambió nada.

resend-delivered =
    { $count ->
        [one] Clave de la venta { $sale } enviada a { $buyer } por MD.
       *[other] Claves de la venta { $sale } enviadas a { $buyer } por MD.
    }
resend-closed = Sigo sin poder enviar un MD a { $buyer }. Pídele que use `/mylicenses`.
resend-under-way = Discord va lento ahora. El MD para { $buyer } de la venta { $sale } está en camino.
resend-nothing = La venta { $sale } no tiene licencia que enviar: no se completó.

input-title = Revisa lo que escribiste
buyer-title = Este miembro no puede comprar
bad-id = No pude leer el ID de ese miembro. Inténtalo otra vez.
referenced-title = Referencia ya usada
referenced = La referencia *{ $reference }* pertenece a la venta { $sale }: { $staff } vendió a { $buyer } { $ago }. Para una venta nueva, escribe otra referencia.
replaced-before-title = Ya reemplazada
replaced-before =
    { $count ->
        [one] La venta { $faulty } ya fue reemplazada por la venta { $sale }. Si esa clave también es defectuosa, reemplaza la venta { $sale }.
       *[other] La venta { $faulty } ya fue reemplazada por la venta { $sale }. Si esas claves también son defectuosas, reemplaza la venta { $sale }.
    }
show-sale-button = Ver venta { $sale }
buyer-has-left = { $buyer } ya no es miembro de este servidor. Primero tiene que volver a unirse.
not-replaced-title = No se puede reemplazar
nothing-to-replace = Esa venta no entregó ninguna licencia, así que no hay nada que reemplazar.
replace-several-products = La venta { $sale } tiene varios productos: { $products }. Usa el comando otra vez y elige el defectuoso en `{ sales-replace-product-name }`.
replace-other-product = La venta { $sale } no tiene ninguna licencia de *{ $product }*. Elige un producto de la lista o deja `{ sales-replace-product-name }` vacío.
replace-too-many =
    { $count ->
        [one] La venta { $sale } solo tiene una licencia que reemplazar. Deja `{ sales-replace-quantity-name }` vacío.
       *[other] La venta { $sale } solo tiene { $count } licencias que reemplazar. Escribe como máximo { $count } en `{ sales-replace-quantity-name }`, o déjalo vacío para reemplazarlas todas.
    }
named-is-one = Elegiste una licencia concreta, así que `{ assignlicense-quantity-name }` debe ser 1. Para vender varias, deja `{ assignlicense-license-name }` vacío.
sale-stopped-title = Venta detenida
ledger-failed = No se pudo guardar la venta. **No vuelvas a vender todavía.** Revisa primero `/sales list` y avisa a quien administra el bot.
buyer-is-bot = Los bots no pueden tener licencias. Elige a una persona.
buyer-is-stranger = Esta persona no es miembro de este servidor. Tiene que unirse antes de que puedas venderle.
license-gone = Tu elección ya no está en stock. Elige otra vez de la lista.
no-license-key = Eso no es una clave de licencia. Elige una de la lista o pega la clave completa.
product-in-stock = { $product } · { $count } en stock

lookup-failed-title = La consulta falló
nothing-changed = No se cambió nada.
vendor-says = El proveedor dice: «{ $words }»
vendor-refuses-key = El proveedor rechazó la clave de API de la tienda. Avisa a quien administra el bot que hace falta una nueva.
vendor-limits = El proveedor está limitando las solicitudes. Inténtalo en un minuto.
vendor-senseless = El proveedor no está respondiendo bien. Inténtalo en un minuto.

fetched-title = Una licencia del stock
fetched-footer = Aún no vendida · reservada para ti 15 minutos
assign-to-placeholder = Vender a… (envía la clave)
show-key-button = Mostrar clave
stock-empty = Agrega stock en el panel del proveedor.

info-title = Licencia
state-label = Estado
license-assigned = Asignada a un comprador
license-expired = Vencida
license-free = En stock

stock-title = { $count } en stock
stock-none = No hay licencias en stock.
page = Página { $page } de { $pages }
back-button = Anterior
next-button = Siguiente

mine-none = Todavía no tienes licencias de este servidor.
mine-summary =
    { $count ->
        [one] { $count } licencia
       *[other] { $count } licencias
    }, página { $page } de { $pages }. Solo tú puedes ver esto.
bought-label = Compra

takes-help = Hasta 300 caracteres (por ejemplo, un canal), o solo un enlace que empiece por `https://`.
remind-before = Este recordatorio ya se envió.
member-not-told = Discord no dijo a tiempo si { $buyer } es miembro. Inténtalo en un momento.
member-not-told-title = Discord va lento
