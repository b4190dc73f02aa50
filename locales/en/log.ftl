# The log of sales: what /sales answers.

log-title = Sales
log-footer = Newest first · Details: /sales show
log-none-here = No sales match so far. Press **{ older-button }** to look further.
log-none-older = No older sales match.
log-none = No sales match.
newest-button = Newest
older-button = Older
only = Only { $what }
only-buyer = to { $buyer }
only-staff = by { $staff }
only-product = of *{ $product }*
only-since = since { $day }
any-product = any product

sale-without-key = This sale has no key.
since-is-no-day = Enter `{ sales-list-since-name }` as YYYY-MM-DD, such as 2026-11-24.

mark-refunded = marked as refunded
mark-replaces = replaces { $sale }
mark-replaced-by = replaced by { $sale }

state-under-way = in progress
state-in-doubt = unconfirmed
state-held = needs a decision
state-assigned = sold, DM pending
state-undelivered = sold, not delivered
state-delivered = delivered
state-failed = failed

buyer-label = Buyer
staff-label = Sold by
licenses-label = Licenses
reference-label = Reference
replaces-label = Replaces
replaced-by-label = Replaced by
refunded-label = Refunded
reveal-button =
    { $count ->
        [one] Reveal key
       *[other] Reveal keys
    }
more-licenses = … and { $count } more
more-events = …{ $count } more…
keys-footer = Only you can see this. Viewing it was logged.

refund = { $at } by { $staff }
refund-with-reason = { $at } by { $staff }: { $reason }
refund-done-title = Marked as refunded
refund-done =
    { $count ->
        [one] **No money was moved** – refund it where the buyer paid. { $buyer } keeps the license. Sale { $sale } no longer counts in the statistics.
       *[other] **No money was moved** – refund it where the buyer paid. { $buyer } keeps the licenses. Sale { $sale } no longer counts in the statistics.
    }
refunded-before-title = Already marked as refunded
refunded-before =
    Sale { $sale } is already marked as refunded: { $refund }
    Nothing was changed.
nothing-refunded-title = Can't be refunded
nothing-refunded = Sale { $sale } can't be refunded. Status: { $state }. Nothing was changed.

transfer-done-title = Sale transferred
transfer-done = Sale { $sale } now belongs to { $buyer }: `/mylicenses`, reminders, DMs and roles follow. { $former } can no longer open it here, but keeps earlier DMs.
transfer-supplier = **The supplier still has the old account's ID.** I can't change it. If the supplier checks who uses a license, ask them to move it.
transfer-next = Next: send the keys with `/resend`, or ask { $buyer } to use `/mylicenses`. If this was a mistake, transfer the sale back.
not-transferred-title = Not transferred
transfer-same-account = Sale { $sale } already belongs to { $buyer }. Nothing was changed.
transfer-nothing-sold = Sale { $sale } has no license to transfer. Nothing was changed.
transfer-under-way = Sale { $sale } is still in progress. Nothing was changed. Try again when it's completed.
transfer-held = Sale { $sale } needs a decision first: `/sales show` has the buttons. Nothing was changed.
transfer-being-sent = A DM with the keys of sale { $sale } is on its way to the old account. Nothing was changed. Try again in a minute.
transfer-to-stranger = This person is not a member of this server. Nothing was changed. They have to join before the sale can be transferred to them.

export-none = No sales match, so there is nothing to export.
export-done = Sales in the table: { $count }. Keys are masked, times are in UTC.
export-cut = **Not all of them**: Discord takes no larger file. Sale { $sale } is the oldest in it. Export the rest with a filter, or with `keyclerk sales export` in a terminal.

event-requested = requested
event-asked = asked staff to confirm
event-confirmed = confirmed
event-acknowledged = acknowledged by Discord
event-reserved = license reserved
event-released = license released: not ours to sell
event-set-aside = license set aside, picking another
event-assigning = assigning at the supplier
event-in-doubt = unconfirmed: the supplier's answer was lost
event-refused = rejected by the supplier, looking the license up
event-held = needs a decision: the supplier's answers contradict each other
event-assigned = assigned by the supplier
event-reconciled = assigned, confirmed by a second look
event-part-assigned = one of the licenses assigned by the supplier
event-part-reconciled = one of the licenses assigned, confirmed by a second look
event-short = fewer licenses than requested
event-part-delivered = some of the licenses delivered by DM
event-part-undelivered = some of the licenses not delivered by DM
event-delivered = delivered by DM
event-undelivered = not delivered by DM
event-resent = sent again
event-claimed = claimed by the buyer
event-failed = ended, nothing sold
event-judged = decided by staff
event-status-changed = the supplier's answer about the license changed
event-back-in-stock = license set aside is back in stock
event-found-assigned = license set aside turned out to be assigned
event-revealed = key shown to staff
event-refunded = marked as refunded
event-transferred = transferred to another account
event-moved = moved to another server
event-attributed = buyer entered after a restore

