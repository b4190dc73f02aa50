//! The pages of the dashboard, one module each.

pub(super) mod account;
pub(super) mod audit;
pub(super) mod export;
pub(super) mod home;
pub(super) mod import;
mod import_report;
pub(super) mod key_changes;
mod key_form;
pub(super) mod keys;
pub(super) mod license;
mod license_table;
mod license_view;
pub(super) mod licenses;
mod new_key;
pub(super) mod sign_in;
mod stock_table;
pub(super) mod usage;
pub(super) mod withdraw;
