# Lo que una tienda ajusta y dice por sí misma, y lo que pulsan los compradores.

shop-words-label = Unas palabras de la tienda
help-button = Ayuda
help-label = Ayuda
remind-button = Avísame antes de que caduque
remind-at = Recibirás un aviso el { $at }, por mensaje directo.
remind-nothing = No hay nada que recordar: la licencia no caduca, o caduca demasiado pronto.
reminder-title = Tu licencia caduca pronto
reminder = Pediste que te avisáramos. { $key }
send-again-button = Enviármela otra vez por MD
send-one-again-button = Enviarme { $sale } otra vez por MD
sent-again = Lo que te trajo la venta { $sale } está de nuevo en tus mensajes directos.
sent-again-closed = Tus mensajes directos están cerrados para este servidor. Ábrelos en *Ajustes de privacidad* e inténtalo de nuevo; hasta entonces `/mylicenses` te lo muestra todo.
sent-again-under-way = Lo que te trajo la venta { $sale } está en camino; se envía en cuanto Discord lo acepte.
bought-from = { $at } en { $shop }

theirs-none = { $buyer } no tiene ninguna licencia de este servidor.
theirs-title =
    { $count ->
        [one] { $count } licencia
       *[other] { $count } licencias
    }
paused = { $staff } ha pausado las ventas. Un administrador puede reanudarlas en `/settings`.
no-quantity = La cantidad tiene que ser un número del 1 al 25.
order-form-label = Asignar licencia
order-product-label = Producto; vacío vale cualquiera
order-quantity-label = Cuántas, del 1 al 25
order-reference-label = Referencia: el pago o el ticket
order-note-label = Nota para el registro
first-ends = la primera caduca { $end }
stock-lasts =
    { $days ->
        [one] dura cerca de { $days } día
       *[other] dura cerca de { $days } días
    }
event-reminder-asked = el comprador pidió un aviso

role-refused-title = No se ha cambiado un rol
role-gone = El rol de la licencia de { $buyer } fue eliminado. Elige otro en `/settings`.
role-no-member = { $buyer } ya no es miembro de este servidor, así que no se asignó el rol { $role }. Asígnalo a mano cuando vuelva.
role-not-allowed = keyclerk no puede cambiar el rol { $role } de { $buyer }. Dale a keyclerk el permiso *Gestionar roles* y pon su propio rol por encima de ese en *Ajustes del servidor → Roles*; después asigna el rol a mano esta vez.
stock-out-title = Agotado
stock-out = *{ $product }* está agotado. Repón en el proveedor.
stock-low-title = Pocas existencias
stock-low = *{ $product }*: quedan { $count }. Repón en el proveedor.
stock-back-title = De nuevo disponible
stock-back = *{ $product }*: { $count } de nuevo en existencias.

denied-not-administrator = Solo los administradores del servidor pueden hacer esto. No se ha hecho nada.
settings-title = Ajustes de este servidor
settings = Elige qué quieres cambiar. Lo que ajustes aquí prevalece sobre el entorno de keyclerk.
settings-placeholder = Cambiar un ajuste …
administrators-only = solo administradores
staff-roles-see = Un rol sin *Gestionar servidor* solo ve un comando si se le permite: *Ajustes del servidor → Integraciones → keyclerk*, y luego el comando.
by-environment = { $value } (entorno)
on = activado
off = desactivado
selling-goes-on = vendiendo
paused-by = **en pausa** por { $staff }
fewer-than = menos de { $count }
days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
minutes =
    { $count ->
        [one] durante { $count } minuto
       *[other] durante { $count } minutos
    }
language-of-discord = como en Discord
buyers-read = Los compradores leen:
preview-shop = tu tienda
may-hold = Puede contener { $names }
unknown-placeholder = { $unknown } no significa nada. Hay { $known }.
takes-minutes = Admite minutos enteros, 1440 como máximo; 0 para nunca.
takes-days = Admite días enteros, 3650 como máximo; 0 para cualquiera.
takes-levels = Admite un número, y líneas de `producto = número`.
takes-roles = Admite líneas de `producto = id del rol`.
too-long = Es demasiado largo.
setting-refused = *{ $setting }* no se ha cambiado. { $why }

