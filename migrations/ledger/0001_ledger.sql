-- The ledger of sales. Every row carries its guild; instants are milliseconds since the Unix epoch.

create table sale (
    id                 integer primary key autoincrement,
    guild_id           integer not null,
    channel_id         integer not null,
    interaction_id     integer not null unique,
    staff_id           integer not null,
    buyer_id           integer not null,
    product            text,
    quantity           integer not null default 1 check (quantity between 1 and 25),
    note               text check (length(note) <= 1000),
    state              text not null check (state in ('requested', 'acknowledged', 'reserved', 'assigning',
                           'in_doubt', 'held', 'assigned', 'undelivered', 'delivered', 'failed')),
    failure            text check ((failure is not null) = (state = 'failed')),
    vendor_words       text,
    buyer_sees_channel integer not null check (buyer_sees_channel in (0, 1)),
    -- Edits staff's reply; Discord lets it live for 15 minutes, and so does this row.
    reply_token        text,
    reply_token_until  integer not null,
    dm_channel_id      integer,
    dm_message_id      integer,
    waits              integer not null default 0,
    next_attempt_at    integer,
    requested_at       integer not null,
    updated_at         integer not null,
    delivered_at       integer
) strict;

create index sale_of_buyer on sale (guild_id, buyer_id, id);
create index sale_unfinished on sale (next_attempt_at)
    where state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'assigned');
create index sale_with_token on sale (reply_token_until) where reply_token is not null;

create table sale_license (
    id           integer primary key autoincrement,
    sale_id      integer not null references sale (id),
    guild_id     integer not null,
    license_key  text not null,
    key_hash     blob not null check (length(key_hash) = 32),
    product      text,
    expires_at   integer,
    state        text not null check (state in ('wanted', 'reserved', 'assigning', 'in_doubt', 'held',
                     'assigned', 'released', 'quarantined')),
    -- Requests to assign that were begun, and those of them that were refused after a doubtful one.
    attempts     integer not null default 0,
    refusals     integer not null default 0,
    -- Whether an answer to one of them was lost: from then on no refusal is definite.
    doubtful     integer not null default 0 check (doubtful in (0, 1)),
    seen_free_at integer,
    evidence     text,
    created_at   integer not null,
    updated_at   integer not null
) strict;

-- No key in two sales. `wanted` reserves nothing yet, `released` was given back.
create unique index license_is_live_once on sale_license (key_hash) where state not in ('wanted', 'released');
create index license_of_sale on sale_license (sale_id);

create table sale_event (
    id       integer primary key autoincrement,
    sale_id  integer not null references sale (id),
    guild_id integer not null,
    at       integer not null,
    kind     text not null,
    -- A word of the code's own; never a key, a buyer or free text.
    detail   text check (length(detail) <= 100),
    -- Who acted: null for keyclerk itself.
    actor_id integer
) strict;

create index event_of_sale on sale_event (sale_id);
create trigger sale_event_is_not_changed before update on sale_event
begin
    select raise(abort, 'sale_event is append-only');
end;
create trigger sale_event_is_not_deleted before delete on sale_event
begin
    select raise(abort, 'sale_event is append-only');
end;

create table outbox (
    id         integer primary key autoincrement,
    sale_id    integer not null references sale (id),
    guild_id   integer not null,
    kind       text not null check (kind in ('dm', 'reply', 'sales_line', 'claim_notice', 'alert')),
    state      text not null check (state in ('due', 'sent', 'dropped')),
    -- Sent along with the message, so that a repeat within Discord's window is the same message.
    nonce      text not null check (length(nonce) between 1 and 25),
    attempts   integer not null default 0,
    due_at     integer not null,
    message_id integer,
    created_at integer not null,
    settled_at integer
) strict;

create index outbox_due on outbox (due_at) where state = 'due';
create index outbox_of_sale on outbox (sale_id);

-- What was seen in stock, as hashes. Stock is the account's, not a guild's: its guild is 0.
create table seen_license (
    guild_id      integer not null,
    key_hash      blob not null check (length(key_hash) = 32),
    first_seen_at integer not null,
    last_seen_at  integer not null,
    shown_at      integer,
    shown_by      integer,
    primary key (guild_id, key_hash)
) strict, without rowid;

create table guild_setting (
    guild_id   integer not null,
    name       text not null,
    value      text not null,
    changed_at integer not null,
    changed_by integer,
    primary key (guild_id, name)
) strict, without rowid;
