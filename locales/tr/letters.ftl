# Bir satışın mesajları ve başkalarıyla ortak yanları.

sale-number = Satış { $sale }
order-number = Sipariş { $sale }
product-label = Ürün
products-label = Ürünler
product-unnamed = ürün adı yok
expires-label = Bitiş
never = Süresiz
key-label = Anahtar
keys-label = Anahtarlar
note-label = Not
reason-label = Neden
replaces = { $sale } satışı: { $reason }

# Alıcıya
dm-title = Satın aldığın için teşekkürler!
dm-again-title =
    { $count ->
        [one] İşte anahtarın tekrar
       *[other] İşte anahtarların tekrar
    }
dm-replacement-title =
    { $count ->
        [one] İşte yeni lisansın
       *[other] İşte yeni lisansların
    }
dm-intro =
    { $count ->
        [one] **{ $shop }** lisansın:
       *[other] **{ $shop }** lisansların:
    }
your-license-title =
    { $count ->
        [one] Lisansın
       *[other] Lisansların
    }
order-replaces = { $sale } siparişinin yerine
keep-safe-label = Bu mesajı mı kaybettin?
keep-safe = { $shop } sunucusunda /mylicenses yaz.
keep-safe-unnamed = Sunucuda /mylicenses yaz.
help-in-shop = { $shop } ekibine sor.
keys-in-file =
    { $count ->
        [one] Anahtar dosyada. Bir mesaja sığmıyor.
       *[other] { $count } anahtar dosyada, her satırda bir tane. Bir mesaja sığmıyorlar.
    }
keys-in-file-too =
    { $count ->
        [one] Anahtar dosyada da var.
       *[other] Anahtarlar dosyada da var, her satırda bir tane.
    }
claim-notice =
    { $count ->
        [one] { $buyer }, lisansın hazır! Sana DM gönderemedim, bu yüzden **{ claim-button }** düğmesine bas. Anahtarı yalnızca sen göreceksin.
       *[other] { $buyer }, { $count } lisansın hazır! Sana DM gönderemedim, bu yüzden **{ claim-button }** düğmesine bas. Anahtarları yalnızca sen göreceksin.
    }
claim-button = Teslim al

# Sunucunun kanallarına ve botun sahibine
sales-line =
    { $count ->
        [one] { $staff }, { $buyer } kullanıcısına bir lisans sattı
       *[other] { $staff }, { $buyer } kullanıcısına { $count } lisans sattı
    }
sales-line-product = { $staff }, { $buyer } kullanıcısına **{ $product }** sattı
found-assigned-title = { $sale } satışı: engellenen lisans atanmış
found-assigned = Bu lisans { $buyer } kullanıcısı için istenmiş, sonra kenara ayrılmıştı. Şimdi birine atanmış. Artık satılmayacak. Tedarikçinin panelinden kontrol et.
api-key-refused-title = Tedarikçi API anahtarını reddetti
api-key-refused = Satışlar duraklatıldı. Tedarikçinin panelinde yeni bir anahtar oluştur. Bot anahtarı `RESELLER_API_TOKEN_FILE` dosyasından okuyorsa o dosyaya yaz, satışlar sürer. Yoksa `RESELLER_API_TOKEN` değerine yaz ve botu yeniden başlat.
refunded-title = { $sale } satışı para iadesi yapıldı olarak işaretlendi
refunded =
    { $count ->
        [one] İşaretleyen: { $staff }. Bot para aktarmadı. Lisans { $buyer } kullanıcısında kalır.
       *[other] İşaretleyen: { $staff }. Bot para aktarmadı. Lisanslar { $buyer } kullanıcısında kalır.
    }
doubt-title = Satış 15 dakikadır doğrulanmadı
doubt = Tedarikçi { $buyer } kullanıcısının lisansını hâlâ doğrulamadı. Sormayı sürdürüyorum, satış kendiliğinden tamamlanacak. **Yeniden satma – ikinci bir lisansa mal olur.** Tedarikçi çalışıyorsa botun günlüğüne bak.

