# Befehle, ihre Optionen und Auswahlen.

assignlicense-description = Lizenz verkaufen und dem Käufer den Schlüssel schicken
assignlicense-member-name = mitglied
assignlicense-member-description = Der Käufer; bekommt den Schlüssel per DM
assignlicense-product-name = produkt
assignlicense-product-description = Leer = irgendein Produkt
assignlicense-license-name = lizenz
assignlicense-license-description = Eine bestimmte Lizenz statt einer zufälligen: auswählen oder Schlüssel einfügen
assignlicense-quantity-name = anzahl
assignlicense-quantity-description = 1 bis 25 (ohne Angabe 1)
assignlicense-reference-name = referenz
assignlicense-reference-description = Zahlungs- oder Ticketnummer; verhindert doppelten Verkauf
assignlicense-note-name = notiz
assignlicense-note-description = Fürs Team: steht im Protokoll und im Verkaufskanal, nicht beim Käufer

menu-assign-license-name = Lizenz zuweisen

fetchlicense-description = Zufällige Lizenz zeigen und 15 Minuten für dich reservieren

myavailable-description = Lager: was verkauft werden kann und wie lange es reicht
myavailable-product-name = produkt
myavailable-product-description = Nur dieses Produkt

licenseinfo-description = Lizenz nachschlagen
licenseinfo-license-name = lizenz
licenseinfo-license-description = Lizenz auswählen oder ihren Schlüssel einfügen

mylicenses-description = Deine Lizenzen von diesem Server

resend-description = Dem Käufer seinen Schlüssel noch einmal schicken
resend-sale-name = verkauf
resend-sale-description = Nummer des Verkaufs, z. B. 7

sales-description = Das Verkaufsprotokoll
sales-list-description = Neueste Verkäufe auflisten
sales-list-buyer-name = käufer
sales-list-buyer-description = Nach Käufer filtern
sales-list-staff-name = team
sales-list-staff-description = Nach Verkäufer filtern
sales-list-product-name = produkt
sales-list-product-description = Nach Produkt filtern
sales-list-state-name = status
sales-list-state-description = Nach Status filtern
sales-list-since-name = seit
sales-list-since-description = Ab diesem Tag, JJJJ-MM-TT
sales-show-description = Verkauf und seinen Verlauf zeigen
sales-show-sale-name = verkauf
sales-show-sale-description = Nummer des Verkaufs, z. B. 7
sales-export-description = Verkäufe als Tabelle (CSV) herunterladen
sales-export-buyer-name = käufer
sales-export-buyer-description = Nach Käufer filtern
sales-export-staff-name = team
sales-export-staff-description = Nach Verkäufer filtern
sales-export-product-name = produkt
sales-export-product-description = Nach Produkt filtern
sales-export-state-name = status
sales-export-state-description = Nach Status filtern
sales-export-since-name = seit
sales-export-since-description = Ab diesem Tag, JJJJ-MM-TT
sales-stats-description = Die letzten 30 Tage zeigen und wie lange das Lager reicht
sales-refund-description = Als erstattet markieren (bewegt kein Geld; der Käufer behält die Lizenz)
sales-refund-sale-name = verkauf
sales-refund-sale-description = Nummer des Verkaufs, z. B. 7
sales-refund-reason-name = grund
sales-refund-reason-description = Grund, fürs Protokoll
sales-replace-description = Fehlerhafte Lizenzen ersetzen; schickt neue Schlüssel per DM
sales-replace-sale-name = verkauf
sales-replace-sale-description = Nummer des fehlerhaften Verkaufs, z. B. 7
sales-replace-reason-name = grund
sales-replace-reason-description = Was nicht stimmt, fürs Protokoll
sales-replace-quantity-name = anzahl
sales-replace-quantity-description = Wie viele fehlerhaft sind, 1 bis 25; leer = alle
sales-replace-product-name = produkt
sales-replace-product-description = Das fehlerhafte Produkt, wenn der Verkauf mehrere hat
sales-transfer-description = Einen Verkauf auf das neue Konto des Käufers übertragen (der Lieferant behält die alte ID)
sales-transfer-sale-name = verkauf
sales-transfer-sale-description = Nummer des Verkaufs, z. B. 7
sales-transfer-member-name = mitglied
sales-transfer-member-description = Das neue Konto des Käufers
sales-attribute-description = Den Käufer einer Lizenz eintragen, die vor einer Wiederherstellung verkauft wurde
sales-attribute-license-name = lizenz
sales-attribute-license-description = Der Lizenzschlüssel, wie ihn der Käufer hat
sales-attribute-member-name = mitglied
sales-attribute-member-description = Der Käufer

choice-delivered-name = zugestellt
choice-undelivered-name = nicht zugestellt (nimmt keine DMs an)
choice-failed-name = gescheitert (nichts verkauft)
choice-held-name = wartet auf Entscheidung
choice-in-doubt-name = ungeklärt
choice-assigned-name = verkauft, DM unterwegs

settings-description = Den Shop dieses Servers einrichten
help-description = Zeigen, was du hier tun kannst
menu-buyers-licenses-name = Lizenzen des Käufers
