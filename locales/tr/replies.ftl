# Komut ve düğmelerin yanıtları, satış mesajları ve satış kaydı dışında.

denied-wrong-guild = Bu bot bu sunucu için kurulmamış. Hiçbir şey değiştirilmedi.
denied-not-staff = Bunu yalnızca ekip kullanabilir. Ekipte misin? Bir sunucu yöneticisine sor. Hiçbir şey değiştirilmedi.
outdated = Bu düğmenin süresi doldu. Komutu yeniden kullan. Hiçbir şey değiştirilmedi.
license-in-sale = Bu lisans artık { $sale } satışına ait. Ayrıntılar ve anahtar için `/sales show` kullan.
broke = Bir şeyler ters gitti. Bir dakika sonra yeniden dene.
broke-staff = Bir şeyler ters gitti. Bir dakika sonra yeniden dene. Yeniden satmadan önce `/sales list` komutuna bak.
closing = Bot yeniden başlıyor. Birazdan yeniden dene. Hiçbir şey değiştirilmedi.
not-taken = Bu komut değişti. Discord'u yeniden yükle (uygulamayı kapatıp aç) ve yeniden dene. Hiçbir şey değiştirilmedi.

not-your-license = Bu lisans başkasına ait. Onu yalnızca satın alan teslim alabilir.
no-license-yet = Bu siparişte henüz senin için lisans yok.
not-asked = Tedarikçi şu an lisansın boşta olup olmadığını söyleyemiyor. Hiçbir şey değiştirilmedi. Bir dakika sonra yeniden dene.
not-reconciled = Mağazanın kayıtları geri yüklendi ve hâlâ tedarikçinin stokuyla karşılaştırılıyor. Hiçbir şey değiştirilmedi. Bir dakika sonra yeniden dene.
attribute-done-title = Alıcı kaydedildi
attribute-done = { $buyer } artık { $sale } satışıyla alıcı olarak kayıtlı. Ona hiçbir şey gönderilmedi.
attribute-not-title = Alıcı kaydedilmedi
attribute-has-sale = Bu lisans zaten { $sale } satışına ait. Hiçbir şey değiştirilmedi. Kimde olduğunu `/sales show` gösterir. Aynı kişinin başka bir hesabıysa `/sales transfer` kullan.
attribute-interrupted = Kayıt yarıda kaldı ve { $sale } satışı lisanssız bitti. Alıcı henüz kaydedilmedi. Komutu yeniden kullan.
attribute-not-lost = Hiçbir satış kaybolmuş olamaz, çünkü veriler hiç geri yüklenmedi. Hiçbir şey değiştirilmedi. Lisans satmak için `/assignlicense` kullan.
attribute-not-assigned = Tedarikçi bu lisansın atanmış olduğunu söylemiyor. Hiçbir şey değiştirilmedi. Anahtarı kontrol et. Doğruysa lisans kimsede değil ve kaydedilecek bir şey yok.
sale-busy = Bu satış şu an işleniyor. Hiçbir şey değiştirilmedi. Birkaç saniye sonra yeniden dene.
no-such-sale-title = Satış bulunamadı
no-such-sale = Bu sunucuda böyle bir satış yok. Hiçbir şey değiştirilmedi.

resend-delivered =
    { $count ->
        [one] { $sale } satışının anahtarı { $buyer } kullanıcısına DM ile gönderildi.
       *[other] { $sale } satışının anahtarları { $buyer } kullanıcısına DM ile gönderildi.
    }
resend-closed = { $buyer } kullanıcısına hâlâ DM gönderemiyorum. `/mylicenses` yazmasını söyle.
resend-under-way = Discord şu an yavaş. { $sale } satışı için { $buyer } kullanıcısının DM'i yolda.
resend-nothing = { $sale } satışında gönderilecek lisans yok – satış tamamlanmadı.

