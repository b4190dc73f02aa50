-- The dashboard: passwords and sessions, API keys with a name, a scope and an end, an audit, and counts of the
-- stock, so that no page reads a million licenses.

-- An argon2id hash in the PHC format. An account without one cannot sign in.
alter table vendor_account add column password text;

-- The column goes by another name, so that a server of an earlier version that still runs fails at once
-- instead of accepting keys that have expired or may only read.
alter table vendor_api_key rename column hash to key_hash;
alter table vendor_api_key add column name text not null default '';
-- The first characters of the key, to recognise it by. Empty for keys of earlier versions.
alter table vendor_api_key add column prefix text not null default '';
alter table vendor_api_key add column scope text not null default 'assign' check (scope in ('read', 'assign'));
alter table vendor_api_key add column expires_at integer;
alter table vendor_api_key add column last_used_at integer;
alter table vendor_api_key add column replaced_by integer references vendor_api_key (id);
create index vendor_api_key_of_account on vendor_api_key (account_id);

create table vendor_session (
    -- SHA-256 of the token, which only the browser holds.
    token_hash blob primary key check (length(token_hash) = 32),
    account_id integer not null references vendor_account (id),
    created_at integer not null,
    used_at    integer not null,
    address    text not null
) strict, without rowid;
create index vendor_session_of_account on vendor_session (account_id);

create table vendor_audit (
    id         integer primary key,
    account_id integer not null references vendor_account (id),
    at         integer not null,
    initiator  text not null check (initiator in ('command_line', 'dashboard')),
    -- The address that a browser came from.
    address    text,
    action     text not null,
    -- The thing that was acted on, never with a whole key.
    subject    text not null
) strict;
create index vendor_audit_of_account on vendor_audit (account_id, id);

alter table vendor_license add column assigned_by integer references vendor_api_key (id);
alter table vendor_license add column state text generated always as (
    case when withdrawn_at is not null then 'withdrawn' when assigned_to is not null then 'assigned'
        else 'in_stock' end) virtual;
create index vendor_license_of_state on vendor_license (account_id, state, id);
create index vendor_license_of_product on vendor_license (account_id, product, state, id);
create index vendor_license_of_buyer on vendor_license (account_id, assigned_to, id) where assigned_to is not null;

-- The number of licenses by product and state. Licenses in stock are counted by the day of their expiration,
-- in days since 1970, so that expired ones are told apart; all others by a day that never comes.
create table vendor_stock_count (
    account_id  integer not null references vendor_account (id),
    product     text not null,
    state       text not null,
    expires_day integer not null,
    licenses    integer not null,
    primary key (account_id, product, state, expires_day)
) strict, without rowid;

insert into vendor_stock_count
    select account_id, product, state,
        iif(state = 'in_stock', coalesce(expiration / 86400000, 999999999), 999999999), count(*)
    from vendor_license group by 1, 2, 3, 4;

create trigger an_added_license_is_counted after insert on vendor_license
begin
    insert into vendor_stock_count values (new.account_id, new.product, new.state,
        iif(new.state = 'in_stock', coalesce(new.expiration / 86400000, 999999999), 999999999), 1)
        on conflict do update set licenses = licenses + 1;
end;

create trigger a_changed_license_is_counted
    after update of account_id, product, expiration, assigned_to, withdrawn_at on vendor_license
begin
    update vendor_stock_count set licenses = licenses - 1
        where account_id = old.account_id and product = old.product and state = old.state and expires_day =
            iif(old.state = 'in_stock', coalesce(old.expiration / 86400000, 999999999), 999999999);
    insert into vendor_stock_count values (new.account_id, new.product, new.state,
        iif(new.state = 'in_stock', coalesce(new.expiration / 86400000, 999999999), 999999999), 1)
        on conflict do update set licenses = licenses + 1;
end;

create trigger a_deleted_license_is_counted after delete on vendor_license
begin
    update vendor_stock_count set licenses = licenses - 1
        where account_id = old.account_id and product = old.product and state = old.state and expires_day =
            iif(old.state = 'in_stock', coalesce(old.expiration / 86400000, 999999999), 999999999);
end;
