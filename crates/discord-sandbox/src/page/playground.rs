//! The handle of the page: opens it, chooses its people, and fills what it shows beside the chat.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::control::actor::Person;
use crate::control::sandbox::Sandbox;

use super::counter::{Panel, Press, Switch, TourStep};
use super::router::router;
use super::site::{Role, Site};

/// A web page on which a person uses the local Discord. It is closed when the handle is dropped.
pub struct Playground {
    site: Arc<Site>,
    presses: mpsc::UnboundedReceiver<Press>,
    task: JoinHandle<()>,
}

impl Playground {
    /// Opens the page of a local Discord on a port of localhost. Port 0 stands for any free port.
    ///
    /// # Errors
    /// The port cannot be opened.
    pub async fn open(sandbox: &Sandbox, port: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await?;
        let (sender, presses) = mpsc::unbounded_channel();
        let site = Arc::new(Site::new(Arc::clone(&sandbox.shared), listener.local_addr()?, sender));
        let router = router(Arc::clone(&site));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the server of the playground failed");
            }
        });
        Ok(Self { site, presses, task })
    }

    /// Returns the page's URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.site.address)
    }

    /// Lets the page act as a person. `about` is shown beside the name, such as "moderator".
    pub fn invite(&self, person: &Person, about: &str) {
        self.site.invite(Role { person: person.clone(), about: about.to_owned() });
        self.site.changed();
    }

    /// Shows a panel, or replaces the one with the same id.
    pub fn show(&self, panel: Panel) {
        if self.site.counter().show(panel) {
            self.site.changed();
        }
    }

    /// Offers a switch, or replaces the one with the same id.
    pub fn offer(&self, switch: Switch) {
        if self.site.counter().offer(switch) {
            self.site.changed();
        }
    }

    /// Sets the steps of the guided tour.
    pub fn guide(&self, steps: Vec<TourStep>) {
        let mut counter = self.site.counter();
        if counter.tour != steps {
            counter.tour = steps;
            drop(counter);
            self.site.changed();
        }
    }

    /// Waits for the next press of a switch or button. The page shows its new state once [`Self::offer`] was called
    /// with it.
    pub async fn pressed(&mut self) -> Option<Press> {
        self.presses.recv().await
    }
}

impl Drop for Playground {
    fn drop(&mut self) {
        self.task.abort();
    }
}
