# Die Nachrichten eines Verkaufs und was sie mit anderen gemein haben.

sale-number = Verkauf { $sale }
order-number = Bestellung { $sale }
product-label = Produkt
products-label = Produkte
product-unnamed = ohne Produktnamen
expires-label = Läuft ab
never = Nie
key-label = Schlüssel
keys-label = Schlüssel
note-label = Notiz
reason-label = Grund
replaces = Verkauf { $sale }: { $reason }

# An den Käufer
dm-title = Danke für deinen Kauf!
dm-again-title =
    { $count ->
        [one] Hier ist dein Schlüssel noch einmal
       *[other] Hier sind deine Schlüssel noch einmal
    }
dm-replacement-title =
    { $count ->
        [one] Hier ist dein Ersatz
       *[other] Hier sind deine Ersatzlizenzen
    }
dm-intro =
    { $count ->
        [one] Deine Lizenz von **{ $shop }**:
       *[other] Deine Lizenzen von **{ $shop }**:
    }
your-license-title =
    { $count ->
        [one] Deine Lizenz
       *[other] Deine Lizenzen
    }
order-replaces = ersetzt Bestellung { $sale }
keep-safe-label = Nachricht verloren?
keep-safe = Nutz /mylicenses auf { $shop }.
keep-safe-unnamed = Nutz /mylicenses auf dem Server.
help-in-shop = Frag das Team von { $shop }.
keys-in-file =
    { $count ->
        [one] Der Schlüssel steht in der Datei. Er passt nicht in eine Nachricht.
       *[other] Die { $count } Schlüssel stehen in der Datei, einer pro Zeile. Sie passen nicht in eine Nachricht.
    }
keys-in-file-too =
    { $count ->
        [one] Der Schlüssel steht auch in der Datei.
       *[other] Die Schlüssel stehen auch in der Datei, einer pro Zeile.
    }
claim-notice =
    { $count ->
        [one] { $buyer }, deine Lizenz ist da! Ich konnte dir keine DM schicken, also tipp auf **{ claim-button }**. Nur du siehst den Schlüssel.
       *[other] { $buyer }, deine { $count } Lizenzen sind da! Ich konnte dir keine DM schicken, also tipp auf **{ claim-button }**. Nur du siehst die Schlüssel.
    }
claim-button = Abholen

# An die Kanäle des Servers und den Betreiber
sales-line =
    { $count ->
        [one] { $staff } hat eine Lizenz an { $buyer } verkauft
       *[other] { $staff } hat { $count } Lizenzen an { $buyer } verkauft
    }
sales-line-product = { $staff } hat **{ $product }** an { $buyer } verkauft
found-assigned-title = Verkauf { $sale }: gesperrte Lizenz zugewiesen
found-assigned = Diese Lizenz wurde für { $buyer } angefragt und dann zurückgelegt. Jetzt ist sie jemandem zugewiesen. Sie wird nicht mehr verkauft. Sieh im Dashboard des Lieferanten nach.
api-key-refused-title = Der Lieferant lehnt den API-Schlüssel ab
api-key-refused = Die Verkäufe sind pausiert. Erstelle im Dashboard des Lieferanten einen neuen Schlüssel. Liest der Bot ihn aus `RESELLER_API_TOKEN_FILE`, dann schreib ihn in diese Datei, und der Verkauf geht weiter. Sonst trag ihn in `RESELLER_API_TOKEN` ein und starte den Bot neu.
refunded-title = Verkauf { $sale } als erstattet markiert
refunded =
    { $count ->
        [one] Markiert von { $staff }. Geld wurde nicht bewegt. { $buyer } behält die Lizenz.
       *[other] Markiert von { $staff }. Geld wurde nicht bewegt. { $buyer } behält die Lizenzen.
    }
doubt-title = Verkauf seit 15 Minuten ungeklärt
doubt = Der Lieferant hat die Lizenz für { $buyer } noch nicht bestätigt. Ich frage weiter nach, und der Verkauf wird automatisch abgeschlossen. **Verkauf nicht noch einmal – das würde eine zweite Lizenz kosten.** Ist der Lieferant erreichbar, sieh ins Log des Bots.

