# Das Protokoll der Verkäufe: was /sales antwortet.

log-title = Verkäufe
log-footer = Neueste zuerst · Einzelheiten: /sales show
log-none-here = Bisher passt kein Verkauf. Tipp auf **{ older-button }**, um weiterzusuchen.
log-none-older = Kein älterer Verkauf passt.
log-none = Kein Verkauf passt.
newest-button = Neueste
older-button = Ältere
only = Nur { $what }
only-buyer = an { $buyer }
only-staff = von { $staff }
only-product = Produkt *{ $product }*
only-since = seit { $day }
any-product = beliebiges Produkt

sale-without-key = Dieser Verkauf hat keinen Schlüssel.
since-is-no-day = Gib `{ sales-list-since-name }` als JJJJ-MM-TT ein, etwa 2026-11-24.

mark-refunded = als erstattet markiert
mark-replaces = ersetzt { $sale }
mark-replaced-by = ersetzt durch { $sale }

state-under-way = in Arbeit
state-in-doubt = ungeklärt
state-held = wartet auf Entscheidung
state-assigned = verkauft, DM unterwegs
state-undelivered = verkauft, nicht zugestellt
state-delivered = zugestellt
state-failed = gescheitert

buyer-label = Käufer
staff-label = Verkauft von
licenses-label = Lizenzen
reference-label = Referenz
replaces-label = Ersetzt
replaced-by-label = Ersetzt durch
refunded-label = Erstattet
reveal-button = Schlüssel aufdecken
more-licenses = … und { $count } weitere
more-events = … { $count } weitere …
keys-footer = Nur du siehst das. Der Einblick wurde protokolliert.

refund = { $at } von { $staff }
refund-with-reason = { $at } von { $staff }: { $reason }
refund-done-title = Als erstattet markiert
refund-done =
    { $count ->
        [one] **Geld wurde nicht bewegt** – erstatte es dort, wo bezahlt wurde. { $buyer } behält die Lizenz. Verkauf { $sale } zählt nicht mehr in der Statistik.
       *[other] **Geld wurde nicht bewegt** – erstatte es dort, wo bezahlt wurde. { $buyer } behält die Lizenzen. Verkauf { $sale } zählt nicht mehr in der Statistik.
    }
refunded-before-title = Schon als erstattet markiert
refunded-before =
    Verkauf { $sale } ist schon als erstattet markiert: { $refund }
    Es wurde nichts geändert.
nothing-refunded-title = Keine Erstattung möglich
nothing-refunded = Verkauf { $sale } kann nicht erstattet werden. Status: { $state }. Es wurde nichts geändert.

transfer-done-title = Verkauf übertragen
transfer-done = Verkauf { $sale } gehört jetzt { $buyer }: `/mylicenses`, Erinnerungen, DMs und Rollen gehen mit. { $former } kann ihn hier nicht mehr öffnen, behält aber frühere DMs.
transfer-supplier = **Beim Lieferanten steht weiterhin die ID des alten Kontos.** Ich kann sie nicht ändern. Prüft der Lieferant, wer eine Lizenz nutzt, dann bitte ihn, sie umzuschreiben.
transfer-next = Als Nächstes: Schick die Schlüssel mit `/resend`, oder bitte { $buyer }, `/mylicenses` zu nutzen. War das ein Versehen, dann übertrag den Verkauf zurück.
not-transferred-title = Nicht übertragen
transfer-same-account = Verkauf { $sale } gehört schon { $buyer }. Es wurde nichts geändert.
transfer-nothing-sold = Verkauf { $sale } hat keine Lizenz zum Übertragen. Es wurde nichts geändert.
transfer-under-way = Verkauf { $sale } läuft noch. Es wurde nichts geändert. Versuch es noch einmal, wenn er abgeschlossen ist.
transfer-held = Verkauf { $sale } braucht zuerst eine Entscheidung: Die Buttons stehen in `/sales show`. Es wurde nichts geändert.
transfer-being-sent = Eine DM mit den Schlüsseln von Verkauf { $sale } ist auf dem Weg zum alten Konto. Es wurde nichts geändert. Versuch es in einer Minute noch einmal.
transfer-to-stranger = Diese Person ist nicht auf diesem Server. Es wurde nichts geändert. Sie muss beitreten, bevor der Verkauf auf sie übertragen werden kann.

