//! The vendor's Reseller API, served for real: for shops that are their own vendor, for the demo
//! and for the tests.
//!
//! It answers as the vendor's document shows, and where the document is silent it sends fitting
//! statuses. Invariant: a license is assigned once, whoever asks at the same time. It keeps no
//! API key, only hashes, and logs no key of either kind.

mod accounts;
mod api;
mod command;
mod faults;
mod import;
mod limit;
mod store;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::domain::{BuyerId, LicenseKey};

pub use accounts::{ApiKeyId, ListedKey};
pub use command::{VendorArgs, VendorCommandError, run};
pub use faults::Faults;
pub use import::{BadLine, Entry, parse};
pub use store::{Store, StoreError};

/// A server that runs.
pub struct VendorServer {
    /// Its stock and accounts.
    pub store: Store,
    /// What goes wrong with it, on demand.
    pub faults: Arc<Faults>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl VendorServer {
    /// Serves the database at `database` on `listener`; `rate_limit` calls a minute and API key.
    ///
    /// # Errors
    /// The database cannot be opened, or the listener has no address.
    pub async fn start(
        database: &Path,
        listener: TcpListener,
        rate_limit: Option<u32>,
    ) -> Result<Self, StoreError> {
        let store = Store::open(database).await?;
        let address = listener.local_addr().map_err(StoreError::File)?;
        let faults = Arc::new(Faults::default());
        let router = api::router(store.clone(), rate_limit, Arc::clone(&faults));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the vendor's server stopped");
            }
        });
        Ok(Self { store, faults, address, task })
    }

    /// The base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Whose a license is.
    ///
    /// # Errors
    /// The database's.
    pub async fn holder_of(&self, key: &LicenseKey) -> Result<Option<BuyerId>, StoreError> {
        Ok(self.store.assigned().await?.into_iter().find(|(other, _)| other == key).map(|(_, buyer)| buyer))
    }

    /// Serves until it is stopped from outside.
    pub async fn wait(mut self) {
        drop((&mut self.task).await);
    }
}

impl Drop for VendorServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