# Ans Team: wie ein Verkauf steht
queue-title = Warten auf den Lieferanten
queue = Der Lieferant begrenzt gerade die Anfragen. Dein Verkauf an { $buyer } ist Nummer { $place } in der Warteschlange und geht { $when } von selbst weiter. **Verkauf nicht noch einmal – das würde eine zweite Lizenz kosten.**
selling-title = Wird verkauft …
selling = Der Lieferant antwortet langsam. Der Verkauf an { $buyer } geht von selbst weiter.
lost-title = Rückfrage beim Lieferanten
lost = Ich prüfe, ob die Lizenz { $buyer } zugewiesen wurde. **Verkauf nicht noch einmal – das würde eine zweite Lizenz kosten.** Ich aktualisiere diese Nachricht.
checking-title = Vom Lieferanten abgelehnt – wird geprüft
checking = Der Lieferant hat die Lizenz für { $buyer } abgelehnt, sie aber vielleicht trotzdem zugewiesen. Ich prüfe das. **Verkauf nicht noch einmal – das würde eine zweite Lizenz kosten.** Ich aktualisiere diese Nachricht.
blocked-title = Auf dem Weg zum Lieferanten blockiert
blocked = Statt des Lieferanten hat eine Firewall oder ein Proxy geantwortet. Am API-Schlüssel liegt es nicht. Der Verkauf an { $buyer } wird automatisch abgeschlossen. **Verkauf nicht noch einmal – das würde eine zweite Lizenz kosten.** Dauert es lange, sag dem Betreiber des Bots Bescheid: Der Lieferant muss die Adresse des Bots freigeben.
on-its-way-title = Verkauft – DM unterwegs
on-its-way = Discord ist gerade langsam. Die DM an { $buyer } geht automatisch raus.
sold-title =
    { $count ->
        [one] Lizenz verkauft
       *[other] { $count } Lizenzen verkauft
    }
sold-by-dm =
    { $count ->
        [one] Schlüssel per DM an { $buyer } geschickt.
       *[other] Alle Schlüssel per DM an { $buyer } geschickt.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } hat den Schlüssel abgeholt.
       *[other] { $buyer } hat die Schlüssel abgeholt.
    }
dms-closed-title = Verkauft – Käufer nimmt keine DMs an
dms-closed-claim = Ich konnte { $buyer } keine DM schicken. Die Person kann hier auf **{ claim-button }** tippen: { $notice } oder `/mylicenses` nutzen. Mehr ist nicht zu tun.
dms-closed = Ich konnte { $buyer } keine DM schicken. Bitte die Person, `/mylicenses` zu nutzen.
late-reply = { $staff }, so ist dein Verkauf { $sale } ausgegangen:
faulty-label =
    { $count ->
        [one] Der fehlerhafte Schlüssel
       *[other] Die fehlerhaften Schlüssel
    }
faulty =
    { $count ->
        [one] Der Lieferant kann ihn nicht zurücknehmen. Der Käufer behält beide.
       *[other] Der Lieferant kann sie nicht zurücknehmen. Der Käufer behält auch sie.
    }

# Ans Team: es wurden weniger verkauft als verlangt
short-title = { $count } von { $quantity } Lizenzen verkauft
short = Der Rest wurde nicht verkauft: { $why }. { $next }
short-again = Führ den Befehl für den Rest noch einmal aus.
short-restock = Füll das Lager im Dashboard des Lieferanten auf und verkauf dann den Rest.
short-later = Verkauf den Rest in einer Minute.
short-tell = Sag dem Betreiber des Bots Bescheid und verkauf dann den Rest.
short-check = Prüf beim Lieferanten, welche Lizenzen schon zugewiesen sind, bevor du den Rest verkaufst.
short-other-member = Verkauf an ein anderes Mitglied.
short-out-of-stock = keine Lizenzen mehr auf Lager
short-stock-moves = jemand anderes war schneller
short-quarantined = das Team hat einen Schlüssel gesperrt
short-api-key-refused = der Lieferant lehnt den API-Schlüssel des Shops ab
short-rate-limited = der Lieferant begrenzt die Anfragen
short-refused = der Lieferant hat die Anfrage abgelehnt
short-own-account = der Lieferant weist dem eigenen Konto des Shops keine Lizenzen zu
short-restored = die Daten des Shops wurden aus einer Sicherung wiederhergestellt
short-not-reconciled = die Daten des Shops werden gerade mit dem Bestand des Lieferanten verglichen
short-unreachable = der Lieferant ist nicht erreichbar
short-blocked = eine Firewall oder ein Proxy hat die Anfrage an den Lieferanten blockiert
short-no-such-address = die API des Lieferanten ist nicht unter der eingestellten Adresse
short-name-unknown = der Hostname des Lieferanten lässt sich nicht auflösen
short-connections-refused = der Server des Lieferanten nimmt keine Verbindungen an
short-tls = keine sichere Verbindung zum Lieferanten

