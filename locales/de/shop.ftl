# Was ein Shop einstellt und selbst sagt, und was Käufer antippen.

help-button = Hilfe
help-label = Fragen?
remind-button = Vor Ablauf erinnern
remind-at = Ich erinnere dich am { $at } per DM.
remind-nothing = Keine Erinnerung nötig: Die Lizenz läuft nie ab oder schon zu bald.
reminder-title =
    { $count ->
        [one] Deine Lizenz läuft bald ab
       *[other] Deine Lizenzen laufen bald ab
    }
reminder =
    { $count ->
        [one] Du wolltest daran erinnert werden. Verlänger deine Lizenz rechtzeitig.
       *[other] Du wolltest daran erinnert werden. Verlänger deine Lizenzen rechtzeitig.
    }
send-again-button = Noch einmal per DM
send-one-again-button = { $sale } noch mal per DM
sent-again = Gesendet – sieh in deine DMs.
sent-again-closed = Du nimmst von diesem Server keine DMs an. Erlaub sie unter *Servername → Privatsphäre-Einstellungen → Direktnachrichten* und versuch es noch einmal. Bis dahin hilft `/mylicenses`.
sent-again-under-way = Discord ist gerade langsam. Deine DM ist unterwegs.
bought-from = { $at } bei { $shop }

theirs-none = { $buyer } hat keine Lizenz von diesem Server.
theirs-title =
    { $count ->
        [one] { $count } Lizenz
       *[other] { $count } Lizenzen
    }
paused = { $staff } hat die Verkäufe pausiert. Ein Server-Admin kann sie in `/settings` fortsetzen.
no-quantity = Die Anzahl muss eine Zahl von 1 bis 25 sein.
order-form-label = Lizenz zuweisen
order-product-label = Produkt (leer = irgendeins)
order-quantity-label = Anzahl, 1 bis 25
order-reference-label = Zahlungs- oder Ticketnummer
order-note-label = Notiz fürs Team
first-ends = die erste läuft ab: { $end }
stock-lasts =
    { $days ->
        [one] reicht etwa { $days } Tag
       *[other] reicht etwa { $days } Tage
    }
event-reminder-asked = der Käufer möchte erinnert werden

role-refused-title = Eine Rolle wurde nicht geändert
role-gone = Die Rolle zur Lizenz von { $buyer } wurde gelöscht. Wähl in `/settings` eine andere.
role-no-member = { $buyer } ist nicht mehr auf diesem Server, deshalb konnte ich die Rolle { $role } nicht geben. Gib sie von Hand, sobald die Person wieder da ist.
role-not-allowed = Ich kann die Rolle { $role } von { $buyer } nicht ändern. Gib mir die Berechtigung *Rollen verwalten* und schieb meine Rolle in *Servereinstellungen → Rollen* darüber. Setz die Rolle dieses eine Mal von Hand.
stock-out-title = Lager leer
stock-out = Kein *{ $product }* mehr auf Lager. Füll es im Dashboard des Lieferanten auf.
stock-low-title = Wenig auf Lager
stock-low = *{ $product }*: noch { $count }. Füll das Lager im Dashboard des Lieferanten auf.
stock-back-title = Wieder auf Lager
stock-back = *{ $product }*: wieder { $count } auf Lager.
backups-fail-title = Backups schlagen fehl
backups-fail = Das letzte Backup der Shop-Daten ist fehlgeschlagen. Die Verkäufe gehen weiter. Fällt jetzt die Festplatte aus, dann sind neuere Verkäufe verloren. Das Log des Bots nennt die Ursache. Ich versuche es weiter.
backups-work-title = Backups gelingen wieder
backups-work = Die Shop-Daten werden wieder gesichert.

denied-not-administrator = Das dürfen nur Server-Admins. Es wurde nichts geändert.
settings-title = Einstellungen dieses Servers
settings = Wähl, was du ändern möchtest. Was du hier einstellst, hat Vorrang vor der .env des Bots.
settings-placeholder = Eine Einstellung ändern …
administrators-only = nur Server-Admins
staff-roles-see = Rollen ohne *Server verwalten* sehen einen Befehl nur, wenn du ihn erlaubst: *Servereinstellungen → Integrationen → dieser Bot*, dann der Befehl.
by-environment = { $value } (aus .env)
on = An
off = Aus
selling-goes-on = Es wird verkauft
paused-by = **Pausiert** von { $staff }
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
language-of-discord = Wie in Discord
buyers-read = Käufer lesen:
preview-shop = dein Shop
may-hold = So wird der Schlüssel aktiviert. Möglich: { $names }
unknown-placeholder = { $unknown } ist kein Platzhalter. Möglich: { $known }.
takes-minutes = Ganze Minuten, höchstens 1440 (0 = nie nachfragen).
takes-days = Ganze Tage, höchstens 3650 (0 = alle verkaufen).
takes-levels = Eine Zahl und Zeilen der Form `Produkt = Zahl`.
takes-roles = Zeilen der Form `Produkt = Rollen-ID`.
too-long = Das ist zu lang.
setting-refused = *{ $setting }* wurde nicht geändert. { $why }

