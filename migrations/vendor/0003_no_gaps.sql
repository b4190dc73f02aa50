-- Free licenses fill their slots without a gap, whoever takes one out: the last moves into its place.
-- The last slot says how many there are; a count of them is not kept any more. Its column goes by another
-- name, so that a server of an earlier version that still runs fails at once instead of counting on.

alter table vendor_account rename column free to free_once;

create trigger the_last_fills_the_gap after update of slot on vendor_license
    when old.slot is not null and new.slot is null
begin
    update vendor_license set slot = old.slot
        where account_id = old.account_id and slot > old.slot and slot = (
            select max(slot) from vendor_license where account_id = old.account_id and slot is not null);
end;
