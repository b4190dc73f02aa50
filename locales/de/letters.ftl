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
keys-in-file =
    { $count ->
        [one] Der Schlüssel steht in der Datei: Er passt nicht in eine Nachricht.
       *[other] Die { $count } Schlüssel stehen in der Datei, einer je Zeile: Sie passen nicht in eine Nachricht.
    }
keys-in-file-too =
    { $count ->
        [one] Der Schlüssel steht auch in der Datei.
       *[other] Die Schlüssel stehen auch in der Datei, einer je Zeile.
    }
claim-notice = { $buyer }, deine Lizenz ist bereit, aber deine Direktnachrichten sind geschlossen. Drücke **{ claim-button }**, um sie zu sehen; nur du kannst das.
claim-button = Abholen

# An die Kanäle des Servers und den Betreiber
sales-line = { $staff } hat an { $buyer } verkauft
found-assigned-title = Eine beiseitegelegte Lizenz ist zugeteilt (Verkauf { $sale })
found-assigned = Die Lizenz unten wurde für { $buyer } angefragt und dann beiseitegelegt. Nun ist sie jemandem zugeteilt. Sie wird nicht mehr verkauft; schlage sie im Dashboard des Anbieters nach.
api-key-refused-title = Der Anbieter lehnt unseren API-Schlüssel ab
api-key-refused = Der Verkauf ruht. Erzeuge im Dashboard des Anbieters einen neuen Schlüssel. Liest keyclerk ihn aus `RESELLER_API_TOKEN_FILE`, schreibe ihn in diese Datei, und der Verkauf geht weiter; sonst trage ihn in `RESELLER_API_TOKEN` ein und starte keyclerk neu.
refunded-title = Verkauf { $sale } wurde erstattet
refunded = { $staff } hat ihn als erstattet vermerkt. { $buyer } behält die Lizenz: Der Anbieter nimmt keine zurück.
doubt-title = Ein Verkauf ist seit 15 Minuten im Zweifel
doubt = Noch immer ist unklar, was aus der Lizenz von { $buyer } wurde. keyclerk fragt weiter; der Verkauf kommt von selbst zum Ende. **Verkaufe nicht noch einmal.** Geht es dem Anbieter gut, sieh in das Log von keyclerk.

# Ans Team: wie ein Verkauf steht
queue-title = Warten auf den Anbieter
queue = Der Anbieter nimmt im Moment keine Anfragen mehr an. Dein Verkauf an { $buyer } ist Nummer { $place } in der Schlange und geht in etwa { $seconds } s von selbst weiter – **verkaufe nicht noch einmal**.
selling-title = Wird verkauft …
selling = Der Anbieter antwortet langsam. Der Verkauf an { $buyer } geht von selbst weiter.
lost-title = Die Antwort des Anbieters ging verloren
lost = Der Verkauf an { $buyer } kommt von selbst zum Ende – **verkaufe nicht noch einmal**. Diese Nachricht ändert sich dann.
checking-title = Der Anbieter hat abgelehnt – wird geprüft
checking = Der Anbieter hat abgelehnt, die Lizenz { $buyer } zuzuteilen. Vielleicht hat er sie trotzdem zugeteilt, deshalb wird sie nachgeschlagen – **verkaufe nicht noch einmal**. Diese Nachricht ändert sich, sobald das klar ist.
blocked-title = Auf dem Weg zum Anbieter blockiert
blocked = Eine Firewall oder ein Proxy hat anstelle des Anbieters geantwortet; am API-Schlüssel liegt es nicht. Der Verkauf an { $buyer } kommt von selbst zum Ende – **verkaufe nicht noch einmal**. Dauert es lange, bitte den Betreiber, beim Anbieter die Adresse des Rechners freigeben zu lassen, auf dem keyclerk läuft.
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
dms-closed-claim = Die Lizenz gehört { $buyer }, aber Discord lässt uns dort nicht schreiben. Hier ist der Knopf **{ claim-button }**, den niemand sonst benutzen kann: { $notice } – auch `/mylicenses` zeigt den Schlüssel.
dms-closed = Die Lizenz gehört { $buyer }, aber Discord lässt uns dort nicht schreiben. Bitte { $buyer }, `/mylicenses` auszuführen.
late-reply = { $staff }, so steht dein Verkauf { $sale }:
faulty-label =
    { $count ->
        [one] Der fehlerhafte Schlüssel
       *[other] Die fehlerhaften Schlüssel
    }
