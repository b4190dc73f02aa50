# Bir mağazanın ayarları ve kendi sözleri ile alıcıların düğmeleri.

help-button = Yardım
help-label = Sorun mu var?
remind-button = Süresi dolmadan hatırlat
remind-at = Sana { $at } tarihinde DM ile hatırlatacağım.
remind-nothing = Hatırlatma gerekmiyor: lisansın süresi hiç dolmuyor ya da çok yakında doluyor.
reminder-title =
    { $count ->
        [one] Lisansının süresi yakında doluyor
       *[other] Lisanslarının süresi yakında doluyor
    }
reminder =
    { $count ->
        [one] Bu hatırlatmayı sen istedin. Lisansını zamanında yenile.
       *[other] Bu hatırlatmayı sen istedin. Lisanslarını zamanında yenile.
    }
send-again-button = DM ile yeniden gönder
send-one-again-button = { $sale }: DM ile gönder
sent-again = Gönderildi – DM'lerine bak.
sent-again-closed = DM'lerin bu sunucuya kapalı. *Sunucu adı → Gizlilik Ayarları → Direkt Mesajlar* bölümünden aç ve yeniden dene. O zamana kadar `/mylicenses` yaz.
sent-again-under-way = Discord şu an yavaş. DM'in yolda.
bought-from = { $at }, { $shop }

theirs-none = { $buyer } kullanıcısının bu sunucudan lisansı yok.
theirs-title =
    { $count ->
        [one] { $count } lisans
       *[other] { $count } lisans
    }
paused = { $staff } satışları duraklattı. Bir sunucu yöneticisi `/settings` ile sürdürebilir.
no-quantity = Adet 1 ile 25 arasında bir sayı olmalı.
order-form-label = Lisans ata
order-product-label = Ürün (boş = herhangi biri)
order-quantity-label = Adet, 1 ile 25 arası
order-reference-label = Ödeme no veya ticket
order-note-label = Ekip için not
first-ends = ilkinin bitişi { $end }
stock-lasts =
    { $days ->
        [one] yaklaşık { $days } gün yeter
       *[other] yaklaşık { $days } gün yeter
    }
event-reminder-asked = alıcı hatırlatma istedi

role-refused-title = Bir rol değiştirilemedi
role-gone = { $buyer } kullanıcısının lisansına ait rol silinmiş. `/settings` ile başka bir rol seç.
role-no-member = { $buyer } artık bu sunucuda değil, bu yüzden { $role } rolünü veremedim. Döndüğünde elle ver.
role-not-allowed = { $buyer } kullanıcısının { $role } rolünü değiştiremiyorum. Bana *Rolleri Yönet* iznini ver ve *Sunucu Ayarları → Roller* bölümünde rolümü onun üstüne taşı. Sonra bu seferlik rolü elle ayarla.
stock-out-title = Stok bitti
stock-out = Hiç *{ $product }* kalmadı. Tedarikçinin panelinden stok ekle.
stock-low-title = Stok azaldı
stock-low = *{ $product }*: { $count } kaldı. Tedarikçinin panelinden stok ekle.
stock-back-title = Yeniden stokta
stock-back = *{ $product }*: yeniden { $count } adet stokta.
backups-fail-title = Yedekleme başarısız oluyor
backups-fail = Mağaza verilerinin son yedeği alınamadı. Satışlar sürüyor. Disk şimdi bozulursa yeni satışlar kaybolur. Nedeni botun günlüğünde yazar. Denemeye devam ediyorum.
backups-work-title = Yedekleme yeniden çalışıyor
backups-work = Mağaza verileri yeniden yedekleniyor.

denied-not-administrator = Bunu yalnızca sunucu yöneticileri kullanabilir. Hiçbir şey değiştirilmedi.
settings-title = Bu sunucunun ayarları
settings = Neyi değiştireceğini seç. Burada ayarladıkların botun .env dosyasından önce gelir.
settings-placeholder = Bir ayarı değiştir…
administrators-only = yalnızca sunucu yöneticileri
staff-roles-see = *Sunucuyu Yönet* izni olmayan roller bir komutu ancak izin verirsen görür: *Sunucu Ayarları → Entegrasyonlar → bu bot*, ardından komut.
by-environment = { $value } (.env dosyasından)
on = Açık
off = Kapalı
selling-goes-on = Satış sürüyor
paused-by = **Duraklatıldı**, { $staff }
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
preview-shop = mağazan
may-hold = Anahtar nasıl etkinleştirilir. Kullanılabilir: { $names }
unknown-placeholder = { $unknown } geçerli bir yer tutucu değil. Kullanılabilir: { $known }.
takes-minutes = Dakika gir (en çok 1440; 0 = hiç sorma).
takes-days = Gün gir (en çok 3650; 0 = hepsini sat).
takes-levels = Bir sayı ve `ürün = sayı` satırları gir.
takes-roles = `ürün = rol ID'si` satırları gir.
too-long = Çok uzun.
setting-refused = *{ $setting }* değiştirilmedi. { $why }

