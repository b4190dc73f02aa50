# Die Nachrichten eines Verkaufs und was sie mit anderen gemein haben.

sale-number = Verkauf { $sale }
product-label = Produkt
products-label = Produkte
product-unnamed = vom Anbieter nicht benannt
expires-label = Läuft ab
never = nie
key-label = Schlüssel
keys-label = Schlüssel
note-label = Notiz
reason-label = Grund
makes-good-label = Ersetzt
makes-good = Verkauf { $sale }: { $reason }

# An den Käufer
your-license-title =
    { $count ->
        [one] Deine Lizenz
       *[other] Deine Lizenzen
    }
keep-safe-label = Bewahre sie gut auf
keep-safe = Mit /mylicenses auf dem Server siehst du sie wieder.
dm-footer = Verkauf { $sale } · Zustellung { $nonce }
claim-notice = { $buyer }, deine Lizenz ist bereit, aber deine Direktnachrichten sind geschlossen. Drücke **{ claim-button }**, um sie zu sehen; nur du kannst das.
claim-button = Abholen

# An die Kanäle des Servers und den Betreiber
sales-line = { $staff } hat an { $buyer } verkauft
api-key-refused-title = Der Anbieter lehnt unseren API-Schlüssel ab
api-key-refused = Der Verkauf ruht. Erzeuge im Dashboard des Anbieters einen neuen Schlüssel, trage ihn in `RESELLER_API_TOKEN` ein und starte keyclerk neu.
refunded-title = Verkauf { $sale } wurde erstattet
refunded = { $staff } hat ihn als erstattet vermerkt. { $buyer } behält die Lizenz: Der Anbieter nimmt keine zurück.
doubt-title = Ein Verkauf ist seit 15 Minuten im Zweifel
doubt = Die Antwort des Anbieters zur Lizenz von { $buyer } ging verloren, und er war seither nicht zu erreichen. keyclerk fragt weiter; der Verkauf kommt von selbst zum Ende. **Verkaufe nicht noch einmal.** Geht es dem Anbieter gut, sieh in das Log von keyclerk.

# Ans Team: wie ein Verkauf steht
queue-title = Warten auf den Anbieter
queue = Der Anbieter nimmt im Moment keine Anfragen mehr an. Dein Verkauf an { $buyer } ist Nummer { $place } in der Schlange und geht in etwa { $seconds } s von selbst weiter – **verkaufe nicht noch einmal**.
selling-title = Wird verkauft …
selling = Der Anbieter antwortet langsam. Der Verkauf an { $buyer } geht von selbst weiter.
lost-title = Die Antwort des Anbieters ging verloren
lost = Der Verkauf an { $buyer } kommt von selbst zum Ende – **verkaufe nicht noch einmal**. Diese Nachricht ändert sich dann.
on-its-way-title = Verkauft – die Nachricht ist unterwegs
on-its-way = Die Lizenz gehört { $buyer }. Discord nimmt die Nachricht gerade nicht an; sie wird gesendet, sobald es geht.
sold-title =
    { $count ->
        [one] Lizenz verkauft
       *[other] { $count } Lizenzen verkauft
    }
sold-by-dm =
    { $count ->
        [one] { $buyer } hat den Schlüssel in einer Direktnachricht.
       *[other] { $buyer } hat die Schlüssel in einer Direktnachricht.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } hat den Schlüssel abgeholt.
       *[other] { $buyer } hat die Schlüssel abgeholt.
    }
dms-closed-title = Verkauft – die Direktnachrichten des Käufers sind geschlossen
dms-closed-claim = Die Lizenz gehört { $buyer }, aber Discord lässt uns dort nicht schreiben. In diesem Kanal ist ein Knopf **{ claim-button }**, den niemand sonst benutzen kann; auch `/mylicenses` zeigt den Schlüssel.
dms-closed = Die Lizenz gehört { $buyer }, aber Discord lässt uns dort nicht schreiben. Bitte { $buyer }, `/mylicenses` auszuführen.
late-reply = { $staff }, so steht dein Verkauf { $sale }:
faulty-label = Der fehlerhafte Schlüssel
faulty = bleibt beim Käufer: Der Anbieter nimmt keine Lizenz zurück.

# Ans Team: es wurden weniger verkauft als verlangt
short-title = { $count } von { $quantity } Lizenzen verkauft
short = Die übrigen wurden nicht verkauft: { $why }. Führe den Befehl für die fehlenden noch einmal aus.
short-out-of-stock = der Bestand hat nicht mehr
short-stock-moves = die gezogenen Lizenzen waren nicht mehr frei
short-quarantined = das Team hat einen Schlüssel in Quarantäne gestellt
short-api-key-refused = der Anbieter lehnt den API-Schlüssel des Shops ab
short-rate-limited = der Anbieter nahm keine Anfragen mehr an
short-refused = der Anbieter hat abgelehnt
short-unreachable = der Anbieter war nicht zu erreichen

