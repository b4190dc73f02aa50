# Ce qu'une boutique règle et dit elle-même, et ce que pressent les acheteurs.

shop-words-label = Un mot de la boutique
help-button = Aide
help-label = Aide
remind-button = Me rappeler avant l'expiration
remind-at = Vous recevrez un rappel le { $at }, par message privé.
remind-nothing = Il n'y a rien à rappeler : la licence n'expire pas, ou expire trop tôt.
reminder-title = Votre licence expire bientôt
reminder = Vous avez demandé un rappel. { $key }
send-again-button = Me la renvoyer en MP
send-one-again-button = Me renvoyer { $sale } en MP
sent-again = Ce que la vente { $sale } vous a apporté est de nouveau dans vos messages privés.
sent-again-closed = Vos messages privés sont fermés pour ce serveur. Ouvrez-les dans les *Paramètres de confidentialité*, puis réessayez ; d'ici là, `/mylicenses` vous montre tout.
sent-again-under-way = Ce que la vente { $sale } vous a apporté est en route ; ce sera envoyé dès que Discord l'acceptera.
bought-from = { $at } chez { $shop }

theirs-none = { $buyer } n'a aucune licence de ce serveur.
theirs-title =
    { $count ->
        [one] { $count } licence
       *[other] { $count } licences
    }
paused = { $staff } a suspendu les ventes. Un administrateur peut les reprendre dans `/settings`.
no-quantity = La quantité doit être un nombre de 1 à 25.
order-form-label = Attribuer une licence
order-product-label = Produit ; vide pour n'importe lequel
order-quantity-label = Combien, de 1 à 25
order-reference-label = Référence : paiement ou ticket
order-note-label = Note pour le journal
first-ends = la première expire { $end }
stock-lasts =
    { $days ->
        [one] suffit pour environ { $days } jour
       *[other] suffit pour environ { $days } jours
    }
event-reminder-asked = l'acheteur a demandé un rappel

role-refused-title = Un rôle n'a pas été modifié
role-gone = Le rôle de la licence de { $buyer } a été supprimé. Choisissez-en un autre dans `/settings`.
role-no-member = { $buyer } n'est plus membre de ce serveur ; le rôle { $role } n'a donc pas été attribué. Attribuez-le à la main à son retour.
role-not-allowed = keyclerk ne peut pas modifier le rôle { $role } de { $buyer }. Donnez à keyclerk la permission *Gérer les rôles* et placez son rôle au-dessus de celui-ci dans *Paramètres du serveur → Rôles* ; puis attribuez le rôle à la main cette fois.
stock-out-title = Rupture de stock
stock-out = *{ $product }* est épuisé. Réapprovisionnez chez le fournisseur.
stock-low-title = Stock faible
stock-low = *{ $product }* : il en reste { $count }. Réapprovisionnez chez le fournisseur.
stock-back-title = De nouveau en stock
stock-back = *{ $product }* : de nouveau { $count } en stock.

denied-not-administrator = Seuls les administrateurs du serveur peuvent faire cela. Rien n'a été fait.
settings-title = Paramètres de ce serveur
settings = Choisissez ce que vous voulez changer. Ce que vous réglez ici prime sur l'environnement de keyclerk.
settings-placeholder = Changer un paramètre …
administrators-only = administrateurs seulement
staff-roles-see = Un rôle sans *Gérer le serveur* ne voit une commande que si elle lui est autorisée : *Paramètres du serveur → Intégrations → keyclerk*, puis la commande.
by-environment = { $value } (environnement)
on = activé
off = désactivé
selling-goes-on = ventes ouvertes
paused-by = **suspendu** par { $staff }
fewer-than = moins de { $count }
days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
minutes =
    { $count ->
        [one] pendant { $count } minute
       *[other] pendant { $count } minutes
    }
language-of-discord = comme dans Discord
buyers-read = Les acheteurs lisent :
preview-shop = votre boutique
may-hold = Peut contenir { $names }
unknown-placeholder = { $unknown } ne correspond à rien. Il y a { $known }.
takes-minutes = Il faut un nombre entier de minutes, 1440 au plus ; 0 pour jamais.
takes-days = Il faut un nombre entier de jours, 3650 au plus ; 0 pour toutes.
takes-levels = Il faut un nombre, et des lignes `produit = nombre`.
takes-roles = Il faut des lignes `produit = identifiant du rôle`.
too-long = C'est trop long.
setting-refused = *{ $setting }* n'a pas été modifié. { $why }

