# The log of sales: what /sales answers.

log-title = Sales
log-footer = Newest first · /sales show tells all of one
log-none-here = None of the sales looked through fits. Press **{ older-button }** to look further.
log-none-older = No older sale fits.
log-none = No sale fits.
newest-button = Newest
older-button = Older
only = Only { $what }
only-buyer = to { $buyer }
only-staff = by { $staff }
only-product = of *{ $product }*
only-since = since { $day }
any-product = any product

nothing-done-title = Nothing was done
log-no-such-sale = There is no such sale in this server.
sale-without-key = This sale holds no key.
since-is-no-day = `{ sales-list-since-name }` has to be a day such as 2026-11-24.

mark-refunded = refunded
mark-replaces = replaces { $sale }
mark-replaced-by = replaced by { $sale }

state-under-way = under way
state-in-doubt = in doubt
state-held = held for staff
state-assigned = sold, message on its way
state-undelivered = sold, not delivered
state-delivered = delivered
state-failed = failed

buyer-label = Buyer
staff-label = Staff
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
more-events = … { $count } more …
keys-footer = Only you see this; that you looked is in the sale's history

refund = { $at } by { $staff }
refund-with-reason = { $at } by { $staff }: { $reason }
refund-done-title = Marked as refunded
refund-done = Sale { $sale } is out of the statistics. { $buyer } keeps the license: the vendor takes none back. If money is to be paid back, do it where it was paid.
refunded-before-title = Refunded before
refunded-before =
    Sale { $sale } was refunded before, { $refund }
    Nothing was changed.
nothing-refunded-title = Nothing was refunded
nothing-refunded = Only a sale that is sold can be refunded; sale { $sale } is { $state }.

nothing-exported-title = Nothing was exported
export-none = No sale fits; there is nothing to export.
export-done = Sales in the table: { $count }. Keys are masked, times are in UTC.
export-cut = **Not all of them**: Discord takes no larger file. Sale { $sale } is the oldest in it; export the rest with a filter, or with `keyclerk sales export` from a shell.

event-requested = requested
event-asked = asked back: is it meant?
event-confirmed = confirmed
event-acknowledged = acknowledged by Discord
event-reserved = license reserved
event-released = license given back: not ours to sell
event-set-aside = license set aside, another is drawn
event-assigning = assigning at the vendor
event-in-doubt = in doubt: the vendor's answer was lost
event-refused = the vendor refused; looking the license up
event-held = held: the vendor contradicts itself
event-assigned = assigned by the vendor
event-reconciled = assigned, as the vendor said when asked again
event-part-assigned = one of the licenses assigned by the vendor
event-part-reconciled = one of the licenses assigned, as the vendor said when asked again
event-short = fewer licenses than asked for
event-part-delivered = some of the licenses delivered by direct message
event-part-undelivered = some of the licenses not delivered by direct message
event-delivered = delivered by direct message
event-undelivered = not delivered by direct message
event-resent = sent again
event-claimed = claimed by the buyer
event-failed = ended with nothing sold
event-judged = judged
event-status-changed = the vendor's word on the license changed
event-back-in-stock = license set aside is back in stock
event-found-assigned = license set aside turned out assigned
event-revealed = key shown to staff
event-refunded = marked as refunded

month-title = The last 30 days
month-footer = Days in UTC; refunds and replacements are no sales
month-sold = Licenses sold: { $count }.
month-products = By product: { $counts }.
month-staff = By staff member: { $counts }.
month-stock = The stock lasts: { $counts }.
month-stock-unknown = The vendor does not say what is in stock.
month-stock-empty = The stock is empty.
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
chart-days = Licenses a day, by product
chart-days-none = Nothing was sold in these days
chart-staff = Licenses by staff member
chart-staff-none = Nobody sold in these days
chart-stock = Days of stock left at this pace
chart-stock-unknown = The vendor does not say what is in stock
chart-stock-empty = The stock is empty
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
detail-too-late = interrupted for a quarter of an hour
detail-out-of-stock = nothing in stock that fits
detail-vendor-unreachable = the vendor could not be reached
detail-blocked-on-the-way = blocked on the way to the vendor
detail-no-such-address = the vendor's API is not at the address that is set
detail-vendor-name-unknown = the name of the vendor's host was not resolved
detail-vendor-refuses-connections = the vendor's host refused connections
detail-vendor-tls-failed = no secure connection to the vendor
detail-refused = refused by the vendor
detail-api-key-refused = the vendor refuses the API key
detail-selling-paused = selling pauses: the API key is refused
detail-rate-limited = the vendor takes no more calls
detail-named-is-assigned = the license named is assigned already
detail-named-is-expired = the license named has expired
detail-named-is-unknown = the vendor does not know the license named
detail-named-is-taken = the license named belongs to another sale
detail-named-is-other = the license named is of another product
detail-stock-moves = what was drawn was no longer free
detail-not-confirmed = not confirmed
detail-quarantined = in quarantine
detail-timed-out = no answer in time
detail-connection-lost = connection lost
detail-the-vendor-s-own-error = an error of the vendor's own
detail-a-senseless-answer = an answer that makes no sense
detail-refused-after-a-doubt = refused after a doubt
detail-api-key-refused-after-a-doubt = API key refused after a doubt
detail-rate-limited-after-a-doubt = no more calls after a doubt
detail-not-reached-after-a-doubt = not reached after a doubt
detail-interrupted = interrupted
detail-refused-and-assigned-already = refused, and assigned already
detail-refused-and-expired = refused, and expired
detail-refused-and-unknown-to-the-vendor = refused, and unknown to the vendor
detail-expired-while-in-doubt = expired while in doubt
detail-free-but-refused-again-and-again = free, but refused again and again
detail-unknown-to-the-vendor = unknown to the vendor
detail-dms-closed = DMs are closed
detail-refused-by-discord = refused by Discord
detail-again = again
detail-repeat = the same sale a moment before
detail-partial = too few in stock
detail-product = which product
detail-judged-by-staff = judged by staff
detail-deliver = to be delivered
detail-quarantine = into quarantine
detail-sell-another = another is sold
detail-nothing = nothing is sold
detail-contested = refused, and yet assigned
detail-refused-after-staff-decided = refused after staff decided
detail-assigned-in-quarantine = assigned after nothing was sold
detail-assigned = assigned
detail-free = free
detail-expired = expired
detail-unknown = not known
