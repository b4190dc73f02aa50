-- Counts and picks unexpired licenses without walking past expired ones.
create index vendor_license_free on vendor_license (account_id, coalesce(expiration, 9223372036854775807))
    where slot is not null;
