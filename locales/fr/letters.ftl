# Les messages d'une vente, et ce qu'ils partagent avec d'autres.

sale-number = Vente { $sale }
order-number = Commande { $sale }
product-label = Produit
products-label = Produits
product-unnamed = sans nom de produit
expires-label = Expire
never = Jamais
key-label = Clé
keys-label = Clés
note-label = Note
reason-label = Raison
replaces = vente { $sale } : { $reason }

# À l'acheteur
dm-title = Merci pour ton achat !
dm-again-title =
    { $count ->
        [one] Revoici ta clé
       *[other] Revoici tes clés
    }
dm-replacement-title =
    { $count ->
        [one] Voici ta licence de remplacement
       *[other] Voici tes licences de remplacement
    }
dm-intro =
    { $count ->
        [one] Ta licence de **{ $shop }** :
       *[other] Tes licences de **{ $shop }** :
    }
your-license-title =
    { $count ->
        [one] Ta licence
       *[other] Tes licences
    }
order-replaces = remplace la commande { $sale }
keep-safe-label = Message perdu ?
keep-safe = Utilise /mylicenses sur { $shop }.
keep-safe-unnamed = Utilise /mylicenses sur le serveur.
help-in-shop = Demande à l'équipe de { $shop }.
keys-in-file =
    { $count ->
        [one] La clé est dans le fichier. Elle ne tient pas dans un message.
       *[other] Les { $count } clés sont dans le fichier, une par ligne. Elles ne tiennent pas dans un message.
    }
keys-in-file-too =
    { $count ->
        [one] La clé est aussi dans le fichier.
       *[other] Les clés sont aussi dans le fichier, une par ligne.
    }
claim-notice =
    { $count ->
        [one] { $buyer }, ta licence est prête ! Je n'ai pas pu t'envoyer de MP, alors appuie sur **{ claim-button }**. Tu es la seule personne à voir la clé.
       *[other] { $buyer }, tes { $count } licences sont prêtes ! Je n'ai pas pu t'envoyer de MP, alors appuie sur **{ claim-button }**. Tu es la seule personne à voir les clés.
    }
claim-button = Récupérer

# Aux salons du serveur et à qui gère le bot
sales-line =
    { $count ->
        [one] { $staff } a vendu une licence à { $buyer }
       *[other] { $staff } a vendu { $count } licences à { $buyer }
    }
sales-line-product = { $staff } a vendu **{ $product }** à { $buyer }
found-assigned-title = Vente { $sale } : licence bloquée, mais attribuée
found-assigned = Cette licence a été demandée pour { $buyer }, puis mise de côté. Elle est maintenant attribuée à quelqu'un. Elle ne sera plus vendue. Vérifie-la dans le tableau de bord du fournisseur.
api-key-refused-title = Le fournisseur refuse la clé API
api-key-refused = Les ventes sont en pause. Crée une nouvelle clé dans le tableau de bord du fournisseur. Si le bot la lit dans `RESELLER_API_TOKEN_FILE`, mets-la dans ce fichier et les ventes reprennent. Sinon, indique-la dans `RESELLER_API_TOKEN` et redémarre le bot.
refunded-title = Vente { $sale } marquée comme remboursée
refunded =
    { $count ->
        [one] Marquée par { $staff }. Aucun argent n'a été transféré. { $buyer } garde la licence.
       *[other] Marquée par { $staff }. Aucun argent n'a été transféré. { $buyer } garde les licences.
    }
doubt-title = Vente non confirmée depuis 15 minutes
doubt = Le fournisseur n'a toujours pas confirmé la licence pour { $buyer }. Je continue à demander, et la vente se terminera toute seule. **Ne relance pas la vente : cela coûterait une 2ᵉ licence.** Si le fournisseur répond, consulte le journal du bot.