lacks-title = Das alles kann ich noch nicht
lack-channel = Ich sehe { $channel } nicht. Wurde der Kanal gelöscht, wähl einen anderen. Sonst lass mich ihn in den Kanalberechtigungen ansehen.
lack-no-messages = { $channel } nimmt keine Nachrichten an. Wähl einen Textkanal.
lack-locked = { $channel } ist gesperrt. Entsperr den Thread oder gib mir *Threads verwalten*.
lack-in-channel = In { $channel } brauche ich die Berechtigung *{ $permissions }*. Erlaub sie in den Kanalberechtigungen.
lack-role = Die Rolle { $role } wurde gelöscht. Wähl eine andere.
lack-not-given = { $role } gehört Discord oder einem Bot und kann nicht vergeben werden. Wähl eine andere Rolle.
lack-too-high = { $role } steht über meiner eigenen Rolle. Schieb meine Rolle in *Servereinstellungen → Rollen* darüber.
lack-manage-roles = Ich brauche die Berechtigung *Rollen verwalten*. Erlaub sie meiner Rolle in *Servereinstellungen → Rollen*.
permission-view = Kanal ansehen
permission-send = Nachrichten senden
permission-send-in-threads = Nachrichten in Threads senden
permission-embed = Links einbetten

set-staff-roles-label = Rollen, die verkaufen
set-staff-roles-description = Wer außer Server-Admins verkaufen darf
set-sales-channel-label = Verkaufskanal
set-sales-channel-description = Zeigt jeden Verkauf, Schlüssel verdeckt
set-claims-channel-label = Abholkanal
set-claims-channel-description = Für den Button „Abholen“, wenn der Käufer den Kanal des Verkaufs nicht sieht
set-buyer-role-label = Rolle für Käufer
set-buyer-role-description = Kommt mit einer Lizenz, geht mit der letzten
set-product-roles-label = Rollen nach Produkt
set-product-roles-description = Zeilen: Produkt = Rollen-ID
set-paused-label = Verkäufe pausieren
set-paused-description = Nichts wird verkauft, bis du es wieder ausschaltest
set-ask-for-product-label = Nach dem Produkt fragen
set-ask-for-product-description = Wenn keins angegeben ist und mehrere auf Lager sind
set-low-stock-label = Warnung bei wenig Lager
set-low-stock-description = Eine Zahl oder Zeilen: Produkt = Zahl
set-lasting-days-label = Mindestlaufzeit in Tagen
set-lasting-days-description = Was früher abläuft, wird nicht zufällig gewählt
set-dm-text-label = Dein Text in der DM
set-dm-text-description = Steht beim Schlüssel, z. B. wie man ihn aktiviert
set-help-label = Hilfe für Käufer
set-help-description = Ein Link, oder wo man fragt
set-language-label = Sprache
set-language-description = Für Kanäle, und für Käufer, deren Sprache unbekannt ist
set-repeats-within-label = Bei gleichem Verkauf nachfragen
set-repeats-within-description = Minuten, in denen bei einem gleichen Verkauf nachgefragt wird; 0 = nie

help-title = Was du hier tun kannst
help-staff-label = Für das Team
help-staff =
    `/assignlicense`: eine oder mehrere Lizenzen verkaufen
    Rechtsklick auf ein Mitglied (Handy: Profil → ⋯) → *Apps*: per Formular verkaufen oder die Lizenzen ansehen
    `/fetchlicense`: eine Lizenz zeigen und 15 Minuten reservieren
    `/myavailable`: das Lager zeigen
    `/licenseinfo`: eine Lizenz nachschlagen
    `/resend`: einen Schlüssel noch einmal schicken
    `/sales list`, `show`, `export`, `stats`: das Verkaufsprotokoll lesen
    `/sales replace`: fehlerhafte Lizenzen ersetzen
    `/sales refund`: einen Verkauf als erstattet markieren (bewegt kein Geld)
    `/sales transfer`: einen Verkauf auf das neue Konto des Käufers übertragen
    `/sales attribute`: nach einer Wiederherstellung einen Käufer eintragen
help-administrator-label = Für Server-Admins
help-administrator = `/settings`: den Shop dieses Servers einrichten und sehen, welche Berechtigungen mir fehlen
help-buyer-label = Deine Lizenzen
help-buyer =
    `/mylicenses`: deine Lizenzen und Schlüssel zeigen, nur dir, oder noch einmal per DM schicken
    { "" }**{ claim-button }** und **{ remind-button }**: Buttons unter den Nachrichten zu deiner Lizenz
lacks-unknown = Discord sagt gerade nicht, was ich hier darf. Nutz gleich noch einmal `/settings`.
panel-outdated = Dieses Menü ist abgelaufen. Nutz noch einmal `/settings`. Es wurde nichts geändert.
