//! The vendor's Reseller API, as a client sees it.
//!
//! [`Vendor`] is what the rest of keyclerk knows of it: four methods named as the endpoints,
//! and one error whose variants say what a caller may conclude. The API key never leaves this
//! layer: no error, log line or `Debug` holds it.

mod answer;
mod body;
mod budget;
mod client;
mod connection;
mod entry;
mod error;
mod retry_after;
mod token;
pub mod wire;

use std::future::Future;
use std::time::Duration;

use crate::domain::{BuyerId, License, LicenseKey, Licenses};

pub use client::{Client, ClientError, ClientSettings};
pub use error::{Unreachable, VendorError, VendorMessage};
pub use token::TokenFile;

/// What `licenseinfo` says of a license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenseInfo {
    /// The license asked about; the product is always named where the vendor named it.
    pub license: License,
    /// The vendor's own word on whether it has ended.
    pub is_expired: bool,
    /// Whether it is assigned to a Discord user. The vendor never says to which.
    pub is_assigned: bool,
}

/// The vendor, as sales need it. What its document leaves open is taken as it comes.
pub trait Vendor: Send + Sync + 'static {
    /// `GET /myavailable`: every license of the stock that is not resold yet. It tells how many entries
    /// could not be read.
    fn my_available(&self) -> impl Future<Output = Result<Licenses, VendorError>> + Send;

    /// `GET /fetchlicense`: a random license of the stock. It names no product and reserves nothing.
    fn fetch_license(&self) -> impl Future<Output = Result<License, VendorError>> + Send;

    /// `GET /licenseinfo`: what the vendor knows of one license.
    fn license_info(&self, key: &LicenseKey)
    -> impl Future<Output = Result<LicenseInfo, VendorError>> + Send;

    /// `POST /assignlicense`: makes the license the buyer's. There is no way back.
    fn assign_license(
        &self,
        key: &LicenseKey,
        buyer: BuyerId,
    ) -> impl Future<Output = Result<(), VendorError>> + Send;

    /// How long until so many more calls can have begun; `None` where they can at once, as far as
    /// is known.
    fn wait_for(&self, calls: usize) -> Option<Duration> {
        let _ = calls;
        None
    }
}