# Ans Team: was es entscheidet
resend-button = Direktnachricht erneut versuchen
cancel-button = Abbrechen
sell-another-button = Noch eine verkaufen
sell-offered-button = { $offered } verkaufen
which-product-placeholder = Welches Produkt?
stock-count-description = { $count } im Bestand
question-partial-title = { $offered } von { $quantity } im Bestand – { $offered } verkaufen?
question-partial = Der Bestand hat { $offered } der { $quantity } Lizenzen für { $buyer }. Noch ist nichts verkauft; { $offered } verkaufen?
question-product-title = Welches Produkt?
question-product = Im Bestand sind mehrere Produkte. Noch ist nichts verkauft; wähle das für { $buyer }.
question-product-more = { $count ->
        [one] Ein weiteres Produkt passt nicht in das Menü.
       *[other] { $count } weitere Produkte passen nicht in das Menü.
    } Um eines davon zu verkaufen, führe den Befehl noch einmal aus und gib seinen Namen bei `{ assignlicense-product-name }` ein.
question-repeat-title = Gerade erst verkauft – noch eine verkaufen?
question-repeat = { $staff } hat { $buyer } { $ago } eine Lizenz verkauft (Verkauf { $sale }). Noch ist nichts verkauft; noch eine verkaufen?
question-repeat-product = { $staff } hat { $buyer } { $ago } *{ $product }* verkauft (Verkauf { $sale }). Noch ist nichts verkauft; noch eine verkaufen?
question-repeat-unknown = Diesem Käufer noch eine Lizenz verkaufen?
held-title = Angehalten – ein Mensch muss entscheiden
held =
    Die Antworten des Anbieters widersprechen sich; es ist nicht sicher, dass die Lizenz { $buyer } gehört: { $evidence }
    { "" }**Verkaufe nicht noch einmal.** Schlage die Lizenz im Dashboard des Anbieters nach und drücke dann, was zutrifft.
evidence-expired = eine Antwort ging verloren, und nun ist die Lizenz niemandem zugeteilt, aber abgelaufen.
evidence-refused = eine Antwort ging verloren, die Lizenz gilt als frei, und doch wird ihre Zuteilung abgelehnt.
evidence-unknown = eine Antwort ging verloren, und nun kennt der Anbieter die Lizenz nicht.
evidence-other = siehe das Protokoll des Verkaufs.
deliver-button = Sie gehört dem Käufer: zustellen
quarantine-button = Sie gehört ihm nicht: schließen, Schlüssel in Quarantäne

# Ans Team: warum nichts verkauft wurde
fail-out-of-stock = Der Bestand hat keine Lizenz, die sich verkaufen lässt. Fülle ihn beim Anbieter auf und führe den Befehl noch einmal aus.
fail-out-of-product = Der Bestand hat keine Lizenz von *{ $product }*, die sich verkaufen lässt. Fülle ihn beim Anbieter auf und führe den Befehl noch einmal aus.
stock-unreadable =
    { $count ->
        [one] { $count } Eintrag des Bestands war nicht lesbar.
       *[other] { $count } Einträge des Bestands waren nicht lesbar.
    }
fail-unreachable = Der Anbieter ist nicht zu erreichen. Versuche es in einer Minute noch einmal.
fail-refused = Der Anbieter hat abgelehnt. Versuche es noch einmal oder bitte den Betreiber, ins Dashboard des Anbieters zu sehen.
fail-api-key-refused = Der Anbieter lehnt den API-Schlüssel des Shops ab; der Verkauf ruht. Sag dem Betreiber Bescheid: Ein neuer Schlüssel wird gebraucht.
fail-rate-limited = Der Anbieter nimmt im Moment keine Anfragen mehr an. Versuche es in einer Minute noch einmal.
fail-named-assigned = Die genannte Lizenz ist schon zugeteilt. Wähle eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-expired = Die genannte Lizenz ist abgelaufen. Wähle eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-unknown = Der Anbieter kennt die genannte Lizenz nicht. Prüfe den Schlüssel oder lass `{ assignlicense-license-name }` leer.
fail-named-taken = Die genannte Lizenz gehört zu einem anderen Verkauf dieses Shops. Wähle eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-other = Die genannte Lizenz ist nicht von *{ $product }*. Wähle eine, die es ist, oder lass `{ assignlicense-product-name }` leer.
fail-stock-moves = Die gezogenen Lizenzen waren nicht mehr frei; noch jemand verkauft aus diesem Bestand. Führe den Befehl noch einmal aus.
fail-quarantined = Das Team hat entschieden, dass die Lizenz nicht dem Käufer gehört; ihr Schlüssel ist in Quarantäne und wird nie wieder verkauft.
fail-not-confirmed = Es wurde nicht bestätigt. Ist der Verkauf gewollt, führe den Befehl noch einmal aus.
fail-not-acknowledged = Discord hat nicht rechtzeitig geantwortet. Führe den Befehl noch einmal aus.
