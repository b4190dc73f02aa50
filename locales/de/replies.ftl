# Was Befehle und Buttons antworten, Briefe und Protokoll ausgenommen.

denied-wrong-guild = Dieser Bot ist für diesen Server nicht eingerichtet. Es wurde nichts geändert.
denied-not-staff = Das darf nur das Team. Gehörst du dazu? Frag einen Server-Admin. Es wurde nichts geändert.
outdated = Dieser Button ist abgelaufen. Führ den Befehl noch einmal aus. Es wurde nichts geändert.
license-in-sale = Diese Lizenz gehört jetzt zu Verkauf { $sale }. Einzelheiten und den Schlüssel zeigt `/sales show`.
broke = Etwas ist schiefgegangen. Versuch es in einer Minute noch einmal.
broke-staff = Etwas ist schiefgegangen. Versuch es in einer Minute noch einmal. Sieh in `/sales list` nach, bevor du wieder verkaufst.
closing = Der Bot startet gerade neu. Versuch es gleich noch einmal. Es wurde nichts geändert.
not-taken = Dieser Befehl hat sich geändert. Lade Discord neu (App schließen und wieder öffnen) und versuch es noch einmal. Es wurde nichts geändert.

not-your-license = Diese Lizenz gehört jemand anderem. Nur wer sie gekauft hat, kann sie abholen.
no-license-yet = In dieser Bestellung ist noch keine Lizenz für dich.
not-asked = Der Lieferant kann gerade nicht sagen, ob die Lizenz frei ist. Es wurde nichts geändert. Versuch es in einer Minute noch einmal.
not-reconciled = Die Daten des Shops wurden wiederhergestellt und werden noch mit dem Bestand des Lieferanten verglichen. Es wurde nichts geändert. Versuch es in einer Minute noch einmal.
attribute-done-title = Käufer eingetragen
attribute-done = { $buyer } ist jetzt als Käufer eingetragen, mit Verkauf { $sale }. Es wurde nichts verschickt.
attribute-not-title = Käufer nicht eingetragen
attribute-has-sale = Diese Lizenz gehört schon zu Verkauf { $sale }. Es wurde nichts geändert. `/sales show` zeigt, wer sie hat. Ist das ein anderes Konto derselben Person, dann nimm `/sales transfer`.
attribute-interrupted = Der Eintrag wurde unterbrochen, und Verkauf { $sale } endete ohne Lizenz. Der Käufer ist noch nicht eingetragen. Führ den Befehl noch einmal aus.
attribute-not-lost = Es kann kein Verkauf verloren sein, denn die Daten wurden nie wiederhergestellt. Es wurde nichts geändert. Um eine Lizenz zu verkaufen, nimm `/assignlicense`.
attribute-not-assigned = Der Lieferant führt diese Lizenz nicht als zugewiesen. Es wurde nichts geändert. Prüf den Schlüssel. Stimmt er, dann hat niemand die Lizenz, und es gibt nichts einzutragen.
sale-busy = Dieser Verkauf wird gerade bearbeitet. Es wurde nichts geändert. Versuch es in ein paar Sekunden noch einmal.
no-such-sale-title = Verkauf nicht gefunden
no-such-sale = Diesen Verkauf gibt es auf diesem Server nicht. Es wurde nichts geändert.

resend-delivered =
    { $count ->
        [one] Schlüssel von Verkauf { $sale } per DM an { $buyer } geschickt.
       *[other] Alle Schlüssel von Verkauf { $sale } per DM an { $buyer } geschickt.
    }
resend-closed = Ich kann { $buyer } weiterhin keine DM schicken. Bitte die Person, `/mylicenses` zu nutzen.
resend-under-way = Discord ist gerade langsam. Die DM an { $buyer } zu Verkauf { $sale } ist unterwegs.
resend-nothing = Verkauf { $sale } hat keine Lizenz zum Senden – er ist nicht abgeschlossen.

input-title = Bitte prüf deine Eingabe
buyer-title = Dieses Mitglied kann nicht kaufen
bad-id = Ich konnte die ID dieses Mitglieds nicht lesen. Versuch es noch einmal.
referenced-title = Referenz schon vergeben
referenced = Die Referenz *{ $reference }* gehört zu Verkauf { $sale }: { $staff } hat { $ago } an { $buyer } verkauft. Für einen neuen Verkauf gib eine andere Referenz ein.
replaced-before-title = Schon ersetzt
replaced-before =
    { $count ->
        [one] Verkauf { $faulty } wurde schon durch Verkauf { $sale } ersetzt. Ist auch dieser Schlüssel fehlerhaft, ersetz Verkauf { $sale }.
       *[other] Verkauf { $faulty } wurde schon durch Verkauf { $sale } ersetzt. Sind auch diese Schlüssel fehlerhaft, ersetz Verkauf { $sale }.
    }
