# Commands, their options and choices. The names of slash commands are the same in every language.

assignlicense-description = Sell a license and send the key to the buyer
assignlicense-member-name = member
assignlicense-member-description = The buyer; gets the key by DM
assignlicense-product-name = product
assignlicense-product-description = Empty = any product
assignlicense-license-name = license
assignlicense-license-description = A specific license instead of a random one: choose it, or paste its key
assignlicense-quantity-name = quantity
assignlicense-quantity-description = 1 to 25 (default 1)
assignlicense-reference-name = reference
assignlicense-reference-description = Payment or ticket number; prevents selling it twice
assignlicense-note-name = note
assignlicense-note-description = For staff: shown in the sales log and sales channel, not to the buyer

menu-assign-license-name = Assign license

fetchlicense-description = Show a random license and hold it for you for 15 minutes

myavailable-description = Stock: what can be sold, and how long it lasts
myavailable-product-name = product
myavailable-product-description = Only this product

licenseinfo-description = Look up a license
licenseinfo-license-name = license
licenseinfo-license-description = Choose a license, or paste its key

mylicenses-description = Your licenses from this server

resend-description = Send the buyer their key again
resend-sale-name = sale
resend-sale-description = Sale number, e.g. 7

sales-description = The sales log
sales-list-description = List the newest sales
sales-list-buyer-name = buyer
sales-list-buyer-description = Filter by buyer
sales-list-staff-name = staff
sales-list-staff-description = Filter by seller
sales-list-product-name = product
sales-list-product-description = Filter by product
sales-list-state-name = state
sales-list-state-description = Filter by status
sales-list-since-name = since
sales-list-since-description = From this day on, YYYY-MM-DD
sales-show-description = Show a sale and its history
sales-show-sale-name = sale
sales-show-sale-description = Sale number, e.g. 7
sales-export-description = Download the sales as a table (CSV)
sales-export-buyer-name = buyer
sales-export-buyer-description = Filter by buyer
sales-export-staff-name = staff
sales-export-staff-description = Filter by seller
sales-export-product-name = product
sales-export-product-description = Filter by product
sales-export-state-name = state
sales-export-state-description = Filter by status
sales-export-since-name = since
sales-export-since-description = From this day on, YYYY-MM-DD
sales-stats-description = Show the last 30 days, and how long the stock lasts
sales-refund-description = Mark as refunded (moves no money; the buyer keeps the license)
sales-refund-sale-name = sale
sales-refund-sale-description = Sale number, e.g. 7
sales-refund-reason-name = reason
sales-refund-reason-description = Reason, for the sales log
sales-replace-description = Replace faulty licenses; sends a new key by DM
sales-replace-sale-name = sale
sales-replace-sale-description = Number of the faulty sale, e.g. 7
sales-replace-reason-name = reason
sales-replace-reason-description = What's wrong, for the sales log
sales-replace-quantity-name = quantity
sales-replace-quantity-description = How many are faulty, 1 to 25; empty = all
sales-replace-product-name = product
sales-replace-product-description = The faulty product, if the sale has several
sales-transfer-description = Give a sale to the buyer's new account (the supplier keeps the old ID)
sales-transfer-sale-name = sale
sales-transfer-sale-description = Sale number, e.g. 7
sales-transfer-member-name = member
sales-transfer-member-description = The buyer's new account
sales-attribute-description = Enter the buyer of a license that was sold before a restore
sales-attribute-license-name = license
sales-attribute-license-description = The license key, as the buyer has it
sales-attribute-member-name = member
sales-attribute-member-description = The buyer

choice-delivered-name = delivered
choice-undelivered-name = not delivered (DMs closed)
choice-failed-name = failed (nothing sold)
choice-held-name = needs a decision
choice-in-doubt-name = unconfirmed
choice-assigned-name = sold, DM pending

settings-description = Set up this server's shop
help-description = Show what you can do here
menu-buyers-licenses-name = Buyer's licenses
