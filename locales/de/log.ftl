# Das Protokoll der Verkäufe: was /sales antwortet.

log-title = Verkäufe
log-footer = Neueste zuerst · /sales show zeigt alles zu einem
log-none-here = Keiner der durchgesehenen Verkäufe passt. Drücke **{ older-button }**, um weiterzusuchen.
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

nothing-done-title = Nichts wurde getan
log-no-such-sale = Diesen Verkauf gibt es auf diesem Server nicht.
sale-without-key = Dieser Verkauf hat keinen Schlüssel.
since-is-no-day = `{ sales-list-since-name }` muss ein Tag sein, etwa 2026-11-24.

mark-refunded = erstattet
mark-replaces = ersetzt { $sale }
mark-replaced-by = ersetzt durch { $sale }

state-under-way = im Gange
state-in-doubt = im Zweifel
state-held = angehalten fürs Team
state-assigned = verkauft, Nachricht unterwegs
state-undelivered = verkauft, nicht zugestellt
state-delivered = zugestellt
state-failed = gescheitert

buyer-label = Käufer
staff-label = Team
licenses-label = Lizenzen
reference-label = Referenz
replaces-label = Ersetzt
replaced-by-label = Ersetzt durch
refunded-label = Erstattet
reveal-button = Schlüssel aufdecken
more-licenses = … und { $count } weitere
more-events = … { $count } weitere …
keys-footer = Nur du siehst das; dass du nachgesehen hast, steht in der Geschichte des Verkaufs

refund = { $at } von { $staff }
refund-with-reason = { $at } von { $staff }: { $reason }
refund-done-title = Als erstattet vermerkt
refund-done = Verkauf { $sale } zählt nicht mehr in der Statistik. { $buyer } behält die Lizenz: Der Anbieter nimmt keine zurück. Ist Geld zurückzuzahlen, dann dort, wo es gezahlt wurde.
refunded-before-title = Schon erstattet
refunded-before =
    Verkauf { $sale } wurde schon erstattet, { $refund }
    Nichts wurde geändert.
nothing-refunded-title = Nichts wurde erstattet
nothing-refunded = Nur was verkauft ist, kann erstattet werden; Verkauf { $sale } ist: { $state }.

nothing-exported-title = Nichts wurde ausgegeben
export-none = Kein Verkauf passt; es gibt nichts auszugeben.
export-done = Verkäufe in der Tabelle: { $count }. Schlüssel sind verdeckt, Zeiten in UTC.
export-cut = **Nicht alle**: Discord nimmt keine größere Datei. Verkauf { $sale } ist der älteste darin; hole den Rest mit einem Filter oder mit `keyclerk sales export` in einer Shell.

event-requested = angefordert
event-asked = nachgefragt: ist es so gemeint?
event-confirmed = bestätigt
event-acknowledged = von Discord bestätigt
event-reserved = Lizenz reserviert
event-released = Lizenz zurückgegeben: nicht unsere
event-set-aside = Lizenz beiseitegelegt, eine andere wird gezogen
event-assigning = wird beim Anbieter zugeteilt
event-in-doubt = im Zweifel: die Antwort des Anbieters ging verloren
event-refused = der Anbieter hat abgelehnt; die Lizenz wird nachgeschlagen
event-held = angehalten: der Anbieter widerspricht sich
event-assigned = vom Anbieter zugeteilt
event-reconciled = zugeteilt, wie der Anbieter auf Nachfrage sagte
event-part-assigned = eine der Lizenzen vom Anbieter zugeteilt
event-part-reconciled = eine der Lizenzen zugeteilt, wie der Anbieter auf Nachfrage sagte
event-short = weniger Lizenzen als verlangt
event-part-delivered = einige der Lizenzen per Direktnachricht zugestellt
event-part-undelivered = einige der Lizenzen nicht per Direktnachricht zugestellt
event-delivered = per Direktnachricht zugestellt
event-undelivered = nicht per Direktnachricht zugestellt
event-resent = erneut gesendet
event-claimed = vom Käufer abgeholt
event-failed = beendet, nichts wurde verkauft
event-judged = entschieden
event-status-changed = der Anbieter sagt zur Lizenz etwas anderes
event-back-in-stock = beiseitegelegte Lizenz ist wieder im Bestand
event-found-assigned = beiseitegelegte Lizenz ist zugeteilt
event-revealed = Schlüssel dem Team gezeigt
event-refunded = als erstattet vermerkt

