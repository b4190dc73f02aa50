-- The Reseller API served for real. Instants are milliseconds since the Unix epoch.

create table vendor_account (
    id   integer primary key,
    name text not null unique,
    -- Licenses with a slot: they fill the slots from 0 without a gap, so that a random one is one look-up.
    free integer not null default 0 check (free >= 0)
) strict;

create table vendor_api_key (
    id         integer primary key,
    account_id integer not null references vendor_account (id),
    -- SHA-256; the key itself is shown once and kept nowhere.
    hash       blob not null unique check (length(hash) = 32),
    created_at integer not null,
    revoked_at integer
) strict;

create table vendor_license (
    id          integer primary key,
    account_id  integer not null references vendor_account (id),
    license_key text not null unique,
    product     text not null,
    expiration  integer,
    created_at  integer not null,
    assigned_to text,
    assigned_at integer,
    slot        integer,
    check (assigned_to is null or slot is null)
) strict;

create unique index vendor_license_slot on vendor_license (account_id, slot) where slot is not null;
