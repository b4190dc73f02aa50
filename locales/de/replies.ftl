# Was Befehle und Knöpfe antworten, Briefe und Protokoll ausgenommen.

denied-wrong-guild = Dieser Bot verkauft hier nicht: Der Server steht nicht in seinen `GUILD_IDS`. Nichts wurde getan.
denied-not-staff = Das darf nur das Team: eine Rolle aus `STAFF_ROLE_IDS` oder aus `/settings`, oder wer den Server administriert. Nichts wurde getan.
outdated = Dieser Knopf stammt von einem früheren Start des Bots. Führe den Befehl noch einmal aus; nichts wurde getan.
license-in-sale = Diese Lizenz gehört inzwischen zum Verkauf { $sale }. `/sales show` sagt mehr und zeigt ihren Schlüssel auf Wunsch.
broke = Etwas ist schiefgegangen und steht im Log. War ein Verkauf im Gange, kommt er von selbst zum Ende: Sieh ihn dir an, bevor du noch einmal verkaufst.
closing = keyclerk startet gerade neu. Versuche es gleich noch einmal; nichts wurde getan.
not-taken = Das wird nicht angenommen: Der Befehl hat sich geändert oder gilt nur auf Servern. Lade Discord neu und versuche es noch einmal; nichts wurde getan.

not-your-license = Diese Lizenz gehört jemand anderem; nur wer sie gekauft hat, kann sie abholen.
no-license-yet = Dieser Verkauf hat noch keine Lizenz für dich.
not-asked = Der Anbieter kann gerade nicht gefragt werden, ob die Lizenz frei ist. Es wurde nichts geändert; drücke in einer Minute noch einmal.
sale-busy = An diesem Verkauf wird gerade gearbeitet. Es wurde nichts geändert; drücke in ein paar Sekunden noch einmal.
no-such-sale = Diesen Verkauf gibt es auf diesem Server nicht. Nichts wurde getan.

nothing-sent-title = Nichts wurde gesendet
resend-delivered = { $buyer } hat den Schlüssel von Verkauf { $sale } in einer Direktnachricht.
resend-closed = Die Direktnachrichten von { $buyer } sind immer noch geschlossen. `/mylicenses` zeigt dort den Schlüssel.
resend-under-way = Der Schlüssel von Verkauf { $sale } ist auf dem Weg zu { $buyer }; er wird gesendet, sobald Discord ihn annimmt.
resend-nothing = Verkauf { $sale } hat keine Lizenz zu senden: Nichts ist verkauft, oder noch nicht.

nothing-sold-title = Nichts wurde verkauft
bad-id = Discord hat eine Kennung gesendet, die keinen Sinn ergibt.
referenced = Die Referenz *{ $reference }* gehört zu Verkauf { $sale }:
replaced-before = Verkauf { $faulty } wurde schon ersetzt, durch Verkauf { $sale }:
earlier-sale =
    { $staff } hat { $ago } an { $buyer } verkauft.
    Ist dies ein anderer Verkauf, gib ihm eine andere Referenz.
show-sale-button = Verkauf { $sale } zeigen
buyer-has-left = { $buyer } ist nicht mehr auf diesem Server und muss erst wieder beitreten.
nothing-to-replace = Dieser Verkauf hat keine Lizenz verkauft; es gibt keine zu ersetzen.
replace-several-products = Verkauf { $sale } hat Lizenzen mehrerer Produkte: { $products }. Noch wurde nichts verkauft; führe den Befehl noch einmal aus und wähle das fehlerhafte in `{ sales-replace-product-name }`.
replace-other-product = Verkauf { $sale } hat keine Lizenz von *{ $product }* verkauft. Wähle ein Produkt aus der Liste oder lass `{ sales-replace-product-name }` leer.
replace-too-many =
    { $count ->
        [one] Verkauf { $sale } hat nur eine Lizenz verkauft, die fehlerhaft sein kann. Lass `{ sales-replace-quantity-name }` leer, um sie zu ersetzen.
       *[other] Verkauf { $sale } hat nur { $count } Lizenzen verkauft, die fehlerhaft sein können. Schreib höchstens { $count } in `{ sales-replace-quantity-name }`, oder lass es leer, um alle zu ersetzen.
    }
named-is-one = Eine genannte Lizenz ist eine einzige. Lass `{ assignlicense-license-name }` leer, um mehrere zu verkaufen, oder `{ assignlicense-quantity-name }`, um diese eine zu verkaufen.
sale-stopped-title = Der Verkauf blieb stehen
ledger-failed = Das Hauptbuch ließ sich nicht beschreiben. Wurde eine Lizenz genommen, kommt der Verkauf von selbst zum Ende, und dies steht im Log; **sieh dir den Verkauf an, bevor du noch einmal verkaufst**, und sag dem Betreiber Bescheid.
buyer-is-bot = Bots können keine Lizenz besitzen. Wähle eine Person.
buyer-is-stranger = Diese Person ist nicht auf diesem Server. Sie muss beitreten, bevor du ihr eine Lizenz verkaufen kannst.
license-gone = Diese Auswahl ist nicht mehr im Bestand. Wähle neu aus der Liste.
no-license-key = Das ist kein Lizenzschlüssel. Wähle einen aus der Liste oder füge den ganzen Schlüssel ein.
product-in-stock = { $product } · { $count } im Bestand

nothing-looked-up-title = Nichts wurde nachgeschlagen
nothing-changed = Nichts wurde verkauft oder geändert.
vendor-says = Der Anbieter sagt: „{ $words }“
vendor-refuses-key = Der Anbieter lehnt den API-Schlüssel des Shops ab. Sag dem Betreiber Bescheid: Ein neuer Schlüssel wird gebraucht.
vendor-limits = Der Anbieter nimmt im Moment keine Anfragen mehr an. Versuche es in einer Minute noch einmal.
vendor-senseless = Der Anbieter ist nicht zu erreichen, oder seine Antwort ergibt keinen Sinn. Versuche es in einer Minute noch einmal.

fetched-title = Eine Lizenz aus dem Bestand
fetched-footer = Noch nicht verkauft; 15 Minuten lang wird sie für niemand anderen gezogen
assign-to-placeholder = Zuteilen an …
show-key-button = Schlüssel zeigen
stock-empty-title = Der Bestand ist leer
stock-empty = Keine Lizenz ist zu verkaufen. Fülle den Bestand beim Anbieter auf.

info-title = Lizenz
state-label = Status
license-assigned = einem Käufer zugeteilt
license-expired = abgelaufen
license-free = frei

stock-title = { $count } verfügbar
stock-none = Keine Lizenz ist verfügbar.
page = Seite { $page } von { $pages }
back-button = Zurück
next-button = Weiter

mine-none = Du hast noch keine Lizenzen von diesem Server.
mine-title = Deine Lizenz · Verkauf { $sale }
mine-summary =
    { $count ->
        [one] { $count } Lizenz
       *[other] { $count } Lizenzen
    }, Seite { $page } von { $pages }. Nur du siehst das.
bought-label = Gekauft

takes-help = Schreib höchstens 300 Zeichen, etwa einen Kanal, oder nichts als einen ganzen Link, der mit `https://` beginnt.
remind-before = Daran wurdest du schon erinnert.
reminder-several = Du wolltest erinnert werden. Diese deiner Lizenzen laufen bald ab.
member-not-told = Discord hat nicht rechtzeitig gesagt, ob { $buyer } Mitglied ist. Nichts wurde verkauft; versuch es gleich noch einmal.
