# Satış kaydı: /sales komutunun yanıtları.

log-title = Satışlar
log-footer = Önce en yeniler · Ayrıntılar: /sales show
log-none-here = Buraya kadar uyan satış yok. Daha geriye bakmak için **{ older-button }** düğmesine bas.
log-none-older = Uyan daha eski satış yok.
log-none = Uyan satış yok.
newest-button = En yeniler
older-button = Daha eskiler
only = Yalnızca: { $what }
only-buyer = alıcı { $buyer }
only-staff = satan { $staff }
only-product = ürün *{ $product }*
only-since = başlangıç { $day }
any-product = herhangi bir ürün

sale-without-key = Bu satışın anahtarı yok.
since-is-no-day = `{ sales-list-since-name }` alanına YYYY-AA-GG biçiminde bir gün yaz, örneğin 2026-11-24.

mark-refunded = para iadesi yapıldı olarak işaretli
mark-replaces = { $sale } satışının yerine
mark-replaced-by = yerine { $sale } satışı

state-under-way = sürüyor
state-in-doubt = belirsiz
state-held = karar bekliyor
state-assigned = satıldı, DM yolda
state-undelivered = satıldı, teslim edilmedi
state-delivered = teslim edildi
state-failed = başarısız

buyer-label = Alıcı
staff-label = Satan
licenses-label = Lisanslar
reference-label = Referans
replaces-label = Yerine geçtiği satış
replaced-by-label = Yerine geçen satış
refunded-label = Para iadesi
reveal-button =
    { $count ->
        [one] Anahtarı göster
       *[other] Anahtarları göster
    }
more-licenses = … ve { $count } tane daha
more-events = …{ $count } tane daha…
keys-footer = Bunu yalnızca sen görebilirsin. Görüntüleme kaydedildi.

refund = { $at }, { $staff }
refund-with-reason = { $at }, { $staff }: { $reason }
refund-done-title = Para iadesi yapıldı olarak işaretlendi
refund-done =
    { $count ->
        [one] **Bot para aktarmadı** – parayı ödendiği yerden iade et. Lisans { $buyer } kullanıcısında kalır. { $sale } satışı artık istatistiklerde sayılmaz.
       *[other] **Bot para aktarmadı** – parayı ödendiği yerden iade et. Lisanslar { $buyer } kullanıcısında kalır. { $sale } satışı artık istatistiklerde sayılmaz.
    }
refunded-before-title = Zaten işaretli
refunded-before =
    { $sale } satışı zaten para iadesi yapıldı olarak işaretli: { $refund }
    Hiçbir şey değiştirilmedi.
nothing-refunded-title = Para iadesi işaretlenemez
nothing-refunded = { $sale } satışına para iadesi işaretlenemez. Durum: { $state }. Hiçbir şey değiştirilmedi.

transfer-done-title = Satış aktarıldı
transfer-done = { $sale } satışı artık { $buyer } kullanıcısına ait: `/mylicenses`, hatırlatmalar, DM'ler ve roller de onunla gider. { $former } satışı burada artık açamaz, ama önceki DM'leri onda kalır.
transfer-supplier = **Tedarikçide hâlâ eski hesabın ID'si kayıtlı.** Onu değiştiremem. Tedarikçi lisansı kimin kullandığına bakıyorsa lisansı aktarmasını iste.
transfer-next = Sırada: anahtarları `/resend` ile gönder ya da { $buyer } kullanıcısına `/mylicenses` yazmasını söyle. Yanlışlıkla olduysa satışı geri aktar.
not-transferred-title = Aktarılmadı
transfer-same-account = { $sale } satışı zaten { $buyer } kullanıcısına ait. Hiçbir şey değiştirilmedi.
transfer-nothing-sold = { $sale } satışında aktarılacak lisans yok. Hiçbir şey değiştirilmedi.
transfer-under-way = { $sale } satışı hâlâ sürüyor. Hiçbir şey değiştirilmedi. Tamamlanınca yeniden dene.
transfer-held = { $sale } satışı önce bir karar bekliyor: düğmeler `/sales show` cevabında. Hiçbir şey değiştirilmedi.
transfer-being-sent = { $sale } satışının anahtarlarını içeren bir DM eski hesaba gidiyor. Hiçbir şey değiştirilmedi. Bir dakika sonra yeniden dene.
transfer-to-stranger = Bu kişi bu sunucuda değil. Hiçbir şey değiştirilmedi. Satışın ona aktarılması için önce sunucuya katılması gerekiyor.

export-none = Uyan satış yok, dışa aktarılacak bir şey de yok.
export-done = Tablodaki satışlar: { $count }. Anahtarlar gizli, saatler UTC.
export-cut = **Hepsi değil**: Discord daha büyük dosya kabul etmiyor. İçindeki en eski satış { $sale }. Kalanını bir filtreyle ya da terminalde `keyclerk sales export` ile dışa aktar.

