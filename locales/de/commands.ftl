# Befehle, ihre Optionen und Auswahlen.

assignlicense-description = Eine Lizenz verkaufen: teilt sie einem Mitglied zu und schickt ihm den Schlüssel
assignlicense-member-name = mitglied
assignlicense-member-description = Wer kauft
assignlicense-product-name = produkt
assignlicense-product-description = Welches Produkt; leer nimmt irgendeines
assignlicense-license-name = lizenz
assignlicense-license-description = Eine bestimmte Lizenz: wähle eine aus oder füge ihren Schlüssel ein
assignlicense-quantity-name = anzahl
assignlicense-quantity-description = Wie viele, 1 bis 25; leer ist eine
assignlicense-reference-name = referenz
assignlicense-reference-description = Die Zahlung oder das Ticket; keine zwei Verkäufe teilen sich eine
assignlicense-note-name = notiz
assignlicense-note-description = Eine Notiz fürs Protokoll

menu-assign-license-name = Lizenz zuteilen

fetchlicense-description = Eine zufällige Lizenz aus dem Bestand nehmen, ohne sie schon zu verkaufen

myavailable-description = Die Lizenzen im Bestand zeigen
myavailable-product-name = produkt
myavailable-product-description = Nur dieses Produkt

licenseinfo-description = Eine Lizenz nachschlagen
licenseinfo-license-name = lizenz
licenseinfo-license-description = Die Lizenz: wähle eine aus oder füge ihren Schlüssel ein

mylicenses-description = Deine Lizenzen von diesem Server

resend-description = Dem Käufer seinen Schlüssel noch einmal schicken
resend-sale-name = verkauf
resend-sale-description = Die Nummer des Verkaufs

sales-description = Das Protokoll der Verkäufe
sales-list-description = Die neuesten Verkäufe auflisten
sales-list-buyer-name = käufer
sales-list-buyer-description = Nur an diesen Käufer
sales-list-staff-name = team
sales-list-staff-description = Nur von diesem Teammitglied
sales-list-product-name = produkt
sales-list-product-description = Nur von diesem Produkt
sales-list-state-name = status
sales-list-state-description = Nur in diesem Status
sales-list-since-name = seit
sales-list-since-description = Nur seit diesem Tag, etwa 2026-11-24
sales-show-description = Einen Verkauf zeigen und alles, was mit ihm geschah
sales-show-sale-name = verkauf
sales-show-sale-description = Die Nummer des Verkaufs
sales-export-description = Die Verkäufe als Tabelle (CSV) holen
sales-export-buyer-name = käufer
sales-export-buyer-description = Nur an diesen Käufer
sales-export-staff-name = team
sales-export-staff-description = Nur von diesem Teammitglied
sales-export-product-name = produkt
sales-export-product-description = Nur von diesem Produkt
sales-export-state-name = status
sales-export-state-description = Nur in diesem Status
sales-export-since-name = seit
sales-export-since-description = Nur seit diesem Tag, etwa 2026-11-24
sales-stats-description = Zeigen, was in den letzten 30 Tagen verkauft wurde und wie lange der Bestand reicht
sales-refund-description = Einen Verkauf als erstattet vermerken; der Käufer behält die Lizenz
sales-refund-sale-name = verkauf
sales-refund-sale-description = Die Nummer des Verkaufs
sales-refund-reason-name = grund
sales-refund-reason-description = Warum, fürs Protokoll
sales-replace-description = Dem Käufer fehlerhafter Lizenzen andere geben
sales-replace-sale-name = verkauf
sales-replace-sale-description = Die Nummer des fehlerhaften Verkaufs
sales-replace-reason-name = grund
sales-replace-reason-description = Was nicht stimmt, fürs Protokoll
sales-replace-quantity-name = anzahl
sales-replace-quantity-description = Wie viele fehlerhaft sind, 1 bis 25; leer sind alle
sales-replace-product-name = produkt
sales-replace-product-description = Welches Produkt fehlerhaft ist, wenn der Verkauf mehrere hat

choice-delivered-name = zugestellt
choice-undelivered-name = nicht zugestellt: die Direktnachrichten des Käufers sind geschlossen
choice-failed-name = gescheitert: nichts wurde verkauft
choice-held-name = angehalten: das Team entscheidet
choice-in-doubt-name = im Zweifel: die Antwort des Anbieters ging verloren
choice-assigned-name = zugeteilt: die Nachricht ist unterwegs

settings-description = Den Shop dieses Servers einrichten
help-description = Was du hier tun kannst
menu-buyers-licenses-name = Lizenzen des Käufers