lacks-title = keyclerk aún no puede hacer todo esto
lack-channel = keyclerk no ve { $channel }. Si fue eliminado, elige otro; si no, deja que keyclerk lo vea en los permisos del canal.
lack-no-messages = { $channel } no admite mensajes. Elige un canal de texto.
lack-locked = { $channel } está bloqueado. Desbloquea el hilo o permite a keyclerk *Gestionar hilos*.
lack-in-channel = En { $channel } a keyclerk le falta *{ $permissions }*. Permítelo en los permisos del canal.
lack-role = El rol { $role } fue eliminado. Elige otro.
lack-not-given = { $role } es de Discord o de un bot y no se puede asignar. Elige otro rol.
lack-too-high = { $role } no está por debajo del rol de keyclerk. Pon el rol de keyclerk por encima en *Ajustes del servidor → Roles*.
lack-manage-roles = A keyclerk le falta *Gestionar roles*. Permítelo para el rol de keyclerk en *Ajustes del servidor → Roles*.
permission-view = Ver canal
permission-send = Enviar mensajes
permission-send-in-threads = Enviar mensajes en hilos
permission-embed = Insertar enlaces

set-staff-roles-label = Roles que venden
set-staff-roles-description = Quién puede vender; los administradores siempre
set-sales-channel-label = Canal de ventas
set-sales-channel-description = Donde se publica cada venta, con las claves ocultas
set-claims-channel-label = Canal de entregas
set-claims-channel-description = Para el botón de recogida cuando el comprador no ve el canal de la venta
set-buyer-role-label = Rol de los compradores
set-buyer-role-description = Se da con una licencia y se quita con la última
set-product-roles-label = Roles por producto
set-product-roles-description = Líneas: producto = id del rol
set-paused-label = Pausar las ventas
set-paused-description = No se vende nada hasta que lo reanudes
set-ask-for-product-label = Preguntar el producto
set-ask-for-product-description = Cuando no se nombra ninguno y hay varios
set-low-stock-label = Pocas existencias
set-low-stock-description = Un número; o líneas: producto = número
set-lasting-days-label = Días que debe durar una licencia
set-lasting-days-description = Las que caducan antes no se sacan, salvo si las nombras
set-dm-text-label = Tu mensaje en el MD
set-dm-text-description = Se añade al mensaje que trae la clave
set-help-label = Ayuda para compradores
set-help-description = Un enlace, o dónde preguntar
set-language-label = Idioma
set-language-description = Para los canales, y compradores cuyo idioma no se conoce
set-repeats-within-label = Preguntar por repeticiones
set-repeats-within-description = Minutos en que se pregunta por la misma venta; 0 para nunca

help-title = Lo que puedes hacer con keyclerk
help-staff-label = Para el equipo
help-staff =
    `/assignlicense` vende una o varias licencias; clic derecho en un miembro → *Aplicaciones* hace lo mismo con un formulario y muestra lo que tiene.
    `/fetchlicense` toma una para verla · `/myavailable` muestra las existencias · `/licenseinfo` consulta una.
    `/sales list`, `show`, `export` y `stats` son el registro; `/sales replace` repone las defectuosas, `/sales refund` anota un reembolso.
    `/resend` envía una clave otra vez.
help-administrator-label = Para administradores
help-administrator = `/settings` ajusta la tienda de este servidor y dice qué le falta a keyclerk.
help-buyer-label = Tus licencias
help-buyer = `/mylicenses` te las muestra con sus claves, solo a ti; su botón las envía otra vez por mensaje directo. La recogida y el aviso están bajo los mensajes que las trajeron.
lacks-unknown = Discord no dice ahora mismo qué puede hacer keyclerk aquí. Ejecuta `/settings` otra vez en un momento.
panel-outdated = Este panel es de una versión anterior de keyclerk. Ejecuta `/settings` de nuevo; no se ha cambiado nada.
