//! The running server: the API and the dashboard on one listener.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::domain::{Clock, SystemClock};

use super::api;
use super::call_log::CallLog;
use super::connection::{Limits, Peer};
use super::dashboard::{self, Dashboard, PublicUrl};
use super::listener::BoundedListener;
use super::rate_limit::Limit;
use super::simulated_faults::Faults;
use super::store::{Store, StoreError};
use super::usage::Usage;

/// The time that running requests have to finish when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// The settings of a server.
#[derive(Debug, Clone)]
pub struct ServerSetup {
    /// The file of its database.
    pub database: PathBuf,
    /// The calls per minute that each API key may make, if they are limited.
    pub rate_limit: Option<u32>,
    /// The limits for its clients.
    pub limits: Limits,
    /// Its clock.
    pub clock: Arc<dyn Clock>,
    /// The address under which browsers reach it, if it is behind a proxy.
    pub public_url: Option<PublicUrl>,
    /// Takes the last entry of the header `X-Forwarded-For` for the address of the client.
    pub trusts_proxy: bool,
}

impl ServerSetup {
    /// Returns the settings of a server without a proxy.
    #[must_use]
    pub fn new(database: &Path, rate_limit: Option<u32>) -> Self {
        Self {
            database: database.to_owned(),
            rate_limit,
            limits: Limits::default(),
            clock: Arc::new(SystemClock),
            public_url: None,
            trusts_proxy: false,
        }
    }
}

/// A running server.
pub struct VendorServer {
    /// Its stock and accounts.
    pub store: Store,
    /// The faults that it simulates on demand.
    pub faults: Arc<Faults>,
    /// Its newest calls.
    pub calls: Arc<CallLog>,
    dashboard: Arc<Dashboard>,
    address: std::net::SocketAddr,
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
        Self::start_with(ServerSetup::new(database, rate_limit), listener).await
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
        Self::start_with(ServerSetup { limits, ..ServerSetup::new(database, rate_limit) }, listener).await
    }

    /// Serves on `listener` with all settings.
    ///
    /// # Errors
    /// Returns the errors of [`Self::start`].
    pub async fn start_with(setup: ServerSetup, listener: TcpListener) -> Result<Self, StoreError> {
        let store = Store::open_with(&setup.database, setup.clock).await?;
        let address = listener.local_addr().map_err(StoreError::File)?;
        let (faults, usage) = (Arc::new(Faults::default()), Arc::new(Usage::default()));
        let calls = Arc::new(CallLog::default());
        let limit = Arc::new(Limit::new(setup.rate_limit));
        let dashboard = Arc::new(Dashboard::new(
            store.clone(),
            Arc::clone(&limit),
            Arc::clone(&usage),
            setup.public_url,
            setup.trusts_proxy,
        ));
        let api = api::router(
            store.clone(),
            limit,
            usage,
            Arc::clone(&faults),
            Arc::clone(&calls),
            setup.limits.body,
        );
        let router = api.merge(dashboard::router(Arc::clone(&dashboard)));
        let service = router.into_make_service_with_connect_info::<Peer>();
        let listener = BoundedListener::new(listener, setup.limits);
        let stopping = CancellationToken::new();
        let stopped = stopping.clone().cancelled_owned();
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(stopped).await {
                tracing::error!(%error, "the vendor's server failed");
            }
        });
        Ok(Self { store, faults, calls, dashboard, address, task, stopping })
    }

    /// Returns the base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns how many passwords were compared with a hash so far. Comparing takes most of the time of a
    /// sign-in.
    #[must_use]
    pub fn compared_passwords(&self) -> u64 {
        self.dashboard.passwords.compared()
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
