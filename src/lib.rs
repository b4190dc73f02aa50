//! keyclerk fulfils licenses over Discord: never a key twice, never a key lost.
//!
//! The folders are the layers; each imports only from those below it:
//!
//! ```text
//! cli → app → discord → fulfilment → { reseller, ledger, courier } → i18n → domain
//! ```
//!
//! `vendor` stands beside them: the vendor's API, served on this machine for the demo, the tests and
//! for shops that have no vendor. The local Discord is the crate `discord-sandbox`.
//! `tests/it/layers.rs` fails on an import against this direction.

pub mod app;
pub mod chart;
pub mod cli;
pub mod courier;
pub mod discord;
pub mod domain;
pub mod fulfilment;
pub mod i18n;
pub mod ledger;
pub mod report;
pub mod reseller;
pub mod settings;
pub mod shutdown;
pub mod telemetry;
#[cfg(feature = "vendor")]
pub mod vendor;
