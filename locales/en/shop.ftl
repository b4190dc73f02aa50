# What a shop sets and says of its own, and what buyers press.

shop-words-label = A word from the shop
help-button = Help
help-label = Help
remind-button = Remind me before it expires
remind-at = You will be reminded on { $at }, by a direct message.
remind-nothing = There is nothing to be reminded of: the license does not end, or ends too soon.
reminder-title = Your license ends soon
reminder = You asked to be reminded. { $key }
send-again-button = Send it to my DMs again
send-one-again-button = Send { $sale } to my DMs again
sent-again = What sale { $sale } brought you is in your direct messages again.
sent-again-closed = Your direct messages are closed to this server. Open them in *Privacy Settings*, then try again; until then `/mylicenses` shows you everything.
sent-again-under-way = What sale { $sale } brought you is on its way; it is sent as soon as Discord takes it.
bought-from = { $at } from { $shop }

theirs-none = { $buyer } has no license from this server.
theirs-title =
    { $count ->
        [one] { $count } license
       *[other] { $count } licenses
    }
paused = { $staff } has paused selling. An administrator can let it go on in `/settings`.
no-quantity = The quantity has to be a number from 1 to 25.
order-form-label = Assign license
order-product-label = Product; empty takes any
order-quantity-label = How many, 1 to 25
order-reference-label = Reference: the payment or ticket
order-note-label = Note for the log
first-ends = the first ends { $end }
stock-lasts =
    { $days ->
        [one] lasts about { $days } day
       *[other] lasts about { $days } days
    }
event-reminder-asked = the buyer asked to be reminded

role-refused-title = A role was not changed
role-gone = The role of { $buyer }'s license was deleted. Choose another in `/settings`.
role-no-member = { $buyer } is not a member of this server any more, so the role { $role } was not given. Give it by hand when they are back.
role-not-allowed = keyclerk may not change the role { $role } of { $buyer }. Give keyclerk the permission *Manage Roles*, and move its own role above that one in *Server Settings → Roles*; then set the role by hand this once.
stock-out-title = Out of stock
stock-out = *{ $product }* is sold out. Restock at the vendor.
stock-low-title = Low stock
stock-low = *{ $product }*: { $count } left. Restock at the vendor.
stock-back-title = Back in stock
stock-back = *{ $product }*: { $count } in stock again.

denied-not-administrator = Only administrators of the server may do this. Nothing was done.
settings-title = Settings of this server
settings = Choose what to change. What you set here goes before keyclerk's environment.
settings-placeholder = Change a setting …
administrators-only = administrators only
staff-roles-see = A role without *Manage Server* sees a command only where it is allowed: *Server Settings → Integrations → keyclerk*, then the command.
by-environment = { $value } (environment)
on = on
off = off
selling-goes-on = selling
paused-by = **paused** by { $staff }
fewer-than = fewer than { $count }
days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
minutes =
    { $count ->
        [one] for { $count } minute
       *[other] for { $count } minutes
    }
language-of-discord = as Discord has it
buyers-read = Buyers read:
preview-shop = your shop
may-hold = May hold { $names }
unknown-placeholder = { $unknown } stands for nothing. There are { $known }.
takes-minutes = It takes whole minutes, 1440 at most; 0 for never.
takes-days = It takes whole days, 3650 at most; 0 for any.
takes-levels = It takes a number, and lines of `product = number`.
takes-roles = It takes lines of `product = role id`.
too-long = It is too long.
setting-refused = *{ $setting }* was not changed. { $why }

lacks-title = keyclerk cannot do all of this yet
lack-channel = keyclerk does not see { $channel }. If it was deleted, choose another; else let keyclerk view it in the channel's permissions.
lack-no-messages = { $channel } takes no messages. Choose a text channel.
lack-locked = { $channel } is locked. Unlock the thread, or allow keyclerk *Manage Threads*.
lack-in-channel = In { $channel } keyclerk lacks *{ $permissions }*. Allow it in the channel's permissions.
lack-role = The role { $role } was deleted. Choose another.
lack-not-given = { $role } belongs to Discord or to a bot, and cannot be given. Choose another role.
lack-too-high = { $role } is not below keyclerk's own role. Move keyclerk's role above it in *Server Settings → Roles*.
lack-manage-roles = keyclerk lacks *Manage Roles*. Allow it for keyclerk's role in *Server Settings → Roles*.
permission-view = View Channel
permission-send = Send Messages
permission-send-in-threads = Send Messages in Threads
permission-embed = Embed Links

set-staff-roles-label = Roles that sell
set-staff-roles-description = Who may sell; administrators always may
set-sales-channel-label = Sales channel
set-sales-channel-description = Where every sale is posted, keys masked
set-claims-channel-label = Claims channel
set-claims-channel-description = For Claim buttons when the buyer cannot see the sale's channel
set-buyer-role-label = Role for buyers
set-buyer-role-description = Given with a license, taken when the last one ends
set-product-roles-label = Roles by product
set-product-roles-description = Lines of: product = role id
set-paused-label = Pause selling
set-paused-description = Nothing is sold until it is switched on again
set-ask-for-product-label = Ask which product
set-ask-for-product-description = When none is named and the stock holds several
set-low-stock-label = Low stock
set-low-stock-description = A number; or lines of: product = number
set-lasting-days-label = Days a license has to last
set-lasting-days-description = Licenses that end earlier are not drawn, unless named
set-dm-text-label = Your message in the DM
set-dm-text-description = Added to the message that brings the key
set-help-label = Help for buyers
set-help-description = A link, or where to ask
set-language-label = Language
set-language-description = For channels, and for buyers whose language is unknown
set-repeats-within-label = Ask about repetitions
set-repeats-within-description = Minutes in which the same sale again is asked about; 0 for never

help-title = What you can do with keyclerk
help-staff-label = For staff
help-staff =
    `/assignlicense` sells one license or several; right-click a member → *Apps* does the same by a form, and shows what they have.
    `/fetchlicense` takes one to look at · `/myavailable` shows the stock · `/licenseinfo` looks one up.
    `/sales list`, `show`, `export` and `stats` are the log; `/sales replace` makes faulty ones good, `/sales refund` marks one.
    `/resend` sends a key again.
help-administrator-label = For administrators
help-administrator = `/settings` sets up this server's shop, and says what keyclerk lacks for it.
help-buyer-label = Your licenses
help-buyer = `/mylicenses` shows them, with their keys, to you alone; its button sends one to your direct messages again. *Claim* and *Remind me* are under the messages that brought them.
lacks-unknown = Discord does not tell what keyclerk may do here just now. Run `/settings` again in a moment.
panel-outdated = This panel is from an older keyclerk. Run `/settings` again; nothing was changed.
