-- Alerts about the backups.

-- An alert of a server is about a product of its stock, or about the backups of the whole ledger. For the
-- backups, `is_low` tells that they fail, and the product is empty.
alter table stock_alert add column subject text not null default 'stock' check (subject in ('stock', 'backups'));
create index stock_alert_of_backups on stock_alert (id) where subject = 'backups';
