# Ce qu'une boutique règle et dit elle-même, et les boutons des acheteurs.

help-button = Aide
help-label = Des questions ?
remind-button = Me rappeler l'expiration
remind-at = Je te le rappelle en MP le { $at }.
remind-nothing = Pas besoin de rappel : la licence n'expire jamais, ou expire trop tôt.
reminder-title =
    { $count ->
        [one] Ta licence expire bientôt
       *[other] Tes licences expirent bientôt
    }
reminder =
    { $count ->
        [one] Tu as demandé ce rappel. Renouvelle ta licence à temps.
       *[other] Tu as demandé ce rappel. Renouvelle tes licences à temps.
    }
send-again-button = Me renvoyer en MP
send-one-again-button = Renvoyer { $sale } en MP
sent-again = Envoyé – regarde tes MP.
sent-again-closed = Tu n'acceptes pas les MP de ce serveur. Autorise-les dans *nom du serveur → Paramètres de confidentialité → Messages privés* et réessaie. En attendant, utilise `/mylicenses`.
sent-again-under-way = Discord est lent en ce moment. Ton MP est en route.
bought-from = { $at } chez { $shop }

theirs-none = { $buyer } n'a pas de licence de ce serveur.
theirs-title =
    { $count ->
        [one] { $count } licence
       *[other] { $count } licences
    }
