-- A refusal may come after the vendor has assigned: what is known of a license that was asked for.

-- Its assignment was repeated because it was contested, or because staff decided so.
alter table sale_license add column contested integer not null default 0 check (contested in (0, 1));
alter table sale_license add column decided integer not null default 0 check (decided in (0, 1));
-- The vendor's latest word on a license that is held.
alter table sale_license add column status text check (status in ('assigned', 'free', 'expired', 'unknown'));
-- When a quarantined license is looked at next, and how many looks have counted.
alter table sale_license add column look_at integer;
alter table sale_license add column looks integer not null default 0;

-- Entries of the stock that could not be read when no license that fits was found.
alter table sale add column unreadable integer not null default 0;

create index license_to_look_at on sale_license (look_at) where state = 'quarantined';
create index sale_held on sale (next_attempt_at) where state = 'held';

-- A sale with all that belongs to it as one JSON object: its licenses, what is due about it, the
-- sale it seems to repeat, the languages it is told in. Each step of a sale ends by reading it.
drop view whole_sale;
create view whole_sale as
select sale.id, json_object(
    'id', sale.id, 'guild', guild_id, 'channel', channel_id, 'interaction', interaction_id, 'staff', staff_id,
    'buyer', buyer_id, 'product', product, 'quantity', quantity, 'note', note, 'reference', reference,
    'state', state, 'failure', failure, 'short_reason', short_reason, 'vendor_words', vendor_words,
    'unreadable', unreadable,
    'buyer_sees_channel', json(iif(buyer_sees_channel, 'true', 'false')),
    'reply_token', reply_token, 'reply_token_until', reply_token_until,
    'dm_channel', dm_channel_id, 'dm_message', dm_message_id, 'waits', waits,
    'question', question, 'offered', offered, 'choices', json(choices), 'confirm_until', confirm_until,
    'requested_at', requested_at, 'updated_at', updated_at,
    'replaces', replaces_sale_id, 'replace_reason', replace_reason,
    'replaced_by', (select id from sale as later where later.replaces_sale_id = sale.id and later.state <> 'failed'),
    'refunded_at', refunded_at, 'refunded_by', refunded_by, 'refund_reason', refund_reason,
    'staff_locale', staff_locale,
    'guild_locale', coalesce((select value from guild_setting
        where guild_setting.guild_id = sale.guild_id and name = 'language'), guild_locale),
    'buyer_locale', (select locale from member_locale
        where member_locale.guild_id = sale.guild_id and user_id = buyer_id),
    'repeats', (select json_object('sale', earlier.id, 'staff', earlier.staff_id, 'at', earlier.requested_at,
            'product', coalesce(earlier.product, (select line.product from sale_license as line
                where line.sale_id = earlier.id and line.state <> 'released' limit 1)))
        from sale as earlier where earlier.id = sale.repeats_sale_id),
    'lines', (select json_group_array(json(line)) from (
        select json_object('id', id, 'key', license_key, 'product', product, 'expires_at', expires_at,
            'state', state, 'attempts', attempts, 'refusals', refusals,
            'doubtful', json(iif(doubtful, 'true', 'false')), 'contested', json(iif(contested, 'true', 'false')),
            'decided', json(iif(decided, 'true', 'false')), 'evidence', evidence, 'status', status,
            'look_at', look_at, 'looks', looks, 'dm', dm_id, 'dm_state',
            (select outbox.state from outbox where outbox.id = dm_id)) as line
        from sale_license where sale_id = sale.id order by id)),
    'due', (select json_group_array(json(message)) from (
        select json_object('id', id, 'kind', kind, 'nonce', nonce, 'attempts', attempts, 'due_at', due_at,
            'created_at', created_at, 'line', line_id, 'subject', subject) as message
        from outbox where sale_id = sale.id and state = 'due' order by id))
    ) as whole
from sale;