lacks-title = keyclerk ne peut pas encore tout faire
lack-channel = keyclerk ne voit pas { $channel }. S'il a été supprimé, choisissez-en un autre ; sinon, laissez keyclerk le voir dans les permissions du salon.
lack-no-messages = { $channel } n'accepte pas de messages. Choisissez un salon textuel.
lack-locked = { $channel } est verrouillé. Déverrouillez le fil, ou autorisez *Gérer les fils* pour keyclerk.
lack-in-channel = Dans { $channel }, il manque à keyclerk *{ $permissions }*. Autorisez-le dans les permissions du salon.
lack-role = Le rôle { $role } a été supprimé. Choisissez-en un autre.
lack-not-given = { $role } appartient à Discord ou à un bot et ne peut pas être attribué. Choisissez un autre rôle.
lack-too-high = { $role } n'est pas au-dessous du rôle de keyclerk. Placez le rôle de keyclerk au-dessus dans *Paramètres du serveur → Rôles*.
lack-manage-roles = Il manque à keyclerk *Gérer les rôles*. Autorisez-le pour le rôle de keyclerk dans *Paramètres du serveur → Rôles*.
permission-view = Voir le salon
permission-send = Envoyer des messages
permission-send-in-threads = Envoyer des messages dans les fils
permission-embed = Intégrer des liens

set-staff-roles-label = Rôles qui vendent
set-staff-roles-description = Qui peut vendre ; les administrateurs toujours
set-sales-channel-label = Salon des ventes
set-sales-channel-description = Où chaque vente est publiée, clés masquées
set-claims-channel-label = Salon des retraits
set-claims-channel-description = Pour le bouton de retrait quand l'acheteur ne voit pas le salon de la vente
set-buyer-role-label = Rôle des acheteurs
set-buyer-role-description = Donné avec une licence, retiré avec la dernière
set-product-roles-label = Rôles par produit
set-product-roles-description = Lignes : produit = identifiant du rôle
set-paused-label = Suspendre les ventes
set-paused-description = Rien n'est vendu jusqu'à la reprise
set-ask-for-product-label = Demander le produit
set-ask-for-product-description = Quand aucun n'est nommé et que le stock en a plusieurs
set-low-stock-label = Stock faible
set-low-stock-description = Un nombre ; ou des lignes : produit = nombre
set-lasting-days-label = Jours qu'une licence doit durer
set-lasting-days-description = Celles qui expirent avant ne sont pas tirées, sauf si on les nomme
set-dm-text-label = Votre message dans le MP
set-dm-text-description = Ajouté au message qui apporte la clé
set-help-label = Aide pour les acheteurs
set-help-description = Un lien, ou où demander
set-language-label = Langue
set-language-description = Pour les salons, et les acheteurs dont la langue est inconnue
set-repeats-within-label = Demander en cas de répétition
set-repeats-within-description = Minutes pendant lesquelles la même vente est confirmée ; 0 pour jamais

help-title = Ce que vous pouvez faire avec keyclerk
help-staff-label = Pour l'équipe
help-staff =
    `/assignlicense` vend une ou plusieurs licences ; clic droit sur un membre → *Applications* fait de même avec un formulaire et montre ce qu'il a.
    `/fetchlicense` en prend une à regarder · `/myavailable` montre le stock · `/licenseinfo` en consulte une.
    `/sales list`, `show`, `export` et `stats` sont le journal ; `/sales replace` remplace des licences défectueuses, `/sales refund` note un remboursement.
    `/resend` renvoie une clé.
help-administrator-label = Pour les administrateurs
help-administrator = `/settings` règle la boutique de ce serveur et dit ce qui manque à keyclerk.
help-buyer-label = Vos licences
help-buyer = `/mylicenses` vous les montre avec leurs clés, à vous seul ; son bouton les renvoie en message privé. Le retrait et le rappel sont sous les messages qui les ont apportées.
lacks-unknown = Discord ne dit pas en ce moment ce que keyclerk peut faire ici. Relancez `/settings` dans un instant.
panel-outdated = Ce panneau vient d'une version antérieure de keyclerk. Relancez `/settings` ; rien n'a été modifié.
