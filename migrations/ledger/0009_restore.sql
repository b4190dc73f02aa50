-- The restores of this ledger from a backup, and the licenses that a lost process may have sold.

-- Nothing is sold while a restore is not reconciled: the ledger lacks the sales that were made after the
-- backup, so that the vendor's stock has to be compared with it first.
create table restore (
    id                integer primary key,
    restored_at       integer not null,
    -- The newest change of a sale in the backup. Later sales are lost.
    newest_change_at  integer,
    reconciled_at     integer
) strict;
create index restore_not_reconciled on restore (id) where reconciled_at is null;

-- Licenses that this ledger knew in stock, and that had left it when a restore was reconciled. They are
-- never sold. A license that staff entered for its buyer is in a sale besides.
create table unattributed (
    key_hash blob primary key check (length(key_hash) = 16),
    noted_at integer not null
) strict, without rowid;

-- Staff enter an unattributed license as one that they want, and it becomes assigned. No sale draws or
-- reserves it.
create trigger unattributed_is_not_sold before insert on line
    when new.state not in ('wanted', 'released')
    and exists (select 1 from unattributed where unattributed.key_hash = new.key_hash)
begin
    select raise(abort, 'unattributed');
end;
