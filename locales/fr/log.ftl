# Le journal des ventes : ce que répond /sales.

log-title = Ventes
log-footer = Les plus récentes d'abord · Détails : /sales show
log-none-here = Aucune vente trouvée jusqu'ici. Appuie sur **{ older-button }** pour chercher plus loin.
log-none-older = Aucune vente plus ancienne ne correspond.
log-none = Aucune vente ne correspond.
newest-button = Plus récentes
older-button = Plus anciennes
only = Seulement { $what }
only-buyer = à { $buyer }
only-staff = par { $staff }
only-product = produit *{ $product }*
only-since = depuis le { $day }
any-product = n'importe quel produit

sale-without-key = Cette vente n'a pas de clé.
since-is-no-day = Indique `{ sales-list-since-name }` au format AAAA-MM-JJ, par exemple 2026-11-24.

mark-refunded = marquée comme remboursée
mark-replaces = remplace { $sale }
mark-replaced-by = remplacée par { $sale }

state-under-way = en cours
state-in-doubt = non confirmée
state-held = attend une décision
state-assigned = vendue, MP en route
state-undelivered = vendue, non remise
state-delivered = remise
state-failed = échouée

buyer-label = Acheteur
staff-label = Vendue par
licenses-label = Licences
reference-label = Référence
replaces-label = Remplace
replaced-by-label = Remplacée par
refunded-label = Remboursée
reveal-button =
    { $count ->
        [one] Afficher la clé
       *[other] Afficher les clés
    }
more-licenses = … et { $count } de plus
more-events = …{ $count } de plus…
keys-footer = Visible par toi seulement. Cet affichage est enregistré.

refund = { $at } par { $staff }
refund-with-reason = { $at } par { $staff } : { $reason }
refund-done-title = Marquée comme remboursée
refund-done =
    { $count ->
        [one] **Aucun argent n'a été transféré** – rembourse là où l'acheteur a payé. { $buyer } garde la licence. La vente { $sale } ne compte plus dans les statistiques.
       *[other] **Aucun argent n'a été transféré** – rembourse là où l'acheteur a payé. { $buyer } garde les licences. La vente { $sale } ne compte plus dans les statistiques.
    }
refunded-before-title = Déjà marquée comme remboursée
refunded-before =
    La vente { $sale } est déjà marquée comme remboursée : { $refund }
    Rien n'a été modifié.
nothing-refunded-title = Remboursement impossible
nothing-refunded = La vente { $sale } ne peut pas être remboursée. Statut : { $state }. Rien n'a été modifié.

transfer-done-title = Vente transférée
transfer-done = La vente { $sale } est maintenant à { $buyer } : `/mylicenses`, les rappels, les MP et les rôles suivent. { $former } ne peut plus l'ouvrir ici, mais garde ses anciens MP.
transfer-supplier = **Le fournisseur a toujours l'ID de l'ancien compte.** Je ne peux pas le changer. Si le fournisseur vérifie qui utilise une licence, demande-lui de la transférer.
transfer-next = Ensuite : envoie les clés avec `/resend`, ou demande à { $buyer } d'utiliser `/mylicenses`. Si c'était une erreur, retransfère la vente.
not-transferred-title = Vente non transférée
transfer-same-account = La vente { $sale } est déjà à { $buyer }. Rien n'a été modifié.
transfer-nothing-sold = La vente { $sale } n'a pas de licence à transférer. Rien n'a été modifié.
transfer-under-way = La vente { $sale } est encore en cours. Rien n'a été modifié. Réessaie quand elle sera terminée.
transfer-held = La vente { $sale } attend d'abord une décision : les boutons sont dans `/sales show`. Rien n'a été modifié.
transfer-being-sent = Un MP avec les clés de la vente { $sale } est en route vers l'ancien compte. Rien n'a été modifié. Réessaie dans une minute.
transfer-to-stranger = Cette personne n'est pas membre de ce serveur. Rien n'a été modifié. Elle doit le rejoindre avant que la vente puisse lui être transférée.

export-none = Aucune vente ne correspond : rien à exporter.
export-done = Ventes dans le tableau : { $count }. Les clés sont masquées, les heures en UTC.
export-cut = **Pas toutes** : Discord n'accepte pas de fichier plus grand. La vente { $sale } est la plus ancienne du tableau. Exporte le reste avec un filtre, ou avec `keyclerk sales export` dans un terminal.

event-requested = demandée
event-asked = confirmation demandée à l'équipe
event-confirmed = confirmée
event-acknowledged = reçue par Discord
event-reserved = licence réservée
event-released = licence libérée : pas à nous
event-set-aside = licence mise de côté, une autre est choisie
event-assigning = attribution chez le fournisseur
event-in-doubt = non confirmée : la réponse du fournisseur s'est perdue
event-refused = refusée par le fournisseur, la licence est vérifiée
event-held = attend une décision : le fournisseur se contredit
event-assigned = attribuée par le fournisseur
event-reconciled = attribuée, confirmée par une vérification
event-part-assigned = une des licences attribuée par le fournisseur
event-part-reconciled = une des licences attribuée, confirmée par une vérification
event-short = moins de licences que demandé
event-part-delivered = une partie des licences remise en MP
event-part-undelivered = une partie des licences non remise en MP
event-delivered = remise en MP
event-undelivered = non remise en MP
event-resent = renvoyée
event-claimed = récupérée par l'acheteur
event-failed = terminée, rien de vendu
event-judged = décidée par l'équipe
event-status-changed = la réponse du fournisseur sur la licence a changé
event-back-in-stock = licence mise de côté de retour en stock
event-found-assigned = licence mise de côté finalement attribuée
event-revealed = clé montrée à l'équipe
event-refunded = marquée comme remboursée
event-transferred = transférée à un autre compte
event-moved = déplacée vers un autre serveur
event-attributed = acheteur enregistré après une restauration

