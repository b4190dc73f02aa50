-- The first version wrote these: sales and licenses in each state, each kind of message in each state.
-- Sales have the numbers 3, 6, 9, ..., and the newest one, 300, was deleted.
insert into sale (id, guild_id, channel_id, interaction_id, staff_id, buyer_id, product, quantity, note, state, failure,
    vendor_words, buyer_sees_channel, reply_token, reply_token_until, dm_channel_id, dm_message_id, waits,
    next_attempt_at, requested_at, updated_at, delivered_at)
select column1 * 3, 10 + column1 % 2, 110 + column1 % 3, 1000 + column1, 20 + column1 % 3, 30 + column1 % 4,
    iif(column1 % 2, 'lifetime', null), 1 + column1 % 25, iif(column1 % 3, null, 'note ' || column1), column2, column3,
    iif(column1 % 4, null, 'words ' || column1), column1 % 2, iif(column1 % 3, null, 'token ' || column1),
    100 * column1 + 1, iif(column1 > 6, 500 + column1, null), iif(column1 > 8, 600 + column1, null), column1 % 5,
    iif(column1 in (4, 5, 6, 12), 100 * column1 + 2, null), 100 * column1 + 3, 100 * column1 + 4,
    iif(column2 = 'delivered', 100 * column1 + 5, null)
from (values (1, 'requested', null), (2, 'acknowledged', null), (3, 'reserved', null), (4, 'assigning', null),
    (5, 'in_doubt', null), (6, 'held', null), (7, 'assigned', null), (8, 'undelivered', null), (9, 'delivered', null),
    (10, 'failed', 'out_of_stock'), (11, 'failed', 'quarantined'), (12, 'held', null), (13, 'delivered', null),
    (14, 'delivered', null), (15, 'acknowledged', null), (16, 'acknowledged', null), (17, 'acknowledged', null),
    (100, 'delivered', null));
delete from sale where id = 300;

-- The license of `wanted` is sold by another sale, and so is that of the first `released`.
insert into sale_license (id, sale_id, guild_id, license_key, key_hash, product, expires_at, state, attempts, refusals,
    doubtful, seen_free_at, evidence, created_at, updated_at)
select column1 * 2, column2 * 3, 10 + column2 % 2, printf('ps-%04X-%07X-%03X', column4, column4, column4),
    randomblob(32), iif(column1 % 3, 'lifetime', null), iif(column1 % 2, 4000000000000 + column1, null), column3,
    column5, column6, column7, iif(column1 % 2, 700 + column1, null), column8, 800 + column1, 900 + column1
from (values (1, 3, 'reserved', 1, 0, 0, 0, null), (2, 9, 'assigned', 2, 1, 0, 0, 'assigned'),
    (3, 4, 'assigning', 3, 1, 0, 0, null), (4, 5, 'in_doubt', 4, 3, 1, 1, 'timed out'),
    (5, 6, 'held', 5, 2, 2, 0, 'contested'), (6, 7, 'assigned', 6, 1, 0, 0, 'assigned'),
    (7, 8, 'assigned', 7, 2, 0, 1, 'reconciled'), (8, 1, 'wanted', 2, 0, 0, 0, null),
    (9, 9, 'released', 6, 0, 0, 0, 'a reason that no version knows any more'), (10, 10, 'released', 10, 0, 0, 0, 'ended'),
    (11, 11, 'quarantined', 11, 1, 1, 0, 'refused'), (12, 12, 'held', 12, 4, 2, 1, 'expired while in doubt'),
    (13, 12, 'assigned', 13, 1, 0, 0, 'assigned'), (14, 13, 'assigned', 14, 1, 0, 0, 'assigned'),
    (15, 13, 'assigned', 15, 1, 0, 0, 'assigned'), (16, 14, 'assigned', 16, 1, 0, 0, 'assigned'),
    (17, 5, 'reserved', 17, 0, 0, 0, null));

-- The events of the sales alternate, so that the numbers within one have gaps.
insert into sale_event (sale_id, guild_id, at, kind, detail, actor_id)
select sale.id, guild_id, requested_at + column1, column2, column3, iif(column1 = 1, staff_id, null)
from (values (1, 'requested', null), (2, 'acknowledged', null), (3, 'an event of long ago', 'with its detail'))
join sale where column1 < 3 or sale.id % 2 = 0 order by column1, sale.id;

insert into outbox (sale_id, guild_id, kind, state, nonce, attempts, due_at, message_id, created_at, settled_at)
select sale.id, guild_id, kinds.value, states.value, printf('n%d-%d-%d', sale.id, kinds.key, states.key), sale.id % 4,
    2000 + sale.id, iif(states.value = 'sent', 3000 + sale.id, null), 4000 + sale.id,
    iif(states.value = 'due', null, 5000 + sale.id)
from json_each('["dm", "reply", "sales_line", "claim_notice", "alert"]') as kinds,
    json_each('["sent", "dropped", "due"]') as states, sale order by states.key, kinds.key, sale.id;

insert into guild_setting (guild_id, name, value, changed_at, changed_by)
values (10, 'language', 'de', 1, 21), (11, 'language', 'fr', 2, null), (10, 'of an older version', 'x', 3, 22);
