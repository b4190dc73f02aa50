# The messages of a sale, and what they share with others.

sale-number = Sale { $sale }
order-number = Order { $sale }
product-label = Product
products-label = Products
product-unnamed = no product name
expires-label = Expires
never = Never
key-label = Key
keys-label = Keys
note-label = Note
reason-label = Reason
replaces = sale { $sale }: { $reason }

# To the buyer
dm-title = Thanks for your purchase!
dm-again-title =
    { $count ->
        [one] Here is your key again
       *[other] Here are your keys again
    }
dm-replacement-title =
    { $count ->
        [one] Here is your replacement
       *[other] Here are your replacements
    }
dm-intro =
    { $count ->
        [one] Your license from **{ $shop }**:
       *[other] Your licenses from **{ $shop }**:
    }
your-license-title =
    { $count ->
        [one] Your license
       *[other] Your licenses
    }
order-replaces = replaces order { $sale }
keep-safe-label = Lost this message?
keep-safe = Use /mylicenses in { $shop }.
keep-safe-unnamed = Use /mylicenses in the server.
help-in-shop = Ask the staff of { $shop }.
keys-in-file =
    { $count ->
        [one] The key is in the file. It doesn't fit into a message.
       *[other] The { $count } keys are in the file, one per line. They don't fit into a message.
    }
keys-in-file-too =
    { $count ->
        [one] The key is in the file too.
       *[other] The keys are in the file too, one per line.
    }
claim-notice =
    { $count ->
        [one] { $buyer }, your license is ready! I couldn't DM you, so press **{ claim-button }**. Only you will see the key.
       *[other] { $buyer }, your { $count } licenses are ready! I couldn't DM you, so press **{ claim-button }**. Only you will see the keys.
    }
claim-button = Claim

# To the server's channels and the owner
sales-line =
    { $count ->
        [one] { $staff } sold a license to { $buyer }
       *[other] { $staff } sold { $count } licenses to { $buyer }
    }
sales-line-product = { $staff } sold **{ $product }** to { $buyer }
found-assigned-title = Sale { $sale }: blocked license is assigned
found-assigned = This license was requested for { $buyer } and then set aside. Now it is assigned to somebody. It won't be sold again. Look it up in the supplier's dashboard.
api-key-refused-title = The supplier rejected the API key
api-key-refused = Sales are paused. Create a new key in the supplier's dashboard. If the bot reads the key from `RESELLER_API_TOKEN_FILE`, put it into that file and sales resume. Otherwise set `RESELLER_API_TOKEN` and restart the bot.
refunded-title = Sale { $sale } marked as refunded
refunded =
    { $count ->
        [one] Marked by { $staff }. No money was moved. { $buyer } keeps the license.
       *[other] Marked by { $staff }. No money was moved. { $buyer } keeps the licenses.
    }
doubt-title = Sale unconfirmed for 15 minutes
doubt = The supplier still hasn't confirmed the license for { $buyer }. I keep asking, and the sale finishes by itself. **Don't sell again – it would cost a second license.** If the supplier is up, check the bot's log.

# To staff: how a sale stands
queue-title = Waiting for the supplier
queue = The supplier is limiting requests. Your sale to { $buyer } is number { $place } in line and continues by itself { $when }. **Don't sell again – it would cost a second license.**
selling-title = Selling…
selling = The supplier is slow to answer. The sale to { $buyer } continues by itself.
lost-title = Checking with the supplier
lost = I'm checking whether the license was assigned to { $buyer }. **Don't sell again – it would cost a second license.** I'll update this message.
checking-title = Rejected by the supplier – checking
checking = The supplier rejected the license for { $buyer }, but may have assigned it anyway. I'm checking. **Don't sell again – it would cost a second license.** I'll update this message.
blocked-title = Blocked on the way to the supplier
blocked = A firewall or proxy answered instead of the supplier. The API key is not the cause. The sale to { $buyer } finishes by itself. **Don't sell again – it would cost a second license.** If it takes long, tell whoever runs this bot: the supplier has to allow the bot's address.
on-its-way-title = Sold – DM on its way
on-its-way = Discord is slow right now. The DM to { $buyer } goes out automatically.
sold-title =
    { $count ->
        [one] License sold
       *[other] { $count } licenses sold
    }
