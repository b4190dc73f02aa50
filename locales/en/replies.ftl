# What commands and buttons answer, letters and the log aside.

denied-wrong-guild = This bot isn't set up for this server. Nothing was changed.
denied-not-staff = Only staff can use this. Think you should? Ask a server admin. Nothing was changed.
outdated = This button has expired. Run the command again. Nothing was changed.
license-in-sale = This license now belongs to sale { $sale }. Use `/sales show` for details and the key.
broke = Something went wrong. Try again in a minute.
broke-staff = Something went wrong. Try again in a minute. Check `/sales list` before selling again.
closing = The bot is restarting. Try again in a moment. Nothing was changed.
not-taken = This command has changed. Reload Discord (close and reopen the app) and try again. Nothing was changed.

not-your-license = This license belongs to somebody else. Only its buyer can claim it.
no-license-yet = There is no license for you in this order yet.
not-asked = The supplier can't say right now whether the license is free. Nothing was changed. Try again in a minute.
not-reconciled = The shop's records were restored and are still being compared with the supplier's stock. Nothing was changed. Try again in a minute.
attribute-done-title = Buyer entered
attribute-done = { $buyer } is now entered as the buyer, with sale { $sale }. Nothing was sent to them.
attribute-not-title = Buyer not entered
attribute-has-sale = This license belongs to sale { $sale } already. Nothing was changed. `/sales show` tells who has it. If that's another account of the same person, use `/sales transfer`.
attribute-interrupted = The entry was interrupted, and sale { $sale } ended without a license. The buyer isn't entered yet. Run the command again.
attribute-not-lost = No sale can be lost, because the shop's records were never restored. Nothing was changed. To sell a license, use `/assignlicense`.
attribute-not-assigned = The supplier doesn't say that this license is assigned. Nothing was changed. Check the key. If it's right, nobody has the license, and there's nothing to enter.
sale-busy = This sale is being processed right now. Nothing was changed. Try again in a few seconds.
no-such-sale-title = Sale not found
no-such-sale = There is no such sale in this server. Nothing was changed.

resend-delivered =
    { $count ->
        [one] Key of sale { $sale } sent to { $buyer } by DM.
       *[other] Keys of sale { $sale } sent to { $buyer } by DM.
    }
resend-closed = I still can't DM { $buyer }. Ask them to use `/mylicenses`.
resend-under-way = Discord is slow right now. The DM to { $buyer } for sale { $sale } is on its way.
resend-nothing = Sale { $sale } has no license to send – it isn't completed.

input-title = Check your entry
buyer-title = This member can't buy
bad-id = I couldn't read that member's ID. Try again.
referenced-title = Reference already used
referenced = The reference *{ $reference }* belongs to sale { $sale }: { $staff } sold to { $buyer } { $ago }. For a new sale, enter another reference.
replaced-before-title = Already replaced
replaced-before =
    { $count ->
        [one] Sale { $faulty } was already replaced by sale { $sale }. If that key is faulty too, replace sale { $sale }.
       *[other] Sale { $faulty } was already replaced by sale { $sale }. If those keys are faulty too, replace sale { $sale }.
    }
show-sale-button = Show sale { $sale }
buyer-has-left = { $buyer } is not a member of this server anymore. They have to join again first.
not-replaced-title = Can't replace this
nothing-to-replace = That sale delivered no license, so there is nothing to replace.
replace-several-products = Sale { $sale } has several products: { $products }. Run the command again and choose the faulty one in `{ sales-replace-product-name }`.
replace-other-product = Sale { $sale } has no license of *{ $product }*. Choose a product from the list, or leave `{ sales-replace-product-name }` empty.
replace-too-many =
    { $count ->
        [one] Sale { $sale } has only one license to replace. Leave `{ sales-replace-quantity-name }` empty.
       *[other] Sale { $sale } has only { $count } licenses to replace. Enter at most { $count } in `{ sales-replace-quantity-name }`, or leave it empty to replace them all.
    }
named-is-one = You picked one specific license, so `{ assignlicense-quantity-name }` must be 1. To sell several, leave `{ assignlicense-license-name }` empty.
sale-stopped-title = Sale stopped
ledger-failed = I couldn't save this sale. **Don't sell again yet.** Check `/sales list` first and tell whoever runs this bot.
buyer-is-bot = Bots can't have a license. Choose a person.
buyer-is-stranger = This person is not a member of this server. They have to join before you can sell to them.
license-gone = Your choice is no longer in stock. Choose again from the list.
no-license-key = This is not a license key. Choose one from the list, or paste the whole key.
product-in-stock = { $product } · { $count } in stock

lookup-failed-title = Lookup failed
nothing-changed = Nothing was changed.
vendor-says = The supplier says: “{ $words }”
vendor-refuses-key = The supplier rejected the shop's API key. Tell whoever runs this bot that it needs a new one.
vendor-limits = The supplier is limiting requests. Try again in a minute.
vendor-senseless = The supplier isn't answering properly right now. Try again in a minute.

fetched-title = A license from stock
fetched-footer = Not sold yet · held for you for 15 minutes
assign-to-placeholder = Sell to… (sends the key)
show-key-button = Show key
stock-empty = Restock in the supplier's dashboard.

info-title = License
state-label = Status
license-assigned = Assigned to a buyer
license-expired = Expired
license-free = In stock

stock-title = { $count } in stock
stock-none = No licenses in stock.
page = Page { $page } of { $pages }
back-button = Previous
next-button = Next

mine-none = You have no licenses from this server yet.
mine-summary =
    { $count ->
        [one] { $count } license
       *[other] { $count } licenses
    }, page { $page } of { $pages }. Only you can see this.
bought-label = Bought

takes-help = Up to 300 characters (e.g. a channel), or just a link starting with `https://`.
remind-before = This reminder was already sent.
member-not-told = Discord didn't say in time whether { $buyer } is a member. Try again in a moment.
member-not-told-title = Discord is slow
