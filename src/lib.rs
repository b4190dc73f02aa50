//! keyclerk, a Discord bot that fulfils licenses. It never assigns a key twice and never loses one.
//!
//! The folders are layers. Each layer imports only from those below it:
//!
//! ```text
//! cli → app → discord → fulfilment → { reseller, ledger, courier } → i18n → domain
//! ```
//!
//! `vendor` depends only on `reseller` and `domain`. It serves the vendor's API on this machine, for the
//! demo, for the tests and for shops without a vendor. The local Discord is the crate `discord-sandbox`.
//! `tests/it/layers.rs` fails on an import in the wrong direction.

pub mod app;
pub mod chart;
pub mod cli;
pub mod courier;
pub mod discord;
pub mod domain;
pub mod fulfilment;
pub mod health;
pub mod i18n;
pub mod ledger;
pub mod report;
pub mod reseller;
pub mod service_manager;
pub mod settings;
pub mod shutdown;
pub mod telemetry;
#[cfg(feature = "vendor")]
pub mod vendor;
