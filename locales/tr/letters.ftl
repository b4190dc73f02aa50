# Bir satışın mesajları ve başkalarıyla paylaştıkları.

sale-number = Satış { $sale }
product-label = Ürün
products-label = Ürünler
product-unnamed = satıcı ad vermemiş
expires-label = Bitiş
never = hiçbir zaman
key-label = Anahtar
keys-label = Anahtarlar
note-label = Not
reason-label = Neden
makes-good-label = Telafi ettiği
makes-good = satış { $sale }: { $reason }

# Alıcıya
your-license-title =
    { $count ->
        [one] Lisansınız
       *[other] Lisanslarınız
    }
keep-safe-label = İyi saklayın
keep-safe = Yeniden görmek için sunucuda /mylicenses komutunu çalıştırın.
keys-in-file =
    { $count ->
        [one] Anahtar dosyada: bir mesaja sığmıyor.
       *[other] { $count } anahtar dosyada, her satırda bir tane: bir mesaja sığmıyorlar.
    }
keys-in-file-too =
    { $count ->
        [one] Anahtar dosyada da var.
       *[other] Anahtarlar dosyada da var, her satırda bir tane.
    }
claim-notice = { $buyer }, lisansınız hazır ama özel mesajlarınız kapalı. Görmek için **{ claim-button }** düğmesine basın; bunu yalnızca siz yapabilirsiniz.
claim-button = Teslim al

# Sunucunun kanallarına ve sahibine
sales-line = { $staff }, { $buyer } kullanıcısına satış yaptı
found-assigned-title = Kenara ayrılan bir lisans atanmış ({ $sale } satışı)
found-assigned = Aşağıdaki lisans { $buyer } için istenmiş, sonra kenara ayrılmıştı. Şimdi birine atanmış. Bir daha satılmaz; satıcının panelinde arayın.
api-key-refused-title = Satıcı API anahtarımızı reddediyor
api-key-refused = Satışlar durduruldu. Satıcının panelinde yeni bir anahtar oluşturun. keyclerk anahtarı `RESELLER_API_TOKEN_FILE` dosyasından okuyorsa anahtarı o dosyaya yazın, satışlar sürer; okumuyorsa `RESELLER_API_TOKEN` değerine yazın ve keyclerk'i yeniden başlatın.
refunded-title = { $sale } numaralı satış iade edildi
refunded = { $staff } iade edildi olarak işaretledi. Lisans { $buyer } kullanıcısında kalır: satıcı geri almaz.
doubt-title = Bir satış 15 dakikadır belirsiz
doubt = { $buyer } kullanıcısının lisansına ne olduğu hâlâ belli değil. keyclerk sormaya devam ediyor; satış kendiliğinden tamamlanır. **Yeniden satmayın.** Satıcıda sorun yoksa keyclerk'in günlüğüne bakın.

# Ekibe: bir satışın durumu
queue-title = Satıcı bekleniyor
queue = Satıcı şu anda daha fazla istek kabul etmiyor. { $buyer } kullanıcısına satışınız kuyrukta { $place }. sırada ve yaklaşık { $seconds } sn içinde kendiliğinden sürer – **yeniden satmayın**.
selling-title = Satılıyor…
selling = Satıcı geç yanıt veriyor. { $buyer } kullanıcısına satış kendiliğinden sürüyor.
lost-title = Satıcının yanıtı kayboldu
lost = { $buyer } kullanıcısına satış kendiliğinden tamamlanacak – **yeniden satmayın**. Tamamlanınca bu mesaj değişecek.
checking-title = Satıcı reddetti – kontrol ediliyor
checking = Satıcı, lisansı { $buyer } kullanıcısına atamayı reddetti. Yine de atamış olabilir, bu yüzden lisans sorgulanıyor – **yeniden satmayın**. Durum belli olunca bu mesaj değişecek.
blocked-title = Satıcıya giderken engellendi
blocked = Satıcının yerine bir güvenlik duvarı veya proxy yanıt verdi; sorun API anahtarında değil. { $buyer } kullanıcısına satış kendiliğinden tamamlanacak – **yeniden satmayın**. Uzun sürerse sahibinden, keyclerk'in çalıştığı makinenin adresine satıcının izin vermesini sağlamasını isteyin.
on-its-way-title = Satıldı – mesaj yolda
on-its-way = Lisans { $buyer } kullanıcısının. Discord şu anda mesajı kabul etmiyor; kabul eder etmez gönderilecek.
sold-title =
    { $count ->
        [one] Lisans satıldı
       *[other] { $count } lisans satıldı
    }
sold-by-dm =
    { $count ->
        [one] Anahtar { $buyer } kullanıcısına özel mesajla ulaştı.
       *[other] Anahtarlar { $buyer } kullanıcısına özel mesajla ulaştı.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } anahtarı teslim aldı.
       *[other] { $buyer } anahtarları teslim aldı.
    }
