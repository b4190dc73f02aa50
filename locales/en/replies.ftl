# What commands and buttons answer, letters and the log aside.

denied-wrong-guild = This bot does not sell here: the server is not in its `GUILD_IDS`. Nothing was done.
denied-not-staff = Only staff may do this: a role in `STAFF_ROLE_IDS` or chosen in `/settings`, or an administrator of the server. Nothing was done.
outdated = This button is from an earlier start of the bot. Run the command again; nothing was done.
license-in-sale = This license belongs to sale { $sale } by now. `/sales show` tells more, and shows its key to those who ask.
broke = Something broke, and it is in the log. If a sale was under way, it finishes by itself: look at it before you sell again.
closing = keyclerk is restarting. Try again in a moment; nothing was done.
not-taken = This is not taken: the command has changed or is for servers only. Reload Discord and try again; nothing was done.

not-your-license = This license belongs to somebody else; only its buyer can claim it.
no-license-yet = This sale has no license for you yet.
not-asked = The vendor cannot be asked now whether the license is free. Nothing was changed; press again in a minute.
sale-busy = This sale is being worked on at the moment. Nothing was changed; press again in a few seconds.
no-such-sale = There is no such sale in this server. Nothing was done.

nothing-sent-title = Nothing was sent
resend-delivered = { $buyer } has the key of sale { $sale } in a direct message.
resend-closed = { $buyer }'s direct messages are still closed. They can run `/mylicenses` to see the key.
resend-under-way = The key of sale { $sale } is on its way to { $buyer }; it is sent as soon as Discord takes it.
resend-nothing = Sale { $sale } has no license to send: nothing is sold, or not yet.

nothing-sold-title = Nothing was sold
bad-id = Discord sent an id that makes no sense.
referenced = The reference *{ $reference }* belongs to sale { $sale }:
replaced-before = Sale { $faulty } was made good before, by sale { $sale }:
earlier-sale =
    { $staff } sold to { $buyer } { $ago }.
    If this is another sale, give it another reference.
show-sale-button = Show sale { $sale }
buyer-has-left = { $buyer } is not a member of this server any more. They have to join again first.
nothing-to-replace = That sale has sold no license, so there is none to make good.
replace-several-products = Sale { $sale } sold licenses of several products: { $products }. Nothing was sold yet; run the command again and choose the faulty one in `{ sales-replace-product-name }`.
replace-other-product = Sale { $sale } has sold no license of *{ $product }*. Choose a product from the list, or leave `{ sales-replace-product-name }` empty.
replace-too-many =
    { $count ->
        [one] Sale { $sale } has sold only one license that can be faulty. Leave `{ sales-replace-quantity-name }` empty to replace it.
       *[other] Sale { $sale } has sold only { $count } licenses that can be faulty. Write at most { $count } into `{ sales-replace-quantity-name }`, or leave it empty to replace them all.
    }
named-is-one = A license you name is one. Leave `{ assignlicense-license-name }` empty to sell several, or `{ assignlicense-quantity-name }` to sell that one.
sale-stopped-title = The sale stopped
ledger-failed = The ledger could not be written. If a license was taken, the sale finishes by itself and this is logged; **look at the sale before you sell again**, and tell the owner.
buyer-is-bot = Bots cannot hold a license. Choose a person.
buyer-is-stranger = That person is not a member of this server. They have to join before they can be sold a license.
license-gone = That choice is no longer in the stock. Choose again from the list.
no-license-key = That is no license key. Choose one from the list, or paste the whole key.
product-in-stock = { $product } · { $count } in stock

nothing-looked-up-title = Nothing was looked up
nothing-changed = Nothing was sold or changed.
vendor-says = The vendor says: “{ $words }”
vendor-refuses-key = The vendor refuses the shop's API key. Tell the owner: a new key is needed.
vendor-limits = The vendor takes no more calls for the moment. Try again in a minute.
vendor-senseless = The vendor cannot be reached or makes no sense. Try again in a minute.

fetched-title = A license from the stock
fetched-footer = Not sold yet; for 15 minutes it is not drawn for others
assign-to-placeholder = Assign to…
show-key-button = Show key
stock-empty-title = The stock is empty
stock-empty = No license can be sold. Restock at the vendor.

info-title = License
state-label = State
license-assigned = assigned to a buyer
license-expired = expired
license-free = free

stock-title = { $count } available
stock-none = No license is available.
page = Page { $page } of { $pages }
back-button = Back
next-button = Next

mine-none = You have no licenses from this server yet.
mine-title = Your license · sale { $sale }
mine-summary =
    { $count ->
        [one] { $count } license
       *[other] { $count } licenses
    }, page { $page } of { $pages }. Only you see this.
bought-label = Bought

takes-help = Write words of at most 300 characters, such as a channel, or nothing but a whole link that begins with `https://`.
remind-before = You were reminded of this already.
reminder-several = You asked to be reminded. These licenses of yours end soon.
member-not-told = Discord did not say in time whether { $buyer } is a member. Nothing was sold; try again in a moment.
