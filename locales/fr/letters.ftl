# Les messages d'une vente, et ce qu'ils partagent avec d'autres.

sale-number = Vente { $sale }
product-label = Produit
products-label = Produits
product-unnamed = non nommé par le fournisseur
expires-label = Expire
never = jamais
key-label = Clé
keys-label = Clés
note-label = Note
reason-label = Raison
makes-good-label = Remplace
makes-good = vente { $sale } : { $reason }

# À l'acheteur
your-license-title =
    { $count ->
        [one] Votre licence
       *[other] Vos licences
    }
keep-safe-label = Gardez-la précieusement
keep-safe = Utilisez /mylicenses dans le serveur pour la revoir.
keys-in-file =
    { $count ->
        [one] La clé est dans le fichier : elle ne tient pas dans un message.
       *[other] Les { $count } clés sont dans le fichier, une par ligne : elles ne tiennent pas dans un message.
    }
keys-in-file-too =
    { $count ->
        [one] La clé est aussi dans le fichier.
       *[other] Les clés sont aussi dans le fichier, une par ligne.
    }
claim-notice = { $buyer }, votre licence est prête, mais vos messages privés sont fermés. Appuyez sur **{ claim-button }** pour la voir ; vous seul le pouvez.
claim-button = Récupérer

# Aux salons du serveur et au propriétaire
sales-line = { $staff } a vendu à { $buyer }
found-assigned-title = Une licence mise de côté est attribuée (vente { $sale })
found-assigned = La licence ci-dessous a été demandée pour { $buyer }, puis mise de côté. Maintenant elle est attribuée à quelqu'un. Elle n'est plus vendue ; consultez-la dans le tableau de bord du fournisseur.
api-key-refused-title = Le fournisseur refuse notre clé d'API
api-key-refused = Les ventes sont suspendues. Créez une nouvelle clé dans le tableau de bord du fournisseur. Si keyclerk la lit dans `RESELLER_API_TOKEN_FILE`, mettez-la dans ce fichier et les ventes reprennent ; sinon, mettez-la dans `RESELLER_API_TOKEN` et redémarrez keyclerk.
refunded-title = La vente { $sale } a été remboursée
refunded = { $staff } l'a marquée comme remboursée. { $buyer } garde la licence : le fournisseur n'en reprend aucune.
doubt-title = Une vente est incertaine depuis 15 minutes
doubt = On ne sait toujours pas ce qu'est devenue la licence de { $buyer }. keyclerk continue de demander ; la vente se termine d'elle-même. **Ne revendez pas.** Si le fournisseur va bien, consultez le journal technique de keyclerk.

# À l'équipe : où en est une vente
queue-title = En attente du fournisseur
queue = Le fournisseur n'accepte plus d'appels pour le moment. Votre vente à { $buyer } est numéro { $place } dans la file et reprend d'elle-même dans environ { $seconds } s – **ne revendez pas**.
selling-title = Vente en cours…
selling = Le fournisseur est lent à répondre. La vente à { $buyer } continue d'elle-même.
lost-title = La réponse du fournisseur s'est perdue
lost = La vente à { $buyer } se terminera d'elle-même – **ne revendez pas**. Ce message changera alors.
checking-title = Le fournisseur a refusé – vérification
checking = Le fournisseur a refusé d'attribuer la licence à { $buyer }. Il l'a peut-être attribuée malgré tout ; elle est donc vérifiée – **ne relancez pas la vente**. Ce message changera dès que ce sera clair.
blocked-title = Bloquée en chemin vers le fournisseur
blocked = Un pare-feu ou un proxy a répondu à la place du fournisseur ; la clé d'API n'y est pour rien. La vente à { $buyer } se terminera d'elle-même – **ne revendez pas**. Si cela dure, demandez au propriétaire de faire autoriser par le fournisseur l'adresse de la machine qui exécute keyclerk.
on-its-way-title = Vendue – le message est en route
on-its-way = La licence est à { $buyer }. Discord n'accepte pas le message pour l'instant ; il est envoyé dès que possible.
sold-title =
    { $count ->
        [one] Licence vendue
       *[other] { $count } licences vendues
    }
sold-by-dm =
    { $count ->
        [one] { $buyer } a la clé dans un message privé.
       *[other] { $buyer } a les clés dans un message privé.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } a récupéré la clé.
       *[other] { $buyer } a récupéré les clés.
    }
