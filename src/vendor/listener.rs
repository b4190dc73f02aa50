//! A listener that limits the number of open connections.
//!
//! While all places are taken, further connections wait in the system's queue, where they cost nothing. They
//! are not refused, because time limits close other connections soon.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::connection::{Connection, Limits, Peer};

/// The interval at which a warning about a full server is repeated.
const REMINDER: Duration = Duration::from_mins(1);

/// A listener that accepts a connection only if a place is free.
pub(super) struct BoundedListener {
    listener: TcpListener,
    places: Arc<Semaphore>,
    limits: Limits,
    reminded: Option<Instant>,
}

impl BoundedListener {
    /// Limits the connections that `listener` accepts.
    pub(super) fn new(listener: TcpListener, limits: Limits) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(limits.connections)), limits, reminded: None }
    }

    /// Waits for a free place.
    async fn place(&mut self) -> Option<OwnedSemaphorePermit> {
        let is_full = self.places.available_permits() == 0;
        if is_full && self.reminded.is_none_or(|at| at.elapsed() >= REMINDER) {
            self.reminded = Some(Instant::now());
            tracing::warn!("all {} connections are in use; further ones wait", self.limits.connections);
        }
        // The semaphore is never closed.
        Arc::clone(&self.places).acquire_owned().await.ok()
    }
}

impl Listener for BoundedListener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let place = self.place().await;
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (Connection::new(stream, self.limits, place), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, BoundedListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, BoundedListener>) -> Self {
        Self { progress: stream.io().progress(), address: *stream.remote_addr() }
    }
}
