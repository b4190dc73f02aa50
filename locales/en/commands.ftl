# Commands, their options and choices. The names of slash commands are the same in every language.

assignlicense-description = Sell a license: assigns it to a member and sends them the key
assignlicense-member-name = member
assignlicense-member-description = Who buys
assignlicense-product-name = product
assignlicense-product-description = Which product; empty takes any
assignlicense-license-name = license
assignlicense-license-description = A certain license: choose one, or paste its key
assignlicense-quantity-name = quantity
assignlicense-quantity-description = How many, 1 to 25; one where it is empty
assignlicense-reference-name = reference
assignlicense-reference-description = The payment or ticket; no two sales share one
assignlicense-note-name = note
assignlicense-note-description = A note for the log

menu-assign-license-name = Assign license

fetchlicense-description = Take a random license from the stock, without selling it yet

myavailable-description = Show the licenses in stock
myavailable-product-name = product
myavailable-product-description = Only this product

licenseinfo-description = Look a license up
licenseinfo-license-name = license
licenseinfo-license-description = The license: choose one, or paste its key

mylicenses-description = Your licenses from this server

resend-description = Send the buyer their key again
resend-sale-name = sale
resend-sale-description = The sale's number

sales-description = The log of sales
sales-list-description = List the newest sales
sales-list-buyer-name = buyer
sales-list-buyer-description = Only to this buyer
sales-list-staff-name = staff
sales-list-staff-description = Only by this staff member
sales-list-product-name = product
sales-list-product-description = Only of this product
sales-list-state-name = state
sales-list-state-description = Only in this state
sales-list-since-name = since
sales-list-since-description = Only since this day, such as 2026-11-24
sales-show-description = Show a sale and everything that happened to it
sales-show-sale-name = sale
sales-show-sale-description = The sale's number
sales-export-description = Get the sales as a table (CSV)
sales-export-buyer-name = buyer
sales-export-buyer-description = Only to this buyer
sales-export-staff-name = staff
sales-export-staff-description = Only by this staff member
sales-export-product-name = product
sales-export-product-description = Only of this product
sales-export-state-name = state
sales-export-state-description = Only in this state
sales-export-since-name = since
sales-export-since-description = Only since this day, such as 2026-11-24
sales-stats-description = Show what was sold in the last 30 days, and how long the stock lasts
sales-refund-description = Mark a sale as refunded; the buyer keeps the license
sales-refund-sale-name = sale
sales-refund-sale-description = The sale's number
sales-refund-reason-name = reason
sales-refund-reason-description = Why, for the log
sales-replace-description = Give the buyer of faulty licenses others
sales-replace-sale-name = sale
sales-replace-sale-description = The faulty sale's number
sales-replace-reason-name = reason
sales-replace-reason-description = What is wrong with it, for the log
sales-replace-quantity-name = quantity
sales-replace-quantity-description = How many are faulty, 1 to 25; all of them where it is empty
sales-replace-product-name = product
sales-replace-product-description = Which product is faulty, where the sale has several

choice-delivered-name = delivered
choice-undelivered-name = undelivered: the buyer's direct messages are closed
choice-failed-name = failed: nothing was sold
choice-held-name = held: staff decide
choice-in-doubt-name = in doubt: the vendor's answer was lost
choice-assigned-name = assigned: the message is on its way

settings-description = Set up this server's shop
help-description = What you can do here
menu-buyers-licenses-name = Buyer's licenses
