-- A buyer's own licenses are counted and paged by one index, however many there are.

alter table sale_license add column buyer_id integer;
update sale_license set buyer_id = (select sale.buyer_id from sale where sale.id = sale_id);

drop index license_sold;
create index license_of_buyer on sale_license (guild_id, buyer_id, sale_id desc, id) where state = 'assigned';
