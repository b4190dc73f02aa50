//! A server of the vendor's Reseller API, for shops that are their own vendor, for the demo and for the
//! tests, with a dashboard for the owners of its accounts.
//!
//! Invariant: a license is assigned at most once, even if several callers request it at the same time.
//! The server answers as the vendor's document shows, with suitable statuses where the document is silent.
//! It stores hashes instead of API keys, and logs neither API keys nor license keys.

mod accounts;
mod api;
mod api_keys;
mod assignment;
mod audit;
mod call_log;
mod connection;
mod dashboard;
mod import;
mod initiator;
mod license_pages;
mod license_standing;
mod listener;
mod password;
mod rate_limit;
mod request;
mod server;
mod simulated_faults;
mod stock_import;
mod stock_keeping;
mod stock_levels;
mod store;
mod usage;

pub use api_keys::{
    ApiKeyId, IssuedKey, KeyFault, KeyRequest, KeyScope, KeyState, ListedKey, Overlap, lasting_until,
};
pub use audit::AuditAction;
pub use call_log::{Call, CallLog};
pub use connection::Limits;
pub use dashboard::{InvalidPublicUrl, PublicUrl};
pub use import::{Column, Entry, InvalidTime, NamedKey, Problem, ProblemKind, Sheet, parse, parse_keys};
pub use initiator::Initiator;
pub use license_standing::Standing;
pub use password::{PasswordFault, hash_password};
pub use server::{ServerSetup, VendorServer};
pub use simulated_faults::Faults;
pub use stock_import::{Imported, Inspection};
pub use stock_keeping::{Intake, KnownKeys, Obstacle};
pub use store::{Store, StoreError};
