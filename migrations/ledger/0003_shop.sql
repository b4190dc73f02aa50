-- What a shop needs besides a sale of one license: several at once, references, replacements,
-- refunds, roles, reminders, alerts of the stock, and the languages people read.

-- The payment or ticket a sale belongs to. One that sold nothing leaves its reference free.
alter table sale add column reference text check (length(reference) between 1 and 100);
create unique index sale_of_reference on sale (guild_id, reference)
    where reference is not null and state <> 'failed';

-- The languages Discord told with the command: the staff member's, and the server's.
alter table sale add column staff_locale text;
alter table sale add column guild_locale text;

-- What staff are asked while `confirm_until` is set, and how many licenses could be sold where
-- the stock holds fewer than `quantity`.
alter table sale add column question text check (question in ('repeat', 'partial', 'product'));
alter table sale add column offered integer check (offered between 1 and 25);
update sale set question = 'repeat' where confirm_until is not null;

-- The faulty sale that this one makes good.
alter table sale add column replaces_sale_id integer references sale (id);
alter table sale add column replace_reason text check (length(replace_reason) <= 1000);
create index sale_replacing on sale (replaces_sale_id) where replaces_sale_id is not null;

-- A mark of staff's: the vendor takes no license back.
alter table sale add column refunded_at integer;
alter table sale add column refunded_by integer;
alter table sale add column refund_reason text check (length(refund_reason) <= 1000);

create table outbox_rebuilt (
    id         integer primary key autoincrement,
    -- Null where it is about the stock, not a sale.
    sale_id    integer references sale (id),
    guild_id   integer not null,
    kind       text not null check (kind in ('dm', 'reply', 'sales_line', 'claim_notice', 'alert', 'doubt_alert',
                   'role_give', 'role_take', 'reminder', 'stock_low', 'stock_back')),
    state      text not null check (state in ('due', 'sent', 'dropped')),
    nonce      text not null check (length(nonce) between 1 and 25),
    attempts   integer not null default 0,
    due_at     integer not null,
    message_id integer,
    created_at integer not null,
    settled_at integer,
    -- The license it is about, where it is about one of several.
    line_id    integer references sale_license (id),
    -- What it is about besides: a product, a role.
    subject    text check (length(subject) <= 200),
    check ((sale_id is null) = (kind in ('stock_low', 'stock_back')))
) strict;

insert into outbox_rebuilt (id, sale_id, guild_id, kind, state, nonce, attempts, due_at, message_id, created_at, settled_at)
    select id, sale_id, guild_id, kind, state, nonce, attempts, due_at, message_id, created_at, settled_at from outbox;
drop table outbox;
alter table outbox_rebuilt rename to outbox;

create index outbox_due on outbox (due_at) where state = 'due';
create index outbox_of_sale on outbox (sale_id);
create unique index one_dm_is_due on outbox (sale_id) where kind = 'dm' and state = 'due';
-- A reminder is sent once, however often its button is pressed.
create unique index one_reminder on outbox (line_id) where kind = 'reminder' and state <> 'dropped';

-- The DM that brings this license; a sale of several may need a second one.
alter table sale_license add column dm_id integer references outbox (id);

-- The language of a member, learnt when they use the bot.
create table member_locale (
    guild_id   integer not null,
    user_id    integer not null,
    locale     text not null,
    learned_at integer not null,
    primary key (guild_id, user_id)
) strict, without rowid;

-- Whether a product is low in stock, so that staff are told when that changes, and only then.
create table stock_level (
    guild_id   integer not null,
    product    text not null,
    is_low     integer not null check (is_low in (0, 1)),
    changed_at integer not null,
    primary key (guild_id, product)
) strict, without rowid;