dms-closed-title = Satıldı – alıcının özel mesajları kapalı
dms-closed-claim = Lisans { $buyer } kullanıcısının ama Discord ona yazmamıza izin vermiyor. Yalnızca onun kullanabileceği **{ claim-button }** düğmesi burada: { $notice } – `/mylicenses` de anahtarı ona gösterir.
dms-closed = Lisans { $buyer } kullanıcısının ama Discord ona yazmamıza izin vermiyor. Ondan `/mylicenses` komutunu çalıştırmasını isteyin.
late-reply = { $staff }, { $sale } numaralı satışınızın durumu:
faulty-label =
    { $count ->
        [one] Hatalı anahtar
       *[other] Hatalı anahtarlar
    }
faulty =
    { $count ->
        [one] alıcıda kalır: satıcı lisansı geri almaz.
       *[other] alıcıda kalır: satıcı lisansları geri almaz.
    }

# Ekibe: istenenden az satıldı
short-title = { $quantity } lisanstan { $count } tanesi satıldı
short = Diğerleri satılmadı: { $why }. Eksikler için komutu yeniden çalıştırın.
short-out-of-stock = stokta daha fazlası yok
short-stock-moves = çekilen lisanslar artık boşta değildi
short-quarantined = ekip bir anahtarı karantinaya aldı
short-api-key-refused = satıcı, mağazanın API anahtarını reddediyor
short-rate-limited = satıcı daha fazla istek kabul etmedi
short-refused = satıcı reddetti
short-own-account = satıcı, kendi bayisinin hesabına lisans atamaz
short-unreachable = satıcıya ulaşılamadı
short-blocked = istek, satıcıya giderken bir güvenlik duvarı veya proxy tarafından engellendi
short-no-such-address = ayarlanan adreste satıcının API'si yok
short-name-unknown = satıcının sunucu adı çözümlenemedi
short-connections-refused = satıcının sunucusu bağlantıları reddetti
short-tls = satıcıyla güvenli bağlantı kurulamadı

# Ekibe: kararları
resend-button = Özel mesajı yeniden dene
cancel-button = İptal
sell-another-button = Bir tane daha sat
sell-offered-button = { $offered } tane sat
which-product-placeholder = Hangi ürün?
stock-count-description = stokta { $count }
question-partial-title = Stokta { $offered } / { $quantity } – { $offered } tane satılsın mı?
question-partial = { $buyer } için istenen { $quantity } lisanstan { $offered } tanesi stokta. Henüz hiçbir şey satılmadı; { $offered } tane satılsın mı?
question-product-title = Hangi ürün?
question-product = Stokta birden çok ürün var. Henüz hiçbir şey satılmadı; { $buyer } için olanı seçin.
question-product-more = { $count ->
        [one] Bir ürün daha menüye sığmıyor.
       *[other] { $count } ürün daha menüye sığmıyor.
    } Bunlardan birini satmak için komutu yeniden çalıştırın ve adını `{ assignlicense-product-name }` alanına yazın.
question-repeat-title = Az önce satıldı – bir tane daha satılsın mı?
question-repeat = { $staff }, { $buyer } kullanıcısına { $ago } bir lisans sattı (satış { $sale }). Henüz hiçbir şey satılmadı; bir tane daha satılsın mı?
question-repeat-product = { $staff }, { $buyer } kullanıcısına { $ago } *{ $product }* sattı (satış { $sale }). Henüz hiçbir şey satılmadı; bir tane daha satılsın mı?
question-repeat-unknown = Bu alıcıya bir lisans daha satılsın mı?
held-title = Beklemede – bir kişinin karar vermesi gerekiyor
held =
    Satıcının yanıtları birbiriyle çelişiyor; lisansın { $buyer } kullanıcısının olduğu kesin değil: { $evidence }
    { "" }**Yeniden satmayın.** Lisansı satıcının panelinde arayın, sonra doğru olana basın.
evidence-expired = bir yanıt kayboldu ve şimdi lisans kimseye atanmamış, ama süresi dolmuş.
evidence-refused = bir yanıt kayboldu, lisansın boşta olduğu söyleniyor, yine de atanması reddediliyor.
evidence-unknown = bir yanıt kayboldu ve şimdi satıcı lisansı tanımıyor.
evidence-contested = satıcı reddetti, yine de lisans birine atanmış.
evidence-refused-after-decision = lisansı yeniden atattınız ve satıcı yine reddetti.
evidence-api-key-refused = lisans yeniden atanacaktı, ama satıcı mağazanın API anahtarını reddediyor.
evidence-assigned-in-quarantine = hiçbir şey satılmadı ve şimdi lisans birine atanmış.
evidence-other = satışın kaydına bakın.
held-still = Bu satış hâlâ bekletiliyor. { $at } tarihinden beri ekibin kararını bekliyor.
held-status = Satıcının bu lisans için son sözü: **{ $status }**.
status-assigned = birine atanmış
status-free = boşta
status-expired = süresi dolmuş
status-unknown = bilinmiyor
deliver-button = Lisans alıcının: teslim et
another-button = Alıcının değil: başka sat
nothing-button = Alıcının değil: hiçbir şey satma