input-title = Girdiğini kontrol et
buyer-title = Bu üye satın alamaz
bad-id = Bu üyenin ID'si geçersiz. Yeniden dene.
referenced-title = Referans zaten kullanılmış
referenced = *{ $reference }* referansı { $sale } satışına ait: { $staff }, { $buyer } kullanıcısına { $ago } sattı. Yeni bir satış için başka bir referans gir.
replaced-before-title = Zaten değiştirilmiş
replaced-before =
    { $count ->
        [one] { $faulty } satışının yerine { $sale } satışı zaten yapıldı. O anahtar da hatalıysa { $sale } satışını değiştir.
       *[other] { $faulty } satışının yerine { $sale } satışı zaten yapıldı. O anahtarlar da hatalıysa { $sale } satışını değiştir.
    }
show-sale-button = { $sale } satışını göster
buyer-has-left = { $buyer } artık bu sunucuda değil. Önce yeniden katılması gerekiyor.
not-replaced-title = Bu değiştirilemez
nothing-to-replace = Bu satışta hiç lisans teslim edilmedi, değiştirilecek bir şey yok.
replace-several-products = { $sale } satışında birkaç ürün var: { $products }. Komutu yeniden kullan ve hatalı olanı `{ sales-replace-product-name }` alanında seç.
replace-other-product = { $sale } satışında *{ $product }* lisansı yok. Listeden bir ürün seç ya da `{ sales-replace-product-name }` alanını boş bırak.
replace-too-many =
    { $count ->
        [one] { $sale } satışında değiştirilebilecek tek bir lisans var. `{ sales-replace-quantity-name }` alanını boş bırak.
       *[other] { $sale } satışında değiştirilebilecek { $count } lisans var. `{ sales-replace-quantity-name }` alanına en çok { $count } yaz ya da hepsi için boş bırak.
    }
named-is-one = Belirli bir lisans seçtin, bu yüzden `{ assignlicense-quantity-name }` 1 olmalı. Birkaç tane satmak için `{ assignlicense-license-name }` alanını boş bırak.
sale-stopped-title = Satış durdu
ledger-failed = Satış kaydedilemedi. **Şimdilik yeniden satma.** Önce `/sales list` komutuna bak ve botun sahibine haber ver.
buyer-is-bot = Botların lisansı olamaz. Bir kişi seç.
buyer-is-stranger = Bu kişi bu sunucuda değil. Ona satmadan önce sunucuya katılması gerekiyor.
license-gone = Seçtiğin artık stokta değil. Listeden yeniden seç.
no-license-key = Bu bir lisans anahtarı değil. Listeden birini seç ya da anahtarın tamamını yapıştır.
product-in-stock = { $product } · stokta { $count }

lookup-failed-title = Sorgu başarısız
nothing-changed = Hiçbir şey değiştirilmedi.
vendor-says = Tedarikçi diyor ki: “{ $words }”
vendor-refuses-key = Tedarikçi mağazanın API anahtarını reddetti. Botun sahibine yeni bir anahtar gerektiğini söyle.
vendor-limits = Tedarikçi istekleri sınırlıyor. Bir dakika sonra yeniden dene.
vendor-senseless = Tedarikçi şu an geçersiz yanıtlar veriyor. Bir dakika sonra yeniden dene.

fetched-title = Stoktan bir lisans
fetched-footer = Henüz satılmadı · 15 dakika sana ayrıldı
assign-to-placeholder = Şu kişiye sat… (anahtarı gönderir)
show-key-button = Anahtarı göster
stock-empty = Tedarikçinin panelinden stok ekle.

info-title = Lisans
state-label = Durum
license-assigned = Bir alıcıya atanmış
license-expired = Süresi dolmuş
license-free = Stokta

stock-title = Stokta { $count } lisans
stock-none = Stokta lisans yok.
page = Sayfa { $page } / { $pages }
back-button = Önceki
next-button = Sonraki

mine-none = Bu sunucudan henüz lisansın yok.
mine-summary =
    { $count ->
        [one] { $count } lisans
       *[other] { $count } lisans
    }, sayfa { $page } / { $pages }. Bunu yalnızca sen görebilirsin.
bought-label = Satın alma

takes-help = En çok 300 karakter (örneğin bir kanal) ya da yalnızca `https://` ile başlayan bir bağlantı.
remind-before = Bu hatırlatma zaten gönderildi.
member-not-told = Discord { $buyer } kullanıcısının üye olup olmadığını zamanında söylemedi. Birazdan yeniden dene.
member-not-told-title = Discord yavaş
