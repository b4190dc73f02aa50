# Satış kaydı: /sales komutunun yanıtları.

log-title = Satışlar
log-footer = En yeniler önce · /sales show birinin tümünü anlatır
log-none-here = Bakılan satışların hiçbiri uymuyor. Daha geriye bakmak için **{ older-button }** düğmesine basın.
log-none-older = Daha eski uyan satış yok.
log-none = Uyan satış yok.
newest-button = En yeniler
older-button = Daha eskiler
only = Yalnızca: { $what }
only-buyer = alıcı { $buyer }
only-staff = satan { $staff }
only-product = ürün *{ $product }*
only-since = { $day } tarihinden beri
any-product = herhangi bir ürün

nothing-done-title = Hiçbir şey yapılmadı
log-no-such-sale = Bu sunucuda böyle bir satış yok.
sale-without-key = Bu satışın anahtarı yok.
since-is-no-day = `{ sales-list-since-name }` bir gün olmalı, örneğin 2026-11-24.

mark-refunded = iade edildi
mark-replaces = { $sale } numaralıyı telafi eder
mark-replaced-by = { $sale } ile telafi edildi

state-under-way = sürüyor
state-in-doubt = belirsiz
state-held = ekibin kararını bekliyor
state-assigned = satıldı, mesaj yolda
state-undelivered = satıldı, teslim edilmedi
state-delivered = teslim edildi
state-failed = başarısız

buyer-label = Alıcı
staff-label = Ekip
licenses-label = Lisanslar
reference-label = Referans
replaces-label = Telafi ettiği
replaced-by-label = Telafi eden
refunded-label = İade
reveal-button =
    { $count ->
        [one] Anahtarı göster
       *[other] Anahtarları göster
    }
more-licenses = … ve { $count } tane daha
more-events = … { $count } tane daha …
keys-footer = Bunu yalnızca siz görüyorsunuz; baktığınız satışın geçmişine yazıldı

refund = { $at }, { $staff } tarafından
refund-with-reason = { $at }, { $staff } tarafından: { $reason }
refund-done-title = İade edildi olarak işaretlendi
refund-done = { $sale } numaralı satış istatistiklerden çıkarıldı. Lisans { $buyer } kullanıcısında kalır: satıcı geri almaz. Geri ödenecek para varsa ödendiği yerden iade edin.
refunded-before-title = Daha önce iade edildi
refunded-before =
    { $sale } numaralı satış daha önce iade edildi: { $refund }
    Hiçbir şey değiştirilmedi.
nothing-refunded-title = Hiçbir şey iade edilmedi
nothing-refunded = Yalnızca satılmış bir satış iade edilebilir; { $sale } numaralı satışın durumu: { $state }.

nothing-exported-title = Hiçbir şey dışa aktarılmadı
export-none = Uyan satış yok; dışa aktarılacak bir şey yok.
export-done = Tablodaki satışlar: { $count }. Anahtarlar gizli, saatler UTC.
export-cut = **Hepsi değil**: Discord daha büyük dosya kabul etmiyor. İçindeki en eski satış { $sale }; kalanını bir filtreyle ya da bir kabukta `keyclerk sales export` ile dışa aktarın.

event-requested = istendi
event-asked = soruldu: isteyerek mi?
event-confirmed = onaylandı
event-acknowledged = Discord onayladı
event-reserved = lisans ayrıldı
event-released = lisans geri verildi: satmak bize düşmez
event-set-aside = lisans kenara ayrıldı, başka biri seçiliyor
event-assigning = satıcıda atanıyor
event-in-doubt = belirsiz: satıcının yanıtı kayboldu
event-refused = satıcı reddetti; lisans sorgulanıyor
event-held = beklemede: satıcı kendisiyle çelişiyor
event-assigned = satıcı atadı
event-reconciled = yeniden sorulunca satıcının dediğine göre atandı
event-part-assigned = lisanslardan birini satıcı atadı
event-part-reconciled = lisanslardan biri, yeniden sorulunca satıcının dediğine göre atandı
event-short = istenenden az lisans
event-part-delivered = lisansların bir kısmı özel mesajla teslim edildi
event-part-undelivered = lisansların bir kısmı özel mesajla teslim edilemedi
event-delivered = özel mesajla teslim edildi
event-undelivered = özel mesajla teslim edilemedi
event-resent = yeniden gönderildi
event-claimed = alıcı teslim aldı
event-failed = hiçbir şey satılmadan bitti
event-judged = karara bağlandı
event-status-changed = satıcının lisans hakkındaki sözü değişti
event-back-in-stock = kenara ayrılan lisans yeniden stokta
event-found-assigned = kenara ayrılan lisans atanmış çıktı
event-revealed = anahtar ekibe gösterildi
event-refunded = iade edildi olarak işaretlendi