# À l'équipe : où en est une vente
queue-title = En attente du fournisseur
queue = Le fournisseur limite les requêtes. Ta vente à { $buyer } est numéro { $place } dans la file et reprend toute seule { $when }. **Ne relance pas la vente : cela coûterait une 2ᵉ licence.**
selling-title = Vente en cours…
selling = Le fournisseur met du temps à répondre. La vente à { $buyer } continue toute seule.
lost-title = Vérification auprès du fournisseur
lost = Je vérifie si la licence a été attribuée à { $buyer }. **Ne relance pas la vente : cela coûterait une 2ᵉ licence.** Je mettrai ce message à jour.
checking-title = Refusée par le fournisseur – vérification
checking = Le fournisseur a refusé la licence pour { $buyer }, mais l'a peut-être attribuée quand même. Je vérifie. **Ne relance pas la vente : cela coûterait une 2ᵉ licence.** Je mettrai ce message à jour.
blocked-title = Bloquée avant d'arriver au fournisseur
blocked = Un pare-feu ou un proxy a répondu à la place du fournisseur. La clé API n'est pas en cause. La vente à { $buyer } se terminera toute seule. **Ne relance pas la vente : cela coûterait une 2ᵉ licence.** Si cela dure, préviens la personne qui gère ce bot : le fournisseur doit autoriser l'adresse du bot.
on-its-way-title = Vendue – MP en route
on-its-way = Discord est lent en ce moment. Le MP à { $buyer } part automatiquement.
sold-title =
    { $count ->
        [one] Licence vendue
       *[other] { $count } licences vendues
    }
sold-by-dm =
    { $count ->
        [one] Clé envoyée à { $buyer } en MP.
       *[other] Clés envoyées à { $buyer } en MP.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } a récupéré la clé.
       *[other] { $buyer } a récupéré les clés.
    }
dms-closed-title = Vendue – l'acheteur n'accepte pas les MP
dms-closed-claim = Je n'ai pas pu envoyer de MP à { $buyer }, qui peut appuyer sur **{ claim-button }** ici : { $notice } ou utiliser `/mylicenses`. Rien d'autre à faire.
dms-closed = Je n'ai pas pu envoyer de MP à { $buyer }. Demande-lui d'utiliser `/mylicenses`.
late-reply = { $staff }, voici le résultat de ta vente { $sale } :
faulty-label =
    { $count ->
        [one] La clé défectueuse
       *[other] Les clés défectueuses
    }
faulty =
    { $count ->
        [one] Le fournisseur ne peut pas la reprendre. L'acheteur garde les deux.
       *[other] Le fournisseur ne peut pas les reprendre. L'acheteur les garde aussi.
    }

# À l'équipe : il s'en est vendu moins que demandé
short-title =
    { $count ->
        [one] { $count } licence vendue sur { $quantity }
       *[other] { $count } licences vendues sur { $quantity }
    }
short = Le reste n'a pas été vendu : { $why }. { $next }
short-again = Vends le reste avec une nouvelle vente.
short-restock = Réapprovisionne dans le tableau de bord du fournisseur, puis vends le reste.
short-later = Vends le reste dans une minute.
short-tell = Préviens la personne qui gère ce bot, puis vends le reste.
short-check = Vérifie chez le fournisseur quelles licences sont déjà attribuées avant de vendre le reste.
short-other-member = Vends à un autre membre.
short-out-of-stock = plus de licences en stock
short-stock-moves = quelqu'un a été plus rapide
short-quarantined = l'équipe a bloqué une clé
short-api-key-refused = le fournisseur refuse la clé API de la boutique
short-rate-limited = le fournisseur limite les requêtes
short-refused = le fournisseur a refusé la demande
short-own-account = le fournisseur n'attribue pas de licence au compte de la boutique elle-même
short-restored = les données de la boutique ont été restaurées depuis une sauvegarde
short-not-reconciled = les données de la boutique sont en cours de comparaison avec le stock du fournisseur
short-unreachable = le fournisseur est injoignable
short-blocked = un pare-feu ou un proxy a bloqué la requête vers le fournisseur
short-no-such-address = l'API du fournisseur n'est pas à l'adresse configurée
short-name-unknown = le nom d'hôte du fournisseur est introuvable
short-connections-refused = le serveur du fournisseur refuse les connexions
short-tls = pas de connexion sécurisée avec le fournisseur

