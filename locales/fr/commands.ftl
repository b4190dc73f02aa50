# Les commandes, leurs options et leurs choix.

assignlicense-description = Vendre une licence : l'attribue à un membre et lui envoie la clé
assignlicense-member-name = membre
assignlicense-member-description = Qui achète
assignlicense-product-name = produit
assignlicense-product-description = Quel produit ; vide, n'importe lequel
assignlicense-license-name = licence
assignlicense-license-description = Une licence précise : choisissez-en une ou collez sa clé
assignlicense-quantity-name = quantité
assignlicense-quantity-description = Combien, de 1 à 25 ; vide, une seule
assignlicense-reference-name = référence
assignlicense-reference-description = Le paiement ou le ticket ; jamais le même pour deux ventes
assignlicense-note-name = note
assignlicense-note-description = Une note pour le journal

menu-assign-license-name = Attribuer une licence

fetchlicense-description = Prendre une licence au hasard dans le stock, sans la vendre encore

myavailable-description = Afficher les licences en stock
myavailable-product-name = produit
myavailable-product-description = Seulement ce produit

licenseinfo-description = Consulter une licence
licenseinfo-license-name = licence
licenseinfo-license-description = La licence : choisissez-en une ou collez sa clé

mylicenses-description = Vos licences de ce serveur

resend-description = Renvoyer sa clé à l'acheteur
resend-sale-name = vente
resend-sale-description = Le numéro de la vente

sales-description = Le journal des ventes
sales-list-description = Lister les dernières ventes
sales-list-buyer-name = acheteur
sales-list-buyer-description = Seulement à cet acheteur
sales-list-staff-name = équipe
sales-list-staff-description = Seulement par ce membre de l'équipe
sales-list-product-name = produit
sales-list-product-description = Seulement de ce produit
sales-list-state-name = état
sales-list-state-description = Seulement dans cet état
sales-list-since-name = depuis
sales-list-since-description = Seulement depuis ce jour, par exemple 2026-11-24
sales-show-description = Afficher une vente et tout ce qui lui est arrivé
sales-show-sale-name = vente
sales-show-sale-description = Le numéro de la vente
sales-export-description = Obtenir les ventes sous forme de tableau (CSV)
sales-export-buyer-name = acheteur
sales-export-buyer-description = Seulement à cet acheteur
sales-export-staff-name = équipe
sales-export-staff-description = Seulement par ce membre de l'équipe
sales-export-product-name = produit
sales-export-product-description = Seulement de ce produit
sales-export-state-name = état
sales-export-state-description = Seulement dans cet état
sales-export-since-name = depuis
sales-export-since-description = Seulement depuis ce jour, par exemple 2026-11-24
sales-stats-description = Afficher les ventes des 30 derniers jours et combien de temps durera le stock
sales-refund-description = Marquer une vente comme remboursée ; l'acheteur garde la licence
sales-refund-sale-name = vente
sales-refund-sale-description = Le numéro de la vente
sales-refund-reason-name = raison
sales-refund-reason-description = Pourquoi, pour le journal
sales-replace-description = Donner d'autres licences à l'acheteur de licences défectueuses
sales-replace-sale-name = vente
sales-replace-sale-description = Le numéro de la vente défectueuse
sales-replace-reason-name = raison
sales-replace-reason-description = Ce qui ne va pas, pour le journal
sales-replace-quantity-name = quantité
sales-replace-quantity-description = Combien sont défectueuses, de 1 à 25 ; vide, toutes
sales-replace-product-name = produit
sales-replace-product-description = Quel produit est défectueux, si la vente en a plusieurs

choice-delivered-name = remise
choice-undelivered-name = non remise : les messages privés de l'acheteur sont fermés
choice-failed-name = échouée : rien n'a été vendu
choice-held-name = suspendue : l'équipe décide
choice-in-doubt-name = incertaine : la réponse du fournisseur s'est perdue
choice-assigned-name = attribuée : le message est en route

settings-description = Régler la boutique de ce serveur
help-description = Ce que vous pouvez faire ici
menu-buyers-licenses-name = Licences de l'acheteur
