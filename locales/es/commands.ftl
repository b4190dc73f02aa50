# Los comandos, sus opciones y sus elecciones.

assignlicense-description = Vender una licencia y enviar la clave al comprador
assignlicense-member-name = miembro
assignlicense-member-description = El comprador; recibe la clave por MD
assignlicense-product-name = producto
assignlicense-product-description = Vacío = cualquier producto
assignlicense-license-name = licencia
assignlicense-license-description = Una licencia concreta en vez de una al azar: elígela o pega su clave
assignlicense-quantity-name = cantidad
assignlicense-quantity-description = De 1 a 25 (1 por defecto)
assignlicense-reference-name = referencia
assignlicense-reference-description = Pago o ticket; sirve para una sola venta
assignlicense-note-name = nota
assignlicense-note-description = Para el equipo: visible en el registro y el canal de ventas, no para el comprador

menu-assign-license-name = Asignar licencia

fetchlicense-description = Mostrar una licencia al azar y reservarla 15 minutos

myavailable-description = Stock: lo que se puede vender y cuánto dura
myavailable-product-name = producto
myavailable-product-description = Solo este producto

licenseinfo-description = Consultar una licencia
licenseinfo-license-name = licencia
licenseinfo-license-description = Elige una licencia o pega su clave

mylicenses-description = Tus licencias de este servidor

resend-description = Enviar otra vez la clave al comprador
resend-sale-name = venta
resend-sale-description = Número de la venta, p. ej. 7

sales-description = El registro de ventas
sales-list-description = Listar las ventas más nuevas
sales-list-buyer-name = comprador
sales-list-buyer-description = Filtrar por comprador
sales-list-staff-name = equipo
sales-list-staff-description = Filtrar por vendedor
sales-list-product-name = producto
sales-list-product-description = Filtrar por producto
sales-list-state-name = estado
sales-list-state-description = Filtrar por estado
sales-list-since-name = desde
sales-list-since-description = Desde este día, AAAA-MM-DD
sales-show-description = Mostrar una venta y su historial
sales-show-sale-name = venta
sales-show-sale-description = Número de la venta, p. ej. 7
sales-export-description = Descargar las ventas como tabla (CSV)
sales-export-buyer-name = comprador
sales-export-buyer-description = Filtrar por comprador
sales-export-staff-name = equipo
sales-export-staff-description = Filtrar por vendedor
sales-export-product-name = producto
sales-export-product-description = Filtrar por producto
sales-export-state-name = estado
sales-export-state-description = Filtrar por estado
sales-export-since-name = desde
sales-export-since-description = Desde este día, AAAA-MM-DD
sales-stats-description = Mostrar los últimos 30 días y cuánto dura el stock
sales-refund-description = Marcar como reembolsada (no mueve dinero; el comprador conserva la licencia)
sales-refund-sale-name = venta
sales-refund-sale-description = Número de la venta, p. ej. 7
sales-refund-reason-name = motivo
sales-refund-reason-description = Motivo, para el registro de ventas
sales-replace-description = Reemplazar licencias defectuosas; envía una clave nueva por MD
sales-replace-sale-name = venta
sales-replace-sale-description = Número de la venta defectuosa, p. ej. 7
sales-replace-reason-name = motivo
sales-replace-reason-description = Qué falla, para el registro de ventas
sales-replace-quantity-name = cantidad
sales-replace-quantity-description = Cuántas son defectuosas, de 1 a 25; vacío = todas
sales-replace-product-name = producto
sales-replace-product-description = El producto defectuoso, si la venta tiene varios
sales-transfer-description = Transferir una venta a la cuenta nueva del comprador (el proveedor conserva el ID anterior)
sales-transfer-sale-name = venta
sales-transfer-sale-description = Número de la venta, p. ej. 7
sales-transfer-member-name = miembro
sales-transfer-member-description = La cuenta nueva del comprador
sales-attribute-description = Registrar al comprador de una licencia vendida antes de una restauración
sales-attribute-license-name = licencia
sales-attribute-license-description = La clave de licencia, como la tiene el comprador
sales-attribute-member-name = miembro
sales-attribute-member-description = El comprador

choice-delivered-name = entregada
choice-undelivered-name = no entregada (no acepta MD)
choice-failed-name = fallida (no se vendió nada)
choice-held-name = necesita una decisión
choice-in-doubt-name = sin confirmar
choice-assigned-name = vendida, MD en camino

settings-description = Configurar la tienda de este servidor
help-description = Ver lo que puedes hacer aquí
menu-buyers-licenses-name = Licencias del comprador
