-- A license that was withdrawn is kept, so that its key is not imported again by mistake. It has no
-- slot: it is neither listed nor drawn. The check also stops a server of an earlier version from assigning it.
alter table vendor_license add column withdrawn_at integer
    check (withdrawn_at is null or (assigned_to is null and slot is null));
