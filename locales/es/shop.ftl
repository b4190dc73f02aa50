# Lo que configura y dice una tienda, y los botones de los compradores.

help-button = Ayuda
help-label = ¿Preguntas?
remind-button = Recordarme cuando venza
remind-at = Te lo recordaré por MD el { $at }.
remind-nothing = No hace falta un recordatorio: la licencia no vence nunca o vence demasiado pronto.
reminder-title =
    { $count ->
        [one] Tu licencia vence pronto
       *[other] Tus licencias vencen pronto
    }
reminder =
    { $count ->
        [one] Pediste este recordatorio. Renueva tu licencia a tiempo.
       *[other] Pediste este recordatorio. Renueva tus licencias a tiempo.
    }
send-again-button = Enviar otra vez por MD
send-one-again-button = Enviar { $sale } por MD
sent-again = Enviado: revisa tus MD.
sent-again-closed = No aceptas MD de este servidor. Actívalos en *nombre del servidor → Ajustes de privacidad (Privacy Settings) → Mensajes directos* e inténtalo otra vez. Mientras tanto, usa `/mylicenses`.
sent-again-under-way = Discord va lento ahora. Tu MD está en camino.
bought-from = { $at } en { $shop }

theirs-none = { $buyer } no tiene ninguna licencia de este servidor.
theirs-title =
    { $count ->
        [one] { $count } licencia
       *[other] { $count } licencias
    }
paused = { $staff } pausó las ventas. Un admin del servidor puede reanudarlas en `/settings`.
no-quantity = La cantidad debe ser un número de 1 a 25.
order-form-label = Asignar licencia
order-product-label = Producto (vacío = cualquiera)
order-quantity-label = Cantidad, de 1 a 25
order-reference-label = Número de pago o ticket
order-note-label = Nota para el equipo
first-ends = la primera vence { $end }
stock-lasts =
    { $days ->
        [one] dura cerca de { $days } día
       *[other] dura cerca de { $days } días
    }
event-reminder-asked = el comprador pidió un recordatorio

role-refused-title = Un rol no se cambió
role-gone = El rol de la licencia de { $buyer } fue eliminado. Elige otro en `/settings`.
role-no-member = { $buyer } ya no es miembro de este servidor, así que no pude darle el rol { $role }. Dáselo a mano cuando vuelva.
role-not-allowed = No puedo cambiar el rol { $role } de { $buyer }. Dame el permiso *Gestionar roles (Manage Roles)* y pon mi rol por encima en *Ajustes del servidor (Server Settings) → Roles*. Luego asigna el rol a mano esta vez.
stock-out-title = Sin stock
stock-out = No queda *{ $product }*. Agrega stock en el panel del proveedor.
stock-low-title = Poco stock
stock-low = *{ $product }*: quedan { $count }. Agrega stock en el panel del proveedor.
stock-back-title = De nuevo en stock
stock-back = *{ $product }*: { $count } de nuevo en stock.
backups-fail-title = Las copias de seguridad fallan
backups-fail = La última copia de seguridad de los datos falló. Las ventas continúan. Si el disco falla ahora, se pierden las ventas recientes. El registro del bot indica la causa. Seguiré intentándolo.
backups-work-title = Las copias de seguridad vuelven a funcionar
backups-work = Los datos se guardan otra vez en copias de seguridad.

denied-not-administrator = Solo los admins del servidor pueden usar esto. No se cambió nada.
settings-title = Ajustes de este servidor
settings = Elige qué quieres cambiar. Lo que pongas aquí prevalece sobre el archivo .env del bot.
settings-placeholder = Cambiar un ajuste…
administrators-only = solo admins del servidor
staff-roles-see = Los roles sin *Gestionar servidor (Manage Server)* solo ven un comando si lo permites: *Ajustes del servidor (Server Settings) → Integraciones → este bot*, y luego el comando.
by-environment = { $value } (del archivo .env)
on = Activado
off = Desactivado
selling-goes-on = Se vende
paused-by = **En pausa** por { $staff }
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
language-of-discord = Como en Discord
buyers-read = Los compradores leen:
preview-shop = tu tienda
may-hold = Cómo activar la clave. Puedes usar { $names }
unknown-placeholder = { $unknown } no es un marcador válido. Usa: { $known }.
takes-minutes = Minutos enteros, hasta 1440 (0 = no preguntar nunca).
takes-days = Días enteros, hasta 3650 (0 = vender cualquiera).
takes-levels = Un número y líneas de `producto = número`.
takes-roles = Líneas de `producto = ID del rol`.
too-long = Es demasiado largo.
setting-refused = *{ $setting }* no se cambió. { $why }

