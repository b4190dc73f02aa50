//! The JSON bodies of the vendor's document, shared by keyclerk's client and server.
//!
//! Nothing is validated or masked here. Readers convert a body into [`domain`](crate::domain) types before
//! they use the values.

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

/// The exact message for an exceeded rate limit.
pub const RATE_LIMIT_MESSAGE: &str = "Rate limit exceeded. Try again later.";
/// The exact message for a successful assignment.
pub const ASSIGNED_MESSAGE: &str = "License assigned successfully";

/// An entry of `myavailable`.
#[derive(Clone, Serialize, Deserialize)]
pub struct StockEntry {
    /// The license key.
    pub key: String,
    /// The product's name.
    pub product: String,
    /// The time of expiration in Unix milliseconds. May be absent or null.
    #[serde(default)]
    pub expiration: Option<i64>,
    /// The time of creation in Unix milliseconds.
    #[serde(default)]
    pub created_at: Option<i64>,
}

/// The license of `fetchlicense`. It contains no product.
#[derive(Clone, Serialize, Deserialize)]
pub struct FetchedLicense {
    /// The license key.
    pub key: String,
    /// The time of expiration in Unix milliseconds. May be absent or null.
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
    /// The time of expiration in Unix milliseconds. May be absent or null.
    #[serde(default)]
    pub expiration: Option<i64>,
    /// True if it has expired.
    #[serde(default)]
    pub is_expired: bool,
    /// True if it is assigned to a Discord user.
    pub is_assigned: bool,
    /// The time of creation in Unix milliseconds.
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
    /// The buyer's Discord id, as a string.
    pub discord_user_id: String,
}
