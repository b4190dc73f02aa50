-- Two moves: a sale to the buyer's new Discord account, and all sales of a lost server to another server.

create table transfer (
    sale_id        integer not null references sale (id),
    -- The number of the event that tells of it.
    number         integer not null,
    -- The command. A command transfers a sale once.
    interaction_id integer not null unique,
    -- The buyer before it and the buyer since.
    old_buyer_id   integer not null,
    new_buyer_id   integer not null check (new_buyer_id <> old_buyer_id),
    primary key (sale_id, number)
) strict, without rowid;

-- One row for each move, however many sales moved. It applies to the sales that are in the new server
-- and have no higher number than the last one: the new server had none before.
create table guild_move (
    id           integer primary key autoincrement,
    at           integer not null,
    old_guild_id integer not null,
    new_guild_id integer not null check (new_guild_id <> old_guild_id),
    last_sale_id integer not null,
    sales        integer not null
) strict;

create trigger transfer_is_not_changed before update on transfer
begin
    select raise(abort, 'transfer is append-only');
end;
create trigger transfer_is_not_deleted before delete on transfer
begin
    select raise(abort, 'transfer is append-only');
end;
create trigger guild_move_is_not_changed before update on guild_move
begin
    select raise(abort, 'guild_move is append-only');
end;
create trigger guild_move_is_not_deleted before delete on guild_move
begin
    select raise(abort, 'guild_move is append-only');
end;
