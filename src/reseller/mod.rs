//! The client of the vendor's Reseller API.
//!
//! [`Vendor`] is the interface for the rest of keyclerk. It has one method per endpoint, named after it. Its
//! error type tells what a caller may conclude from each failure.
//!
//! Invariant: the API key never leaves this layer. No error, log line or `Debug` output contains it.

mod answer;
mod answer_facts;
mod body;
mod call_budget;
mod client;
mod client_settings;
mod connection;
mod endpoint;
mod error;
mod lenient_license;
mod malformed;
mod retry_after;
mod token;
pub mod wire;

use std::future::Future;
use std::time::Duration;

use crate::domain::{BuyerId, License, LicenseKey, Licenses};

pub use answer_facts::AnswerFacts;
pub use client::Client;
pub use client_settings::{ClientError, ClientSettings};
pub use error::{Unreachable, VendorError, VendorMessage};
pub use malformed::MalformedAnswer;
pub use token::{ReadAgain, TokenFile};

/// The answer of `licenseinfo` about a license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenseInfo {
    /// The requested license, with its product if the vendor named one.
    pub license: License,
    /// True if the vendor says that it has expired.
    pub is_expired: bool,
    /// True if it is assigned to a Discord user. The vendor never names the user.
    pub is_assigned: bool,
}

/// The interface to the vendor that sales use.
pub trait Vendor: Send + Sync + 'static {
    /// Lists every unsold license of the stock (`GET /myavailable`). Unreadable entries are left out and
    /// counted.
    fn my_available(&self) -> impl Future<Output = Result<Licenses, VendorError>> + Send;

    /// Returns a random license of the stock (`GET /fetchlicense`). It has no product and is not reserved.
    fn fetch_license(&self) -> impl Future<Output = Result<License, VendorError>> + Send;

    /// Looks up one license (`GET /licenseinfo`).
    fn license_info(&self, key: &LicenseKey)
    -> impl Future<Output = Result<LicenseInfo, VendorError>> + Send;

    /// Assigns a license to a buyer (`POST /assignlicense`). This cannot be undone.
    fn assign_license(
        &self,
        key: &LicenseKey,
        buyer: BuyerId,
    ) -> impl Future<Output = Result<(), VendorError>> + Send;

    /// Returns the time until this number of further calls can start, or `None` if they can start now.
    fn wait_for(&self, calls: usize) -> Option<Duration> {
        let _ = calls;
        None
    }
}
