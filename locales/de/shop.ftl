# Was ein Shop einstellt und selbst sagt, und was Käufer drücken.

shop-words-label = Ein Wort vom Shop
help-button = Hilfe
help-label = Hilfe
remind-button = Vor Ablauf erinnern
remind-at = Du wirst am { $at } per Direktnachricht erinnert.
remind-nothing = Es gibt nichts zu erinnern: Die Lizenz läuft nicht ab oder schon zu bald.
reminder-title = Deine Lizenz läuft bald ab
reminder = Du wolltest erinnert werden. { $key }
send-again-button = Noch einmal per DM senden
send-one-again-button = { $sale } noch einmal per DM senden
sent-again = Was dir Verkauf { $sale } gebracht hat, steht wieder in deinen Direktnachrichten.
sent-again-closed = Deine Direktnachrichten sind für diesen Server geschlossen. Öffne sie in den *Privatsphäre-Einstellungen* und versuch es noch einmal; bis dahin zeigt dir `/mylicenses` alles.
sent-again-under-way = Was dir Verkauf { $sale } gebracht hat, ist unterwegs; es wird gesendet, sobald Discord es annimmt.
bought-from = { $at } bei { $shop }

theirs-none = { $buyer } hat keine Lizenz von diesem Server.
theirs-title =
    { $count ->
        [one] { $count } Lizenz
       *[other] { $count } Lizenzen
    }
paused = { $staff } hat den Verkauf angehalten. Ein Administrator kann ihn in `/settings` fortsetzen.
no-quantity = Die Anzahl muss eine Zahl von 1 bis 25 sein.
order-form-label = Lizenz zuweisen
order-product-label = Produkt; leer nimmt irgendeines
order-quantity-label = Wie viele, 1 bis 25
order-reference-label = Referenz: Zahlung oder Ticket
order-note-label = Notiz fürs Protokoll
first-ends = die erste endet { $end }
stock-lasts =
    { $days ->
        [one] reicht etwa { $days } Tag
       *[other] reicht etwa { $days } Tage
    }
event-reminder-asked = der Käufer möchte erinnert werden

role-refused-title = Eine Rolle wurde nicht geändert
role-gone = Die Rolle zur Lizenz von { $buyer } wurde gelöscht. Wähle in `/settings` eine andere.
role-no-member = { $buyer } ist kein Mitglied dieses Servers mehr, deshalb wurde die Rolle { $role } nicht vergeben. Vergib sie von Hand, wenn die Person wieder da ist.
role-not-allowed = keyclerk darf die Rolle { $role } von { $buyer } nicht ändern. Gib keyclerk die Berechtigung *Rollen verwalten* und schieb seine eigene Rolle in *Servereinstellungen → Rollen* über diese; setz die Rolle dann dieses eine Mal von Hand.
stock-out-title = Ausverkauft
stock-out = *{ $product }* ist ausverkauft. Füll beim Anbieter nach.
stock-low-title = Wenig auf Lager
stock-low = *{ $product }*: noch { $count }. Füll beim Anbieter nach.
stock-back-title = Wieder auf Lager
stock-back = *{ $product }*: wieder { $count } auf Lager.

denied-not-administrator = Das dürfen nur Administratoren des Servers. Es wurde nichts getan.
settings-title = Einstellungen dieses Servers
settings = Wähle, was du ändern möchtest. Was du hier einstellst, geht der Umgebung von keyclerk vor.
settings-placeholder = Eine Einstellung ändern …
administrators-only = nur Administratoren
staff-roles-see = Eine Rolle ohne *Server verwalten* sieht einen Befehl erst, wenn er ihr erlaubt ist: *Servereinstellungen → Integrationen → keyclerk*, dann der Befehl.
by-environment = { $value } (Umgebung)
on = an
off = aus
selling-goes-on = es wird verkauft
paused-by = **angehalten** von { $staff }
fewer-than = weniger als { $count }
days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
minutes =
    { $count ->
        [one] { $count } Minute lang
       *[other] { $count } Minuten lang
    }
language-of-discord = wie in Discord
buyers-read = Käufer lesen:
preview-shop = dein Shop
may-hold = Darf enthalten: { $names }
unknown-placeholder = { $unknown } steht für nichts. Es gibt { $known }.
takes-minutes = Es nimmt ganze Minuten, höchstens 1440; 0 für nie.
takes-days = Es nimmt ganze Tage, höchstens 3650; 0 für beliebig.
takes-levels = Es nimmt eine Zahl und Zeilen der Form `Produkt = Zahl`.
takes-roles = Es nimmt Zeilen der Form `Produkt = Rollen-ID`.
too-long = Es ist zu lang.
setting-refused = *{ $setting }* wurde nicht geändert. { $why }