lacks-title = Bunların hepsini henüz yapamıyorum
lack-channel = { $channel } kanalını göremiyorum. Silindiyse başka bir kanal seç. Silinmediyse kanal izinlerinden görmeme izin ver.
lack-no-messages = { $channel } mesaj almıyor. Bir metin kanalı seç.
lack-locked = { $channel } kilitli. Alt başlığın kilidini aç ya da bana *Alt Başlıkları Yönet* iznini ver.
lack-in-channel = { $channel } kanalında *{ $permissions }* iznine ihtiyacım var. Kanal izinlerinden ver.
lack-role = { $role } rolü silinmiş. Başka bir rol seç.
lack-not-given = { $role } Discord'a ya da bir bota ait ve verilemez. Başka bir rol seç.
lack-too-high = { $role } benim rolümün üstünde. *Sunucu Ayarları → Roller* bölümünde rolümü onun üstüne taşı.
lack-manage-roles = *Rolleri Yönet* iznine ihtiyacım var. *Sunucu Ayarları → Roller* bölümünde rolüme ver.
permission-view = Kanalı Görüntüle
permission-send = Mesaj Gönder
permission-send-in-threads = Alt Başlıklarda Mesaj Gönder
permission-embed = Bağlantı Yerleştir

set-staff-roles-label = Satış yapan roller
set-staff-roles-description = Sunucu yöneticileri dışında kimler satabilir
set-sales-channel-label = Satış kanalı
set-sales-channel-description = Her satışı gösterir, anahtarlar gizli
set-claims-channel-label = Teslim kanalı
set-claims-channel-description = Alıcı satışın kanalını göremiyorsa Teslim al düğmesi için
set-buyer-role-label = Alıcı rolü
set-buyer-role-description = Lisansla verilir, sonuncusu bitince alınır
set-product-roles-label = Ürüne göre roller
set-product-roles-description = Satırlar: ürün = rol ID'si
set-paused-label = Satışları duraklat
set-paused-description = Sen kapatana kadar hiçbir şey satılmaz
set-ask-for-product-label = Ürünü sor
set-ask-for-product-description = Ürün girilmediyse ve stokta birkaç ürün varsa
set-low-stock-label = Düşük stok uyarısı
set-low-stock-description = Bir sayı ya da satırlar: ürün = sayı
set-lasting-days-label = Kalan en az gün
set-lasting-days-description = Daha erken biten lisanslar rastgele seçilmez
set-dm-text-label = DM'deki mesajın
set-dm-text-description = Anahtarla birlikte görünür, örneğin nasıl etkinleştirileceği
set-help-label = Alıcılar için yardım
set-help-description = Bir bağlantı ya da nereye sorulacağı
set-language-label = Dil
set-language-description = Kanallar ve dili bilinmeyen alıcılar için
set-repeats-within-label = Aynısını yeniden satmadan sor
set-repeats-within-description = Aynı satışın onay istediği dakika sayısı; 0 = hiç sorma

help-title = Burada neler yapabilirsin
help-staff-label = Ekip için
help-staff =
    `/assignlicense`: bir ya da birkaç lisans sat
    Bir üyeye sağ tıkla (telefonda: profil → ⋯) → *Uygulamalar*: formla sat ya da lisanslarını gör
    `/fetchlicense`: bir lisans göster ve 15 dakika ayır
    `/myavailable`: stoku göster
    `/licenseinfo`: bir lisansı sorgula
    `/resend`: anahtarı yeniden gönder
    `/sales list`, `show`, `export`, `stats`: satış kaydını oku
    `/sales replace`: hatalı lisansları değiştir
    `/sales refund`: bir satışı para iadesi yapıldı olarak işaretle (para aktarmaz)
    `/sales transfer`: satışı alıcının yeni hesabına aktar
    `/sales attribute`: geri yüklemeden sonra bir alıcıyı kaydet
help-administrator-label = Sunucu yöneticileri için
help-administrator = `/settings`: bu sunucunun mağazasını ayarla ve hangi izinlerimin eksik olduğunu gör
help-buyer-label = Lisansların
help-buyer =
    `/mylicenses`: lisanslarını ve anahtarlarını yalnızca sen gör ya da yeniden DM ile al
    { "" }**{ claim-button }** ve **{ remind-button }**: lisansınla ilgili mesajların altındaki düğmeler
lacks-unknown = Discord şu an burada neye iznim olduğunu söylemiyor. Birazdan yeniden `/settings` kullan.
panel-outdated = Bu panelin süresi doldu. Yeniden `/settings` kullan. Hiçbir şey değiştirilmedi.
