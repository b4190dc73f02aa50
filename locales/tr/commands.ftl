# Komutlar, seçenekleri ve tercihleri.

assignlicense-description = Lisans sat: bir üyeye atar ve anahtarı ona gönderir
assignlicense-member-name = üye
assignlicense-member-description = Satın alan kişi
assignlicense-product-name = ürün
assignlicense-product-description = Hangi ürün; boş bırakılırsa herhangi biri
assignlicense-license-name = lisans
assignlicense-license-description = Belirli bir lisans: birini seçin veya anahtarını yapıştırın
assignlicense-quantity-name = adet
assignlicense-quantity-description = Kaç tane, 1-25; boşsa bir tane
assignlicense-reference-name = referans
assignlicense-reference-description = Ödeme veya talep; iki satış aynısını taşımaz
assignlicense-note-name = not
assignlicense-note-description = Kayıt için bir not

menu-assign-license-name = Lisans ata

fetchlicense-description = Stoktan rastgele bir lisans al, henüz satmadan

myavailable-description = Stoktaki lisansları göster
myavailable-product-name = ürün
myavailable-product-description = Yalnızca bu ürün

licenseinfo-description = Bir lisansı sorgula
licenseinfo-license-name = lisans
licenseinfo-license-description = Lisans: birini seçin veya anahtarını yapıştırın

mylicenses-description = Bu sunucudaki lisanslarınız

resend-description = Alıcıya anahtarını yeniden gönder
resend-sale-name = satış
resend-sale-description = Satışın numarası

sales-description = Satış kaydı
sales-list-description = En yeni satışları listele
sales-list-buyer-name = alıcı
sales-list-buyer-description = Yalnızca bu alıcıya
sales-list-staff-name = ekip
sales-list-staff-description = Yalnızca bu ekip üyesinden
sales-list-product-name = ürün
sales-list-product-description = Yalnızca bu üründen
sales-list-state-name = durum
sales-list-state-description = Yalnızca bu durumda
sales-list-since-name = tarihten
sales-list-since-description = Yalnızca bu günden itibaren, örneğin 2026-11-24
sales-show-description = Bir satışı ve başından geçen her şeyi göster
sales-show-sale-name = satış
sales-show-sale-description = Satışın numarası
sales-export-description = Satışları tablo (CSV) olarak al
sales-export-buyer-name = alıcı
sales-export-buyer-description = Yalnızca bu alıcıya
sales-export-staff-name = ekip
sales-export-staff-description = Yalnızca bu ekip üyesinden
sales-export-product-name = ürün
sales-export-product-description = Yalnızca bu üründen
sales-export-state-name = durum
sales-export-state-description = Yalnızca bu durumda
sales-export-since-name = tarihten
sales-export-since-description = Yalnızca bu günden itibaren, örneğin 2026-11-24
sales-stats-description = Son 30 günde satılanları ve stokun ne kadar yeteceğini göster
sales-refund-description = Bir satışı iade edildi olarak işaretle; lisans alıcıda kalır
sales-refund-sale-name = satış
sales-refund-sale-description = Satışın numarası
sales-refund-reason-name = neden
sales-refund-reason-description = Neden, kayıt için
sales-replace-description = Hatalı lisansların alıcısına başka lisanslar ver
sales-replace-sale-name = satış
sales-replace-sale-description = Hatalı satışın numarası
sales-replace-reason-name = neden
sales-replace-reason-description = Sorunun ne olduğu, kayıt için
sales-replace-quantity-name = adet
sales-replace-quantity-description = Kaç tanesi hatalı, 1-25; boşsa hepsi
sales-replace-product-name = ürün
sales-replace-product-description = Satışta birden çok ürün varsa hangisi hatalı

choice-delivered-name = teslim edildi
choice-undelivered-name = teslim edilmedi: alıcının özel mesajları kapalı
choice-failed-name = başarısız: hiçbir şey satılmadı
choice-held-name = beklemede: ekip karar verir
choice-in-doubt-name = belirsiz: satıcının yanıtı kayboldu
choice-assigned-name = atandı: mesaj yolda

settings-description = Bu sunucunun mağazasını ayarlayın
help-description = Burada neler yapabilirsiniz
menu-buyers-licenses-name = Alıcının lisansları