faulty =
    { $count ->
        [one] bleibt beim Käufer: Der Anbieter nimmt keine Lizenz zurück.
       *[other] bleiben beim Käufer: Der Anbieter nimmt keine Lizenz zurück.
    }

# Ans Team: es wurden weniger verkauft als verlangt
short-title = { $count } von { $quantity } Lizenzen verkauft
short = Die übrigen wurden nicht verkauft: { $why }. Führe den Befehl für die fehlenden noch einmal aus.
short-out-of-stock = der Bestand hat nicht mehr
short-stock-moves = die gezogenen Lizenzen waren nicht mehr frei
short-quarantined = das Team hat einen Schlüssel in Quarantäne gestellt
short-api-key-refused = der Anbieter lehnt den API-Schlüssel des Shops ab
short-rate-limited = der Anbieter nahm keine Anfragen mehr an
short-refused = der Anbieter hat abgelehnt
short-own-account = der Anbieter teilt dem eigenen Konto seines Resellers keine Lizenzen zu
short-unreachable = der Anbieter war nicht zu erreichen
short-blocked = eine Firewall oder ein Proxy hat die Anfrage auf dem Weg zum Anbieter blockiert
short-no-such-address = unter der eingestellten Adresse gibt es die API des Anbieters nicht
short-name-unknown = der Name des Anbieter-Servers ließ sich nicht auflösen
short-connections-refused = der Server des Anbieters nahm keine Verbindungen an
short-tls = eine sichere Verbindung zum Anbieter kam nicht zustande

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
evidence-contested = der Anbieter hat abgelehnt, und doch ist die Lizenz jemandem zugeteilt.
evidence-refused-after-decision = ihr habt die Lizenz noch einmal zuteilen lassen, und der Anbieter hat wieder abgelehnt.
evidence-api-key-refused = die Lizenz sollte noch einmal zugeteilt werden, und der Anbieter lehnt den API-Schlüssel des Shops ab.
evidence-assigned-in-quarantine = verkauft wurde nichts, und nun ist die Lizenz jemandem zugeteilt.
evidence-other = siehe das Protokoll des Verkaufs.
held-still = Dieser Verkauf ist noch angehalten. Er wartet seit { $at } auf eine Entscheidung des Teams.
held-status = Das letzte Wort des Anbieters dazu: **{ $status }**.
status-assigned = jemandem zugeteilt
status-free = frei
status-expired = abgelaufen
status-unknown = unbekannt
deliver-button = Sie gehört dem Käufer: zustellen
another-button = Sie gehört ihm nicht: andere verkaufen
nothing-button = Sie gehört ihm nicht: nichts verkaufen

# Ans Team: warum nichts verkauft wurde
fail-too-late = Der Verkauf wurde unterbrochen und ging eine Viertelstunde lang nicht weiter. Führe den Befehl noch einmal aus, falls er noch gemeint ist.
fail-out-of-stock = Der Bestand hat keine Lizenz, die sich verkaufen lässt. Fülle ihn beim Anbieter auf und führe den Befehl noch einmal aus.
fail-out-of-product = Der Bestand hat keine Lizenz von *{ $product }*, die sich verkaufen lässt. Fülle ihn beim Anbieter auf und führe den Befehl noch einmal aus.
stock-unreadable =
    { $count ->
        [one] { $count } Eintrag des Bestands war nicht lesbar.
       *[other] { $count } Einträge des Bestands waren nicht lesbar.
    }