show-sale-button = Verkauf { $sale } zeigen
buyer-has-left = { $buyer } ist nicht mehr auf diesem Server und muss erst wieder beitreten.
not-replaced-title = Hier ist kein Ersatz möglich
nothing-to-replace = Dieser Verkauf hat keine Lizenz geliefert, also gibt es nichts zu ersetzen.
replace-several-products = Verkauf { $sale } hat mehrere Produkte: { $products }. Führ den Befehl noch einmal aus und wähl das fehlerhafte in `{ sales-replace-product-name }`.
replace-other-product = Verkauf { $sale } hat keine Lizenz von *{ $product }*. Wähl ein Produkt aus der Liste oder lass `{ sales-replace-product-name }` leer.
replace-too-many =
    { $count ->
        [one] Verkauf { $sale } hat nur eine Lizenz, die sich ersetzen lässt. Lass `{ sales-replace-quantity-name }` leer.
       *[other] Verkauf { $sale } hat nur { $count } Lizenzen, die sich ersetzen lassen. Gib in `{ sales-replace-quantity-name }` höchstens { $count } ein, oder lass es leer, um alle zu ersetzen.
    }
named-is-one = Du hast eine bestimmte Lizenz gewählt, also muss `{ assignlicense-quantity-name }` 1 sein. Um mehrere zu verkaufen, lass `{ assignlicense-license-name }` leer.
sale-stopped-title = Verkauf gestoppt
ledger-failed = Der Verkauf konnte nicht gespeichert werden. **Verkauf vorerst nicht noch einmal.** Sieh zuerst in `/sales list` nach und sag dem Betreiber des Bots Bescheid.
buyer-is-bot = Bots können keine Lizenz haben. Wähl eine Person.
buyer-is-stranger = Diese Person ist nicht auf diesem Server. Sie muss beitreten, bevor du ihr etwas verkaufen kannst.
license-gone = Deine Auswahl ist nicht mehr auf Lager. Wähl neu aus der Liste.
no-license-key = Das ist kein Lizenzschlüssel. Wähl einen aus der Liste oder füg den ganzen Schlüssel ein.
product-in-stock = { $product } · { $count } auf Lager

lookup-failed-title = Abfrage fehlgeschlagen
nothing-changed = Es wurde nichts geändert.
vendor-says = Der Lieferant sagt: „{ $words }“
vendor-refuses-key = Der Lieferant lehnt den API-Schlüssel des Shops ab. Sag dem Betreiber des Bots, dass ein neuer nötig ist.
vendor-limits = Der Lieferant begrenzt gerade die Anfragen. Versuch es in einer Minute noch einmal.
vendor-senseless = Der Lieferant antwortet gerade nicht richtig. Versuch es in einer Minute noch einmal.

fetched-title = Eine Lizenz vom Lager
fetched-footer = Noch nicht verkauft · 15 Minuten für dich reserviert
assign-to-placeholder = Verkaufen an … (sendet den Schlüssel)
show-key-button = Schlüssel zeigen
stock-empty = Füll das Lager im Dashboard des Lieferanten auf.

info-title = Lizenz
state-label = Status
license-assigned = Einem Käufer zugewiesen
license-expired = Abgelaufen
license-free = Auf Lager

stock-title = { $count } auf Lager
stock-none = Keine Lizenzen auf Lager.
page = Seite { $page } von { $pages }
back-button = Zurück
next-button = Weiter

mine-none = Du hast noch keine Lizenzen von diesem Server.
mine-summary =
    { $count ->
        [one] { $count } Lizenz
       *[other] { $count } Lizenzen
    }, Seite { $page } von { $pages }. Nur du siehst das.
bought-label = Gekauft

takes-help = Bis zu 300 Zeichen (z. B. ein Kanal) oder nur ein Link, der mit `https://` beginnt.
remind-before = Diese Erinnerung wurde schon geschickt.
member-not-told = Discord hat nicht rechtzeitig gesagt, ob { $buyer } Mitglied ist. Versuch es gleich noch einmal.
member-not-told-title = Discord ist langsam