lacks-title = keyclerk kann noch nicht alles davon
lack-channel = keyclerk sieht { $channel } nicht. Wurde der Kanal gelöscht, wähle einen anderen; sonst erlaube keyclerk in den Kanalberechtigungen, ihn zu sehen.
lack-no-messages = { $channel } nimmt keine Nachrichten an. Wähle einen Textkanal.
lack-locked = { $channel } ist gesperrt. Entsperre den Thread oder erlaube keyclerk *Threads verwalten*.
lack-in-channel = In { $channel } fehlt keyclerk *{ $permissions }*. Erlaube es in den Kanalberechtigungen.
lack-role = Die Rolle { $role } wurde gelöscht. Wähle eine andere.
lack-not-given = { $role } gehört Discord oder einem Bot und kann nicht vergeben werden. Wähle eine andere Rolle.
lack-too-high = { $role } steht nicht unter keyclerks eigener Rolle. Schieb keyclerks Rolle in *Servereinstellungen → Rollen* darüber.
lack-manage-roles = keyclerk fehlt *Rollen verwalten*. Erlaube es für keyclerks Rolle in *Servereinstellungen → Rollen*.
permission-view = Kanal ansehen
permission-send = Nachrichten senden
permission-send-in-threads = Nachrichten in Threads senden
permission-embed = Links einbetten

set-staff-roles-label = Rollen, die verkaufen
set-staff-roles-description = Wer verkaufen darf; Administratoren immer
set-sales-channel-label = Verkaufskanal
set-sales-channel-description = Wo jeder Verkauf erscheint, Schlüssel verdeckt
set-claims-channel-label = Abholkanal
set-claims-channel-description = Für den Abholen-Knopf, wenn der Käufer den Kanal des Verkaufs nicht sieht
set-buyer-role-label = Rolle für Käufer
set-buyer-role-description = Kommt mit einer Lizenz, geht mit der letzten
set-product-roles-label = Rollen nach Produkt
set-product-roles-description = Zeilen: Produkt = Rollen-ID
set-paused-label = Verkauf anhalten
set-paused-description = Nichts wird verkauft, bis du es wieder einschaltest
set-ask-for-product-label = Nach dem Produkt fragen
set-ask-for-product-description = Wenn keines genannt ist und mehrere auf Lager sind
set-low-stock-label = Wenig auf Lager
set-low-stock-description = Eine Zahl; oder Zeilen: Produkt = Zahl
set-lasting-days-label = Tage, die eine Lizenz halten muss
set-lasting-days-description = Früher endende werden nur genommen, wenn du sie nennst
set-dm-text-label = Deine Worte in der DM
set-dm-text-description = Steht in der Nachricht, die den Schlüssel bringt
set-help-label = Hilfe für Käufer
set-help-description = Ein Link, oder wo man fragt
set-language-label = Sprache
set-language-description = Für Kanäle, und für Käufer, deren Sprache unbekannt ist
set-repeats-within-label = Nach Wiederholungen fragen
set-repeats-within-description = Minuten, in denen derselbe Verkauf nachgefragt wird; 0 für nie

help-title = Was du mit keyclerk tun kannst
help-staff-label = Für das Team
help-staff =
    `/assignlicense` verkauft eine Lizenz oder mehrere; Rechtsklick auf ein Mitglied → *Apps* macht dasselbe mit einem Formular und zeigt, was es hat.
    `/fetchlicense` nimmt eine zum Ansehen · `/myavailable` zeigt den Bestand · `/licenseinfo` schlägt eine nach.
    `/sales list`, `show`, `export` und `stats` sind das Protokoll; `/sales replace` ersetzt fehlerhafte, `/sales refund` vermerkt eine Erstattung.
    `/resend` sendet einen Schlüssel noch einmal.
help-administrator-label = Für Administratoren
help-administrator = `/settings` richtet den Shop dieses Servers ein und sagt, was keyclerk dafür fehlt.
help-buyer-label = Deine Lizenzen
help-buyer = `/mylicenses` zeigt sie mit ihren Schlüsseln, nur dir; der Knopf darunter sendet sie noch einmal per Direktnachricht. Abholen und Erinnern stehen unter den Nachrichten, die sie gebracht haben.
lacks-unknown = Discord sagt gerade nicht, was keyclerk hier darf. Führ `/settings` gleich noch einmal aus.
panel-outdated = Dieses Bedienfeld stammt von einem älteren keyclerk. Führe `/settings` noch einmal aus; nichts wurde geändert.