# À l'équipe : ce qu'elle décide
resend-button = Réessayer le MP
cancel-button = Annuler
sell-another-button = En vendre une autre
sell-offered-button = En vendre { $offered }
which-product-placeholder = Quel produit ?
stock-count-description = { $count } en stock
question-partial-title = { $offered } sur { $quantity } en stock – en vendre { $offered } ?
question-partial = En stock : { $offered } sur { $quantity } pour { $buyer }. Cette vente n'est pas encore faite.
question-product-title = Quel produit ?
question-product = Il y a plusieurs produits en stock. Choisis celui pour { $buyer }. Cette vente n'est pas encore faite.
question-product-more = { $count ->
        [one] Un autre produit ne tient pas dans le menu.
       *[other] { $count } autres produits ne tiennent pas dans le menu.
    } Pour en vendre un, relance la vente et tape son nom dans `{ assignlicense-product-name }`.
question-repeat-title = Déjà vendue à l'instant – en vendre une autre ?
question-repeat = { $staff } a vendu une licence à { $buyer } { $ago } (vente { $sale }). Cette deuxième vente n'est pas encore faite.
question-repeat-product = { $staff } a vendu *{ $product }* à { $buyer } { $ago } (vente { $sale }). Cette deuxième vente n'est pas encore faite.
question-repeat-unknown = Cet acheteur vient d'acheter. Cette deuxième vente n'est pas encore faite.
held-title = À toi de décider
held =
    On ne sait pas si { $buyer } a cette licence : { $evidence }
    { "" }**Ne relance pas la vente : cela coûterait une 2ᵉ licence.** Cherche cette licence dans le tableau de bord du fournisseur. Est-elle attribuée à { $buyer } ? Si oui, j'envoie la clé. Si non, je la bloque.
evidence-expired = une réponse s'est perdue. Maintenant, la licence est expirée et n'est attribuée à personne.
evidence-refused = une réponse s'est perdue. La licence est indiquée comme libre, mais son attribution est refusée.
evidence-unknown = une réponse s'est perdue. Maintenant, le fournisseur ne connaît pas la licence.
evidence-contested = la demande a été refusée, mais la licence est attribuée à quelqu'un.
evidence-refused-after-decision = l'équipe a fait attribuer la licence à nouveau, et le fournisseur a encore refusé.
evidence-api-key-refused = la licence devait être attribuée à nouveau, mais le fournisseur refuse la clé API de la boutique.
evidence-assigned-in-quarantine = rien n'a été vendu, mais la licence est maintenant attribuée à quelqu'un.
evidence-restored = les données de la boutique ont été restaurées depuis une sauvegarde plus ancienne que la réponse du fournisseur. Vérifie chez lui à qui est la licence.
evidence-other = vois l'historique de la vente.
held-still = Cette vente attend toujours une décision. Dernier changement : { $at }.
held-status = Dernière réponse du fournisseur : **{ $status }**.
status-assigned = attribuée à quelqu'un
status-free = libre
status-expired = expirée
status-unknown = inconnue
deliver-button = Oui – remettre
another-button = Non – vendre une autre
nothing-button = Non – annuler, bloquer

# À l'équipe : pourquoi rien n'a été vendu
nothing-sold = Rien n'a été vendu.
fail-unreachable-title = Fournisseur injoignable
fail-refused-title = Refusée par le fournisseur
fail-paused-title = Ventes en pause
fail-rate-limited-title = Le fournisseur limite les requêtes
fail-named-title = Cette licence ne peut pas être vendue
fail-stock-moves-title = Licence déjà prise
fail-restored-title = Vente perdue lors d'une restauration
fail-quarantined-title = Annulée, clé bloquée
fail-cancelled-title = Vente annulée
fail-interrupted-title = Vente interrompue
fail-too-late = La vente n'a pas avancé pendant 15 minutes. Si tu la veux toujours, relance-la.
fail-out-of-stock = Plus aucune licence. Réapprovisionne dans le tableau de bord du fournisseur, puis relance la vente.
fail-out-of-product = Plus de *{ $product }*. Réapprovisionne dans le tableau de bord du fournisseur, puis relance la vente.
stock-unreadable =
    { $count ->
        [one] { $count } entrée du stock était illisible.
       *[other] { $count } entrées du stock étaient illisibles.
    }
