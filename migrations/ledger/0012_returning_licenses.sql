-- Licenses that may return to the stock after a restore.

-- A restored ledger was compared with a list that cannot show what had left the stock: it was empty, lacked much,
-- or had entries that could not be read. A license that such a list lacks returns once the vendor has listed it
-- for a while.
alter table unattributed add column may_return integer not null default 0 check (may_return in (0, 1));
-- The first of the looks in a row that found it in the vendor's list, and their number.
alter table unattributed add column listed_since integer;
alter table unattributed add column looks integer not null default 0;
create index unattributed_may_return on unattributed (key_hash) where may_return = 1;
