# The messages of a sale, and what they share with others.

sale-number = Sale { $sale }
product-label = Product
products-label = Products
product-unnamed = not named by the vendor
expires-label = Expires
never = never
key-label = Key
keys-label = Keys
note-label = Note
reason-label = Reason
makes-good-label = Makes good
makes-good = sale { $sale }: { $reason }

# To the buyer
your-license-title =
    { $count ->
        [one] Your license
       *[other] Your licenses
    }
keep-safe-label = Keep it safe
keep-safe = Run /mylicenses in the server to see it again.
keys-in-file =
    { $count ->
        [one] The key is in the file: it does not fit into a message.
       *[other] The { $count } keys are in the file, one a line: they do not fit into a message.
    }
keys-in-file-too =
    { $count ->
        [one] The key is in the file too.
       *[other] The keys are in the file too, one a line.
    }
claim-notice = { $buyer }, your license is ready, but your direct messages are closed. Press **{ claim-button }** to see it; only you can.
claim-button = Claim

# To the server's channels and the owner
sales-line = { $staff } sold to { $buyer }
found-assigned-title = A license that was set aside is assigned (sale { $sale })
found-assigned = The license below was asked for, for { $buyer }, and then set aside. Now it is assigned to somebody. It is not sold again; look it up in the vendor's dashboard.
api-key-refused-title = The vendor refuses our API key
api-key-refused = Selling pauses. Make a new key in the vendor's dashboard. If keyclerk reads it from `RESELLER_API_TOKEN_FILE`, put it into that file and selling goes on; else put it into `RESELLER_API_TOKEN` and start keyclerk again.
refunded-title = Sale { $sale } was refunded
refunded = { $staff } marked it as refunded. { $buyer } keeps the license: the vendor takes none back.
doubt-title = A sale has been in doubt for 15 minutes
doubt = What became of { $buyer }'s license is still not clear. keyclerk goes on asking; the sale finishes by itself. **Do not sell again.** If the vendor is well, look at keyclerk's log.

# To staff: how a sale stands
queue-title = Waiting for the vendor
queue = The vendor takes no more calls for the moment. Your sale to { $buyer } is number { $place } in the queue and goes on by itself in about { $seconds } s – **do not sell again**.
selling-title = Selling …
selling = The vendor is slow to answer. The sale to { $buyer } goes on by itself.
lost-title = The vendor's answer was lost
lost = The sale to { $buyer } will finish by itself – **do not sell again**. This message will change when it has.
checking-title = The vendor refused – checking
checking = The vendor refused to assign the license to { $buyer }. It may have assigned it all the same, so the license is being looked up – **do not sell again**. This message will change when that is clear.
blocked-title = Blocked on the way to the vendor
blocked = A firewall or proxy answered in the vendor's place; the API key is not to blame. The sale to { $buyer } will finish by itself – **do not sell again**. If it takes long, ask the owner to have the vendor let the address of the machine that runs keyclerk through.
on-its-way-title = Sold – the message is on its way
on-its-way = The license is { $buyer }'s. Discord does not take the message just now; it is sent as soon as it does.
sold-title =
    { $count ->
        [one] License sold
       *[other] { $count } licenses sold
    }
sold-by-dm =
    { $count ->
        [one] { $buyer } has the key in a direct message.
       *[other] { $buyer } has the keys in a direct message.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } has claimed the key.
       *[other] { $buyer } has claimed the keys.
    }
dms-closed-title = Sold – the buyer's DMs are closed
dms-closed-claim = The license is { $buyer }'s, but Discord does not let us write to them. They can press **{ claim-button }** here: { $notice } – nobody else can – or run `/mylicenses`.
dms-closed = The license is { $buyer }'s, but Discord does not let us write to them. Ask them to run `/mylicenses`.
late-reply = { $staff }, this is how your sale { $sale } stands:
faulty-label =
    { $count ->
        [one] The faulty key
       *[other] The faulty keys
    }
faulty =
    { $count ->
        [one] stays the buyer's: the vendor takes no license back.
       *[other] stay the buyer's: the vendor takes no license back.
    }

# To staff: fewer were sold than asked for
short-title = { $count } of { $quantity } licenses sold
short = The others were not sold: { $why }. Run the command again for what is missing.
short-out-of-stock = the stock holds no more
short-stock-moves = the licenses drawn were no longer free
short-quarantined = staff put a key into quarantine
short-api-key-refused = the vendor refuses the shop's API key
short-rate-limited = the vendor took no more calls
short-refused = the vendor refused
short-own-account = the vendor does not assign licenses to its reseller's own account
short-unreachable = the vendor could not be reached
short-blocked = a firewall or proxy blocked the request on its way to the vendor
short-no-such-address = the vendor's API is not at the address that is set
short-name-unknown = the name of the vendor's host could not be resolved
short-connections-refused = the vendor's host refused connections
short-tls = no secure connection to the vendor could be made

