//! Reads the file of the vendor's API key again while the bot runs.

use std::sync::Arc;

use crate::courier::DiscordCourier;
use crate::fulfilment::Fulfilment;
use crate::reseller::{Client, ReadAgain};

/// The file of the vendor's API key, `RESELLER_API_TOKEN_FILE`. Cheap to clone.
#[derive(Clone)]
pub struct ApiKeyFile(Arc<Fulfilment<Client, DiscordCourier>>);

impl ApiKeyFile {
    pub(super) fn new(fulfilment: Arc<Fulfilment<Client, DiscordCourier>>) -> Self {
        Self(fulfilment)
    }

    /// Reads the file again, and logs whether another key is in use now. Another key also ends the pause
    /// after a refused one.
    pub async fn read_again(&self) {
        match self.0.vendor().read_api_key_again().await {
            ReadAgain::Changed => {
                self.0.api_key_changed();
                tracing::info!("RESELLER_API_TOKEN_FILE holds another API key, which is used from now on");
            }
            ReadAgain::Unchanged => {
                tracing::info!("RESELLER_API_TOKEN_FILE holds the same API key as before");
            }
            ReadAgain::NoFile => {
                tracing::info!("RESELLER_API_TOKEN_FILE is not set, so nothing is read again");
            }
            ReadAgain::Unreadable => {
                tracing::warn!(
                    "RESELLER_API_TOKEN_FILE cannot be read or holds no API key; the old key stays in use"
                );
            }
        }
    }
}