# Ans Team: was es entscheidet
resend-button = DM erneut versuchen
cancel-button = Abbrechen
sell-another-button = Noch eine verkaufen
sell-offered-button = { $offered } verkaufen
which-product-placeholder = Welches Produkt?
stock-count-description = { $count } auf Lager
question-partial-title = { $offered } von { $quantity } auf Lager – { $offered } verkaufen?
question-partial = Auf Lager: { $offered } von { $quantity } Lizenzen für { $buyer }. Dieser Verkauf ist noch nicht erfolgt.
question-product-title = Welches Produkt?
question-product = Es sind mehrere Produkte auf Lager. Wähl das für { $buyer }. Dieser Verkauf ist noch nicht erfolgt.
question-product-more = { $count ->
        [one] Ein weiteres Produkt passt nicht ins Menü.
       *[other] { $count } weitere Produkte passen nicht ins Menü.
    } Um eines davon zu verkaufen, führ den Befehl noch einmal aus und gib den Namen bei `{ assignlicense-product-name }` ein.
question-repeat-title = Gerade erst verkauft – noch eine verkaufen?
question-repeat = { $staff } hat { $buyer } { $ago } eine Lizenz verkauft (Verkauf { $sale }). Dieser zweite Verkauf ist noch nicht erfolgt.
question-repeat-product = { $staff } hat { $buyer } { $ago } *{ $product }* verkauft (Verkauf { $sale }). Dieser zweite Verkauf ist noch nicht erfolgt.
question-repeat-unknown = Dieser Käufer hat gerade erst gekauft. Dieser zweite Verkauf ist noch nicht erfolgt.
held-title = Deine Entscheidung ist gefragt
held =
    Es ist unklar, ob { $buyer } diese Lizenz hat: { $evidence }
    { "" }**Verkauf nicht noch einmal – das würde eine zweite Lizenz kosten.** Such diese Lizenz im Dashboard des Lieferanten. Ist sie { $buyer } zugewiesen? Wenn ja, schicke ich den Schlüssel. Wenn nein, sperre ich ihn.
evidence-expired = Eine Antwort ging verloren. Jetzt ist die Lizenz abgelaufen und niemandem zugewiesen.
evidence-refused = Eine Antwort ging verloren. Die Lizenz gilt als frei, aber ihre Zuweisung wird abgelehnt.
evidence-unknown = Eine Antwort ging verloren. Jetzt kennt der Lieferant die Lizenz nicht.
evidence-contested = Die Anfrage wurde abgelehnt, aber die Lizenz ist jemandem zugewiesen.
evidence-refused-after-decision = Ihr habt die Lizenz erneut zuweisen lassen, und der Lieferant hat wieder abgelehnt.
evidence-api-key-refused = Die Lizenz sollte erneut zugewiesen werden, aber der Lieferant lehnt den API-Schlüssel des Shops ab.
evidence-assigned-in-quarantine = Es wurde nichts verkauft, aber jetzt ist die Lizenz jemandem zugewiesen.
evidence-restored = Die Daten des Shops wurden aus einer Sicherung wiederhergestellt, die älter ist als die Antwort des Lieferanten. Prüft dort, wem die Lizenz gehört.
evidence-other = Sieh in den Verlauf des Verkaufs.
held-still = Dieser Verkauf wartet noch auf eine Entscheidung. Letzte Änderung: { $at }.
held-status = Letzte Auskunft des Lieferanten: **{ $status }**.
status-assigned = jemandem zugewiesen
status-free = frei
status-expired = abgelaufen
status-unknown = unbekannt
deliver-button = Ja – zustellen
another-button = Nein – andere verkaufen
nothing-button = Nein – Abbruch, sperren

# Ans Team: warum nichts verkauft wurde
nothing-sold = Es wurde nichts verkauft.
fail-unreachable-title = Lieferant nicht erreichbar
fail-refused-title = Vom Lieferanten abgelehnt
fail-paused-title = Verkäufe pausiert
fail-rate-limited-title = Der Lieferant begrenzt die Anfragen
fail-named-title = Diese Lizenz ist nicht verkäuflich
fail-stock-moves-title = Lizenz gerade vergeben
fail-restored-title = Verkauf bei der Wiederherstellung verloren
fail-quarantined-title = Abgebrochen, Schlüssel gesperrt
fail-cancelled-title = Verkauf abgebrochen
fail-interrupted-title = Verkauf unterbrochen
fail-too-late = Der Verkauf kam 15 Minuten lang nicht weiter. Willst du ihn noch, führ den Befehl erneut aus.
fail-out-of-stock = Keine Lizenz mehr auf Lager. Füll das Lager im Dashboard des Lieferanten auf und führ den Befehl dann erneut aus.
fail-out-of-product = Kein *{ $product }* mehr auf Lager. Füll das Lager im Dashboard des Lieferanten auf und führ den Befehl dann erneut aus.
stock-unreadable =
    { $count ->
        [one] { $count } Lagereintrag war nicht lesbar.
       *[other] { $count } Lagereinträge waren nicht lesbar.
    }