fail-unreachable = Der Anbieter ist nicht zu erreichen. Versuche es in einer Minute noch einmal.
fail-blocked = Eine Firewall oder ein Proxy hat die Anfrage auf dem Weg zum Anbieter blockiert; am API-Schlüssel liegt es nicht. Bitte den Betreiber, beim Anbieter die Adresse des Rechners freigeben zu lassen, auf dem keyclerk läuft.
fail-no-such-address = Unter der eingestellten Adresse gibt es die API des Anbieters nicht. Bitte den Betreiber, `RESELLER_BASE_URL` zu prüfen; in der Dokumentation des Anbieters heißt sie `__BASE_URL__`.
fail-name-unknown = Der Name des Anbieter-Servers lässt sich nicht auflösen. Versuche es in einer Minute noch einmal; hilft das nicht, bitte den Betreiber, `RESELLER_BASE_URL` und das DNS des Rechners zu prüfen, auf dem keyclerk läuft.
fail-connections-refused = Der Server des Anbieters nimmt keine Verbindungen an. Versuche es in einer Minute noch einmal; hilft das nicht, bitte den Betreiber, `RESELLER_BASE_URL` zu prüfen.
fail-tls = Eine sichere Verbindung zum Anbieter kommt nicht zustande; vielleicht ist sein Zertifikat nicht vertrauenswürdig. Bitte den Betreiber, es zu prüfen; welchen Zertifikaten keyclerk vertraut, steht in `SSL_CERT_FILE`.
fail-refused = Der Anbieter hat abgelehnt. Die Lizenz bleibt eine Viertelstunde beiseite. Führe den Befehl für eine andere noch einmal aus oder bitte den Betreiber, ins Dashboard des Anbieters zu sehen.
fail-refused-at-once = Der Anbieter hat abgelehnt. Versuche es noch einmal oder bitte den Betreiber, ins Dashboard des Anbieters zu sehen.
fail-own-account = Der Anbieter teilt dem eigenen Konto seines Resellers keine Lizenzen zu. Wähle ein anderes Mitglied.
fail-api-key-refused = Der Anbieter lehnt den API-Schlüssel des Shops ab; der Verkauf ruht. Sag dem Betreiber Bescheid: Ein neuer Schlüssel wird gebraucht.
fail-rate-limited = Der Anbieter nimmt im Moment keine Anfragen mehr an. Versuche es in einer Minute noch einmal.
fail-named-assigned = Die genannte Lizenz ist schon zugeteilt. Wähle eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-expired = Die genannte Lizenz ist abgelaufen. Wähle eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-unknown = Der Anbieter kennt die genannte Lizenz nicht. Prüfe den Schlüssel oder lass `{ assignlicense-license-name }` leer.
fail-named-taken = Die genannte Lizenz gehört zu einem anderen Verkauf dieses Shops. Wähle eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-other = Die genannte Lizenz ist nicht von *{ $product }*. Wähle eine, die es ist, oder lass `{ assignlicense-product-name }` leer.
fail-stock-moves = Die gezogenen Lizenzen waren nicht mehr frei; noch jemand verkauft aus diesem Bestand. Führe den Befehl noch einmal aus.
fail-quarantined = Das Team hat entschieden, dass die Lizenz nicht dem Käufer gehört. Sie bleibt beiseite, bis der Anbieter sie eine Viertelstunde lang frei genannt hat.
fail-quarantined-for-good = Das Team hat entschieden, dass die Lizenz nicht dem Käufer gehört. Beim Anbieter gehört sie jemandem; sie wird nicht mehr verkauft.
fail-not-confirmed = Es wurde nicht bestätigt. Ist der Verkauf gewollt, führe den Befehl noch einmal aus.
fail-not-acknowledged = Discord hat nicht rechtzeitig geantwortet. Führe den Befehl noch einmal aus.
