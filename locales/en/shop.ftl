# What a shop sets and says of its own, and what buyers press.

help-button = Help
help-label = Questions?
remind-button = Remind me before expiry
remind-at = I'll remind you by DM on { $at }.
remind-nothing = No reminder needed: the license never expires, or expires too soon.
reminder-title =
    { $count ->
        [one] Your license expires soon
       *[other] Your licenses expire soon
    }
reminder =
    { $count ->
        [one] You asked for this reminder. Renew your license in time.
       *[other] You asked for this reminder. Renew your licenses in time.
    }
send-again-button = Send it to my DMs again
send-one-again-button = DM me { $sale } again
sent-again = Sent – check your DMs.
sent-again-closed = Your DMs are closed for this server. Open them under *server name → Privacy Settings → Direct Messages* and try again. Until then, use `/mylicenses`.
sent-again-under-way = Discord is slow right now. Your DM is on its way.
bought-from = { $at } from { $shop }

theirs-none = { $buyer } has no license from this server.
theirs-title =
    { $count ->
        [one] { $count } license
       *[other] { $count } licenses
    }
paused = { $staff } has paused sales. A server admin can resume them in `/settings`.
no-quantity = The quantity must be a number from 1 to 25.
order-form-label = Assign license
order-product-label = Product (empty = any)
order-quantity-label = Quantity, 1 to 25
order-reference-label = Payment or ticket number
order-note-label = Note for staff
first-ends = first expires { $end }
stock-lasts =
    { $days ->
        [one] lasts about { $days } day
       *[other] lasts about { $days } days
    }
event-reminder-asked = the buyer asked for a reminder

role-refused-title = A role was not changed
role-gone = The role for the license of { $buyer } was deleted. Choose another in `/settings`.
role-no-member = { $buyer } is not a member of this server anymore, so I couldn't give the role { $role }. Give it by hand when they are back.
role-not-allowed = I can't change the role { $role } of { $buyer }. Give me the permission *Manage Roles* and move my role above it in *Server Settings → Roles*. Then set the role by hand this once.
stock-out-title = Out of stock
stock-out = No *{ $product }* left. Restock in the supplier's dashboard.
stock-low-title = Low stock
stock-low = *{ $product }*: { $count } left. Restock in the supplier's dashboard.
stock-back-title = Back in stock
stock-back = *{ $product }*: { $count } in stock again.
backups-fail-title = Backups are failing
backups-fail = The last backup of the shop's records failed. Sales go on. If the disk breaks now, newer sales are lost. The bot's log names the cause, and I keep trying.
backups-work-title = Backups work again
backups-work = The shop's records are backed up again.

denied-not-administrator = Only server admins can use this. Nothing was changed.
settings-title = Settings of this server
settings = Choose what to change. What you set here overrides the bot's .env file.
settings-placeholder = Change a setting…
administrators-only = server admins only
staff-roles-see = Roles without *Manage Server* see a command only if you allow it: *Server Settings → Integrations → this bot*, then the command.
by-environment = { $value } (from .env)
on = On
off = Off
selling-goes-on = Selling
paused-by = **Paused** by { $staff }
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
language-of-discord = As in Discord
buyers-read = Buyers read:
preview-shop = your shop
may-hold = How to activate the key. You can use { $names }
unknown-placeholder = { $unknown } isn't a placeholder. Use: { $known }.
takes-minutes = Whole minutes, up to 1440 (0 = never ask).
takes-days = Whole days, up to 3650 (0 = sell any).
takes-levels = A number, and lines of `product = number`.
takes-roles = Lines of `product = role id`.
too-long = That is too long.
setting-refused = *{ $setting }* was not changed. { $why }

lacks-title = I can't do all of this yet
lack-channel = I can't see { $channel }. If it was deleted, choose another. If not, let me view it in the channel's permissions.
lack-no-messages = { $channel } doesn't take messages. Choose a text channel.
lack-locked = { $channel } is locked. Unlock the thread, or give me *Manage Threads*.
lack-in-channel = In { $channel } I need *{ $permissions }*. Allow it in the channel's permissions.
lack-role = The role { $role } was deleted. Choose another.
lack-not-given = { $role } belongs to Discord or to a bot and can't be given. Choose another role.
lack-too-high = { $role } is above my own role. Move my role above it in *Server Settings → Roles*.
lack-manage-roles = I need the permission *Manage Roles*. Allow it for my role in *Server Settings → Roles*.
permission-view = View Channel
permission-send = Send Messages
permission-send-in-threads = Send Messages in Threads
permission-embed = Embed Links

set-staff-roles-label = Roles that sell
set-staff-roles-description = Who can sell, besides server admins
set-sales-channel-label = Sales channel
set-sales-channel-description = Shows every sale, with masked keys
set-claims-channel-label = Claims channel
set-claims-channel-description = For the Claim button if the buyer can't see the sale's channel
set-buyer-role-label = Role for buyers
set-buyer-role-description = Given with a license, taken when the last one expires
set-product-roles-label = Roles by product
set-product-roles-description = Lines of: product = role id
set-paused-label = Pause sales
set-paused-description = Nothing is sold until you switch it off
set-ask-for-product-label = Ask which product
set-ask-for-product-description = If none was entered and several are in stock
set-low-stock-label = Low stock alert
set-low-stock-description = A number, or lines of: product = number
set-lasting-days-label = Minimum days left
set-lasting-days-description = Licenses that expire sooner are not picked at random
set-dm-text-label = Your message in the DM
set-dm-text-description = Shown with the key, e.g. how to activate it
set-help-label = Help for buyers
set-help-description = A link, or where to ask
set-language-label = Language
set-language-description = For channels, and for buyers whose language is unknown
set-repeats-within-label = Ask before selling the same again
set-repeats-within-description = Minutes in which the same sale has to be confirmed; 0 = never

help-title = What you can do here
help-staff-label = For staff
help-staff =
    `/assignlicense`: sell one or several licenses
    Right-click a member (phone: profile → ⋯) → *Apps*: sell with a form, or see their licenses
    `/fetchlicense`: show a license and hold it for 15 minutes
    `/myavailable`: show the stock
    `/licenseinfo`: look up a license
    `/resend`: send a key again
    `/sales list`, `show`, `export`, `stats`: read the sales log
    `/sales replace`: replace faulty licenses
    `/sales refund`: mark a sale as refunded (moves no money)
    `/sales transfer`: give a sale to the new account of its buyer
    `/sales attribute`: enter a buyer after a restore
help-administrator-label = For server admins
help-administrator = `/settings`: set up this server's shop, and see which permissions I lack
help-buyer-label = Your licenses
help-buyer =
    `/mylicenses`: show your licenses and keys, only to you, or DM them to you again
    { "" }**{ claim-button }** and **{ remind-button }**: buttons below the messages about your license
lacks-unknown = Discord doesn't say right now what I can do here. Use `/settings` again in a moment.
panel-outdated = This panel has expired. Use `/settings` again. Nothing was changed.
