# Les réponses des commandes et des boutons, hors lettres et journal.

denied-wrong-guild = Ce bot ne vend pas ici : le serveur n'est pas dans ses `GUILD_IDS`. Rien n'a été fait.
denied-not-staff = Seule l'équipe peut faire cela : un rôle de `STAFF_ROLE_IDS` ou de `/settings`, ou un administrateur du serveur. Rien n'a été fait.
outdated = Ce bouton date d'un démarrage précédent du bot. Relancez la commande ; rien n'a été fait.
license-in-sale = Cette licence appartient désormais à la vente { $sale }. `/sales show` en dit plus et montre sa clé à qui la demande.
broke = Une erreur s'est produite ; elle est dans le journal technique. Si une vente était en cours, elle se termine d'elle-même : consultez-la avant de revendre.
closing = keyclerk redémarre. Réessayez dans un instant ; rien n'a été fait.
not-taken = Ceci n'est pas accepté : la commande a changé ou n'existe que dans les serveurs. Rechargez Discord et réessayez ; rien n'a été fait.

not-your-license = Cette licence appartient à quelqu'un d'autre ; seul son acheteur peut la récupérer.
no-license-yet = Cette vente n'a pas encore de licence pour vous.
not-asked = Impossible de demander au fournisseur en ce moment si la licence est libre. Rien n'a été changé ; appuyez de nouveau dans une minute.
sale-busy = Cette vente est en cours de traitement. Rien n'a été changé ; appuyez de nouveau dans quelques secondes.
no-such-sale = Cette vente n'existe pas dans ce serveur. Rien n'a été fait.

nothing-sent-title = Rien n'a été envoyé
resend-delivered = { $buyer } a la clé de la vente { $sale } dans un message privé.
resend-closed = Les messages privés de { $buyer } sont toujours fermés. `/mylicenses` lui montre la clé.
resend-under-way = La clé de la vente { $sale } est en route vers { $buyer } ; elle est envoyée dès que Discord l'accepte.
resend-nothing = La vente { $sale } n'a pas de licence à envoyer : rien n'est vendu, ou pas encore.

nothing-sold-title = Rien n'a été vendu
bad-id = Discord a envoyé un identifiant qui n'a pas de sens.
referenced = La référence *{ $reference }* appartient à la vente { $sale } :
replaced-before = La vente { $faulty } a déjà été remplacée, par la vente { $sale } :
earlier-sale =
    { $staff } a vendu à { $buyer } { $ago }.
    S'il s'agit d'une autre vente, donnez-lui une autre référence.
show-sale-button = Afficher la vente { $sale }
buyer-has-left = { $buyer } n'est plus membre de ce serveur et doit d'abord le rejoindre.
nothing-to-replace = Cette vente n'a vendu aucune licence : il n'y en a pas à remplacer.
replace-several-products = La vente { $sale } contient des licences de plusieurs produits : { $products }. Rien n'a encore été vendu ; relancez la commande et choisissez le produit défectueux dans `{ sales-replace-product-name }`.
replace-other-product = La vente { $sale } n'a vendu aucune licence de *{ $product }*. Choisissez un produit de la liste ou laissez `{ sales-replace-product-name }` vide.
replace-too-many =
    { $count ->
        [one] La vente { $sale } n'a vendu qu'une licence qui puisse être défectueuse. Laissez `{ sales-replace-quantity-name }` vide pour la remplacer.
       *[other] La vente { $sale } n'a vendu que { $count } licences qui puissent être défectueuses. Indiquez au plus { $count } dans `{ sales-replace-quantity-name }`, ou laissez-le vide pour toutes les remplacer.
    }
named-is-one = Une licence précise est unique. Laissez `{ assignlicense-license-name }` vide pour en vendre plusieurs, ou `{ assignlicense-quantity-name }` pour vendre celle-là.
sale-stopped-title = La vente s'est arrêtée
ledger-failed = Le registre n'a pas pu être écrit. Si une licence a été prise, la vente se termine d'elle-même et ceci est consigné ; **consultez la vente avant de revendre**, et prévenez le propriétaire.
buyer-is-bot = Un bot ne peut pas détenir de licence. Choisissez une personne.
buyer-is-stranger = Cette personne n'est pas membre de ce serveur. Elle doit le rejoindre avant qu'une licence puisse lui être vendue.
license-gone = Ce choix n'est plus en stock. Choisissez à nouveau dans la liste.
no-license-key = Ce n'est pas une clé de licence. Choisissez-en une dans la liste ou collez la clé entière.
product-in-stock = { $product } · { $count } en stock

nothing-looked-up-title = Rien n'a été consulté
nothing-changed = Rien n'a été vendu ni modifié.
vendor-says = Le fournisseur dit : « { $words } »
vendor-refuses-key = Le fournisseur refuse la clé d'API de la boutique. Prévenez le propriétaire : il faut une nouvelle clé.
vendor-limits = Le fournisseur n'accepte plus d'appels pour le moment. Réessayez dans une minute.
vendor-senseless = Le fournisseur est injoignable ou répond n'importe quoi. Réessayez dans une minute.

fetched-title = Une licence du stock
fetched-footer = Pas encore vendue ; pendant 15 minutes, elle n'est tirée pour personne d'autre
assign-to-placeholder = Attribuer à…
show-key-button = Afficher la clé
stock-empty-title = Le stock est vide
stock-empty = Aucune licence ne peut être vendue. Réapprovisionnez chez le fournisseur.

info-title = Licence
state-label = État
license-assigned = attribuée à un acheteur
license-expired = expirée
license-free = libre

stock-title =
    { $count ->
        [one] { $count } disponible
       *[other] { $count } disponibles
    }
stock-none = Aucune licence n'est disponible.
page = Page { $page } sur { $pages }
back-button = Précédent
next-button = Suivant

mine-none = Vous n'avez pas encore de licence de ce serveur.
mine-title = Votre licence · vente { $sale }
mine-summary =
    { $count ->
        [one] { $count } licence
       *[other] { $count } licences
    }, page { $page } sur { $pages }. Vous seul voyez ceci.
bought-label = Achetée

takes-help = Écrivez au plus 300 caractères, par exemple un salon, ou rien qu'un lien entier qui commence par `https://`.
remind-before = Ce rappel vous a déjà été envoyé.
reminder-several = Vous avez demandé un rappel. Ces licences à vous expirent bientôt.
member-not-told = Discord n'a pas dit à temps si { $buyer } est membre. Rien n'a été vendu ; réessayez dans un instant.