month-title = Les 30 derniers jours
month-footer = Jours en UTC · sans remboursements ni remplacements
month-sold = Licences vendues : { $count }.
month-products = Par produit : { $counts }.
month-staff = Par vendeur : { $counts }.
month-stock = Le stock dure : { $counts }.
month-stock-unknown = Le fournisseur ne dit pas ce qui est en stock.
month-stock-empty = Stock épuisé.
others = autres
lasts-none = épuisé
lasts-unsold = aucune vendue · reste { $left }
lasts-hours = moins d'un jour · reste { $left }
lasts-days =
    { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    } · reste { $left }
lasts-long = plus de { $days } jours · reste { $left }

chart-title = Ventes des 30 derniers jours
chart-sold = licences vendues : { $count }
chart-days = Licences par jour et par produit
chart-days-none = Rien n'a été vendu ces jours-là
chart-staff = Licences par vendeur
chart-staff-none = Personne n'a vendu ces jours-là
chart-stock = Jours de stock restants à ce rythme
chart-stock-unknown = Le fournisseur ne dit pas ce qui est en stock
chart-stock-empty = Stock épuisé
day-1 = { $day } janv.
day-2 = { $day } févr.
day-3 = { $day } mars
day-4 = { $day } avr.
day-5 = { $day } mai
day-6 = { $day } juin
day-7 = { $day } juil.
day-8 = { $day } août
day-9 = { $day } sept.
day-10 = { $day } oct.
day-11 = { $day } nov.
day-12 = { $day } déc.

# Pourquoi, à côté de ce qui est arrivé à une vente.
detail-not-acknowledged = Discord n'a pas répondu à temps
detail-too-late = interrompue pendant 15 minutes
detail-out-of-stock = stock épuisé
detail-vendor-unreachable = le fournisseur est injoignable
detail-blocked-on-the-way = bloquée avant d'arriver au fournisseur
detail-no-such-address = l'API du fournisseur n'est pas à l'adresse configurée
detail-vendor-name-unknown = le nom d'hôte du fournisseur est introuvable
detail-vendor-refuses-connections = le serveur du fournisseur refuse les connexions
detail-vendor-tls-failed = pas de connexion sécurisée avec le fournisseur
detail-refused = refusée par le fournisseur
detail-api-key-refused = clé API refusée
detail-selling-paused = ventes en pause : clé API refusée
detail-rate-limited = le fournisseur limite les requêtes
detail-named-is-assigned = la licence indiquée est déjà attribuée
detail-named-is-expired = la licence indiquée est expirée
detail-named-is-unknown = le fournisseur ne connaît pas la licence indiquée
detail-named-is-taken = la licence indiquée appartient à une autre vente
detail-named-is-unattributed = la licence indiquée est peut-être déjà vendue
detail-restored = inachevée lors de la restauration des données
detail-not-reconciled = données pas encore comparées avec le stock du fournisseur
detail-named-is-other = la licence indiquée est un autre produit
detail-stock-moves = la licence choisie n'était plus disponible
detail-not-confirmed = non confirmée
detail-quarantined = bloquée
detail-timed-out = pas de réponse à temps
detail-connection-lost = connexion perdue
detail-the-vendor-s-own-error = erreur du serveur du fournisseur
detail-a-senseless-answer = une réponse illisible
detail-refused-after-a-doubt = refusée sans être confirmée
detail-api-key-refused-after-a-doubt = clé API refusée avant confirmation
detail-rate-limited-after-a-doubt = requêtes limitées avant confirmation
detail-not-reached-after-a-doubt = injoignable avant confirmation
detail-interrupted = interrompue
detail-refused-and-assigned-already = refusée, déjà attribuée
detail-refused-and-expired = refusée, expirée
detail-refused-and-unknown-to-the-vendor = refusée, inconnue du fournisseur
detail-expired-while-in-doubt = expirée avant confirmation
detail-free-but-refused-again-and-again = libre, mais refusée à chaque fois
detail-unknown-to-the-vendor = inconnue du fournisseur
detail-dms-closed = n'accepte pas les MP
detail-refused-by-discord = refusée par Discord
detail-lacks-a-key = il manquait une clé, un autre MP suit
detail-lacks-the-key = la clé manquait dans le message
detail-again = à nouveau
detail-repeat = la même vente un instant avant
detail-partial = pas assez en stock
detail-product = quel produit
detail-judged-by-staff = décidée par l'équipe
detail-deliver = remettre
detail-quarantine = bloquer la clé
detail-sell-another = en vendre une autre
detail-nothing = ne rien vendre
detail-contested = refusée, mais attribuée
detail-refused-after-staff-decided = refusée après la décision de l'équipe
detail-assigned-in-quarantine = attribuée alors que rien n'a été vendu
detail-ledger-restored = données restaurées depuis une sauvegarde
detail-assigned = attribuée
detail-free = libre
detail-expired = expirée
detail-unknown = inconnue
