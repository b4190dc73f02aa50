# Los comandos, sus opciones y sus elecciones.

assignlicense-description = Vender una licencia: la asigna a un miembro y le envía la clave
assignlicense-member-name = miembro
assignlicense-member-description = Quién compra
assignlicense-product-name = producto
assignlicense-product-description = Qué producto; vacío toma cualquiera
assignlicense-license-name = licencia
assignlicense-license-description = Una licencia concreta: elige una o pega su clave
assignlicense-quantity-name = cantidad
assignlicense-quantity-description = Cuántas, de 1 a 25; vacío es una
assignlicense-reference-name = referencia
assignlicense-reference-description = El pago o el ticket; dos ventas no comparten ninguno
assignlicense-note-name = nota
assignlicense-note-description = Una nota para el registro

menu-assign-license-name = Asignar licencia

fetchlicense-description = Tomar una licencia al azar de las existencias, sin venderla todavía

myavailable-description = Mostrar las licencias disponibles
myavailable-product-name = producto
myavailable-product-description = Solo este producto

licenseinfo-description = Consultar una licencia
licenseinfo-license-name = licencia
licenseinfo-license-description = La licencia: elige una o pega su clave

mylicenses-description = Tus licencias de este servidor

resend-description = Enviar de nuevo la clave al comprador
resend-sale-name = venta
resend-sale-description = El número de la venta

sales-description = El registro de ventas
sales-list-description = Listar las ventas más recientes
sales-list-buyer-name = comprador
sales-list-buyer-description = Solo a este comprador
sales-list-staff-name = equipo
sales-list-staff-description = Solo de este miembro del equipo
sales-list-product-name = producto
sales-list-product-description = Solo de este producto
sales-list-state-name = estado
sales-list-state-description = Solo en este estado
sales-list-since-name = desde
sales-list-since-description = Solo desde este día, por ejemplo 2026-11-24
sales-show-description = Mostrar una venta y todo lo que le ha ocurrido
sales-show-sale-name = venta
sales-show-sale-description = El número de la venta
sales-export-description = Obtener las ventas como tabla (CSV)
sales-export-buyer-name = comprador
sales-export-buyer-description = Solo a este comprador
sales-export-staff-name = equipo
sales-export-staff-description = Solo de este miembro del equipo
sales-export-product-name = producto
sales-export-product-description = Solo de este producto
sales-export-state-name = estado
sales-export-state-description = Solo en este estado
sales-export-since-name = desde
sales-export-since-description = Solo desde este día, por ejemplo 2026-11-24
sales-stats-description = Mostrar lo vendido en los últimos 30 días y cuánto durarán las existencias
sales-refund-description = Marcar una venta como reembolsada; el comprador conserva la licencia
sales-refund-sale-name = venta
sales-refund-sale-description = El número de la venta
sales-refund-reason-name = motivo
sales-refund-reason-description = Por qué, para el registro
sales-replace-description = Dar otras licencias al comprador de licencias defectuosas
sales-replace-sale-name = venta
sales-replace-sale-description = El número de la venta defectuosa
sales-replace-reason-name = motivo
sales-replace-reason-description = Qué le pasa, para el registro
sales-replace-quantity-name = cantidad
sales-replace-quantity-description = Cuántas son defectuosas, de 1 a 25; vacío son todas
sales-replace-product-name = producto
sales-replace-product-description = Qué producto es defectuoso, si la venta tiene varios

choice-delivered-name = entregada
choice-undelivered-name = no entregada: los mensajes directos del comprador están cerrados
choice-failed-name = fallida: no se vendió nada
choice-held-name = retenida: decide el equipo
choice-in-doubt-name = en duda: se perdió la respuesta del proveedor
choice-assigned-name = asignada: el mensaje está en camino

settings-description = Ajustar la tienda de este servidor
help-description = Lo que puedes hacer aquí
menu-buyers-licenses-name = Licencias del comprador
