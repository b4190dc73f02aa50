//! The settings of the vendor's client, and the error of invalid ones.

use std::time::Duration;

use reqwest::Url;
use secrecy::SecretString;

use super::TokenFile;

/// The settings of the client.
#[derive(Debug, Clone)]
pub struct ClientSettings {
    /// The base URL, which the vendor's document calls `__BASE_URL__`.
    pub base_url: Url,
    /// The API key.
    pub api_token: SecretString,
    /// The file of the API key, if it came from one.
    pub api_token_file: Option<TokenFile>,
    /// The number of calls per minute that the vendor allows, or `None` for no limit.
    pub rate_limit: Option<u32>,
    /// The time limit for a whole call.
    pub timeout: Duration,
    /// True if the owner accepts an unencrypted connection.
    pub allows_plain_http: bool,
}

/// The error of building a client.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Plain http would expose the API key.
    #[error(
        "the vendor's address must be https, unless it is on this machine or RESELLER_ALLOW_PLAIN_HTTP is set"
    )]
    NotHttps,
    /// The TLS library could not be set up.
    #[error("the HTTP client cannot be set up")]
    Setup,
}