sold-by-dm =
    { $count ->
        [one] Key sent to { $buyer } by DM.
       *[other] Keys sent to { $buyer } by DM.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } has claimed the key.
       *[other] { $buyer } has claimed the keys.
    }
dms-closed-title = Sold – the buyer's DMs are closed
dms-closed-claim = I couldn't DM { $buyer }. They can press **{ claim-button }** here: { $notice } or use `/mylicenses`. Nothing else to do.
dms-closed = I couldn't DM { $buyer }. Ask them to use `/mylicenses`.
late-reply = { $staff }, here is the outcome of your sale { $sale }:
faulty-label =
    { $count ->
        [one] The faulty key
       *[other] The faulty keys
    }
faulty =
    { $count ->
        [one] The supplier can't take it back. The buyer keeps both.
       *[other] The supplier can't take them back. The buyer keeps them too.
    }

# To staff: fewer were sold than asked for
short-title = { $count } of { $quantity } licenses sold
short = The rest was not sold: { $why }. { $next }
short-again = Run the command again for the rest.
short-restock = Restock in the supplier's dashboard, then sell the rest.
short-later = Sell the rest in a minute.
short-tell = Tell whoever runs this bot, then sell the rest.
short-check = Check at the supplier which licenses were already assigned before you sell the rest.
short-other-member = Sell to another member.
short-out-of-stock = no more licenses in stock
short-stock-moves = someone else was faster
short-quarantined = staff blocked a key
short-api-key-refused = the supplier rejected the shop's API key
short-rate-limited = the supplier is limiting requests
short-refused = the supplier rejected the request
short-own-account = the supplier doesn't assign licenses to the shop's own account
short-restored = the shop's records were restored from a backup
short-not-reconciled = the shop's records are being compared with the supplier's stock
short-unreachable = the supplier can't be reached
short-blocked = a firewall or proxy blocked the request to the supplier
short-no-such-address = the supplier's API is not at the configured address
short-name-unknown = the supplier's host name can't be resolved
short-connections-refused = the supplier's host refuses connections
short-tls = no secure connection to the supplier

# To staff: what they decide
resend-button = Try the DM again
cancel-button = Cancel
sell-another-button = Sell another
sell-offered-button = Sell { $offered }
which-product-placeholder = Which product?
stock-count-description = { $count } in stock
question-partial-title = { $offered } of { $quantity } in stock – sell { $offered }?
question-partial = In stock: { $offered } of the { $quantity } licenses for { $buyer }. This sale hasn't been made yet.
question-product-title = Which product?
question-product = Several products are in stock. Choose the one for { $buyer }. This sale hasn't been made yet.
question-product-more = { $count ->
        [one] One more product doesn't fit into the menu.
       *[other] { $count } more products don't fit into the menu.
    } To sell one of them, run the command again and type its name into `{ assignlicense-product-name }`.
question-repeat-title = Sold a moment ago – sell another?
question-repeat = { $staff } sold { $buyer } a license { $ago } (sale { $sale }). This second sale hasn't been made yet.
question-repeat-product = { $staff } sold { $buyer } *{ $product }* { $ago } (sale { $sale }). This second sale hasn't been made yet.
question-repeat-unknown = This buyer bought a moment ago. This second sale hasn't been made yet.
held-title = Needs your decision
held =
    It is unclear whether { $buyer } has this license: { $evidence }
    { "" }**Don't sell again – it would cost a second license.** Look this license up in the supplier's dashboard. Is it assigned to { $buyer }? If yes, I send the key. If no, I block this key.
evidence-expired = an answer was lost. Now the license has expired and is assigned to nobody.
evidence-refused = an answer was lost. The license is said to be free, but assigning it is rejected.
evidence-unknown = an answer was lost. Now the supplier doesn't know the license.
evidence-contested = the request was rejected, but the license is assigned to somebody.
evidence-refused-after-decision = you had the license assigned again, and the supplier rejected it again.
evidence-api-key-refused = the license should be assigned again, but the supplier rejects the shop's API key.
evidence-assigned-in-quarantine = nothing was sold, but now the license is assigned to somebody.
evidence-restored = the shop's records were restored from a backup that is older than the supplier's answer. Check there whose license it is.
evidence-other = see the sale's history.
held-still = This sale still needs a decision. Last change: { $at }.
held-status = The supplier's latest answer: **{ $status }**.
status-assigned = assigned to somebody
status-free = free
status-expired = expired
status-unknown = unknown
deliver-button = Yes – deliver
another-button = No – sell another
nothing-button = No – cancel, block key

