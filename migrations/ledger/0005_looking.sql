-- What people look through, newest first: the log of sales by each of its filters, the figures of a month, a buyer's own licenses.

create index sale_of_guild on sale (guild_id, id);
create index sale_of_staff on sale (guild_id, staff_id, id);
create index sale_of_state on sale (guild_id, state, id);
create index sale_of_product on sale (guild_id, product, id) where product is not null;
create index sale_of_time on sale (guild_id, requested_at);
create index license_of_product on sale_license (guild_id, product, sale_id)
    where state not in ('wanted', 'released');
create index license_sold on sale_license (sale_id) where state = 'assigned';

-- Whatever is referred to is looked for when a row of the other table is written.
create index outbox_of_line on outbox (line_id) where line_id is not null;
create index license_of_dm on sale_license (dm_id) where dm_id is not null;
