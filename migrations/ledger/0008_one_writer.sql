-- The ledger as one writer keeps it: each sale under one version, its lines, events and messages
-- numbered within it. Instants are milliseconds since the Unix epoch. This file holds every table but
-- `guild_setting`, `member_locale` and `stock_level`, which stay as they are.

drop view whole_sale;

-- The ledger itself. Its id is random, and another one after a restore. The key makes hashes of
-- licenses and buyers that nobody can guess who does not have it; it is null until the first process
-- that opens this version has written the hashes.
create table ledger (
    one      integer primary key check (one = 1),
    id       blob not null check (length(id) = 16),
    hash_key blob check (length(hash_key) = 32)
) strict;
insert into ledger (one, id) values (1, randomblob(16));

create table sale_rebuilt (
    id                 integer primary key autoincrement,
    -- One more with each change.
    version            integer not null,
    guild_id           integer not null,
    channel_id         integer not null,
    interaction_id     integer not null unique,
    staff_id           integer not null,
    buyer_id           integer not null,
    buyer_hash         blob not null check (length(buyer_hash) = 16),
    product            text,
    quantity           integer not null check (quantity between 1 and 25),
    note               text check (length(note) <= 1000),
    -- The payment or ticket it belongs to. A sale that sold nothing leaves its reference free.
    reference          text check (length(reference) between 1 and 100),
    state              text not null check (state in ('requested', 'acknowledged', 'reserved', 'assigning',
                           'in_doubt', 'held', 'assigned', 'undelivered', 'delivered', 'failed')),
    failure            text check ((failure is not null) = (state = 'failed')),
    -- Why fewer licenses were sold than asked for.
    short_reason       text,
    vendor_words       text,
    -- Entries of the stock that could not be read when no license that fits was found.
    unreadable         integer not null default 0,
    -- The question to staff, and until when they may answer. The sale is not carried on meanwhile.
    question           text check (question in ('repeat', 'partial', 'product')),
    offered            integer check (offered between 1 and 25),
    choices            text,
    confirm_until      integer check ((confirm_until is not null) = (question is not null)),
    -- The sale that this one seems to repeat, and the faulty one that it makes good.
    repeats_sale_id    integer references sale_rebuilt (id),
    replaces_sale_id   integer references sale_rebuilt (id),
    replace_reason     text check (length(replace_reason) <= 1000),
    -- A mark of staff's: the vendor takes no license back.
    refunded_at        integer,
    refunded_by        integer,
    refund_reason      text check (length(refund_reason) <= 1000),
    buyer_sees_channel integer not null check (buyer_sees_channel in (0, 1)),
    -- Edits staff's reply; Discord lets it live for 15 minutes, and so does this row.
    reply_token        text,
    reply_token_until  integer not null,
    dm_channel_id      integer,
    dm_message_id      integer,
    waits              integer not null default 0,
    next_attempt_at    integer,
    staff_locale       text,
    guild_locale       text,
    requested_at       integer not null,
    updated_at         integer not null,
    delivered_at       integer,
    -- The numbers of the newest event and the newest message, and how many DMs were made due.
    last_event         integer not null,
    last_message       integer not null,
    last_dm            integer not null default 0
) strict;

create table line (
    sale_id      integer not null references sale_rebuilt (id),
    number       integer not null,
    guild_id     integer not null,
    buyer_hash   blob not null check (length(buyer_hash) = 16),
    license_key  text not null,
    key_hash     blob not null check (length(key_hash) = 16),
    product      text,
    expires_at   integer,
    state        text not null check (state in ('wanted', 'reserved', 'assigning', 'in_doubt', 'held',
                     'assigned', 'released', 'quarantined')),
    evidence     text,
    -- Requests to assign it that were begun, and those of them that were refused.
    attempts     integer not null default 0,
    refusals     integer not null default 0,
    -- One of them went unanswered. Its assignment was repeated because it was contested, or because
    -- staff decided so.
    unanswered   integer not null default 0 check (unanswered in (0, 1)),
    contested    integer not null default 0 check (contested in (0, 1)),
    decided      integer not null default 0 check (decided in (0, 1)),
    -- The vendor's latest word on it, once it was held.
    status       text check (status in ('assigned', 'free', 'expired', 'unknown')),
    -- In quarantine: when it is looked at next, and the looks that count.
    look_at      integer,
    looks        integer not null default 0,
    assigning_at integer,
    -- The DM that brings it, and how that one stands.
    dm           integer,
    dm_state     text check (dm_state in ('due', 'sent', 'dropped')),
    created_at   integer not null,
    updated_at   integer not null,
    check ((dm is null) = (dm_state is null)),
    primary key (sale_id, number)
) strict, without rowid;

