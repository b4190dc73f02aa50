# Les commandes, leurs options et leurs choix.

assignlicense-description = Vendre une licence et envoyer la clé à l'acheteur
assignlicense-member-name = membre
assignlicense-member-description = L'acheteur ; reçoit la clé en MP
assignlicense-product-name = produit
assignlicense-product-description = Vide = n'importe quel produit
assignlicense-license-name = licence
assignlicense-license-description = Une licence précise au lieu d'une au hasard : la choisir ou coller sa clé
assignlicense-quantity-name = quantité
assignlicense-quantity-description = De 1 à 25 (1 par défaut)
assignlicense-reference-name = référence
assignlicense-reference-description = Numéro de paiement ou de ticket ; évite de vendre deux fois
assignlicense-note-name = note
assignlicense-note-description = Pour l'équipe : visible dans le journal et le salon des ventes, pas par l'acheteur

menu-assign-license-name = Attribuer une licence

fetchlicense-description = Afficher une licence au hasard et la réserver 15 minutes

myavailable-description = Stock : ce qui peut être vendu, et pour combien de temps
myavailable-product-name = produit
myavailable-product-description = Seulement ce produit

licenseinfo-description = Consulter une licence
licenseinfo-license-name = licence
licenseinfo-license-description = Choisir une licence ou coller sa clé

mylicenses-description = Tes licences de ce serveur

resend-description = Renvoyer sa clé à l'acheteur
resend-sale-name = vente
resend-sale-description = Numéro de la vente, par exemple 7

sales-description = Le journal des ventes
sales-list-description = Lister les dernières ventes
sales-list-buyer-name = acheteur
sales-list-buyer-description = Filtrer par acheteur
sales-list-staff-name = équipe
sales-list-staff-description = Filtrer par vendeur
sales-list-product-name = produit
sales-list-product-description = Filtrer par produit
sales-list-state-name = état
sales-list-state-description = Filtrer par statut
sales-list-since-name = depuis
sales-list-since-description = À partir de ce jour, AAAA-MM-JJ
sales-show-description = Afficher une vente et son historique
sales-show-sale-name = vente
sales-show-sale-description = Numéro de la vente, par exemple 7
sales-export-description = Télécharger les ventes en tableau (CSV)
sales-export-buyer-name = acheteur
sales-export-buyer-description = Filtrer par acheteur
sales-export-staff-name = équipe
sales-export-staff-description = Filtrer par vendeur
sales-export-product-name = produit
sales-export-product-description = Filtrer par produit
sales-export-state-name = état
sales-export-state-description = Filtrer par statut
sales-export-since-name = depuis
sales-export-since-description = À partir de ce jour, AAAA-MM-JJ
sales-stats-description = Afficher les 30 derniers jours et la durée du stock
sales-refund-description = Marquer comme remboursée (ne transfère pas d'argent ; l'acheteur garde la licence)
sales-refund-sale-name = vente
sales-refund-sale-description = Numéro de la vente, par exemple 7
sales-refund-reason-name = raison
sales-refund-reason-description = Raison, pour le journal des ventes
sales-replace-description = Remplacer des licences défectueuses ; envoie une nouvelle clé en MP
sales-replace-sale-name = vente
sales-replace-sale-description = Numéro de la vente défectueuse, par exemple 7
sales-replace-reason-name = raison
sales-replace-reason-description = Ce qui ne va pas, pour le journal des ventes
sales-replace-quantity-name = quantité
sales-replace-quantity-description = Combien sont défectueuses, de 1 à 25 ; vide = toutes
sales-replace-product-name = produit
sales-replace-product-description = Le produit défectueux, si la vente en a plusieurs
sales-transfer-description = Transférer une vente au nouveau compte de l'acheteur (le fournisseur garde l'ancien ID)
sales-transfer-sale-name = vente
sales-transfer-sale-description = Numéro de la vente, par exemple 7
sales-transfer-member-name = membre
sales-transfer-member-description = Le nouveau compte de l'acheteur
sales-attribute-description = Enregistrer l'acheteur d'une licence vendue avant une restauration
sales-attribute-license-name = licence
sales-attribute-license-description = La clé de licence, telle que l'acheteur l'a
sales-attribute-member-name = membre
sales-attribute-member-description = L'acheteur

choice-delivered-name = remise
choice-undelivered-name = non remise (n'accepte pas les MP)
choice-failed-name = échouée (rien vendu)
choice-held-name = attend une décision
choice-in-doubt-name = non confirmée
choice-assigned-name = vendue, MP en route

settings-description = Régler la boutique de ce serveur
help-description = Afficher ce que tu peux faire ici
menu-buyers-licenses-name = Licences de l'acheteur