export-none = Kein Verkauf passt, also gibt es nichts zu exportieren.
export-done = Verkäufe in der Tabelle: { $count }. Schlüssel sind verdeckt, Zeiten in UTC.
export-cut = **Nicht alle**: Discord nimmt keine größere Datei an. Verkauf { $sale } ist der älteste darin. Exportier den Rest mit einem Filter oder mit `keyclerk sales export` im Terminal.

event-requested = angefordert
event-asked = beim Team nachgefragt
event-confirmed = bestätigt
event-acknowledged = von Discord bestätigt
event-reserved = Lizenz reserviert
event-released = Lizenz freigegeben: nicht unsere
event-set-aside = Lizenz zurückgelegt, eine andere wird gewählt
event-assigning = wird beim Lieferanten zugewiesen
event-in-doubt = ungeklärt: die Antwort des Lieferanten ging verloren
event-refused = vom Lieferanten abgelehnt, die Lizenz wird nachgeschlagen
event-held = wartet auf Entscheidung: der Lieferant widerspricht sich
event-assigned = vom Lieferanten zugewiesen
event-reconciled = zugewiesen, auf Nachfrage bestätigt
event-part-assigned = eine der Lizenzen vom Lieferanten zugewiesen
event-part-reconciled = eine der Lizenzen zugewiesen, auf Nachfrage bestätigt
event-short = weniger Lizenzen als verlangt
event-part-delivered = einige der Lizenzen per DM zugestellt
event-part-undelivered = einige der Lizenzen nicht per DM zugestellt
event-delivered = per DM zugestellt
event-undelivered = nicht per DM zugestellt
event-resent = erneut gesendet
event-claimed = vom Käufer abgeholt
event-failed = beendet, nichts verkauft
event-judged = vom Team entschieden
event-status-changed = der Lieferant gibt zur Lizenz eine andere Auskunft
event-back-in-stock = zurückgelegte Lizenz ist wieder auf Lager
event-found-assigned = zurückgelegte Lizenz ist doch zugewiesen
event-revealed = Schlüssel dem Team gezeigt
event-refunded = als erstattet markiert
event-transferred = auf ein anderes Konto übertragen
event-moved = auf einen anderen Server umgezogen
event-attributed = Käufer nach einer Wiederherstellung eingetragen

month-title = Die letzten 30 Tage
month-footer = Tage in UTC · ohne Erstattungen und Ersatz
month-sold = Verkaufte Lizenzen: { $count }.
month-products = Nach Produkt: { $counts }.
month-staff = Nach Verkäufer: { $counts }.
month-stock = Das Lager reicht: { $counts }.
month-stock-unknown = Der Lieferant sagt nicht, was auf Lager ist.
month-stock-empty = Lager leer.
others = andere
lasts-none = keine mehr
lasts-unsold = keine verkauft · noch { $left }
lasts-hours = weniger als ein Tag · noch { $left }
lasts-days =
    { $days ->
        [one] { $days } Tag
       *[other] { $days } Tage
    } · noch { $left }
lasts-long = über { $days } Tage · noch { $left }

chart-title = Verkäufe der letzten 30 Tage
chart-sold = verkaufte Lizenzen: { $count }
chart-days = Lizenzen pro Tag, nach Produkt
chart-days-none = In diesen Tagen wurde nichts verkauft
chart-staff = Lizenzen nach Verkäufer
chart-staff-none = In diesen Tagen hat niemand verkauft
chart-stock = Tage, die das Lager so noch reicht
chart-stock-unknown = Der Lieferant sagt nicht, was auf Lager ist
chart-stock-empty = Lager leer
day-1 = { $day }. Jan.
day-2 = { $day }. Feb.
day-3 = { $day }. März
day-4 = { $day }. Apr.
day-5 = { $day }. Mai
day-6 = { $day }. Juni
day-7 = { $day }. Juli
day-8 = { $day }. Aug.
day-9 = { $day }. Sep.
day-10 = { $day }. Okt.
day-11 = { $day }. Nov.
day-12 = { $day }. Dez.

