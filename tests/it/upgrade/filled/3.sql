-- What the third version added: references, languages, questions, replacements, refunds, DMs of several licenses,
-- roles, reminders and alerts of the stock.
update sale set reference = 'ticket ' || id, staff_locale = 'it', guild_locale = 'pl' where id % 2 = 0;
update sale set question = 'repeat' where id = 45;
update sale set question = 'partial', offered = 2, confirm_until = 7000001 where id = 48;
update sale set replaces_sale_id = 39, replace_reason = 'it does not start' where id = 42;
update sale set refunded_at = 8000, refunded_by = 21, refund_reason = 'a double payment' where id = 27;
update sale_license set dm_id = (select id from outbox where sale_id = sale_license.sale_id and kind = 'dm'
    and state = case sale_id when 21 then 'due' when 24 then 'dropped' else 'sent' end)
where state = 'assigned' and id <> 30;

insert into outbox (sale_id, guild_id, kind, state, nonce, attempts, due_at, message_id, created_at, settled_at, line_id,
    subject)
select line.sale_id, line.guild_id, kinds.value, states.value, printf('l%d-%d-%d', line.id, kinds.key, states.key), 1,
    2500 + line.id, iif(kinds.value = 'reminder' and states.value = 'sent', 3500, null), 4500, iif(states.value = 'due', null, 5500),
    line.id, iif(kinds.value = 'reminder', null, '77')
from sale_license as line, json_each('["role_give", "role_take", "reminder"]') as kinds,
    json_each('["sent", "dropped", "due"]') as states
where line.state = 'assigned'
    and (kinds.value <> 'reminder' or states.value = 'dropped' or (states.value = 'due') = (line.id % 4 = 0));
insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, created_at, subject) values
    (24, 10, 'reply', 'due', 'links a notice', 2600, 4600, '111 222'),
    (27, 11, 'alert', 'due', 'a role', 2601, 4601, '77 no member'),
    (27, 11, 'alert', 'due', 'an older role', 2602, 4602, '77 a reason of an older version');
insert into outbox (guild_id, kind, state, nonce, attempts, due_at, message_id, created_at, settled_at, subject)
select 10 + kinds.key, kinds.value, states.value, printf('s%d-%d', kinds.key, states.key), states.key, 2700,
    iif(states.value = 'sent', 3700, null), 4700 + states.key, iif(states.value = 'due', null, 5700),
    (7 + kinds.key) || ' two words'
from json_each('["stock_low", "stock_back"]') as kinds, json_each('["sent", "dropped", "due"]') as states;

insert into member_locale (guild_id, user_id, locale, learned_at) values (10, 31, 'es-ES', 1), (11, 32, 'de', 2);
insert into stock_level (guild_id, product, is_low, changed_at) values (10, 'lifetime', 1, 1), (11, 'monthly', 0, 2);
