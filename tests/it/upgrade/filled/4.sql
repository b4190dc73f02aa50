-- What the fourth version added: the products to choose from, and why a sale has fewer licenses than asked for.
update sale set question = 'product', choices = '[["lifetime",3],["monthly",1]]', confirm_until = 7000002 where id = 51;
update sale set short_reason = 'out_of_stock' where id = 36;