create table event (
    sale_id  integer not null references sale_rebuilt (id),
    number   integer not null,
    at       integer not null,
    kind     text not null,
    -- A word of the code's own; never a key, a buyer or free text.
    detail   text check (length(detail) <= 100),
    -- The Discord user who acted; null for keyclerk itself.
    actor_id integer,
    primary key (sale_id, number)
) strict, without rowid;

create table message (
    sale_id    integer not null references sale_rebuilt (id),
    number     integer not null,
    kind       text not null check (kind in ('dm', 'reply', 'sales_line', 'claim_notice', 'alert', 'doubt_alert',
                   'held_alert', 'role_give', 'role_take', 'reminder')),
    state      text not null check (state in ('due', 'sent', 'dropped')),
    -- Null where it is derived from the interaction, the kind and the number.
    nonce      text check (length(nonce) between 1 and 25),
    attempts   integer not null default 0,
    due_at     integer not null,
    -- The license it is about, where it is about one of several; and its subject besides.
    line       integer,
    subject    text check (length(subject) <= 200),
    message_id integer,
    created_at integer not null,
    settled_at integer,
    primary key (sale_id, number)
) strict, without rowid;

-- Alerts of the stock: a product runs low in a server, or there is enough of it again.
create table stock_alert (
    id         integer primary key autoincrement,
    guild_id   integer not null,
    product    text not null,
    is_low     integer not null check (is_low in (0, 1)),
    remaining  integer not null,
    state      text not null check (state in ('due', 'sent', 'dropped')),
    nonce      text check (length(nonce) between 1 and 25),
    attempts   integer not null default 0,
    due_at     integer not null,
    message_id integer,
    created_at integer not null,
    settled_at integer
) strict;

-- Keys that staff were shown: append-only. A license that is in no sale has none.
create table reveal (
    id       integer primary key autoincrement,
    guild_id integer not null,
    at       integer not null,
    staff_id integer not null,
    sale_id  integer references sale_rebuilt (id),
    key_hash blob not null check (length(key_hash) = 16)
) strict;

-- The account's stock, as hashes: what was seen in it, and shown to whom.
create table seen (
    key_hash      blob primary key check (length(key_hash) = 16),
    first_seen_at integer not null,
    last_seen_at  integer not null,
    shown_at      integer,
    shown_by      integer
) strict, without rowid;

insert into sale_rebuilt (id, version, guild_id, channel_id, interaction_id, staff_id, buyer_id, buyer_hash, product,
    quantity, note, reference, state, failure, short_reason, vendor_words, unreadable, question, offered, choices,
    confirm_until, repeats_sale_id, replaces_sale_id, replace_reason, refunded_at, refunded_by, refund_reason,
    buyer_sees_channel, reply_token, reply_token_until, dm_channel_id, dm_message_id, waits, next_attempt_at,
    staff_locale, guild_locale, requested_at, updated_at, delivered_at, last_event, last_message)
select id, 1, guild_id, channel_id, interaction_id, staff_id, buyer_id, randomblob(16), product,
    quantity, note, reference, state, failure, short_reason, vendor_words, unreadable,
    iif(confirm_until is null, null, coalesce(question, 'repeat')), offered, choices,
    confirm_until, repeats_sale_id, replaces_sale_id, replace_reason, refunded_at, refunded_by, refund_reason,
    buyer_sees_channel, reply_token, reply_token_until, dm_channel_id, dm_message_id, waits, next_attempt_at,
    staff_locale, guild_locale, requested_at, updated_at, delivered_at,
    coalesce((select max(sale_event.id) from sale_event where sale_event.sale_id = sale.id), 0),
    coalesce((select max(outbox.id) from outbox where outbox.sale_id = sale.id), 0)
from sale order by id;

-- A number that people were told is never given again.
update sqlite_sequence set seq = max(seq, (select seq from sqlite_sequence where name = 'sale'))
    where name = 'sale_rebuilt' and exists (select 1 from sqlite_sequence where name = 'sale');
insert into sqlite_sequence (name, seq) select 'sale_rebuilt', seq from sqlite_sequence
    where name = 'sale' and not exists (select 1 from sqlite_sequence where name = 'sale_rebuilt');

-- Lines, events and messages keep their numbers: buttons and messages that are under way name them.
insert into line (sale_id, number, guild_id, buyer_hash, license_key, key_hash, product, expires_at, state, evidence,
    attempts, refusals, unanswered, contested, decided, status, look_at, looks, assigning_at, dm, dm_state,
    created_at, updated_at)
select sale_id, id, guild_id, randomblob(16), license_key, randomblob(16), product, expires_at, state, evidence,
    attempts, refusals, doubtful, contested, decided, status, look_at, looks, iif(attempts > 0, created_at, null),
    dm_id, (select outbox.state from outbox where outbox.id = dm_id), created_at, updated_at