fail-unreachable = Le fournisseur est injoignable. Réessaie dans une minute.
fail-blocked = Un pare-feu ou un proxy a bloqué la requête vers le fournisseur. La clé API n'est pas en cause. Préviens la personne qui gère ce bot : le fournisseur doit autoriser l'adresse du bot.
fail-no-such-address = L'API du fournisseur n'est pas à l'adresse configurée. Demande à la personne qui gère ce bot de vérifier `RESELLER_BASE_URL` (`__BASE_URL__` dans la documentation du fournisseur).
fail-name-unknown = Le nom d'hôte du fournisseur est introuvable. Réessaie dans une minute. Si cela ne suffit pas, demande à la personne qui gère ce bot de vérifier `RESELLER_BASE_URL` et le DNS.
fail-connections-refused = Le serveur du fournisseur refuse les connexions. Réessaie dans une minute. Si cela ne suffit pas, demande à la personne qui gère ce bot de vérifier `RESELLER_BASE_URL`.
fail-tls = Il n'y a pas de connexion sécurisée avec le fournisseur. Son certificat n'est peut-être pas fiable. Demande à la personne qui gère ce bot de le vérifier (`SSL_CERT_FILE`).
fail-refused = La licence est mise de côté 15 minutes. Relance la vente pour en vendre une autre, ou fais vérifier le tableau de bord du fournisseur.
fail-refused-at-once = Réessaie, ou fais vérifier le tableau de bord du fournisseur.
fail-own-account = Le fournisseur n'attribue pas de licence au compte de la boutique elle-même. Choisis un autre membre.
fail-api-key-refused = Le fournisseur refuse la clé API de la boutique. Préviens la personne qui gère ce bot : il en faut une nouvelle.
fail-rate-limited = Réessaie dans une minute.
fail-named-assigned = La licence indiquée est déjà attribuée. Choisis-en une autre ou laisse `{ assignlicense-license-name }` vide.
fail-named-expired = La licence indiquée est expirée. Choisis-en une autre ou laisse `{ assignlicense-license-name }` vide.
fail-named-unknown = Le fournisseur ne connaît pas la licence indiquée. Vérifie la clé ou laisse `{ assignlicense-license-name }` vide.
fail-named-taken = La licence indiquée appartient à une autre vente de cette boutique. Choisis-en une autre ou laisse `{ assignlicense-license-name }` vide.
fail-named-other = La licence indiquée n'est pas *{ $product }*. Choisis-en une autre ou laisse `{ assignlicense-product-name }` vide.
fail-named-unattributed = La licence indiquée a pu être vendue avant la restauration des données, elle ne peut donc pas être vendue. Choisis-en une autre ou laisse `{ assignlicense-license-name }` vide.
fail-restored = Les données de la boutique ont été restaurées depuis une sauvegarde faite pendant cette vente, qui a pu aboutir depuis. Demande à l'acheteur et regarde le tableau de bord du fournisseur avant de revendre.
fail-not-reconciled = Les données de la boutique ont été restaurées depuis une sauvegarde et sont en cours de comparaison avec le stock du fournisseur, pour qu'aucune licence ne soit vendue deux fois. Réessaie dans une minute.
fail-stock-moves = Quelqu'un a été plus rapide. Relance la vente.
fail-quarantined = L'équipe a décidé que la licence n'est pas à l'acheteur. Elle revient en stock dès que le fournisseur l'indique comme libre pendant 15 minutes.
fail-quarantined-for-good = L'équipe a décidé que la licence n'est pas à l'acheteur. Le fournisseur l'a attribuée à quelqu'un : elle ne sera plus vendue.
fail-not-confirmed = La vente n'a pas été confirmée. Si tu la veux toujours, relance-la.
fail-not-acknowledged = Discord n'a pas répondu à temps. Relance la vente.