# To staff: what they decide
resend-button = Try the DM again
cancel-button = Cancel
sell-another-button = Sell another
sell-offered-button = Sell { $offered }
which-product-placeholder = Which product?
stock-count-description = { $count } in stock
question-partial-title = { $offered } of { $quantity } in stock – sell { $offered }?
question-partial = The stock holds { $offered } of the { $quantity } licenses for { $buyer }. Nothing is sold yet; sell { $offered }?
question-product-title = Which product?
question-product = The stock holds several products. Nothing is sold yet; choose the one for { $buyer }.
question-product-more = { $count ->
        [one] One more product does not fit into the menu.
       *[other] { $count } more products do not fit into the menu.
    } To sell one of them, run the command again and type its name into `{ assignlicense-product-name }`.
question-repeat-title = Sold a moment ago – sell another?
question-repeat = { $staff } sold { $buyer } a license { $ago } (sale { $sale }). Nothing is sold yet; sell another?
question-repeat-product = { $staff } sold { $buyer } *{ $product }* { $ago } (sale { $sale }). Nothing is sold yet; sell another?
question-repeat-unknown = Sell this buyer another license?
held-title = Held – a person has to decide
held =
    The vendor's answers contradict each other, so it is not certain that the license is { $buyer }'s: { $evidence }
    { "" }**Do not sell again.** Look the license up in the vendor's dashboard, then press what is true.
evidence-expired = an answer was lost, and now the license is assigned to nobody, but expired.
evidence-refused = an answer was lost, the license is said to be free, and yet assigning it is refused.
evidence-unknown = an answer was lost, and now the vendor does not know the license.
evidence-contested = the vendor refused, and yet the license is assigned to somebody.
evidence-refused-after-decision = you had the license assigned again, and the vendor refused again.
evidence-api-key-refused = the license was to be assigned again, and the vendor refuses the shop's API key.
evidence-assigned-in-quarantine = nothing was sold, and now the license is assigned to somebody.
evidence-other = see the log of the sale.
held-still = This sale is still held. It has waited for a decision of staff since { $at }.
held-status = The vendor's latest word on it: **{ $status }**.
status-assigned = assigned to somebody
status-free = free
status-expired = expired
status-unknown = not known
deliver-button = It is the buyer's: deliver
another-button = It is not: sell another
nothing-button = It is not: sell nothing

# To staff: why nothing was sold
fail-too-late = The sale was interrupted and could not go on for a quarter of an hour. Run the command again if it is still meant.
fail-out-of-stock = The stock holds no license that can be sold. Restock at the vendor, then run the command again.
fail-out-of-product = The stock holds no license of *{ $product }* that can be sold. Restock at the vendor, then run the command again.
stock-unreadable =
    { $count ->
        [one] { $count } entry of the stock could not be read.
       *[other] { $count } entries of the stock could not be read.
    }
fail-unreachable = The vendor cannot be reached. Try again in a minute.
fail-blocked = A firewall or proxy blocked the request on its way to the vendor; the API key is not to blame. Ask the owner to have the vendor let the address of the machine that runs keyclerk through.
fail-no-such-address = The vendor's API is not at the address that is set. Ask the owner to check `RESELLER_BASE_URL`; it is what the vendor's document calls `__BASE_URL__`.
fail-name-unknown = The name of the vendor's host cannot be resolved. Try again in a minute; if that does not help, ask the owner to check `RESELLER_BASE_URL` and the DNS of the machine that runs keyclerk.
fail-connections-refused = The vendor's host refuses connections. Try again in a minute; if that does not help, ask the owner to check `RESELLER_BASE_URL`.
fail-tls = No secure connection to the vendor can be made; its certificate may not be trusted. Ask the owner to check it; `SSL_CERT_FILE` names the certificates that keyclerk trusts.
fail-refused = The vendor refused. The license is set aside for a quarter of an hour. Run the command again for another one, or ask the owner to look at the vendor's dashboard.
fail-refused-at-once = The vendor refused. Try again, or ask the owner to look at the vendor's dashboard.
fail-own-account = The vendor does not assign licenses to its reseller's own account. Choose another member.
fail-api-key-refused = The vendor refuses the shop's API key, so selling pauses. Tell the owner: a new key is needed.
fail-rate-limited = The vendor takes no more calls for the moment. Try again in a minute.
fail-named-assigned = The license you named is assigned already. Choose another, or leave `{ assignlicense-license-name }` empty.
fail-named-expired = The license you named has expired. Choose another, or leave `{ assignlicense-license-name }` empty.
fail-named-unknown = The vendor does not know the license you named. Check the key, or leave `{ assignlicense-license-name }` empty.
fail-named-taken = The license you named belongs to another sale of this shop. Choose another, or leave `{ assignlicense-license-name }` empty.
fail-named-other = The license you named is not of *{ $product }*. Choose one that is, or leave `{ assignlicense-product-name }` empty.
fail-stock-moves = The licenses drawn were no longer free; somebody else sells from this stock. Run the command again.
fail-quarantined = Staff decided that the license is not the buyer's. It is set aside until the vendor has called it free for a quarter of an hour.
fail-quarantined-for-good = Staff decided that the license is not the buyer's. It is somebody's at the vendor and is not sold again.
fail-not-confirmed = It was not confirmed. If the sale is meant, run the command again.
fail-not-acknowledged = Discord did not answer in time. Run the command again.
