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
dm-footer = Satış { $sale } · teslimat { $nonce }
claim-notice = { $buyer }, lisansınız hazır ama özel mesajlarınız kapalı. Görmek için **{ claim-button }** düğmesine basın; bunu yalnızca siz yapabilirsiniz.
claim-button = Teslim al

# Sunucunun kanallarına ve sahibine
sales-line = { $staff }, { $buyer } kullanıcısına satış yaptı
api-key-refused-title = Satıcı API anahtarımızı reddediyor
api-key-refused = Satışlar durduruldu. Satıcının panelinde yeni bir anahtar oluşturun, `RESELLER_API_TOKEN` değerine yazın ve keyclerk'i yeniden başlatın.
refunded-title = { $sale } numaralı satış iade edildi
refunded = { $staff } iade edildi olarak işaretledi. Lisans { $buyer } kullanıcısında kalır: satıcı geri almaz.
doubt-title = Bir satış 15 dakikadır belirsiz
doubt = { $buyer } kullanıcısının lisansı hakkında satıcının yanıtı kayboldu ve o zamandan beri satıcıya ulaşılamıyor. keyclerk sormaya devam ediyor; satış kendiliğinden tamamlanır. **Yeniden satmayın.** Satıcıda sorun yoksa keyclerk'in günlüğüne bakın.

# Ekibe: bir satışın durumu
queue-title = Satıcı bekleniyor
queue = Satıcı şu anda daha fazla istek kabul etmiyor. { $buyer } kullanıcısına satışınız kuyrukta { $place }. sırada ve yaklaşık { $seconds } sn içinde kendiliğinden sürer – **yeniden satmayın**.
selling-title = Satılıyor…
selling = Satıcı geç yanıt veriyor. { $buyer } kullanıcısına satış kendiliğinden sürüyor.
lost-title = Satıcının yanıtı kayboldu
lost = { $buyer } kullanıcısına satış kendiliğinden tamamlanacak – **yeniden satmayın**. Tamamlanınca bu mesaj değişecek.
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
dms-closed-claim = Lisans { $buyer } kullanıcısının ama Discord ona yazmamıza izin vermiyor. Bu kanalda yalnızca onun kullanabileceği bir **{ claim-button }** düğmesi var; `/mylicenses` de anahtarı ona gösterir.
dms-closed = Lisans { $buyer } kullanıcısının ama Discord ona yazmamıza izin vermiyor. Ondan `/mylicenses` komutunu çalıştırmasını isteyin.
late-reply = { $staff }, { $sale } numaralı satışınızın durumu:
faulty-label = Hatalı anahtar
faulty = alıcıda kalır: satıcı lisansı geri almaz.

# Ekibe: istenenden az satıldı
short-title = { $quantity } lisanstan { $count } tanesi satıldı
short = Diğerleri satılmadı: { $why }. Eksikler için komutu yeniden çalıştırın.
short-out-of-stock = stokta daha fazlası yok
short-stock-moves = çekilen lisanslar artık boşta değildi
short-quarantined = ekip bir anahtarı karantinaya aldı
short-api-key-refused = satıcı, mağazanın API anahtarını reddediyor
short-rate-limited = satıcı daha fazla istek kabul etmedi
short-refused = satıcı reddetti
short-unreachable = satıcıya ulaşılamadı

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
evidence-other = satışın kaydına bakın.
deliver-button = Lisans alıcının: teslim et
quarantine-button = Alıcının değil: kapat ve anahtarı karantinaya al

# Ekibe: neden hiçbir şey satılmadı
fail-out-of-stock = Stokta satılabilecek lisans yok. Satıcıda stoku yenileyin, sonra komutu yeniden çalıştırın.
fail-out-of-product = Stokta *{ $product }* için satılabilecek lisans yok. Satıcıda stoku yenileyin, sonra komutu yeniden çalıştırın.
stock-unreadable =
    { $count ->
        [one] Stoktaki { $count } kayıt okunamadı.
       *[other] Stoktaki { $count } kayıt okunamadı.
    }
fail-unreachable = Satıcıya ulaşılamıyor. Bir dakika sonra yeniden deneyin.
fail-refused = Satıcı reddetti. Yeniden deneyin veya sahibinden satıcının paneline bakmasını isteyin.
fail-api-key-refused = Satıcı, mağazanın API anahtarını reddediyor; satışlar durduruldu. Sahibine haber verin: yeni bir anahtar gerekiyor.
fail-rate-limited = Satıcı şu anda daha fazla istek kabul etmiyor. Bir dakika sonra yeniden deneyin.
fail-named-assigned = Belirttiğiniz lisans zaten atanmış. Başka birini seçin veya `{ assignlicense-license-name }` alanını boş bırakın.
fail-named-expired = Belirttiğiniz lisansın süresi dolmuş. Başka birini seçin veya `{ assignlicense-license-name }` alanını boş bırakın.
fail-named-unknown = Satıcı belirttiğiniz lisansı tanımıyor. Anahtarı denetleyin veya `{ assignlicense-license-name }` alanını boş bırakın.
fail-named-taken = Belirttiğiniz lisans bu mağazanın başka bir satışına ait. Başka birini seçin veya `{ assignlicense-license-name }` alanını boş bırakın.
fail-named-other = Belirttiğiniz lisans *{ $product }* ürününden değil. Uygun birini seçin veya `{ assignlicense-product-name }` alanını boş bırakın.
fail-stock-moves = Çekilen lisanslar artık boşta değildi; bu stoktan başkası da satıyor. Komutu yeniden çalıştırın.
fail-quarantined = Ekip, lisansın alıcıya ait olmadığına karar verdi; anahtarı karantinada ve bir daha asla satılmayacak.
fail-not-confirmed = Onaylanmadı. Satış isteniyorsa komutu yeniden çalıştırın.
fail-not-acknowledged = Discord zamanında yanıt vermedi. Komutu yeniden çalıştırın.