# Ekibe: satış ne durumda
queue-title = Tedarikçi bekleniyor
queue = Tedarikçi istekleri sınırlıyor. { $buyer } kullanıcısına satışın { $place }. sırada ve { $when } kendiliğinden sürecek. **Yeniden satma – ikinci bir lisansa mal olur.**
selling-title = Satılıyor…
selling = Tedarikçi yavaş yanıt veriyor. { $buyer } kullanıcısına satış kendiliğinden sürüyor.
lost-title = Tedarikçiye soruluyor
lost = Lisansın { $buyer } kullanıcısına atanıp atanmadığına bakıyorum. **Yeniden satma – ikinci bir lisansa mal olur.** Bu mesajı güncelleyeceğim.
checking-title = Tedarikçi reddetti – kontrol ediliyor
checking = Tedarikçi { $buyer } kullanıcısının lisansını reddetti ama yine de atamış olabilir. Kontrol ediyorum. **Yeniden satma – ikinci bir lisansa mal olur.** Bu mesajı güncelleyeceğim.
blocked-title = Tedarikçiye giderken engellendi
blocked = Tedarikçi yerine bir güvenlik duvarı ya da vekil sunucu yanıt verdi. Sorun API anahtarında değil. { $buyer } kullanıcısına satış kendiliğinden tamamlanacak. **Yeniden satma – ikinci bir lisansa mal olur.** Uzun sürerse botun sahibine haber ver: tedarikçinin botun adresine izin vermesi gerekiyor.
on-its-way-title = Satıldı – DM yolda
on-its-way = Discord şu an yavaş. { $buyer } kullanıcısının DM'i kendiliğinden gidecek.
sold-title =
    { $count ->
        [one] Lisans satıldı
       *[other] { $count } lisans satıldı
    }
sold-by-dm =
    { $count ->
        [one] Anahtar { $buyer } kullanıcısına DM ile gönderildi.
       *[other] Anahtarlar { $buyer } kullanıcısına DM ile gönderildi.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } anahtarı teslim aldı.
       *[other] { $buyer } anahtarları teslim aldı.
    }
dms-closed-title = Satıldı – alıcının DM'leri kapalı
dms-closed-claim = { $buyer } kullanıcısına DM gönderemedim. Şuradan **{ claim-button }** düğmesine basabilir: { $notice } ya da `/mylicenses` yazabilir. Yapacak başka bir şey yok.
dms-closed = { $buyer } kullanıcısına DM gönderemedim. `/mylicenses` yazmasını söyle.
late-reply = { $staff }, { $sale } satışının sonucu:
faulty-label =
    { $count ->
        [one] Hatalı anahtar
       *[other] Hatalı anahtarlar
    }
faulty =
    { $count ->
        [one] Tedarikçi onu geri alamaz. İkisi de alıcıda kalır.
       *[other] Tedarikçi onları geri alamaz. Onlar da alıcıda kalır.
    }

# Ekibe: istenenden azı satıldı
short-title = { $quantity } lisanstan { $count } tanesi satıldı
short = Gerisi satılmadı: { $why }. { $next }
short-again = Gerisi için komutu yeniden kullan.
short-restock = Tedarikçinin panelinden stok ekle, sonra gerisini sat.
short-later = Gerisini bir dakika sonra sat.
short-tell = Botun sahibine haber ver, sonra gerisini sat.
short-check = Gerisini satmadan önce hangi lisansların atanmış olduğuna tedarikçiden bak.
short-other-member = Başka bir üyeye sat.
short-out-of-stock = stokta başka lisans yok
short-stock-moves = başkası daha hızlı davrandı
short-quarantined = ekip bir anahtarı engelledi
short-api-key-refused = tedarikçi mağazanın API anahtarını reddetti
short-rate-limited = tedarikçi istekleri sınırlıyor
short-refused = tedarikçi isteği reddetti
short-own-account = tedarikçi mağazanın kendi hesabına lisans atamıyor
short-restored = mağazanın kayıtları bir yedekten geri yüklendi
short-not-reconciled = mağazanın kayıtları tedarikçinin stokuyla karşılaştırılıyor
short-unreachable = tedarikçiye ulaşılamıyor
short-blocked = bir güvenlik duvarı ya da vekil sunucu tedarikçiye giden isteği engelledi
short-no-such-address = tedarikçinin API'si ayarlanan adreste değil
short-name-unknown = tedarikçinin sunucu adı çözümlenemiyor
short-connections-refused = tedarikçinin sunucusu bağlantıları reddediyor
short-tls = tedarikçiyle güvenli bağlantı yok