event-requested = istendi
event-asked = ekibe soruldu
event-confirmed = onaylandı
event-acknowledged = Discord onayladı
event-reserved = lisans ayrıldı
event-released = lisans bırakıldı: bizim lisansımız değil
event-set-aside = lisans kenara ayrıldı, başka biri seçiliyor
event-assigning = tedarikçide atanıyor
event-in-doubt = belirsiz: tedarikçinin yanıtı kayboldu
event-refused = tedarikçi reddetti, lisans kontrol ediliyor
event-held = karar bekliyor: tedarikçi kendisiyle çelişiyor
event-assigned = tedarikçi atadı
event-reconciled = atandı, ikinci sorguyla doğrulandı
event-part-assigned = lisanslardan birini tedarikçi atadı
event-part-reconciled = lisanslardan biri atandı, ikinci sorguyla doğrulandı
event-short = istenenden az lisans
event-part-delivered = lisansların bir kısmı DM ile teslim edildi
event-part-undelivered = lisansların bir kısmı DM ile teslim edilemedi
event-delivered = DM ile teslim edildi
event-undelivered = DM ile teslim edilemedi
event-resent = yeniden gönderildi
event-claimed = alıcı teslim aldı
event-failed = hiçbir şey satılmadan bitti
event-judged = ekip karar verdi
event-status-changed = tedarikçinin lisansla ilgili yanıtı değişti
event-back-in-stock = kenara ayrılan lisans yeniden stokta
event-found-assigned = kenara ayrılan lisans atanmış çıktı
event-revealed = anahtar ekibe gösterildi
event-refunded = para iadesi yapıldı olarak işaretlendi
event-transferred = başka bir hesaba aktarıldı
event-moved = başka bir sunucuya taşındı
event-attributed = alıcı geri yüklemeden sonra kaydedildi

month-title = Son 30 gün
month-footer = Günler UTC · para iadeleri ve değişimler hariç
month-sold = Satılan lisanslar: { $count }.
month-products = Ürüne göre: { $counts }.
month-staff = Satana göre: { $counts }.
month-stock = Stokun yeteceği süre: { $counts }.
month-stock-unknown = Tedarikçi stokta ne olduğunu söylemiyor.
month-stock-empty = Stok bitti.
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
chart-staff = Satana göre lisanslar
chart-staff-none = Bu günlerde kimse satmadı
chart-stock = Bu hızla stokun yeteceği günler
chart-stock-unknown = Tedarikçi stokta ne olduğunu söylemiyor
chart-stock-empty = Stok bitti
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

# Neden: bir satışın başından geçenlerin yanında.
detail-not-acknowledged = Discord zamanında yanıt vermedi
detail-too-late = 15 dakika boyunca kesintide
detail-out-of-stock = stok bitti
detail-vendor-unreachable = tedarikçiye ulaşılamıyor
detail-blocked-on-the-way = tedarikçiye giderken engellendi
detail-no-such-address = tedarikçinin API'si ayarlanan adreste değil
detail-vendor-name-unknown = tedarikçinin sunucu adı çözümlenemiyor
detail-vendor-refuses-connections = tedarikçinin sunucusu bağlantıları reddediyor
detail-vendor-tls-failed = tedarikçiyle güvenli bağlantı yok
detail-refused = tedarikçi reddetti
detail-api-key-refused = API anahtarı reddedildi
detail-selling-paused = satışlar duraklatıldı: API anahtarı reddedildi
detail-rate-limited = tedarikçi istekleri sınırlıyor
detail-named-is-assigned = girilen lisans zaten atanmış
detail-named-is-expired = girilen lisansın süresi dolmuş
detail-named-is-unknown = tedarikçi girilen lisansı tanımıyor
detail-named-is-taken = girilen lisans başka bir satışa ait
detail-named-is-unattributed = girilen lisans zaten satılmış olabilir
detail-restored = kayıtlar geri yüklendiğinde tamamlanmamıştı
detail-not-reconciled = kayıtlar henüz tedarikçinin stokuyla karşılaştırılmadı
detail-named-is-other = girilen lisans başka bir ürüne ait
detail-stock-moves = başkası daha hızlı davrandı
detail-not-confirmed = onaylanmadı
detail-quarantined = engellendi
detail-timed-out = zamanında yanıt gelmedi
detail-connection-lost = bağlantı koptu
detail-the-vendor-s-own-error = tedarikçide sunucu hatası
detail-a-senseless-answer = geçersiz bir yanıt
detail-refused-after-a-doubt = belirsizlikten sonra reddedildi
detail-api-key-refused-after-a-doubt = belirsizlikten sonra API anahtarı reddedildi
detail-rate-limited-after-a-doubt = belirsizlikten sonra istekler sınırlandı
detail-not-reached-after-a-doubt = belirsizlikten sonra ulaşılamadı
detail-interrupted = kesintiye uğradı
detail-refused-and-assigned-already = reddedildi, zaten atanmış
detail-refused-and-expired = reddedildi, süresi dolmuş
detail-refused-and-unknown-to-the-vendor = reddedildi, tedarikçi tanımıyor
detail-expired-while-in-doubt = sonuç belirsizken süresi doldu
detail-free-but-refused-again-and-again = boşta ama tekrar tekrar reddedildi
detail-unknown-to-the-vendor = tedarikçi tanımıyor
detail-dms-closed = DM'ler kapalı
detail-refused-by-discord = Discord reddetti
detail-lacks-a-key = bir anahtar eksikti, başka bir DM geliyor
detail-lacks-the-key = mesajda anahtar eksikti
detail-again = yeniden
detail-repeat = az önce aynı satış
detail-partial = stok yetersiz
detail-product = hangi ürün
detail-judged-by-staff = ekip karar verdi
detail-deliver = teslim et
detail-quarantine = anahtarı engelle
detail-sell-another = başkasını sat
detail-nothing = hiçbir şey satma
detail-contested = reddedildi ama atanmış
detail-refused-after-staff-decided = ekibin kararından sonra reddedildi
detail-assigned-in-quarantine = hiçbir şey satılmadıktan sonra atandı
detail-ledger-restored = kayıtlar bir yedekten geri yüklendi
detail-assigned = atanmış
detail-free = boşta
detail-expired = süresi dolmuş
detail-unknown = bilinmiyor