dms-closed-title = Vendue – les messages privés de l'acheteur sont fermés
dms-closed-claim = La licence est à { $buyer }, mais Discord ne nous laisse pas lui écrire. Voici le bouton **{ claim-button }**, pour cette personne seule : { $notice } – `/mylicenses` lui montre aussi la clé.
dms-closed = La licence est à { $buyer }, mais Discord ne nous laisse pas lui écrire. Demandez-lui d'utiliser `/mylicenses`.
late-reply = { $staff }, voici où en est votre vente { $sale } :
faulty-label =
    { $count ->
        [one] La clé défectueuse
       *[other] Les clés défectueuses
    }
faulty =
    { $count ->
        [one] reste à l'acheteur : le fournisseur ne reprend aucune licence.
       *[other] restent à l'acheteur : le fournisseur ne reprend aucune licence.
    }

# À l'équipe : moins de licences que demandé
short-title = { $count } licences vendues sur { $quantity }
short = Les autres n'ont pas été vendues : { $why }. Relancez la commande pour ce qui manque.
short-out-of-stock = le stock n'en a plus
short-stock-moves = les licences tirées n'étaient plus libres
short-quarantined = l'équipe a mis une clé en quarantaine
short-api-key-refused = le fournisseur refuse la clé d'API de la boutique
short-rate-limited = le fournisseur n'acceptait plus d'appels
short-refused = le fournisseur a refusé
short-own-account = le fournisseur n'attribue pas de licence au compte de son propre revendeur
short-unreachable = le fournisseur était injoignable
short-blocked = un pare-feu ou un proxy a bloqué la requête en chemin vers le fournisseur
short-no-such-address = l'API du fournisseur ne se trouve pas à l'adresse configurée
short-name-unknown = le nom du serveur du fournisseur était introuvable
short-connections-refused = le serveur du fournisseur refusait les connexions
short-tls = aucune connexion sécurisée avec le fournisseur n'a pu être établie

# À l'équipe : ce qu'elle décide
resend-button = Réessayer le message privé
cancel-button = Annuler
sell-another-button = En vendre une autre
sell-offered-button = En vendre { $offered }
which-product-placeholder = Quel produit ?
stock-count-description = { $count } en stock
question-partial-title = { $offered } sur { $quantity } en stock – en vendre { $offered } ?
question-partial = Le stock a { $offered } des { $quantity } licences pour { $buyer }. Rien n'est encore vendu ; en vendre { $offered } ?
question-product-title = Quel produit ?
question-product = Le stock a plusieurs produits. Rien n'est encore vendu ; choisissez celui de { $buyer }.
question-product-more = { $count ->
        [one] Un autre produit n'entre pas dans le menu.
       *[other] { $count } autres produits n'entrent pas dans le menu.
    } Pour en vendre un, relancez la commande et saisissez son nom dans `{ assignlicense-product-name }`.
question-repeat-title = Vendue à l'instant – en vendre une autre ?
question-repeat = { $staff } a vendu une licence à { $buyer } { $ago } (vente { $sale }). Rien n'est encore vendu ; en vendre une autre ?
question-repeat-product = { $staff } a vendu *{ $product }* à { $buyer } { $ago } (vente { $sale }). Rien n'est encore vendu ; en vendre une autre ?
question-repeat-unknown = Vendre une autre licence à cet acheteur ?
held-title = Suspendue – une personne doit décider
held =
    Les réponses du fournisseur se contredisent ; il n'est pas certain que la licence soit à { $buyer } : { $evidence }
    { "" }**Ne revendez pas.** Consultez la licence dans le tableau de bord du fournisseur, puis appuyez sur ce qui est vrai.
evidence-expired = une réponse s'est perdue, et maintenant la licence n'est attribuée à personne, mais expirée.
evidence-refused = une réponse s'est perdue, la licence est dite libre, et pourtant son attribution est refusée.
evidence-unknown = une réponse s'est perdue, et maintenant le fournisseur ne connaît pas la licence.
evidence-contested = le fournisseur a refusé, et pourtant la licence est attribuée à quelqu'un.
evidence-refused-after-decision = vous avez fait attribuer la licence de nouveau, et le fournisseur a encore refusé.
evidence-api-key-refused = la licence devait être attribuée de nouveau, et le fournisseur refuse la clé API de la boutique.
evidence-assigned-in-quarantine = rien n'a été vendu, et maintenant la licence est attribuée à quelqu'un.
evidence-other = voir le journal de la vente.
held-still = Cette vente est toujours suspendue. Elle attend une décision de l'équipe depuis { $at }.
held-status = Dernière réponse du fournisseur à son sujet : **{ $status }**.
status-assigned = attribuée à quelqu'un
status-free = libre
status-expired = expirée
status-unknown = inconnue
deliver-button = Elle est à l'acheteur : remettre
another-button = Elle ne l'est pas : en vendre une autre
nothing-button = Elle ne l'est pas : ne rien vendre

