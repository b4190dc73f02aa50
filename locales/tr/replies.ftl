# Komutların ve düğmelerin yanıtları; mektuplar ve kayıt dışında.

denied-wrong-guild = Bu bot burada satış yapmıyor: sunucu `GUILD_IDS` içinde değil. Hiçbir şey yapılmadı.
denied-not-staff = Bunu yalnızca ekip yapabilir: `STAFF_ROLE_IDS` içindeki ya da `/settings` ile seçilen bir rol veya sunucunun bir yöneticisi. Hiçbir şey yapılmadı.
outdated = Bu düğme botun önceki bir başlatılışından kalma. Komutu yeniden çalıştırın; hiçbir şey yapılmadı.
license-in-sale = Bu lisans artık { $sale } numaralı satışa ait. `/sales show` daha fazlasını söyler ve isteyene anahtarını gösterir.
broke = Bir şeyler ters gitti ve günlüğe yazıldı. Bir satış sürüyorduysa kendiliğinden tamamlanır: yeniden satmadan önce ona bakın.
closing = keyclerk yeniden başlatılıyor. Birazdan yeniden deneyin; hiçbir şey yapılmadı.
not-taken = Bu kabul edilmiyor: komut değişmiş ya da yalnızca sunucularda geçerli. Discord'u yenileyip yeniden deneyin; hiçbir şey yapılmadı.

not-your-license = Bu lisans başkasına ait; onu yalnızca alıcısı alabilir.
no-license-yet = Bu satışta henüz sizin için bir lisans yok.
not-asked = Lisansın boşta olup olmadığı şu anda satıcıya sorulamıyor. Hiçbir şey değiştirilmedi; bir dakika sonra yeniden basın.
sale-busy = Bu satış üzerinde şu anda çalışılıyor. Hiçbir şey değiştirilmedi; birkaç saniye sonra yeniden basın.
no-such-sale = Bu sunucuda böyle bir satış yok. Hiçbir şey yapılmadı.

nothing-sent-title = Hiçbir şey gönderilmedi
resend-delivered = { $sale } numaralı satışın anahtarı { $buyer } kullanıcısına özel mesajla ulaştı.
resend-closed = { $buyer } kullanıcısının özel mesajları hâlâ kapalı. Anahtarı `/mylicenses` komutuyla görebilir.
resend-under-way = { $sale } numaralı satışın anahtarı { $buyer } kullanıcısına doğru yolda; Discord kabul eder etmez gönderilecek.
resend-nothing = { $sale } numaralı satışta gönderilecek lisans yok: hiçbir şey satılmadı ya da henüz satılmadı.

nothing-sold-title = Hiçbir şey satılmadı
bad-id = Discord anlamsız bir kimlik gönderdi.
referenced = *{ $reference }* referansı { $sale } numaralı satışa ait:
replaced-before = { $faulty } numaralı satış daha önce { $sale } numaralı satışla telafi edildi:
earlier-sale =
    { $staff }, { $buyer } kullanıcısına { $ago } satış yaptı.
    Bu başka bir satışsa ona başka bir referans verin.
show-sale-button = { $sale } numaralı satışı göster
buyer-has-left = { $buyer } artık bu sunucunun üyesi değil; önce yeniden katılması gerekir.
nothing-to-replace = Bu satışta lisans satılmadı; telafi edilecek bir şey yok.
replace-several-products = { $sale } numaralı satışta birden çok ürünün lisansı var: { $products }. Henüz bir şey satılmadı; komutu yeniden çalıştırıp hatalı olanı `{ sales-replace-product-name }` alanında seçin.
replace-other-product = { $sale } numaralı satışta *{ $product }* lisansı satılmadı. Listeden bir ürün seçin ya da `{ sales-replace-product-name }` alanını boş bırakın.
replace-too-many =
    { $count ->
        [one] { $sale } numaralı satışta hatalı olabilecek yalnızca bir lisans satıldı. Onu telafi etmek için `{ sales-replace-quantity-name }` alanını boş bırakın.
       *[other] { $sale } numaralı satışta hatalı olabilecek yalnızca { $count } lisans satıldı. `{ sales-replace-quantity-name }` alanına en fazla { $count } yazın ya da hepsini telafi etmek için boş bırakın.
    }
named-is-one = Adı verilen lisans bir tanedir. Birden çok satmak için `{ assignlicense-license-name }`, yalnızca onu satmak için `{ assignlicense-quantity-name }` alanını boş bırakın.
sale-stopped-title = Satış durdu
ledger-failed = Deftere yazılamadı. Bir lisans alındıysa satış kendiliğinden tamamlanır ve bu günlüğe yazılır; **yeniden satmadan önce satışa bakın** ve sahibine haber verin.
buyer-is-bot = Botlar lisans sahibi olamaz. Bir kişi seçin.
buyer-is-stranger = Bu kişi bu sunucunun üyesi değil. Kendisine lisans satılabilmesi için önce katılması gerekir.
license-gone = Bu seçenek artık stokta yok. Listeden yeniden seçin.
no-license-key = Bu bir lisans anahtarı değil. Listeden birini seçin veya anahtarın tamamını yapıştırın.
product-in-stock = { $product } · stokta { $count }

nothing-looked-up-title = Hiçbir şey sorgulanmadı
nothing-changed = Hiçbir şey satılmadı veya değiştirilmedi.
vendor-says = Satıcı diyor ki: “{ $words }”
vendor-refuses-key = Satıcı, mağazanın API anahtarını reddediyor. Sahibine haber verin: yeni bir anahtar gerekiyor.
vendor-limits = Satıcı şu anda daha fazla istek kabul etmiyor. Bir dakika sonra yeniden deneyin.
vendor-senseless = Satıcıya ulaşılamıyor veya yanıtı anlamsız. Bir dakika sonra yeniden deneyin.

fetched-title = Stoktan bir lisans
fetched-footer = Henüz satılmadı; 15 dakika boyunca başkaları için çekilmez
assign-to-placeholder = Şu kişiye ata…
show-key-button = Anahtarı göster
stock-empty-title = Stok boş
stock-empty = Satılabilecek lisans yok. Satıcıda stoku yenileyin.

info-title = Lisans
state-label = Durum
license-assigned = bir alıcıya atanmış
license-expired = süresi dolmuş
license-free = boşta

stock-title = { $count } lisans mevcut
stock-none = Mevcut lisans yok.
page = Sayfa { $page } / { $pages }
back-button = Geri
next-button = İleri

mine-none = Bu sunucudan henüz lisansınız yok.
mine-title = Lisansınız · satış { $sale }
mine-summary = { $count } lisans, sayfa { $page } / { $pages }. Bunu yalnızca siz görüyorsunuz.
bought-label = Satın alındı

takes-help = En fazla 300 karakter yazın, örneğin bir kanal; ya da yalnızca `https://` ile başlayan tam bir bağlantı.
remind-before = Bu size daha önce hatırlatıldı.
reminder-several = Hatırlatılmasını istemiştiniz. Şu lisanslarınız yakında sona eriyor.
member-not-told = Discord, { $buyer } adlı kişinin üye olup olmadığını zamanında söylemedi. Hiçbir şey satılmadı; birazdan yeniden deneyin.