from sale_license order by sale_id, id;

insert into event (sale_id, number, at, kind, detail, actor_id)
select sale_id, id, at, kind, detail, actor_id from sale_event order by sale_id, id;

insert into message (sale_id, number, kind, state, nonce, attempts, due_at, line, subject, message_id, created_at,
    settled_at)
select sale_id, id, kind, state, nonce, attempts, due_at, line_id, subject, message_id, created_at, settled_at
from outbox where sale_id is not null order by sale_id, id;

insert into stock_alert (guild_id, product, is_low, remaining, state, nonce, attempts, due_at, message_id, created_at,
    settled_at)
select guild_id, substr(subject, instr(subject, ' ') + 1), kind = 'stock_low',
    cast(substr(subject, 1, instr(subject, ' ')) as integer), state, nonce, attempts, due_at, message_id, created_at,
    settled_at
from outbox where sale_id is null and subject is not null order by id;

-- A sale that is held goes on telling staff of it until they decide.
insert into message (sale_id, number, kind, state, due_at, created_at)
select id, last_message + 1, 'held_alert', 'due', updated_at + 900000, updated_at
from sale_rebuilt where state = 'held';
update sale_rebuilt set last_message = last_message + 1 where state = 'held';

-- Messages and licenses refer to each other; a table that rows refer to cannot be dropped.
update outbox set line_id = null where line_id is not null;
drop table sale_license;
drop table outbox;
drop table sale_event;
drop table sale;
alter table sale_rebuilt rename to sale;
-- Its hashes are made anew, with the key, by the first process that opens this version.
alter table seen_license rename to seen_unkeyed;

-- The optimistic lock: a change that does not follow the version it was made for is refused.
create trigger sale_is_overtaken before update of version on sale when new.version <> old.version + 1
begin
    select raise(abort, 'overtaken');
end;
create trigger event_is_not_changed before update on event
begin
    select raise(abort, 'event is append-only');
end;
create trigger event_is_not_deleted before delete on event
begin
    select raise(abort, 'event is append-only');
end;
create trigger reveal_is_not_changed before update on reveal
begin
    select raise(abort, 'reveal is append-only');
end;
create trigger reveal_is_not_deleted before delete on reveal
begin
    select raise(abort, 'reveal is append-only');
end;

-- No key in two sales. `wanted` reserves nothing yet, `released` was given back.
create unique index license_is_live_once on line (key_hash) where state not in ('wanted', 'released');
-- No two sales of a server share a reference, and a faulty sale is made good once.
create unique index sale_of_reference on sale (guild_id, reference)
    where reference is not null and state <> 'failed';
create unique index sale_replaced_once on sale (replaces_sale_id)
    where replaces_sale_id is not null and state <> 'failed';
-- One delivery at a time; a reminder is sent once, however often its button is pressed.
create unique index one_dm_is_due on message (sale_id) where kind = 'dm' and state = 'due';
create unique index one_reminder on message (sale_id, line) where kind = 'reminder' and state <> 'dropped';

-- Recovery searches these: sales, licenses and messages that are not finished.
create index sale_unfinished on sale (next_attempt_at)
    where state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'assigned');
create index sale_held on sale (next_attempt_at) where state = 'held';
create index sale_with_token on sale (reply_token_until) where reply_token is not null;
create index line_to_look_at on line (look_at) where state = 'quarantined';
create index message_due on message (due_at) where state = 'due';
create index stock_alert_due on stock_alert (due_at) where state = 'due';

-- People look through these, newest first: the log by each of its filters, the figures of a month, a
-- buyer's own licenses.
create index sale_of_guild on sale (guild_id, id);
create index sale_of_buyer on sale (guild_id, buyer_hash, id);
create index sale_of_staff on sale (guild_id, staff_id, id);
create index sale_of_state on sale (guild_id, state, id)
    where state in ('assigned', 'in_doubt', 'held', 'undelivered', 'failed');
create index sale_of_product on sale (guild_id, product, id) where product is not null;
create index sale_of_time on sale (guild_id, requested_at);
create index line_of_product on line (guild_id, product, sale_id) where state not in ('wanted', 'released');
create index line_of_buyer on line (guild_id, buyer_hash, sale_id desc, number) where state = 'assigned';
-- The sales that refer to one are looked for when it is written.
create index reveal_of_sale on reveal (sale_id, at) where sale_id is not null;
create index sale_repeating on sale (repeats_sale_id) where repeats_sale_id is not null;
create index sale_replacing on sale (replaces_sale_id) where replaces_sale_id is not null;
