# Lo que responden los comandos y los botones, salvo las cartas y el registro.

denied-wrong-guild = Este bot no vende aquí: el servidor no está en sus `GUILD_IDS`. No se hizo nada.
denied-not-staff = Solo el equipo puede hacer esto: un rol de `STAFF_ROLE_IDS` o de `/settings`, o un administrador del servidor. No se hizo nada.
outdated = Este botón es de un inicio anterior del bot. Ejecuta el comando otra vez; no se hizo nada.
license-in-sale = Esta licencia ya pertenece a la venta { $sale }. `/sales show` dice más y muestra su clave a quien la pida.
broke = Algo falló y está en el registro técnico. Si había una venta en curso, termina por sí sola: mírala antes de volver a vender.
closing = keyclerk se está reiniciando. Inténtalo de nuevo en un momento; no se hizo nada.
not-taken = Esto no se acepta: el comando ha cambiado o solo existe en servidores. Recarga Discord e inténtalo de nuevo; no se hizo nada.

not-your-license = Esta licencia es de otra persona; solo su comprador puede reclamarla.
no-license-yet = Esta venta aún no tiene una licencia para ti.
not-asked = Ahora no se puede preguntar al proveedor si la licencia está libre. No se cambió nada; pulsa otra vez en un minuto.
sale-busy = Esta venta se está procesando ahora mismo. No se cambió nada; pulsa otra vez en unos segundos.
no-such-sale = No existe esa venta en este servidor. No se hizo nada.

nothing-sent-title = No se envió nada
resend-delivered = { $buyer } tiene la clave de la venta { $sale } en un mensaje directo.
resend-closed = Los mensajes directos de { $buyer } siguen cerrados. Con `/mylicenses` puede ver la clave.
resend-under-way = La clave de la venta { $sale } va de camino a { $buyer }; se envía en cuanto Discord la acepte.
resend-nothing = La venta { $sale } no tiene licencia que enviar: no hay nada vendido, o todavía no.

nothing-sold-title = No se vendió nada
bad-id = Discord envió un identificador que no tiene sentido.
referenced = La referencia *{ $reference }* pertenece a la venta { $sale }:
replaced-before = La venta { $faulty } ya se repuso, con la venta { $sale }:
earlier-sale =
    { $staff } vendió a { $buyer } { $ago }.
    Si esta es otra venta, dale otra referencia.
show-sale-button = Mostrar venta { $sale }
buyer-has-left = { $buyer } ya no es miembro de este servidor y primero tiene que volver a unirse.
nothing-to-replace = Esa venta no vendió ninguna licencia, así que no hay ninguna que reponer.
replace-several-products = La venta { $sale } tiene licencias de varios productos: { $products }. Aún no se ha vendido nada; ejecuta el comando de nuevo y elige el defectuoso en `{ sales-replace-product-name }`.
replace-other-product = La venta { $sale } no vendió ninguna licencia de *{ $product }*. Elige un producto de la lista o deja `{ sales-replace-product-name }` vacío.
replace-too-many =
    { $count ->
        [one] La venta { $sale } solo vendió una licencia que pueda ser defectuosa. Deja `{ sales-replace-quantity-name }` vacío para reponerla.
       *[other] La venta { $sale } solo vendió { $count } licencias que puedan ser defectuosas. Escribe como mucho { $count } en `{ sales-replace-quantity-name }`, o déjalo vacío para reponerlas todas.
    }
named-is-one = Una licencia concreta es solo una. Deja `{ assignlicense-license-name }` vacío para vender varias, o `{ assignlicense-quantity-name }` para vender esa.
sale-stopped-title = La venta se detuvo
ledger-failed = No se pudo escribir en el libro. Si se tomó una licencia, la venta termina por sí sola y esto queda registrado; **mira la venta antes de volver a vender** y avisa al propietario.
buyer-is-bot = Un bot no puede tener una licencia. Elige a una persona.
buyer-is-stranger = Esa persona no es miembro de este servidor. Tiene que unirse antes de que se le pueda vender una licencia.
license-gone = Esa opción ya no está en las existencias. Elige otra vez de la lista.
no-license-key = Eso no es una clave de licencia. Elige una de la lista o pega la clave completa.
product-in-stock = { $product } · { $count } en existencias

nothing-looked-up-title = No se consultó nada
nothing-changed = No se vendió ni se cambió nada.
vendor-says = El proveedor dice: «{ $words }»
vendor-refuses-key = El proveedor rechaza la clave de API de la tienda. Avisa al propietario: hace falta una clave nueva.
vendor-limits = El proveedor no acepta más llamadas por el momento. Inténtalo de nuevo en un minuto.
vendor-senseless = No se puede contactar con el proveedor o su respuesta no tiene sentido. Inténtalo de nuevo en un minuto.

fetched-title = Una licencia de las existencias
fetched-footer = Aún no vendida; durante 15 minutos no se toma para nadie más
assign-to-placeholder = Asignar a…
show-key-button = Mostrar clave
stock-empty-title = No quedan existencias
stock-empty = No hay ninguna licencia que vender. Repón existencias en el proveedor.

info-title = Licencia
state-label = Estado
license-assigned = asignada a un comprador
license-expired = caducada
license-free = libre

stock-title =
    { $count ->
        [one] { $count } disponible
       *[other] { $count } disponibles
    }
stock-none = No hay ninguna licencia disponible.
page = Página { $page } de { $pages }
back-button = Atrás
next-button = Siguiente

mine-none = Todavía no tienes licencias de este servidor.
mine-title = Tu licencia · venta { $sale }
mine-summary =
    { $count ->
        [one] { $count } licencia
       *[other] { $count } licencias
    }, página { $page } de { $pages }. Solo tú ves esto.
bought-label = Comprada

takes-help = Escribe como máximo 300 caracteres, por ejemplo un canal, o solo un enlace completo que empiece por `https://`.
remind-before = Ya se te recordó esto.
reminder-several = Pediste que se te recordara. Estas licencias tuyas caducan pronto.
member-not-told = Discord no dijo a tiempo si { $buyer } es miembro. No se vendió nada; inténtalo de nuevo en un momento.
