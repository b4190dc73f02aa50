# Komutlar, seçenekleri ve tercihleri.

assignlicense-description = Bir lisans sat ve anahtarı alıcıya gönder
assignlicense-member-name = üye
assignlicense-member-description = Alıcı; anahtar ona DM ile gider
assignlicense-product-name = ürün
assignlicense-product-description = Boş = herhangi bir ürün
assignlicense-license-name = lisans
assignlicense-license-description = Rastgele yerine belirli bir lisans: seç ya da anahtarını yapıştır
assignlicense-quantity-name = adet
assignlicense-quantity-description = 1 ile 25 arası (boşsa 1)
assignlicense-reference-name = referans
assignlicense-reference-description = Ödeme no veya ticket; iki kez satmayı önler
assignlicense-note-name = not
assignlicense-note-description = Ekip için: satış kaydında ve satış kanalında görünür, alıcıya görünmez

menu-assign-license-name = Lisans ata

fetchlicense-description = Rastgele bir lisans göster ve 15 dakika sana ayır

myavailable-description = Stok: ne satılabilir ve ne kadar yeter
myavailable-product-name = ürün
myavailable-product-description = Yalnızca bu ürün

licenseinfo-description = Bir lisansı sorgula
licenseinfo-license-name = lisans
licenseinfo-license-description = Bir lisans seç ya da anahtarını yapıştır

mylicenses-description = Bu sunucudaki lisansların

resend-description = Alıcıya anahtarını yeniden gönder
resend-sale-name = satış
resend-sale-description = Satış numarası, örneğin 7

sales-description = Satış kaydı
sales-list-description = En yeni satışları listele
sales-list-buyer-name = alıcı
sales-list-buyer-description = Alıcıya göre filtrele
sales-list-staff-name = ekip
sales-list-staff-description = Satana göre filtrele
sales-list-product-name = ürün
sales-list-product-description = Ürüne göre filtrele
sales-list-state-name = durum
sales-list-state-description = Duruma göre filtrele
sales-list-since-name = tarihten
sales-list-since-description = Bu günden itibaren, YYYY-AA-GG
sales-show-description = Bir satışı ve geçmişini göster
sales-show-sale-name = satış
sales-show-sale-description = Satış numarası, örneğin 7
sales-export-description = Satışları tablo (CSV) olarak indir
sales-export-buyer-name = alıcı
sales-export-buyer-description = Alıcıya göre filtrele
sales-export-staff-name = ekip
sales-export-staff-description = Satana göre filtrele
sales-export-product-name = ürün
sales-export-product-description = Ürüne göre filtrele
sales-export-state-name = durum
sales-export-state-description = Duruma göre filtrele
sales-export-since-name = tarihten
sales-export-since-description = Bu günden itibaren, YYYY-AA-GG
sales-stats-description = Son 30 günü ve stokun ne kadar yeteceğini göster
sales-refund-description = Para iadesi yapıldı olarak işaretle (para aktarmaz; lisans alıcıda kalır)
sales-refund-sale-name = satış
sales-refund-sale-description = Satış numarası, örneğin 7
sales-refund-reason-name = neden
sales-refund-reason-description = Neden, satış kaydı için
sales-replace-description = Hatalı lisansları değiştir; yeni anahtarı DM ile gönderir
sales-replace-sale-name = satış
sales-replace-sale-description = Hatalı satışın numarası, örneğin 7
sales-replace-reason-name = neden
sales-replace-reason-description = Sorun ne, satış kaydı için
sales-replace-quantity-name = adet
sales-replace-quantity-description = Kaç tanesi hatalı, 1 ile 25 arası; boş = hepsi
sales-replace-product-name = ürün
sales-replace-product-description = Satışta birkaç ürün varsa hatalı olan
sales-transfer-description = Satışı alıcının yeni hesabına aktar (tedarikçide eski ID kalır)
sales-transfer-sale-name = satış
sales-transfer-sale-description = Satış numarası, örneğin 7
sales-transfer-member-name = üye
sales-transfer-member-description = Alıcının yeni hesabı
sales-attribute-description = Geri yüklemeden önce satılan bir lisansın alıcısını kaydet
sales-attribute-license-name = lisans
sales-attribute-license-description = Lisans anahtarı, alıcıdaki hâliyle
sales-attribute-member-name = üye
sales-attribute-member-description = Alıcı

choice-delivered-name = teslim edildi
choice-undelivered-name = teslim edilmedi (DM'ler kapalı)
choice-failed-name = başarısız (hiçbir şey satılmadı)
choice-held-name = karar bekliyor
choice-in-doubt-name = belirsiz
choice-assigned-name = satıldı, DM yolda

settings-description = Bu sunucunun mağazasını ayarla
help-description = Burada neler yapabileceğini göster
menu-buyers-licenses-name = Alıcının lisansları
