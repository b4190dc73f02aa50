//! A server of the vendor's Reseller API, for shops that are their own vendor, for the demo and for the
//! tests.
//!
//! Invariant: a license is assigned at most once, even if several callers request it at the same time.
//! The server answers as the vendor's document shows, with suitable statuses where the document is silent.
//! It stores hashes instead of API keys, and logs neither API keys nor license keys.

mod accounts;
mod api;
mod connection;
mod faults;
mod import;
mod limit;
mod listener;
mod request;
mod standing;
mod stock_keeping;
mod store;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use connection::Progress;
use listener::BoundedListener;

pub use accounts::{ApiKeyId, ListedKey};
pub use connection::Limits;
pub use faults::Faults;
pub use import::{Column, Entry, InvalidTime, NamedKey, Problem, ProblemKind, Sheet, parse, parse_keys};
pub use standing::Standing;
pub use stock_keeping::{Intake, KnownKeys, Obstacle};
pub use store::{Store, StoreError};

/// The time that running requests have to finish when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// A running server.
pub struct VendorServer {
    /// Its stock and accounts.
    pub store: Store,
    /// The faults that it simulates on demand.
    pub faults: Arc<Faults>,
    address: SocketAddr,
    task: JoinHandle<()>,
    stopping: CancellationToken,
}

impl VendorServer {
    /// Serves the database at `database` on `listener`. Each API key may make `rate_limit` calls per minute.
    ///
    /// # Errors
    /// Returns [`StoreError`] if the database cannot be opened or the listener has no address.
    pub async fn start(
        database: &Path,
        listener: TcpListener,
        rate_limit: Option<u32>,
    ) -> Result<Self, StoreError> {
        Self::start_within(database, listener, rate_limit, Limits::default()).await
    }

    /// Does the same as [`Self::start`], with other time limits.
    ///
    /// # Errors
    /// Returns the errors of [`Self::start`].
    pub async fn start_within(
        database: &Path,
        listener: TcpListener,
        rate_limit: Option<u32>,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        let store = Store::open(database).await?;
        let address = listener.local_addr().map_err(StoreError::File)?;
        let faults = Arc::new(Faults::default());
        let router = api::router(store.clone(), rate_limit, Arc::clone(&faults), limits.body);
        let service = router.into_make_service_with_connect_info::<Progress>();
        let listener = BoundedListener::new(listener, limits);
        let stopping = CancellationToken::new();
        let stopped = stopping.clone().cancelled_owned();
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(stopped).await {
                tracing::error!(%error, "the vendor's server failed");
            }
        });
        Ok(Self { store, faults, address, task, stopping })
    }

    /// Returns the base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Completes when the server ends, which does not happen in normal operation.
    pub async fn ended(&mut self) {
        drop((&mut self.task).await);
    }

    /// Accepts no new requests, and waits until running ones are answered.
    pub async fn stop(mut self) {
        self.stopping.cancel();
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            tracing::warn!("the server stopped before every request was answered");
        }
    }
}

impl Drop for VendorServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
