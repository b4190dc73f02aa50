//! keyclerk fulfils licenses over Discord: never a key twice, never a key lost.
//!
//! The folders are the layers; each imports only from those below it:
//!
//! ```text
//! main → app → discord → fulfilment → { reseller, ledger, courier } → i18n → domain
//! ```
//!
//! `vendor` and `sandbox` stand beside them: the vendor's API and a Discord, both
//! served on this machine for the demo, the tests and for shops that have no vendor.
//! `tests/it/layers.rs` fails on an import against this direction.

pub mod app;
pub mod chart;
pub mod courier;
#[cfg(all(feature = "vendor", feature = "sandbox"))]
pub mod demo;
pub mod discord;
pub mod doctor;
pub mod domain;
pub mod fulfilment;
pub mod i18n;
pub mod ledger;
pub mod output;
pub mod report;
pub mod reseller;
pub mod sales;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod settings;
pub mod shutdown;
pub mod telemetry;
#[cfg(feature = "vendor")]
pub mod vendor;