month-title = The last 30 days
month-footer = Days in UTC · without refunds and replacements
month-sold = Licenses sold: { $count }.
month-products = By product: { $counts }.
month-staff = By seller: { $counts }.
month-stock = The stock lasts: { $counts }.
month-stock-unknown = The supplier doesn't say what is in stock.
month-stock-empty = Out of stock.
others = others
lasts-none = none left
lasts-unsold = none sold · { $left } left
lasts-hours = less than a day · { $left } left
lasts-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    } · { $left } left
lasts-long = over { $days } days · { $left } left

chart-title = Sales of the last 30 days
chart-sold = licenses sold: { $count }
chart-days = Licenses per day, by product
chart-days-none = Nothing was sold on these days
chart-staff = Licenses by seller
chart-staff-none = Nobody sold on these days
chart-stock = Days of stock left at this pace
chart-stock-unknown = The supplier doesn't say what is in stock
chart-stock-empty = Out of stock
day-1 = { $day } Jan
day-2 = { $day } Feb
day-3 = { $day } Mar
day-4 = { $day } Apr
day-5 = { $day } May
day-6 = { $day } Jun
day-7 = { $day } Jul
day-8 = { $day } Aug
day-9 = { $day } Sep
day-10 = { $day } Oct
day-11 = { $day } Nov
day-12 = { $day } Dec

# Why, beside what happened to a sale. The key is the history's own word for it.
detail-not-acknowledged = Discord did not answer in time
detail-too-late = interrupted for 15 minutes
detail-out-of-stock = out of stock
detail-vendor-unreachable = the supplier can't be reached
detail-blocked-on-the-way = blocked on the way to the supplier
detail-no-such-address = the supplier's API is not at the configured address
detail-vendor-name-unknown = the supplier's host name can't be resolved
detail-vendor-refuses-connections = the supplier's host refuses connections
detail-vendor-tls-failed = no secure connection to the supplier
detail-refused = rejected by the supplier
detail-api-key-refused = API key rejected
detail-selling-paused = sales paused: API key rejected
detail-rate-limited = the supplier is limiting requests
detail-named-is-assigned = the license entered is already assigned
detail-named-is-expired = the license entered has expired
detail-named-is-unknown = the supplier doesn't know the license entered
detail-named-is-taken = the license entered belongs to another sale
detail-named-is-unattributed = the license entered may be sold already
detail-restored = unfinished when the records were restored
detail-not-reconciled = records not yet compared with the supplier's stock
detail-named-is-other = the license entered is another product
detail-stock-moves = someone else was faster
detail-not-confirmed = not confirmed
detail-quarantined = blocked
detail-timed-out = no answer in time
detail-connection-lost = connection lost
detail-the-vendor-s-own-error = server error at the supplier
detail-a-senseless-answer = an unreadable answer
detail-refused-after-a-doubt = rejected while unconfirmed
detail-api-key-refused-after-a-doubt = API key rejected while unconfirmed
detail-rate-limited-after-a-doubt = requests limited while unconfirmed
detail-not-reached-after-a-doubt = not reached while unconfirmed
detail-interrupted = interrupted
detail-refused-and-assigned-already = rejected, already assigned
detail-refused-and-expired = rejected, expired
detail-refused-and-unknown-to-the-vendor = rejected, unknown to the supplier
detail-expired-while-in-doubt = expired while unconfirmed
detail-free-but-refused-again-and-again = free, but rejected again and again
detail-unknown-to-the-vendor = unknown to the supplier
detail-dms-closed = DMs are closed
detail-refused-by-discord = rejected by Discord
detail-lacks-a-key = a key was missing, so another DM follows
detail-lacks-the-key = the key was missing from the message
detail-again = again
detail-repeat = the same sale a moment before
detail-partial = too few in stock
detail-product = which product
detail-judged-by-staff = decided by staff
detail-deliver = deliver
detail-quarantine = block the key
detail-sell-another = sell another
detail-nothing = sell nothing
detail-contested = rejected, but assigned
detail-refused-after-staff-decided = rejected after staff decided
detail-assigned-in-quarantine = assigned after nothing was sold
detail-ledger-restored = records restored from a backup
detail-assigned = assigned
detail-free = free
detail-expired = expired
detail-unknown = unknown