# Ekibe: verdiği kararlar
resend-button = DM'i yeniden dene
cancel-button = İptal
sell-another-button = Bir tane daha sat
sell-offered-button = { $offered } tane sat
which-product-placeholder = Hangi ürün?
stock-count-description = stokta { $count }
question-partial-title = { $quantity } lisanstan { $offered } tanesi stokta – { $offered } tane satılsın mı?
question-partial = { $buyer } kullanıcısı için istenen { $quantity } lisanstan { $offered } tanesi stokta. Bu satış henüz yapılmadı.
question-product-title = Hangi ürün?
question-product = Stokta birkaç ürün var. { $buyer } kullanıcısının ürününü seç. Bu satış henüz yapılmadı.
question-product-more = { $count ->
        [one] Bir ürün daha var ama menüye sığmıyor.
       *[other] { $count } ürün daha var ama menüye sığmıyor.
    } Onlardan birini satmak için komutu yeniden kullan ve adını `{ assignlicense-product-name }` alanına yaz.
question-repeat-title = Az önce satıldı – bir tane daha satılsın mı?
question-repeat = { $staff }, { $buyer } kullanıcısına { $ago } bir lisans sattı ({ $sale } satışı). Bu ikinci satış henüz yapılmadı.
question-repeat-product = { $staff }, { $buyer } kullanıcısına { $ago } *{ $product }* sattı ({ $sale } satışı). Bu ikinci satış henüz yapılmadı.
question-repeat-unknown = Bu alıcı az önce bir lisans aldı. Bu ikinci satış henüz yapılmadı.
held-title = Kararın gerekiyor
held =
    { $buyer } kullanıcısının bu lisansı alıp almadığı belirsiz: { $evidence }
    { "" }**Yeniden satma – ikinci bir lisansa mal olur.** Bu lisansa tedarikçinin panelinden bak. { $buyer } kullanıcısına atanmış mı? Evetse anahtarı gönderirim. Hayırsa anahtarı engellerim.
evidence-expired = bir yanıt kayboldu. Şimdi lisansın süresi dolmuş ve kimseye atanmamış.
evidence-refused = bir yanıt kayboldu. Lisans boşta görünüyor ama ataması reddediliyor.
evidence-unknown = bir yanıt kayboldu. Şimdi tedarikçi lisansı tanımıyor.
evidence-contested = istek reddedildi ama lisans birine atanmış.
evidence-refused-after-decision = ekip lisansı yeniden atattı ve tedarikçi yine reddetti.
evidence-api-key-refused = lisans yeniden atanacaktı ama tedarikçi mağazanın API anahtarını reddediyor.
evidence-assigned-in-quarantine = hiçbir şey satılmadı ama şimdi lisans birine atanmış.
evidence-restored = mağazanın kayıtları, tedarikçinin yanıtından daha eski bir yedekten geri yüklendi. Lisansın kime ait olduğuna tedarikçiden bak.
evidence-other = satışın geçmişine bak.
held-still = Bu satış hâlâ bir karar bekliyor. Son değişiklik: { $at }.
held-status = Tedarikçinin son yanıtı: **{ $status }**.
status-assigned = birine atanmış
status-free = boşta
status-expired = süresi dolmuş
status-unknown = bilinmiyor
deliver-button = Evet – teslim et
another-button = Hayır – başkasını sat
nothing-button = Hayır – iptal, engelle

# Ekibe: neden hiçbir şey satılmadı
nothing-sold = Hiçbir şey satılmadı.
fail-unreachable-title = Tedarikçiye ulaşılamıyor
fail-refused-title = Tedarikçi reddetti
fail-paused-title = Satışlar duraklatıldı
fail-rate-limited-title = Tedarikçi istekleri sınırlıyor
fail-named-title = Bu lisans satılamaz
fail-stock-moves-title = Lisans az önce alındı
fail-restored-title = Satış geri yüklemede kayboldu
fail-quarantined-title = İptal edildi, anahtar engellendi
fail-cancelled-title = Satış iptal edildi
fail-interrupted-title = Satış kesintiye uğradı
fail-too-late = Satış 15 dakika boyunca ilerleyemedi. Hâlâ istiyorsan komutu yeniden kullan.
fail-out-of-stock = Hiç lisans kalmadı. Tedarikçinin panelinden stok ekle, sonra komutu yeniden kullan.
fail-out-of-product = Hiç *{ $product }* kalmadı. Tedarikçinin panelinden stok ekle, sonra komutu yeniden kullan.
stock-unreadable =
    { $count ->
        [one] Stoktaki { $count } kayıt okunamadı.
       *[other] Stoktaki { $count } kayıt okunamadı.
    }
