# Le journal des ventes : les réponses de /sales.

log-title = Ventes
log-footer = Les plus récentes d'abord · /sales show dit tout d'une vente
log-none-here = Aucune des ventes parcourues ne correspond. Appuyez sur **{ older-button }** pour chercher plus loin.
log-none-older = Aucune vente plus ancienne ne correspond.
log-none = Aucune vente ne correspond.
newest-button = Les plus récentes
older-button = Plus anciennes
only = Seulement { $what }
only-buyer = à { $buyer }
only-staff = par { $staff }
only-product = de *{ $product }*
only-since = depuis { $day }
any-product = tout produit

nothing-done-title = Rien n'a été fait
log-no-such-sale = Cette vente n'existe pas dans ce serveur.
sale-without-key = Cette vente n'a pas de clé.
since-is-no-day = `{ sales-list-since-name }` doit être un jour, par exemple 2026-11-24.

mark-refunded = remboursée
mark-replaces = remplace { $sale }
mark-replaced-by = remplacée par { $sale }

state-under-way = en cours
state-in-doubt = incertaine
state-held = suspendue pour l'équipe
state-assigned = vendue, message en route
state-undelivered = vendue, non remise
state-delivered = remise
state-failed = échouée

buyer-label = Acheteur
staff-label = Équipe
licenses-label = Licences
reference-label = Référence
replaces-label = Remplace
replaced-by-label = Remplacée par
refunded-label = Remboursée
reveal-button =
    { $count ->
        [one] Révéler la clé
       *[other] Révéler les clés
    }
more-licenses = … et { $count } de plus
more-events = … { $count } de plus…
keys-footer = Vous seul voyez ceci ; que vous avez regardé figure dans l'historique de la vente

refund = { $at } par { $staff }
refund-with-reason = { $at } par { $staff } : { $reason }
refund-done-title = Marquée comme remboursée
refund-done = La vente { $sale } ne compte plus dans les statistiques. { $buyer } garde la licence : le fournisseur n'en reprend aucune. S'il faut rendre de l'argent, faites-le là où il a été payé.
refunded-before-title = Déjà remboursée
refunded-before =
    La vente { $sale } a déjà été remboursée, { $refund }
    Rien n'a été modifié.
nothing-refunded-title = Rien n'a été remboursé
nothing-refunded = Seule une vente conclue peut être remboursée ; la vente { $sale } est : { $state }.

nothing-exported-title = Rien n'a été exporté
export-none = Aucune vente ne correspond ; il n'y a rien à exporter.
export-done = Ventes dans le tableau : { $count }. Les clés sont masquées, les heures en UTC.
export-cut = **Pas toutes** : Discord n'accepte pas de fichier plus grand. La vente { $sale } est la plus ancienne du tableau ; exportez le reste avec un filtre, ou avec `keyclerk sales export` depuis un terminal.

event-requested = demandée
event-asked = question posée : est-ce voulu ?
event-confirmed = confirmée
event-acknowledged = confirmée par Discord
event-reserved = licence réservée
event-released = licence rendue : pas à nous
event-set-aside = licence mise de côté, une autre est choisie
event-assigning = attribution chez le fournisseur
event-in-doubt = incertaine : la réponse du fournisseur s'est perdue
event-refused = le fournisseur a refusé ; la licence est vérifiée
event-held = suspendue : le fournisseur se contredit
event-assigned = attribuée par le fournisseur
event-reconciled = attribuée, selon le fournisseur interrogé à nouveau
event-part-assigned = une des licences attribuée par le fournisseur
event-part-reconciled = une des licences attribuée, selon le fournisseur interrogé à nouveau
event-short = moins de licences que demandé
event-part-delivered = une partie des licences remise par message privé
event-part-undelivered = une partie des licences non remise par message privé
event-delivered = remise par message privé
event-undelivered = non remise par message privé
event-resent = renvoyée
event-claimed = récupérée par l'acheteur
event-failed = terminée sans rien vendre
event-judged = jugée
event-status-changed = le fournisseur dit autre chose de la licence
event-back-in-stock = licence mise de côté de retour en stock
event-found-assigned = licence mise de côté trouvée attribuée
event-revealed = clé montrée à l'équipe
event-refunded = marquée comme remboursée

