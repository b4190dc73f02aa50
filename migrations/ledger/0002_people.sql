-- What people decide: whether a sale is a repetition that is meant, what becomes of one that is held.

-- The sale this one seems to repeat, and until when staff may say that it is meant. While a
-- sale has the latter it is not carried on.
alter table sale add column repeats_sale_id integer references sale (id);
alter table sale add column confirm_until integer;

create table outbox_rebuilt (
    id         integer primary key autoincrement,
    sale_id    integer not null references sale (id),
    guild_id   integer not null,
    kind       text not null check (kind in ('dm', 'reply', 'sales_line', 'claim_notice', 'alert', 'doubt_alert')),
    state      text not null check (state in ('due', 'sent', 'dropped')),
    nonce      text not null check (length(nonce) between 1 and 25),
    attempts   integer not null default 0,
    due_at     integer not null,
    message_id integer,
    created_at integer not null,
    settled_at integer
) strict;

insert into outbox_rebuilt select * from outbox;
drop table outbox;
alter table outbox_rebuilt rename to outbox;

create index outbox_due on outbox (due_at) where state = 'due';
create index outbox_of_sale on outbox (sale_id);
-- One delivery at a time: a second press of a button finds the first one's.
create unique index one_dm_is_due on outbox (sale_id) where kind = 'dm' and state = 'due';