fail-unreachable = Tedarikçiye ulaşılamıyor. Bir dakika sonra yeniden dene.
fail-blocked = Bir güvenlik duvarı ya da vekil sunucu tedarikçiye giden isteği engelledi. Sorun API anahtarında değil. Botun sahibine haber ver: tedarikçinin botun adresine izin vermesi gerekiyor.
fail-no-such-address = Tedarikçinin API'si ayarlanan adreste değil. Botun sahibinden `RESELLER_BASE_URL` değerini kontrol etmesini iste (tedarikçinin belgesinde `__BASE_URL__`).
fail-name-unknown = Tedarikçinin sunucu adı çözümlenemiyor. Bir dakika sonra yeniden dene. Olmazsa botun sahibinden `RESELLER_BASE_URL` değerini ve DNS'i kontrol etmesini iste.
fail-connections-refused = Tedarikçinin sunucusu bağlantıları reddediyor. Bir dakika sonra yeniden dene. Olmazsa botun sahibinden `RESELLER_BASE_URL` değerini kontrol etmesini iste.
fail-tls = Tedarikçiyle güvenli bağlantı yok. Sertifikasına güvenilmiyor olabilir. Botun sahibinden kontrol etmesini iste (`SSL_CERT_FILE`).
fail-refused = Lisans 15 dakika kenara ayrıldı. Başka birini satmak için komutu yeniden kullan ya da tedarikçinin paneline bakılmasını iste.
fail-refused-at-once = Yeniden dene ya da tedarikçinin paneline bakılmasını iste.
fail-own-account = Tedarikçi mağazanın kendi hesabına lisans atamıyor. Başka bir üye seç.
fail-api-key-refused = Tedarikçi mağazanın API anahtarını reddetti. Botun sahibine yeni bir anahtar gerektiğini söyle.
fail-rate-limited = Bir dakika sonra yeniden dene.
fail-named-assigned = Girdiğin lisans zaten atanmış. Başka birini seç ya da `{ assignlicense-license-name }` alanını boş bırak.
fail-named-expired = Girdiğin lisansın süresi dolmuş. Başka birini seç ya da `{ assignlicense-license-name }` alanını boş bırak.
fail-named-unknown = Tedarikçi girdiğin lisansı tanımıyor. Anahtarı kontrol et ya da `{ assignlicense-license-name }` alanını boş bırak.
fail-named-taken = Girdiğin lisans bu mağazanın başka bir satışına ait. Başka birini seç ya da `{ assignlicense-license-name }` alanını boş bırak.
fail-named-other = Girdiğin lisans *{ $product }* değil. Başka birini seç ya da `{ assignlicense-product-name }` alanını boş bırak.
fail-named-unattributed = Girdiğin lisans, kayıtlar geri yüklenmeden önce satılmış olabilir; bu yüzden satılamaz. Başka birini seç ya da `{ assignlicense-license-name }` alanını boş bırak.
fail-restored = Mağazanın kayıtları bu satış sırasında alınan bir yedekten geri yüklendi ve satış o zamandan beri tamamlanmış olabilir. Yeniden satmadan önce alıcıya sor ve tedarikçinin paneline bak.
fail-not-reconciled = Mağazanın kayıtları bir yedekten geri yüklendi ve hiçbir lisans iki kez satılmasın diye tedarikçinin stokuyla karşılaştırılıyor. Bir dakika sonra yeniden dene.
fail-stock-moves = Başkası daha hızlı davrandı. Komutu yeniden kullan.
fail-quarantined = Ekip, lisansın alıcıya ait olmadığına karar verdi. Tedarikçi onu 15 dakika boşta gösterince stoka döner.
fail-quarantined-for-good = Ekip, lisansın alıcıya ait olmadığına karar verdi. Tedarikçi onu birine atamış, bu yüzden artık satılmayacak.
fail-not-confirmed = Satış onaylanmadı. Hâlâ istiyorsan komutu yeniden kullan.
fail-not-acknowledged = Discord zamanında yanıt vermedi. Komutu yeniden kullan.