paused = { $staff } a mis les ventes en pause. Un admin du serveur peut les reprendre dans `/settings`.
no-quantity = La quantité doit être un nombre de 1 à 25.
order-form-label = Attribuer une licence
order-product-label = Produit (vide = n'importe lequel)
order-quantity-label = Quantité, de 1 à 25
order-reference-label = Numéro de paiement ou de ticket
order-note-label = Note pour l'équipe
first-ends = la première expire { $end }
stock-lasts =
    { $days ->
        [one] dure environ { $days } jour
       *[other] dure environ { $days } jours
    }
event-reminder-asked = l'acheteur a demandé un rappel

role-refused-title = Un rôle n'a pas été modifié
role-gone = Le rôle pour la licence de { $buyer } a été supprimé. Choisis-en un autre dans `/settings`.
role-no-member = { $buyer } n'est plus membre de ce serveur, donc je n'ai pas pu donner le rôle { $role }. Donne-le à la main à son retour.
role-not-allowed = Je ne peux pas modifier le rôle { $role } de { $buyer }. Donne-moi la permission *Gérer les rôles* et place mon rôle au-dessus dans *Paramètres du serveur → Rôles*. Puis règle ce rôle à la main pour cette fois.
stock-out-title = Stock épuisé
stock-out = Plus de *{ $product }*. Réapprovisionne dans le tableau de bord du fournisseur.
stock-low-title = Stock bas
stock-low = *{ $product }* : reste { $count }. Réapprovisionne dans le tableau de bord du fournisseur.
stock-back-title = De retour en stock
stock-back = *{ $product }* : { $count } à nouveau en stock.
backups-fail-title = Les sauvegardes échouent
backups-fail = La dernière sauvegarde des données a échoué. Les ventes continuent. Si le disque tombe en panne maintenant, les ventes récentes sont perdues. Le journal du bot indique la cause. Je continue d'essayer.
backups-work-title = Les sauvegardes fonctionnent à nouveau
backups-work = Les données sont à nouveau sauvegardées.

denied-not-administrator = Réservé aux admins du serveur. Rien n'a été modifié.
settings-title = Paramètres de ce serveur
settings = Choisis ce que tu veux changer. Tes choix remplacent le fichier .env du bot.
settings-placeholder = Changer un paramètre…
administrators-only = admins du serveur seulement
staff-roles-see = Un rôle sans *Gérer le serveur* ne voit une commande que si tu l'autorises : *Paramètres du serveur → Intégrations → ce bot*, puis la commande.
by-environment = { $value } (fichier .env)
on = Activé
off = Désactivé
selling-goes-on = En vente
paused-by = **En pause** par { $staff }
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
language-of-discord = Comme dans Discord
buyers-read = Les acheteurs lisent :
preview-shop = ta boutique
may-hold = Comment activer la clé. Tu peux utiliser { $names }
unknown-placeholder = { $unknown } n'est pas un champ valide. Utilise : { $known }.
takes-minutes = Des minutes entières, 1440 au plus (0 = ne jamais demander).
takes-days = Des jours entiers, 3650 au plus (0 = tout vendre).
takes-levels = Un nombre, et des lignes `produit = nombre`.
takes-roles = Des lignes `produit = ID du rôle`.
too-long = C'est trop long.
setting-refused = *{ $setting }* n'a pas été modifié. { $why }

lacks-title = Je ne peux pas encore tout faire
lack-channel = Je ne vois pas { $channel }. S'il a été supprimé, choisis-en un autre. Sinon, laisse-moi le voir dans les permissions du salon.
lack-no-messages = { $channel } n'accepte pas de messages. Choisis un salon textuel.
lack-locked = { $channel } est verrouillé. Déverrouille le fil, ou donne-moi *Gérer les fils*.
lack-in-channel = Dans { $channel }, il me faut la permission *{ $permissions }*. Autorise-la dans les permissions du salon.
lack-role = Le rôle { $role } a été supprimé. Choisis-en un autre.
lack-not-given = { $role } appartient à Discord ou à un bot et ne peut pas être donné. Choisis un autre rôle.
lack-too-high = { $role } est au-dessus de mon rôle. Place mon rôle plus haut dans *Paramètres du serveur → Rôles*.
lack-manage-roles = Il me faut la permission *Gérer les rôles*. Autorise-la pour mon rôle dans *Paramètres du serveur → Rôles*.
permission-view = Voir le salon
permission-send = Envoyer des messages
permission-send-in-threads = Envoyer des messages dans les fils
permission-embed = Intégrer des liens

set-staff-roles-label = Rôles qui vendent
set-staff-roles-description = Qui peut vendre, en plus des admins du serveur
set-sales-channel-label = Salon des ventes
set-sales-channel-description = Affiche chaque vente, clés masquées
set-claims-channel-label = Salon de récupération
set-claims-channel-description = Pour le bouton Récupérer si l'acheteur ne voit pas le salon de la vente
set-buyer-role-label = Rôle des acheteurs
set-buyer-role-description = Donné avec une licence, retiré quand la dernière expire
set-product-roles-label = Rôles par produit
set-product-roles-description = Lignes : produit = ID du rôle
set-paused-label = Mettre les ventes en pause
set-paused-description = Rien n'est vendu jusqu'à ce que tu la désactives
set-ask-for-product-label = Demander quel produit
set-ask-for-product-description = Si aucun n'est indiqué et que plusieurs sont en stock
set-low-stock-label = Alerte de stock bas
set-low-stock-description = Un nombre, ou des lignes : produit = nombre
set-lasting-days-label = Jours de validité minimum
set-lasting-days-description = Les licences qui expirent plus tôt ne sont pas choisies au hasard
set-dm-text-label = Ton message dans le MP
set-dm-text-description = Affiché avec la clé, par exemple comment l'activer
set-help-label = Aide aux acheteurs
set-help-description = Un lien, ou l'endroit où demander
set-language-label = Langue
set-language-description = Pour les salons, et les acheteurs dont la langue est inconnue
set-repeats-within-label = Demander avant une vente identique
set-repeats-within-description = Minutes pendant lesquelles une vente identique demande confirmation ; 0 = jamais

help-title = Ce que tu peux faire ici
help-staff-label = Pour l'équipe
help-staff =
    `/assignlicense` : vendre une ou plusieurs licences
    Clic droit sur un membre (mobile : profil → ⋯) → *Applications* : vendre avec un formulaire, ou voir ses licences
    `/fetchlicense` : afficher une licence et la réserver 15 minutes
    `/myavailable` : afficher le stock
    `/licenseinfo` : consulter une licence
    `/resend` : renvoyer une clé
    `/sales list`, `show`, `export`, `stats` : lire le journal des ventes
    `/sales replace` : remplacer des licences défectueuses
    `/sales refund` : marquer une vente comme remboursée (ne transfère pas d'argent)
    `/sales transfer` : transférer une vente au nouveau compte de l'acheteur
    `/sales attribute` : enregistrer un acheteur après une restauration
help-administrator-label = Pour les admins du serveur
help-administrator = `/settings` : régler la boutique de ce serveur, et voir les permissions qui me manquent
help-buyer-label = Tes licences
help-buyer =
    `/mylicenses` : voir tes licences et tes clés, toi seulement, ou les recevoir à nouveau en MP
    { "" }**{ claim-button }** et **{ remind-button }** : boutons sous les messages de ta licence
lacks-unknown = Discord ne dit pas pour l'instant ce que je peux faire ici. Réutilise `/settings` dans un instant.
panel-outdated = Ce menu a expiré. Réutilise `/settings`. Rien n'a été modifié.