month-title = Les 30 derniers jours
month-footer = Jours en UTC ; remboursements et remplacements ne sont pas des ventes
month-sold = Licences vendues : { $count }.
month-products = Par produit : { $counts }.
month-staff = Par membre de l'équipe : { $counts }.
month-stock = Le stock durera : { $counts }.
month-stock-unknown = Le fournisseur ne dit pas ce qui est en stock.
month-stock-empty = Le stock est vide.
others = autres
lasts-none = plus aucune
lasts-unsold = aucune vendue · reste { $left }
lasts-hours = moins d'un jour · reste { $left }
lasts-days =
    { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    } · reste { $left }
lasts-long = plus de { $days } jours · reste { $left }

chart-title = Ventes des 30 derniers jours
chart-sold = licences vendues : { $count }
chart-days = Licences par jour, par produit
chart-days-none = Rien n'a été vendu ces jours-là
chart-staff = Licences par membre de l'équipe
chart-staff-none = Personne n'a vendu ces jours-là
chart-stock = Jours de stock restants à ce rythme
chart-stock-unknown = Le fournisseur ne dit pas ce qui est en stock
chart-stock-empty = Le stock est vide
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

detail-not-acknowledged = Discord n'a pas répondu à temps
detail-too-late = interrompue pendant un quart d'heure
detail-out-of-stock = rien en stock qui convienne
detail-vendor-unreachable = le fournisseur était injoignable
detail-blocked-on-the-way = bloqué en chemin vers le fournisseur
detail-no-such-address = l'API du fournisseur n'est pas à l'adresse configurée
detail-vendor-name-unknown = le nom du serveur du fournisseur était introuvable
detail-vendor-refuses-connections = le serveur du fournisseur refusait les connexions
detail-vendor-tls-failed = pas de connexion sécurisée avec le fournisseur
detail-refused = refusé par le fournisseur
detail-api-key-refused = le fournisseur refuse la clé d'API
detail-selling-paused = vente suspendue : la clé d'API est refusée
detail-rate-limited = le fournisseur n'accepte plus d'appels
detail-named-is-assigned = la licence nommée est déjà attribuée
detail-named-is-expired = la licence nommée a expiré
detail-named-is-unknown = le fournisseur ne connaît pas la licence nommée
detail-named-is-taken = la licence nommée appartient à une autre vente
detail-named-is-other = la licence nommée est d'un autre produit
detail-stock-moves = ce qui fut tiré n'était plus libre
detail-not-confirmed = non confirmée
detail-quarantined = en quarantaine
detail-timed-out = pas de réponse à temps
detail-connection-lost = connexion perdue
detail-the-vendor-s-own-error = une erreur du fournisseur
detail-a-senseless-answer = une réponse qui n'a pas de sens
detail-refused-after-a-doubt = refusé après un doute
detail-api-key-refused-after-a-doubt = clé d'API refusée après un doute
detail-rate-limited-after-a-doubt = plus d'appels après un doute
detail-not-reached-after-a-doubt = injoignable après un doute
detail-interrupted = interrompue
detail-refused-and-assigned-already = refusée, déjà attribuée
detail-refused-and-expired = refusée, expirée
detail-refused-and-unknown-to-the-vendor = refusée, inconnue du fournisseur
detail-expired-while-in-doubt = expirée pendant le doute
detail-free-but-refused-again-and-again = libre, mais refusée encore et encore
detail-unknown-to-the-vendor = inconnue du fournisseur
detail-dms-closed = messages privés fermés
detail-refused-by-discord = refusé par Discord
detail-again = encore une fois
detail-repeat = la même vente un instant avant
detail-partial = trop peu en stock
detail-product = quel produit
detail-judged-by-staff = décidé par l'équipe
detail-deliver = à livrer
detail-quarantine = en quarantaine
detail-sell-another = une autre est vendue
detail-nothing = rien n'est vendu
detail-contested = refusée, et pourtant attribuée
detail-refused-after-staff-decided = refusée après la décision de l'équipe
detail-assigned-in-quarantine = attribuée alors que rien n'a été vendu
detail-assigned = attribuée
detail-free = libre
detail-expired = expirée
detail-unknown = inconnue
