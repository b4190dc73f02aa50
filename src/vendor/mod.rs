//! The vendor's Reseller API, served for real: for shops that are their own vendor, for the demo
//! and for the tests.
//!
//! It answers as the vendor's document shows, and where the document is silent it sends fitting
//! statuses. Invariant: a license is assigned once, whoever asks at the same time. It keeps no
//! API key, only hashes, and logs no key of either kind.

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

/// How long requests under way get when it is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// A server that runs.
pub struct VendorServer {
    /// Its stock and accounts.
    pub store: Store,
    /// What goes wrong with it, on demand.
    pub faults: Arc<Faults>,
    address: SocketAddr,
    task: JoinHandle<()>,
    stopping: CancellationToken,
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
        Self::start_within(database, listener, rate_limit, Limits::default()).await
    }

    /// Does the same as [`Self::start`], within other limits.
    ///
    /// # Errors
    /// Those of [`Self::start`].
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
                tracing::error!(%error, "the vendor's server stopped");
            }
        });
        Ok(Self { store, faults, address, task, stopping })
    }

    /// The base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Completes when it serves no more, which it should not.
    pub async fn ended(&mut self) {
        drop((&mut self.task).await);
    }

    /// Takes no new request, and lets those under way come to their end.
    pub async fn stop(mut self) {
        self.stopping.cancel();
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            tracing::warn!("requests were left unanswered");
        }
    }
}

impl Drop for VendorServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