# Warum, neben dem, was mit einem Verkauf geschah.
detail-not-acknowledged = Discord antwortete nicht rechtzeitig
detail-too-late = 15 Minuten lang unterbrochen
detail-out-of-stock = Lager leer
detail-vendor-unreachable = der Lieferant ist nicht erreichbar
detail-blocked-on-the-way = auf dem Weg zum Lieferanten blockiert
detail-no-such-address = die API des Lieferanten ist nicht unter der eingestellten Adresse
detail-vendor-name-unknown = der Hostname des Lieferanten lässt sich nicht auflösen
detail-vendor-refuses-connections = der Server des Lieferanten nimmt keine Verbindungen an
detail-vendor-tls-failed = keine sichere Verbindung zum Lieferanten
detail-refused = vom Lieferanten abgelehnt
detail-api-key-refused = API-Schlüssel abgelehnt
detail-selling-paused = Verkäufe pausiert: API-Schlüssel abgelehnt
detail-rate-limited = der Lieferant begrenzt die Anfragen
detail-named-is-assigned = die eingegebene Lizenz ist schon zugewiesen
detail-named-is-expired = die eingegebene Lizenz ist abgelaufen
detail-named-is-unknown = der Lieferant kennt die eingegebene Lizenz nicht
detail-named-is-taken = die eingegebene Lizenz gehört zu einem anderen Verkauf
detail-named-is-unattributed = die eingegebene Lizenz kann schon verkauft sein
detail-restored = bei der Wiederherstellung der Daten nicht fertig
detail-not-reconciled = Daten noch nicht mit dem Bestand des Lieferanten verglichen
detail-named-is-other = die eingegebene Lizenz gehört zu einem anderen Produkt
detail-stock-moves = jemand anderes war schneller
detail-not-confirmed = nicht bestätigt
detail-quarantined = gesperrt
detail-timed-out = keine rechtzeitige Antwort
detail-connection-lost = Verbindung abgebrochen
detail-the-vendor-s-own-error = Serverfehler beim Lieferanten
detail-a-senseless-answer = eine unlesbare Antwort
detail-refused-after-a-doubt = abgelehnt, solange ungeklärt
detail-api-key-refused-after-a-doubt = API-Schlüssel abgelehnt, solange ungeklärt
detail-rate-limited-after-a-doubt = Anfragen begrenzt, solange ungeklärt
detail-not-reached-after-a-doubt = nicht erreicht, solange ungeklärt
detail-interrupted = unterbrochen
detail-refused-and-assigned-already = abgelehnt, schon zugewiesen
detail-refused-and-expired = abgelehnt, abgelaufen
detail-refused-and-unknown-to-the-vendor = abgelehnt, dem Lieferanten unbekannt
detail-expired-while-in-doubt = abgelaufen, solange ungeklärt
detail-free-but-refused-again-and-again = frei, aber immer wieder abgelehnt
detail-unknown-to-the-vendor = dem Lieferanten unbekannt
detail-dms-closed = nimmt keine DMs an
detail-refused-by-discord = von Discord abgelehnt
detail-lacks-a-key = ein Schlüssel fehlte, darum folgt noch eine DM
detail-lacks-the-key = der Schlüssel fehlte in der Nachricht
detail-again = noch einmal
detail-repeat = derselbe Verkauf kurz zuvor
detail-partial = zu wenige auf Lager
detail-product = welches Produkt
detail-judged-by-staff = vom Team entschieden
detail-deliver = zustellen
detail-quarantine = Schlüssel sperren
detail-sell-another = eine andere verkaufen
detail-nothing = nichts verkaufen
detail-contested = abgelehnt und doch zugewiesen
detail-refused-after-staff-decided = abgelehnt nach der Entscheidung des Teams
detail-assigned-in-quarantine = zugewiesen, nachdem nichts verkauft wurde
detail-ledger-restored = Daten aus einer Sicherung wiederhergestellt
detail-assigned = zugewiesen
detail-free = frei
detail-expired = abgelaufen
detail-unknown = unbekannt