# To staff: why nothing was sold
nothing-sold = Nothing was sold.
fail-unreachable-title = Supplier unreachable
fail-refused-title = Rejected by the supplier
fail-paused-title = Sales are paused
fail-rate-limited-title = The supplier is limiting requests
fail-named-title = This license can't be sold
fail-stock-moves-title = License just taken
fail-restored-title = Sale lost in a restore
fail-quarantined-title = Cancelled, key blocked
fail-cancelled-title = Sale cancelled
fail-interrupted-title = Sale interrupted
fail-too-late = The sale couldn't continue for 15 minutes. If you still want it, run the command again.
fail-out-of-stock = No license left. Restock in the supplier's dashboard, then run the command again.
fail-out-of-product = No *{ $product }* left. Restock in the supplier's dashboard, then run the command again.
stock-unreadable =
    { $count ->
        [one] { $count } stock entry could not be read.
       *[other] { $count } stock entries could not be read.
    }
fail-unreachable = The supplier can't be reached. Try again in a minute.
fail-blocked = A firewall or proxy blocked the request to the supplier. The API key is not the cause. Tell whoever runs this bot: the supplier has to allow the bot's address.
fail-no-such-address = The supplier's API is not at the configured address. Tell whoever runs this bot to check `RESELLER_BASE_URL` (`__BASE_URL__` in the supplier's documentation).
fail-name-unknown = The supplier's host name can't be resolved. Try again in a minute. If that doesn't help, tell whoever runs this bot to check `RESELLER_BASE_URL` and DNS.
fail-connections-refused = The supplier's host refuses connections. Try again in a minute. If that doesn't help, tell whoever runs this bot to check `RESELLER_BASE_URL`.
fail-tls = There is no secure connection to the supplier. Its certificate may not be trusted. Tell whoever runs this bot to check it (`SSL_CERT_FILE`).
fail-refused = The license is set aside for 15 minutes. Run the command again to sell another one, or have the supplier's dashboard checked.
fail-refused-at-once = Try again, or have the supplier's dashboard checked.
fail-own-account = The supplier doesn't assign licenses to the shop's own account. Choose another member.
fail-api-key-refused = The supplier rejected the shop's API key. Tell whoever runs this bot that it needs a new one.
fail-rate-limited = Try again in a minute.
fail-named-assigned = The license you entered is already assigned. Choose another, or leave `{ assignlicense-license-name }` empty.
fail-named-expired = The license you entered has expired. Choose another, or leave `{ assignlicense-license-name }` empty.
fail-named-unknown = The supplier doesn't know the license you entered. Check the key, or leave `{ assignlicense-license-name }` empty.
fail-named-taken = The license you entered belongs to another sale of this shop. Choose another, or leave `{ assignlicense-license-name }` empty.
fail-named-other = The license you entered is not *{ $product }*. Choose another, or leave `{ assignlicense-product-name }` empty.
fail-named-unattributed = The license you entered may have been sold before the shop's records were restored, so it can't be sold. Choose another, or leave `{ assignlicense-license-name }` empty.
fail-restored = The shop's records were restored from a backup that was made during this sale, and it may have been completed since. Ask the buyer and check the supplier's dashboard before you sell again.
fail-not-reconciled = The shop's records were restored from a backup and are being compared with the supplier's stock, so that no license is sold twice. Try again in a minute.
fail-stock-moves = Someone else was faster. Run the command again.
fail-quarantined = Staff decided that the license is not the buyer's. It returns to stock once the supplier has listed it as free for 15 minutes.
fail-quarantined-for-good = Staff decided that the license is not the buyer's. The supplier has assigned it to somebody, so it won't be sold again.
fail-not-confirmed = The sale was not confirmed. If you still want it, run the command again.
fail-not-acknowledged = Discord did not answer in time. Run the command again.
