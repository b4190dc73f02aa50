# Bir mağazanın kendi ayarları ve sözleri ile alıcıların bastıkları.

shop-words-label = Mağazadan bir not
help-button = Yardım
help-label = Yardım
remind-button = Süresi dolmadan hatırlat
remind-at = { $at } tarihinde özel mesajla hatırlatılacak.
remind-nothing = Hatırlatılacak bir şey yok: lisansın süresi dolmuyor ya da çok yakında doluyor.
reminder-title = Lisansınızın süresi yakında doluyor
reminder = Hatırlatılmasını istemiştiniz. { $key }
send-again-button = Özel mesajla yeniden gönder
send-one-again-button = { $sale } satışını özelden yeniden gönder
sent-again = { $sale } satışının getirdikleri yeniden özel mesajlarınızda.
sent-again-closed = Özel mesajlarınız bu sunucuya kapalı. *Gizlilik Ayarları*ndan açıp yeniden deneyin; o zamana kadar `/mylicenses` size her şeyi gösterir.
sent-again-under-way = { $sale } satışının getirdikleri yolda; Discord kabul eder etmez gönderilir.
bought-from = { $at }, { $shop }

theirs-none = { $buyer } bu sunucudan hiç lisans almamış.
theirs-title =
    { $count ->
        [one] { $count } lisans
       *[other] { $count } lisans
    }
paused = { $staff } satışı duraklattı. Bir yönetici `/settings` ile sürdürebilir.
no-quantity = Adet 1 ile 25 arasında bir sayı olmalı.
order-form-label = Lisans ata
order-product-label = Ürün; boşsa herhangi biri
order-quantity-label = Kaç tane, 1 ile 25 arası
order-reference-label = Referans: ödeme ya da talep
order-note-label = Kayıt için not
first-ends = ilki { $end } bitiyor
stock-lasts =
    { $days ->
        [one] yaklaşık { $days } gün yeter
       *[other] yaklaşık { $days } gün yeter
    }
event-reminder-asked = alıcı hatırlatma istedi

role-refused-title = Bir rol değiştirilemedi
role-gone = { $buyer } alıcısının lisansına ait rol silinmiş. `/settings` ile başka bir rol seçin.
role-no-member = { $buyer } artık bu sunucunun üyesi değil, bu yüzden { $role } rolü verilmedi. Geri döndüğünde elle verin.
role-not-allowed = keyclerk, { $buyer } alıcısının { $role } rolünü değiştiremiyor. keyclerk'e *Rolleri Yönet* iznini verin ve *Sunucu Ayarları → Roller* bölümünde kendi rolünü bunun üstüne taşıyın; bu seferlik rolü elle ayarlayın.
stock-out-title = Stok bitti
stock-out = *{ $product }* tükendi. Satıcıda stok yenileyin.
stock-low-title = Stok azaldı
stock-low = *{ $product }*: { $count } kaldı. Satıcıda stok yenileyin.
stock-back-title = Yeniden stokta
stock-back = *{ $product }*: yeniden { $count } adet stokta.

denied-not-administrator = Bunu yalnızca sunucunun yöneticileri yapabilir. Hiçbir şey yapılmadı.
settings-title = Bu sunucunun ayarları
settings = Neyi değiştireceğinizi seçin. Burada ayarladıklarınız keyclerk'in ortamından önce gelir.
settings-placeholder = Bir ayarı değiştir …
administrators-only = yalnızca yöneticiler
staff-roles-see = *Sunucuyu Yönet* izni olmayan bir rol, bir komutu ancak o komut ona açılınca görür: *Sunucu Ayarları → Entegrasyonlar → keyclerk*, ardından komut.
by-environment = { $value } (ortam)
on = açık
off = kapalı
selling-goes-on = satış sürüyor
paused-by = { $staff } tarafından **duraklatıldı**
fewer-than = { $count } adetten az
days =
    { $count ->
        [one] { $count } gün
       *[other] { $count } gün
    }
minutes =
    { $count ->
        [one] { $count } dakika boyunca
       *[other] { $count } dakika boyunca
    }
language-of-discord = Discord'daki gibi
buyers-read = Alıcıların okuduğu:
preview-shop = mağazanız
may-hold = İçerebilir: { $names }
unknown-placeholder = { $unknown } hiçbir şeyin yerine geçmiyor. Bunlar var: { $known }.
takes-minutes = Tam dakika alır, en çok 1440; hiç sormamak için 0.
takes-days = Tam gün alır, en çok 3650; hepsi için 0.
takes-levels = Bir sayı ve `ürün = sayı` satırları alır.
takes-roles = `ürün = rol kimliği` satırları alır.
too-long = Çok uzun.
setting-refused = *{ $setting }* değiştirilmedi. { $why }

