-- Free licenses fill their slots without a gap, whoever takes one out: the last moves into its place.

create trigger the_last_fills_the_gap after update of slot on vendor_license
    when old.slot is not null and new.slot is null
begin
    update vendor_account set free = free - 1 where id = old.account_id;
    update vendor_license set slot = old.slot
        where account_id = old.account_id and slot = (select free from vendor_account where id = old.account_id);
end;
