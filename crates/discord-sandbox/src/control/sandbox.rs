//! The handle of the local Discord: starts and stops it, and tells which requests the bot made.
//!
//! Dropping the last handle panics if the bot violated Discord's rules.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::render::render;
use crate::server::{gateway, rest};
use crate::state::messages::Posted;
use crate::state::shared::Shared;
use crate::state::world::{self, Request};

/// A Discord on localhost. Clones are handles of the same Discord.
///
/// Dropping the last handle panics if there are violations: see [`Self::take_violations`]. A
/// [`Guild`](crate::Guild) holds a handle, too.
#[derive(Clone)]
pub struct Sandbox {
    pub(crate) shared: Arc<Shared>,
    address: SocketAddr,
    _server: Arc<Server>,
}

/// The task of the server. It ends when the last handle is dropped.
struct Server {
    task: tokio::task::JoinHandle<()>,
    shared: Arc<Shared>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        let violations = std::mem::take(&mut self.shared.world().violations);
        if !violations.is_empty() && !std::thread::panicking() {
            let list = violations.join("\n");
            assert!(list.is_empty(), "Discord would have refused this:\n{list}");
        }
    }
}

impl Sandbox {
    /// Starts a Discord on a free port of localhost.
    ///
    /// # Errors
    /// No port can be opened.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(address));
        let router = Router::new()
            .route("/", get(gateway::upgrade))
            .fallback(rest::handle)
            .with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the server of the local Discord failed");
            }
        });
        let server = Server { task, shared: Arc::clone(&shared) };
        Ok(Self { shared, address, _server: Arc::new(server) })
    }

    /// Returns the base URL, which replaces `https://discord.com`. It has no path: the API is at
    /// `/api/v10/` below it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the bot's token.
    #[must_use]
    pub fn token(&self) -> &'static str {
        world::TOKEN
    }

    /// Renders a message like [`render`], and replaces mentions of users by their names.
    #[must_use]
    pub fn render(&self, message: &Posted) -> String {
        let mut text = render(&message.body);
        for (id, user) in &self.shared.world().users {
            text = text.replace(&format!("<@{id}>"), &format!("@{}", user.name));
        }
        text
    }

    /// Delays every request to the REST API by this time.
    pub fn delay(&self, latency: Duration) {
        self.shared.world().latency = latency;
    }

    /// Forgets every nonce, as Discord does when its window has passed.
    pub fn forget_nonces(&self) {
        self.shared.world().messages.forget_nonces();
    }

    /// Sets the time for which a nonce is remembered. The default is three minutes.
    pub fn nonce_window(&self, window: Duration) {
        self.shared.world().messages.nonce_window = Some(window);
    }

    /// Returns all requests to the REST API, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.world().requests.clone()
    }

    /// Waits until the bot has made this many requests of a method whose path contains a text.
    ///
    /// # Panics
    /// On timeout.
    pub async fn asked(&self, method: &str, path: &str, times: usize) {
        let fits = |request: &&Request| request.method == method && request.path.contains(path);
        let enough =
            |world: &world::World| (world.requests.iter().filter(fits).count() >= times).then_some(());
        self.shared.wait_for(&format!("{times} times {method} {path}"), enough).await;
    }

    /// Removes and returns the violations. Tests that provoke violations call it before they drop the
    /// sandbox.
    ///
    /// Violations are requests to unknown routes, requests that Discord answers with status 400, and
    /// IDENTIFYs that it refuses. A second callback to an interaction is not one.
    #[must_use]
    pub fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.world().violations)
    }
}