month-title = Die letzten 30 Tage
month-footer = Tage in UTC; Erstattungen und Ersatz zählen nicht als Verkäufe
month-sold = Verkaufte Lizenzen: { $count }.
month-products = Nach Produkt: { $counts }.
month-staff = Nach Teammitglied: { $counts }.
month-stock = Der Bestand reicht: { $counts }.
month-stock-unknown = Der Anbieter sagt nicht, was im Bestand ist.
month-stock-empty = Der Bestand ist leer.
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
chart-days = Lizenzen am Tag, nach Produkt
chart-days-none = In diesen Tagen wurde nichts verkauft
chart-staff = Lizenzen nach Teammitglied
chart-staff-none = In diesen Tagen hat niemand verkauft
chart-stock = Tage, die der Bestand so noch reicht
chart-stock-unknown = Der Anbieter sagt nicht, was im Bestand ist
chart-stock-empty = Der Bestand ist leer
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

detail-not-acknowledged = Discord antwortete nicht rechtzeitig
detail-too-late = eine Viertelstunde lang unterbrochen
detail-out-of-stock = nichts Passendes auf Lager
detail-vendor-unreachable = der Anbieter war nicht erreichbar
detail-blocked-on-the-way = auf dem Weg zum Anbieter blockiert
detail-no-such-address = die API des Anbieters ist nicht unter der eingestellten Adresse
detail-vendor-name-unknown = der Name des Anbieter-Servers ließ sich nicht auflösen
detail-vendor-refuses-connections = der Server des Anbieters nahm keine Verbindungen an
detail-vendor-tls-failed = keine sichere Verbindung zum Anbieter
detail-refused = vom Anbieter abgelehnt
detail-api-key-refused = der Anbieter lehnt den API-Schlüssel ab
detail-selling-paused = Verkauf ruht: der API-Schlüssel wird abgelehnt
detail-rate-limited = der Anbieter nimmt keine Anfragen mehr an
detail-named-is-assigned = die genannte Lizenz ist schon vergeben
detail-named-is-expired = die genannte Lizenz ist abgelaufen
detail-named-is-unknown = der Anbieter kennt die genannte Lizenz nicht
detail-named-is-taken = die genannte Lizenz gehört zu einem anderen Verkauf
detail-named-is-other = die genannte Lizenz gehört zu einem anderen Produkt
detail-stock-moves = das Gezogene war nicht mehr frei
detail-not-confirmed = nicht bestätigt
detail-quarantined = in Quarantäne
detail-timed-out = keine rechtzeitige Antwort
detail-connection-lost = Verbindung abgebrochen
detail-the-vendor-s-own-error = ein Fehler beim Anbieter
detail-a-senseless-answer = eine unverständliche Antwort
detail-refused-after-a-doubt = abgelehnt, nachdem eine Antwort verloren ging
detail-api-key-refused-after-a-doubt = API-Schlüssel abgelehnt, nachdem eine Antwort verloren ging
detail-rate-limited-after-a-doubt = eine Antwort ging verloren, dann nahm der Anbieter keine Anfragen mehr an
detail-not-reached-after-a-doubt = eine Antwort ging verloren, dann war der Anbieter nicht zu erreichen
detail-interrupted = unterbrochen
detail-refused-and-assigned-already = abgelehnt, schon vergeben
detail-refused-and-expired = abgelehnt, abgelaufen
detail-refused-and-unknown-to-the-vendor = abgelehnt, dem Anbieter unbekannt
detail-expired-while-in-doubt = abgelaufen, solange der Ausgang ungewiss war
detail-free-but-refused-again-and-again = frei, aber immer wieder abgelehnt
detail-unknown-to-the-vendor = dem Anbieter unbekannt
detail-dms-closed = Direktnachrichten sind geschlossen
detail-refused-by-discord = von Discord abgelehnt
detail-again = noch einmal
detail-repeat = derselbe Verkauf kurz zuvor
detail-partial = zu wenige auf Lager
detail-product = welches Produkt
detail-judged-by-staff = vom Team entschieden
detail-deliver = auszuliefern
detail-quarantine = in Quarantäne
detail-sell-another = eine andere wird verkauft
detail-nothing = nichts wird verkauft
detail-contested = abgelehnt und doch zugeteilt
detail-refused-after-staff-decided = abgelehnt, nachdem das Team entschieden hatte
detail-assigned-in-quarantine = zugeteilt, nachdem nichts verkauft worden war
detail-assigned = zugeteilt
detail-free = frei
detail-expired = abgelaufen
detail-unknown = unbekannt