# À l'équipe : pourquoi rien n'a été vendu
fail-too-late = La vente a été interrompue et n'a pas pu continuer pendant un quart d'heure. Relancez la commande si elle est toujours voulue.
fail-out-of-stock = Le stock n'a aucune licence qui puisse être vendue. Réapprovisionnez chez le fournisseur, puis relancez la commande.
fail-out-of-product = Le stock n'a aucune licence de *{ $product }* qui puisse être vendue. Réapprovisionnez chez le fournisseur, puis relancez la commande.
stock-unreadable =
    { $count ->
        [one] { $count } entrée du stock n'a pas pu être lue.
       *[other] { $count } entrées du stock n'ont pas pu être lues.
    }
fail-unreachable = Le fournisseur est injoignable. Réessayez dans une minute.
fail-blocked = Un pare-feu ou un proxy a bloqué la requête en chemin vers le fournisseur ; la clé d'API n'y est pour rien. Demandez au propriétaire de faire autoriser par le fournisseur l'adresse de la machine qui exécute keyclerk.
fail-no-such-address = L'API du fournisseur ne se trouve pas à l'adresse configurée. Demandez au propriétaire de vérifier `RESELLER_BASE_URL` ; la documentation du fournisseur l'appelle `__BASE_URL__`.
fail-name-unknown = Le nom du serveur du fournisseur est introuvable. Réessayez dans une minute ; si cela persiste, demandez au propriétaire de vérifier `RESELLER_BASE_URL` et le DNS de la machine qui exécute keyclerk.
fail-connections-refused = Le serveur du fournisseur refuse les connexions. Réessayez dans une minute ; si cela persiste, demandez au propriétaire de vérifier `RESELLER_BASE_URL`.
fail-tls = Impossible d'établir une connexion sécurisée avec le fournisseur ; son certificat n'est peut-être pas reconnu. Demandez au propriétaire de le vérifier ; `SSL_CERT_FILE` indique les certificats auxquels keyclerk se fie.
fail-refused = Le fournisseur a refusé. La licence est mise de côté pendant un quart d'heure. Relancez la commande pour une autre, ou demandez au propriétaire de consulter le tableau de bord du fournisseur.
fail-refused-at-once = Le fournisseur a refusé. Réessayez, ou demandez au propriétaire de consulter le tableau de bord du fournisseur.
fail-own-account = Le fournisseur n'attribue pas de licence au compte de son propre revendeur. Choisissez un autre membre.
fail-api-key-refused = Le fournisseur refuse la clé d'API de la boutique ; les ventes sont suspendues. Prévenez le propriétaire : il faut une nouvelle clé.
fail-rate-limited = Le fournisseur n'accepte plus d'appels pour le moment. Réessayez dans une minute.
fail-named-assigned = La licence indiquée est déjà attribuée. Choisissez-en une autre, ou laissez `{ assignlicense-license-name }` vide.
fail-named-expired = La licence indiquée a expiré. Choisissez-en une autre, ou laissez `{ assignlicense-license-name }` vide.
fail-named-unknown = Le fournisseur ne connaît pas la licence indiquée. Vérifiez la clé, ou laissez `{ assignlicense-license-name }` vide.
fail-named-taken = La licence indiquée appartient à une autre vente de cette boutique. Choisissez-en une autre, ou laissez `{ assignlicense-license-name }` vide.
fail-named-other = La licence indiquée n'est pas de *{ $product }*. Choisissez-en une qui l'est, ou laissez `{ assignlicense-product-name }` vide.
fail-stock-moves = Les licences tirées n'étaient plus libres ; quelqu'un d'autre vend depuis ce stock. Relancez la commande.
fail-quarantined = L'équipe a décidé que la licence n'est pas à l'acheteur. Elle est mise de côté jusqu'à ce que le fournisseur l'ait dite libre pendant un quart d'heure.
fail-quarantined-for-good = L'équipe a décidé que la licence n'est pas à l'acheteur. Chez le fournisseur, elle est à quelqu'un ; elle n'est plus vendue.
fail-not-confirmed = Ce n'a pas été confirmé. Si la vente est voulue, relancez la commande.
fail-not-acknowledged = Discord n'a pas répondu à temps. Relancez la commande.
