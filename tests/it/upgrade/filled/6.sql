-- What the sixth version added: the buyer of each license.
update sale_license set buyer_id = (select sale.buyer_id from sale where sale.id = sale_id);