# Ekibe: neden hiçbir şey satılmadı
fail-too-late = Satış kesintiye uğradı ve çeyrek saat boyunca sürdürülemedi. Hâlâ isteniyorsa komutu yeniden çalıştırın.
fail-out-of-stock = Stokta satılabilecek lisans yok. Satıcıda stoku yenileyin, sonra komutu yeniden çalıştırın.
fail-out-of-product = Stokta *{ $product }* için satılabilecek lisans yok. Satıcıda stoku yenileyin, sonra komutu yeniden çalıştırın.
stock-unreadable =
    { $count ->
        [one] Stoktaki { $count } kayıt okunamadı.
       *[other] Stoktaki { $count } kayıt okunamadı.
    }
fail-unreachable = Satıcıya ulaşılamıyor. Bir dakika sonra yeniden deneyin.
fail-blocked = İstek, satıcıya giderken bir güvenlik duvarı veya proxy tarafından engellendi; sorun API anahtarında değil. Sahibinden, keyclerk'in çalıştığı makinenin adresine satıcının izin vermesini sağlamasını isteyin.
fail-no-such-address = Ayarlanan adreste satıcının API'si yok. Sahibinden `RESELLER_BASE_URL` ayarını denetlemesini isteyin; satıcının belgesinde adı `__BASE_URL__`.
fail-name-unknown = Satıcının sunucu adı çözümlenemiyor. Bir dakika sonra yeniden deneyin; düzelmezse sahibinden `RESELLER_BASE_URL` ayarını ve keyclerk'in çalıştığı makinenin DNS ayarlarını denetlemesini isteyin.
fail-connections-refused = Satıcının sunucusu bağlantıları reddediyor. Bir dakika sonra yeniden deneyin; düzelmezse sahibinden `RESELLER_BASE_URL` ayarını denetlemesini isteyin.
fail-tls = Satıcıyla güvenli bağlantı kurulamıyor; sertifikası güvenilir olmayabilir. Sahibinden sertifikayı denetlemesini isteyin; keyclerk'in güvendiği sertifikaları `SSL_CERT_FILE` belirler.
fail-refused = Satıcı reddetti. Lisans çeyrek saat kenarda tutulur. Başka bir lisans için komutu yeniden çalıştırın veya sahibinden satıcının paneline bakmasını isteyin.
fail-refused-at-once = Satıcı reddetti. Yeniden deneyin veya sahibinden satıcının paneline bakmasını isteyin.
fail-own-account = Satıcı, kendi bayisinin hesabına lisans atamaz. Başka bir üye seçin.
fail-api-key-refused = Satıcı, mağazanın API anahtarını reddediyor; satışlar durduruldu. Sahibine haber verin: yeni bir anahtar gerekiyor.
fail-rate-limited = Satıcı şu anda daha fazla istek kabul etmiyor. Bir dakika sonra yeniden deneyin.
fail-named-assigned = Belirttiğiniz lisans zaten atanmış. Başka birini seçin veya `{ assignlicense-license-name }` alanını boş bırakın.
fail-named-expired = Belirttiğiniz lisansın süresi dolmuş. Başka birini seçin veya `{ assignlicense-license-name }` alanını boş bırakın.
fail-named-unknown = Satıcı belirttiğiniz lisansı tanımıyor. Anahtarı denetleyin veya `{ assignlicense-license-name }` alanını boş bırakın.
fail-named-taken = Belirttiğiniz lisans bu mağazanın başka bir satışına ait. Başka birini seçin veya `{ assignlicense-license-name }` alanını boş bırakın.
fail-named-other = Belirttiğiniz lisans *{ $product }* ürününden değil. Uygun birini seçin veya `{ assignlicense-product-name }` alanını boş bırakın.
fail-stock-moves = Çekilen lisanslar artık boşta değildi; bu stoktan başkası da satıyor. Komutu yeniden çalıştırın.
fail-quarantined = Ekip, lisansın alıcıya ait olmadığına karar verdi. Satıcı onu çeyrek saat boyunca boşta gösterene kadar kenarda tutulur.
fail-quarantined-for-good = Ekip, lisansın alıcıya ait olmadığına karar verdi. Satıcıda lisans birine ait; bir daha satılmaz.
fail-not-confirmed = Onaylanmadı. Satış isteniyorsa komutu yeniden çalıştırın.
fail-not-acknowledged = Discord zamanında yanıt vermedi. Komutu yeniden çalıştırın.
