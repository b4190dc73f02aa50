-- What the second version added: sales that seem to repeat another, and alarms of a lasting doubt.
update sale set repeats_sale_id = 27, confirm_until = 7000000 where id = 45;
update sale set repeats_sale_id = 6 where id = 9;
insert into outbox (sale_id, guild_id, kind, state, nonce, attempts, due_at, created_at, settled_at)
select 15, 11, 'doubt_alert', value, 'doubt ' || value, key, 2000, 4000, iif(value = 'due', null, 5000)
from json_each('["sent", "dropped", "due"]');
