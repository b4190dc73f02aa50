# The messages of a sale, and what they share with others.

claim-button = Claim
your-license-title = Your license
sale-number = Sale { $sale }
product-label = Product
product-unnamed = not named by the vendor
expires-label = Expires
never = never
key-label = Key
note-label = Note