month-title = Son 30 gün
month-footer = Günler UTC; iadeler ve telafiler satış sayılmaz
month-sold = Satılan lisanslar: { $count }.
month-products = Ürüne göre: { $counts }.
month-staff = Ekip üyesine göre: { $counts }.
month-stock = Stokun yeteceği süre: { $counts }.
month-stock-unknown = Satıcı stokta ne olduğunu söylemiyor.
month-stock-empty = Stok boş.
others = diğerleri
lasts-none = hiç kalmadı
lasts-unsold = hiç satılmadı · kalan { $left }
lasts-hours = bir günden az · kalan { $left }
lasts-days = { $days } gün · kalan { $left }
lasts-long = { $days } günden fazla · kalan { $left }

chart-title = Son 30 günün satışları
chart-sold = satılan lisanslar: { $count }
chart-days = Ürüne göre günlük lisanslar
chart-days-none = Bu günlerde hiçbir şey satılmadı
chart-staff = Ekip üyesine göre lisanslar
chart-staff-none = Bu günlerde kimse satmadı
chart-stock = Bu hızla stokun yeteceği günler
chart-stock-unknown = Satıcı stokta ne olduğunu söylemiyor
chart-stock-empty = Stok boş
day-1 = { $day } Oca
day-2 = { $day } Şub
day-3 = { $day } Mar
day-4 = { $day } Nis
day-5 = { $day } May
day-6 = { $day } Haz
day-7 = { $day } Tem
day-8 = { $day } Ağu
day-9 = { $day } Eyl
day-10 = { $day } Eki
day-11 = { $day } Kas
day-12 = { $day } Ara

detail-not-acknowledged = Discord zamanında yanıt vermedi
detail-too-late = çeyrek saat boyunca kesintide
detail-out-of-stock = stokta uygun lisans yok
detail-vendor-unreachable = satıcıya ulaşılamadı
detail-blocked-on-the-way = satıcıya giderken engellendi
detail-no-such-address = ayarlanan adreste satıcının API'si yok
detail-vendor-name-unknown = satıcının sunucu adı çözümlenemedi
detail-vendor-refuses-connections = satıcının sunucusu bağlantıları reddetti
detail-vendor-tls-failed = satıcıyla güvenli bağlantı yok
detail-refused = satıcı reddetti
detail-api-key-refused = satıcı API anahtarını reddediyor
detail-selling-paused = satış durdu: API anahtarı reddediliyor
detail-rate-limited = satıcı başka çağrı kabul etmiyor
detail-named-is-assigned = belirtilen lisans zaten atanmış
detail-named-is-expired = belirtilen lisansın süresi dolmuş
detail-named-is-unknown = satıcı belirtilen lisansı tanımıyor
detail-named-is-taken = belirtilen lisans başka bir satışa ait
detail-named-is-other = belirtilen lisans başka bir ürüne ait
detail-stock-moves = çekilen lisanslar artık boşta değildi
detail-not-confirmed = onaylanmadı
detail-quarantined = karantinada
detail-timed-out = zamanında yanıt gelmedi
detail-connection-lost = bağlantı koptu
detail-the-vendor-s-own-error = satıcının kendi hatası
detail-a-senseless-answer = anlamsız bir yanıt
detail-refused-after-a-doubt = şüpheden sonra reddedildi
detail-api-key-refused-after-a-doubt = şüpheden sonra API anahtarı reddedildi
detail-rate-limited-after-a-doubt = şüpheden sonra başka çağrı kabul edilmedi
detail-not-reached-after-a-doubt = şüpheden sonra ulaşılamadı
detail-interrupted = kesintiye uğradı
detail-refused-and-assigned-already = reddedildi, zaten atanmış
detail-refused-and-expired = reddedildi, süresi dolmuş
detail-refused-and-unknown-to-the-vendor = reddedildi, satıcı tanımıyor
detail-expired-while-in-doubt = şüphe sürerken süresi doldu
detail-free-but-refused-again-and-again = boşta, ama tekrar tekrar reddedildi
detail-unknown-to-the-vendor = satıcı tanımıyor
detail-dms-closed = özel mesajlar kapalı
detail-refused-by-discord = Discord reddetti
detail-again = yeniden
detail-repeat = az önce aynı satış
detail-partial = stokta yeterli değil
detail-product = hangi ürün
detail-judged-by-staff = ekip karar verdi
detail-deliver = teslim edilecek
detail-quarantine = karantinaya
detail-sell-another = başka biri satılıyor
detail-nothing = hiçbir şey satılmıyor
detail-contested = reddedildi, yine de atanmış
detail-refused-after-staff-decided = ekibin kararından sonra reddedildi
detail-assigned-in-quarantine = hiçbir şey satılmadıktan sonra atandı
detail-assigned = atanmış
detail-free = boşta
detail-expired = süresi dolmuş
detail-unknown = bilinmiyor
