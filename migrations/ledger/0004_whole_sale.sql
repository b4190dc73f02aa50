-- The products staff are to choose from, as JSON, and why fewer licenses were sold than asked for.
alter table sale add column choices text;
alter table sale add column short_reason text;

-- A faulty sale is made good once; the replacement itself may be replaced.
create unique index sale_replaced_once on sale (replaces_sale_id)
    where replaces_sale_id is not null and state <> 'failed';

-- Whatever is referred to is looked for when a row is written.
create index sale_repeating on sale (repeats_sale_id) where repeats_sale_id is not null;

-- A sale with all that belongs to it as one JSON object: its licenses, what is due about it, the
-- sale it seems to repeat, the languages it is told in. Each step of a sale ends by reading it.
create view whole_sale as
select sale.id, json_object(
    'id', sale.id, 'guild', guild_id, 'channel', channel_id, 'interaction', interaction_id, 'staff', staff_id,
    'buyer', buyer_id, 'product', product, 'quantity', quantity, 'note', note, 'reference', reference,
    'state', state, 'failure', failure, 'short_reason', short_reason, 'vendor_words', vendor_words,
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
            'doubtful', json(iif(doubtful, 'true', 'false')), 'seen_free_at', seen_free_at,
            'evidence', evidence, 'dm', dm_id) as line
        from sale_license where sale_id = sale.id order by id)),
    'due', (select json_group_array(json(message)) from (
        select json_object('id', id, 'kind', kind, 'nonce', nonce, 'attempts', attempts, 'due_at', due_at,
            'created_at', created_at, 'line', line_id, 'subject', subject) as message
        from outbox where sale_id = sale.id and state = 'due' order by id))
    ) as whole
from sale;
