# Ce que répondent les commandes et les boutons, lettres et journal mis à part.

denied-wrong-guild = Ce bot n'est pas configuré pour ce serveur. Rien n'a été modifié.
denied-not-staff = Réservé à l'équipe. Tu en fais partie ? Demande à un admin du serveur. Rien n'a été modifié.
outdated = Ce bouton a expiré. Relance la commande Discord. Rien n'a été modifié.
license-in-sale = Cette licence appartient maintenant à la vente { $sale }. Utilise `/sales show` pour voir les détails et la clé.
broke = Une erreur s'est produite. Réessaie dans une minute.
broke-staff = Une erreur s'est produite. Réessaie dans une minute. Regarde `/sales list` avant de vendre à nouveau.
closing = Le bot redémarre. Réessaie dans un instant. Rien n'a été modifié.
not-taken = Cette commande Discord a changé. Recharge Discord (ferme et rouvre l'appli) et réessaie. Rien n'a été modifié.

not-your-license = Cette licence est à quelqu'un d'autre. Seul son acheteur peut la récupérer.
no-license-yet = Il n'y a pas encore de licence pour toi dans cette commande.
not-asked = Le fournisseur ne peut pas dire pour l'instant si la licence est libre. Rien n'a été modifié. Réessaie dans une minute.
not-reconciled = Les données de la boutique ont été restaurées et sont encore en cours de comparaison avec le stock du fournisseur. Rien n'a été modifié. Réessaie dans une minute.
attribute-done-title = Acheteur enregistré
attribute-done = { $buyer } est maintenant enregistré comme acheteur, avec la vente { $sale }. Rien ne lui a été envoyé.
attribute-not-title = Acheteur non enregistré
attribute-has-sale = Cette licence appartient déjà à la vente { $sale }. Rien n'a été modifié. `/sales show` montre qui l'a. Si c'est un autre compte de la même personne, utilise `/sales transfer`.
attribute-interrupted = L'enregistrement a été interrompu et la vente { $sale } s'est terminée sans licence. L'acheteur n'est pas encore enregistré. Relance la commande.
attribute-not-lost = Aucune vente ne peut être perdue, car les données n'ont jamais été restaurées. Rien n'a été modifié. Pour vendre une licence, utilise `/assignlicense`.
attribute-not-assigned = Le fournisseur n'indique pas que cette licence est attribuée. Rien n'a été modifié. Vérifie la clé. Si elle est juste, personne n'a la licence et il n'y a rien à enregistrer.
sale-busy = Cette vente est en cours de traitement. Rien n'a été modifié. Réessaie dans quelques secondes.
no-such-sale-title = Vente introuvable
no-such-sale = Cette vente n'existe pas sur ce serveur. Rien n'a été modifié.

resend-delivered =
    { $count ->
        [one] Clé de la vente { $sale } envoyée à { $buyer } en MP.
       *[other] Clés de la vente { $sale } envoyées à { $buyer } en MP.
    }
resend-closed = Je ne peux toujours pas envoyer de MP à { $buyer }. Demande-lui d'utiliser `/mylicenses`.
resend-under-way = Discord est lent en ce moment. Le MP à { $buyer } pour la vente { $sale } est en route.
resend-nothing = La vente { $sale } n'a pas de licence à envoyer – elle n'est pas terminée.

input-title = Vérifie ta saisie
buyer-title = Ce membre ne peut pas acheter
bad-id = Je n'ai pas pu lire l'ID de ce membre. Réessaie.
referenced-title = Référence déjà utilisée
referenced = La référence *{ $reference }* appartient à la vente { $sale } : { $staff } a vendu à { $buyer } { $ago }. Pour une nouvelle vente, indique une autre référence.
replaced-before-title = Déjà remplacée
replaced-before =
    { $count ->
        [one] La vente { $faulty } a déjà été remplacée par la vente { $sale }. Si cette clé est défectueuse aussi, remplace la vente { $sale }.
       *[other] La vente { $faulty } a déjà été remplacée par la vente { $sale }. Si ces clés sont défectueuses aussi, remplace la vente { $sale }.
    }
show-sale-button = Voir la vente { $sale }
buyer-has-left = { $buyer } n'est plus membre de ce serveur et doit d'abord le rejoindre.
not-replaced-title = Remplacement impossible
nothing-to-replace = Cette vente n'a livré aucune licence : il n'y a rien à remplacer.
replace-several-products = La vente { $sale } a plusieurs produits : { $products }. Relance la commande et choisis le produit défectueux dans `{ sales-replace-product-name }`.
replace-other-product = La vente { $sale } n'a pas de licence de *{ $product }*. Choisis un produit dans la liste ou laisse `{ sales-replace-product-name }` vide.
replace-too-many =
    { $count ->
        [one] La vente { $sale } n'a qu'une licence à remplacer. Laisse `{ sales-replace-quantity-name }` vide.
       *[other] La vente { $sale } n'a que { $count } licences à remplacer. Indique au plus { $count } dans `{ sales-replace-quantity-name }`, ou laisse-le vide pour les remplacer toutes.
    }
named-is-one = Tu as choisi une licence précise, donc `{ assignlicense-quantity-name }` doit être 1. Pour en vendre plusieurs, laisse `{ assignlicense-license-name }` vide.
sale-stopped-title = Vente arrêtée
ledger-failed = Je n'ai pas pu enregistrer cette vente. **Ne la relance pas encore.** Regarde d'abord `/sales list` et préviens la personne qui gère ce bot.
buyer-is-bot = Les bots ne peuvent pas avoir de licence. Choisis une personne.
buyer-is-stranger = Cette personne n'est pas membre de ce serveur. Elle doit le rejoindre avant que tu puisses lui vendre une licence.
license-gone = Ton choix n'est plus en stock. Choisis à nouveau dans la liste.
no-license-key = Ce n'est pas une clé de licence. Choisis-en une dans la liste ou colle la clé entière.
product-in-stock = { $product } · { $count } en stock

lookup-failed-title = Échec de la recherche
nothing-changed = Rien n'a été modifié.
vendor-says = Le fournisseur dit : « { $words } »
vendor-refuses-key = Le fournisseur refuse la clé API de la boutique. Préviens la personne qui gère ce bot : il en faut une nouvelle.
vendor-limits = Le fournisseur limite les requêtes. Réessaie dans une minute.
vendor-senseless = Le fournisseur ne répond pas correctement. Réessaie dans une minute.

fetched-title = Une licence du stock
fetched-footer = Pas encore vendue · réservée pour toi 15 minutes
assign-to-placeholder = Vendre à… (envoie la clé)
show-key-button = Afficher la clé
stock-empty = Réapprovisionne dans le tableau de bord du fournisseur.

info-title = Licence
state-label = Statut
license-assigned = Attribuée à un acheteur
license-expired = Expirée
license-free = En stock

stock-title =
    { $count ->
        [0] Stock épuisé
       *[other] { $count } en stock
    }
stock-none = Aucune licence en stock.
page = Page { $page } sur { $pages }
back-button = Précédent
next-button = Suivant

mine-none = Tu n'as pas encore de licence de ce serveur.
mine-summary =
    { $count ->
        [one] { $count } licence
       *[other] { $count } licences
    }, page { $page } sur { $pages }. Personne d'autre ne voit ça.
bought-label = Achat

takes-help = Jusqu'à 300 caractères (par exemple un salon), ou juste un lien qui commence par `https://`.
remind-before = Ce rappel a déjà été envoyé.
member-not-told = Discord n'a pas dit à temps si { $buyer } est membre. Réessaie dans un instant.
member-not-told-title = Discord est lent