lacks-title = Todavía no puedo hacer todo esto
lack-channel = No puedo ver { $channel }. Si fue eliminado, elige otro. Si no, déjame verlo en los permisos del canal.
lack-no-messages = { $channel } no acepta mensajes. Elige un canal de texto.
lack-locked = { $channel } está bloqueado. Desbloquea el hilo o dame *Gestionar hilos (Manage Threads)*.
lack-in-channel = En { $channel } necesito el permiso *{ $permissions }*. Actívalo en los permisos del canal.
lack-role = El rol { $role } fue eliminado. Elige otro.
lack-not-given = { $role } es de Discord o de un bot y no se puede asignar. Elige otro rol.
lack-too-high = { $role } está por encima de mi rol. Pon mi rol más arriba en *Ajustes del servidor (Server Settings) → Roles*.
lack-manage-roles = Necesito el permiso *Gestionar roles (Manage Roles)*. Actívalo para mi rol en *Ajustes del servidor (Server Settings) → Roles*.
permission-view = Ver canal (View Channel)
permission-send = Enviar mensajes (Send Messages)
permission-send-in-threads = Enviar mensajes en hilos (Send Messages in Threads)
permission-embed = Insertar enlaces (Embed Links)

set-staff-roles-label = Roles que venden
set-staff-roles-description = Quién puede vender, además de los admins del servidor
set-sales-channel-label = Canal de ventas
set-sales-channel-description = Muestra cada venta, con las claves ocultas
set-claims-channel-label = Canal para obtener claves
set-claims-channel-description = Para el botón Obtener clave si el comprador no ve el canal de la venta
set-buyer-role-label = Rol de los compradores
set-buyer-role-description = Se da con una licencia y se quita cuando vence la última
set-product-roles-label = Roles por producto
set-product-roles-description = Líneas: producto = ID del rol
set-paused-label = Pausar las ventas
set-paused-description = No se vende nada hasta que lo desactives
set-ask-for-product-label = Preguntar qué producto
set-ask-for-product-description = Si no se indicó ninguno y hay varios en stock
set-low-stock-label = Aviso de poco stock
set-low-stock-description = Un número, o líneas: producto = número
set-lasting-days-label = Mínimo de días restantes
set-lasting-days-description = Las licencias que vencen antes no se eligen al azar
set-dm-text-label = Tu mensaje en el MD
set-dm-text-description = Se muestra con la clave, p. ej. cómo activarla
set-help-label = Ayuda para compradores
set-help-description = Un enlace, o dónde preguntar
set-language-label = Idioma
set-language-description = Para los canales y los compradores cuyo idioma no se conoce
set-repeats-within-label = Preguntar antes de repetir una venta
set-repeats-within-description = Minutos en los que hay que confirmar una venta igual; 0 = nunca

help-title = Lo que puedes hacer aquí
help-staff-label = Para el equipo
help-staff =
    `/assignlicense`: vender una o varias licencias
    Clic derecho en un miembro (celular: perfil → ⋯) → *Aplicaciones*: vender con un formulario o ver sus licencias
    `/fetchlicense`: mostrar una licencia y reservarla 15 minutos
    `/myavailable`: mostrar el stock
    `/licenseinfo`: consultar una licencia
    `/resend`: enviar una clave otra vez
    `/sales list`, `show`, `export`, `stats`: leer el registro de ventas
    `/sales replace`: reemplazar licencias defectuosas
    `/sales refund`: marcar una venta como reembolsada (no mueve dinero)
    `/sales transfer`: transferir una venta a la cuenta nueva del comprador
    `/sales attribute`: registrar un comprador tras una restauración
help-administrator-label = Para admins del servidor
help-administrator = `/settings`: configurar la tienda de este servidor y ver qué permisos me faltan
help-buyer-label = Tus licencias
help-buyer =
    `/mylicenses`: ver tus licencias y claves, solo tú, o recibirlas otra vez por MD
    { "" }**{ claim-button }** y **{ remind-button }**: botones debajo de los mensajes de tu licencia
lacks-unknown = Discord no dice ahora qué puedo hacer aquí. Usa `/settings` otra vez en un momento.
panel-outdated = Este panel venció. Usa `/settings` otra vez. No se cambió nada.