fail-unreachable = Der Lieferant ist nicht erreichbar. Versuch es in einer Minute noch einmal.
fail-blocked = Eine Firewall oder ein Proxy hat die Anfrage an den Lieferanten blockiert. Am API-Schlüssel liegt es nicht. Sag dem Betreiber des Bots Bescheid: Der Lieferant muss die Adresse des Bots freigeben.
fail-no-such-address = Die API des Lieferanten ist nicht unter der eingestellten Adresse. Bitte den Betreiber des Bots, `RESELLER_BASE_URL` zu prüfen (`__BASE_URL__` in der Dokumentation des Lieferanten).
fail-name-unknown = Der Hostname des Lieferanten lässt sich nicht auflösen. Versuch es in einer Minute noch einmal. Hilft das nicht, bitte den Betreiber des Bots, `RESELLER_BASE_URL` und das DNS zu prüfen.
fail-connections-refused = Der Server des Lieferanten nimmt keine Verbindungen an. Versuch es in einer Minute noch einmal. Hilft das nicht, bitte den Betreiber des Bots, `RESELLER_BASE_URL` zu prüfen.
fail-tls = Es gibt keine sichere Verbindung zum Lieferanten. Vielleicht ist sein Zertifikat nicht vertrauenswürdig. Bitte den Betreiber des Bots, das zu prüfen (`SSL_CERT_FILE`).
fail-refused = Die Lizenz bleibt 15 Minuten zurückgelegt. Führ den Befehl erneut aus, um eine andere zu verkaufen, oder lass im Dashboard des Lieferanten nachsehen.
fail-refused-at-once = Versuch es noch einmal oder lass im Dashboard des Lieferanten nachsehen.
fail-own-account = Der Lieferant weist dem eigenen Konto des Shops keine Lizenzen zu. Wähl ein anderes Mitglied.
fail-api-key-refused = Der Lieferant lehnt den API-Schlüssel des Shops ab. Sag dem Betreiber des Bots, dass ein neuer nötig ist.
fail-rate-limited = Versuch es in einer Minute noch einmal.
fail-named-assigned = Die eingegebene Lizenz ist schon zugewiesen. Wähl eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-expired = Die eingegebene Lizenz ist abgelaufen. Wähl eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-unknown = Der Lieferant kennt die eingegebene Lizenz nicht. Prüf den Schlüssel oder lass `{ assignlicense-license-name }` leer.
fail-named-taken = Die eingegebene Lizenz gehört zu einem anderen Verkauf dieses Shops. Wähl eine andere oder lass `{ assignlicense-license-name }` leer.
fail-named-other = Die eingegebene Lizenz ist nicht *{ $product }*. Wähl eine andere oder lass `{ assignlicense-product-name }` leer.
fail-named-unattributed = Die eingegebene Lizenz kann vor der Wiederherstellung der Daten verkauft worden sein und wird deshalb nicht verkauft. Wähl eine andere oder lass `{ assignlicense-license-name }` leer.
fail-restored = Die Daten des Shops wurden aus einer Sicherung wiederhergestellt, die während dieses Verkaufs entstand. Der Verkauf kann seitdem fertig geworden sein. Frag den Käufer und sieh im Dashboard des Lieferanten nach, bevor du noch einmal verkaufst.
fail-not-reconciled = Die Daten des Shops wurden aus einer Sicherung wiederhergestellt und werden gerade mit dem Bestand des Lieferanten verglichen, damit keine Lizenz zweimal verkauft wird. Versuch es in einer Minute noch einmal.
fail-stock-moves = Jemand anderes war schneller. Führ den Befehl noch einmal aus.
fail-quarantined = Das Team hat entschieden, dass die Lizenz nicht dem Käufer gehört. Sie kommt zurück ins Lager, sobald der Lieferant sie 15 Minuten lang als frei führt.
fail-quarantined-for-good = Das Team hat entschieden, dass die Lizenz nicht dem Käufer gehört. Der Lieferant hat sie jemandem zugewiesen, also wird sie nicht mehr verkauft.
fail-not-confirmed = Der Verkauf wurde nicht bestätigt. Willst du ihn noch, führ den Befehl erneut aus.
fail-not-acknowledged = Discord hat nicht rechtzeitig geantwortet. Führ den Befehl noch einmal aus.