lacks-title = keyclerk henüz bunların hepsini yapamıyor
lack-channel = keyclerk { $channel } kanalını görmüyor. Silindiyse başka bir kanal seçin; yoksa kanal izinlerinden keyclerk'in görmesine izin verin.
lack-no-messages = { $channel } mesaj almıyor. Bir metin kanalı seçin.
lack-locked = { $channel } kilitli. Alt başlığın kilidini açın ya da keyclerk'e *Alt Başlıkları Yönet* iznini verin.
lack-in-channel = { $channel } kanalında keyclerk'in *{ $permissions }* izni eksik. Kanal izinlerinden verin.
lack-role = { $role } rolü silinmiş. Başka bir rol seçin.
lack-not-given = { $role } Discord'a ya da bir bota ait ve verilemez. Başka bir rol seçin.
lack-too-high = { $role } keyclerk'in kendi rolünün altında değil. *Sunucu Ayarları → Roller* bölümünde keyclerk'in rolünü üstüne taşıyın.
lack-manage-roles = keyclerk'in *Rolleri Yönet* izni eksik. *Sunucu Ayarları → Roller* bölümünde keyclerk'in rolüne verin.
permission-view = Kanalı Görüntüle
permission-send = Mesaj Gönder
permission-send-in-threads = Alt Başlıklarda Mesaj Gönder
permission-embed = Bağlantı Yerleştir

set-staff-roles-label = Satış yapan roller
set-staff-roles-description = Kimler satabilir; yöneticiler her zaman satabilir
set-sales-channel-label = Satış kanalı
set-sales-channel-description = Her satışın yazıldığı yer, anahtarlar gizli
set-claims-channel-label = Teslim kanalı
set-claims-channel-description = Alıcı satışın kanalını görmüyorsa teslim düğmesi için
set-buyer-role-label = Alıcı rolü
set-buyer-role-description = Lisansla verilir, sonuncusu bitince alınır
set-product-roles-label = Ürüne göre roller
set-product-roles-description = Satırlar: ürün = rol kimliği
set-paused-label = Satışı duraklat
set-paused-description = Yeniden açılana kadar hiçbir şey satılmaz
set-ask-for-product-label = Ürünü sor
set-ask-for-product-description = Ürün belirtilmediyse ve stokta birkaç ürün varsa
set-low-stock-label = Düşük stok
set-low-stock-description = Bir sayı; ya da satırlar: ürün = sayı
set-lasting-days-label = Lisansın dayanması gereken gün
set-lasting-days-description = Daha erken bitenler, siz belirtmedikçe çekilmez
set-dm-text-label = Özel mesajdaki sözleriniz
set-dm-text-description = Anahtarı getiren mesaja eklenir
set-help-label = Alıcılar için yardım
set-help-description = Bir bağlantı, ya da nereye sorulacağı
set-language-label = Dil
set-language-description = Kanallar ve dili bilinmeyen alıcılar için
set-repeats-within-label = Tekrarları sor
set-repeats-within-description = Aynı satışın sorulduğu dakikalar; hiç sormamak için 0

help-title = keyclerk ile neler yapabilirsiniz
help-staff-label = Ekip için
help-staff =
    `/assignlicense` bir ya da birkaç lisans satar; bir üyeye sağ tıklayıp *Uygulamalar* aynısını formla yapar ve üyenin lisanslarını gösterir.
    `/fetchlicense` bakmak için bir tane alır · `/myavailable` stoğu gösterir · `/licenseinfo` bir lisansı sorgular.
    `/sales list`, `show`, `export` ve `stats` kayıttır; `/sales replace` kusurlu olanları yeniler, `/sales refund` iadeyi not eder.
    `/resend` anahtarı yeniden gönderir.
help-administrator-label = Yöneticiler için
help-administrator = `/settings` bu sunucunun mağazasını ayarlar ve keyclerk'in nesi eksik, söyler.
help-buyer-label = Lisanslarınız
help-buyer = `/mylicenses` onları anahtarlarıyla yalnızca size gösterir; düğmesi yeniden özel mesajla gönderir. Teslim alma ve hatırlatma, onları getiren mesajların altındadır.
lacks-unknown = Discord şu anda keyclerk'in burada neye izni olduğunu söylemiyor. Birazdan `/settings` komutunu yeniden çalıştırın.
panel-outdated = Bu panel keyclerk'in eski bir sürümünden. `/settings` komutunu yeniden çalıştırın; hiçbir şey değiştirilmedi.
