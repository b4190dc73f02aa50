//! The JSON bodies of the vendor's document, shared by our client and our server of it.
//!
//! They are plain: nothing here is trusted, nothing masked. Whoever reads one turns it into
//! [`domain`](crate::domain) types before doing anything else with it.

use serde::{Deserialize, Serialize};

/// Paths of the endpoints, below the base URL.
pub mod path {
    /// `GET`: the stock.
    pub const MY_AVAILABLE: &str = "/reseller/myavailable";
    /// `GET`: one license by its key.
    pub const LICENSE_INFO: &str = "/reseller/licenseinfo";
    /// `GET`: a random license of the stock.
    pub const FETCH_LICENSE: &str = "/reseller/fetchlicense";
    /// `POST`: assigns a license.
    pub const ASSIGN_LICENSE: &str = "/reseller/assignlicense";
}

/// The message that goes with a reached rate limit, word for word.
pub const RATE_LIMIT_MESSAGE: &str = "Rate limit exceeded. Try again later.";
/// The message that goes with a license assigned, word for word.
pub const ASSIGNED_MESSAGE: &str = "License assigned successfully";

/// An entry of `myavailable`.
#[derive(Clone, Serialize, Deserialize)]
pub struct StockEntry {
    /// The license key.
    pub key: String,
    /// The product's name.
    pub product: String,
    /// When it ends, in Unix milliseconds; may be absent or null.
    #[serde(default)]
    pub expiration: Option<i64>,
    /// When it was made, in Unix milliseconds.
    #[serde(default)]
    pub created_at: Option<i64>,
}

/// The license of `fetchlicense`: no product.
#[derive(Clone, Serialize, Deserialize)]
pub struct FetchedLicense {
    /// The license key.
    pub key: String,
    /// When it ends, in Unix milliseconds; may be absent or null.
    #[serde(default)]
    pub expiration: Option<i64>,
}

/// The `info` of `licenseinfo`.
#[derive(Clone, Serialize, Deserialize)]
pub struct InfoEntry {
    /// The license key.
    pub key: String,
    /// The product's name.
    #[serde(default)]
    pub product: Option<String>,
    /// When it ends, in Unix milliseconds; may be absent or null.
    #[serde(default)]
    pub expiration: Option<i64>,
    /// Whether it has ended.
    #[serde(default)]
    pub is_expired: bool,
    /// Whether it is some Discord user's.
    pub is_assigned: bool,
    /// When it was made, in Unix milliseconds.
    #[serde(default)]
    pub created_at: Option<i64>,
}

/// The body of `POST /assignlicense`.
#[derive(Clone, Serialize, Deserialize)]
pub struct AssignRequest {
    /// The API key.
    pub api_token: String,
    /// The license key.
    pub license: String,
    /// The buyer's Discord id, as text.
    pub discord_user_id: String,
}
