//! The state of the page's server: the people to act as, the counter, and the token of state-changing requests.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::control::actor::Person;
use crate::state::shared::Shared;

use super::counter::{Counter, Press};
use super::refusal::Refusal;

/// A person whom the page can act as.
pub(super) struct Role {
    pub(super) person: Person,
    /// A few words about the person, such as "moderator".
    pub(super) about: String,
}

/// The state of the page's server.
pub(super) struct Site {
    pub(super) shared: Arc<Shared>,
    pub(super) address: SocketAddr,
    /// The page sends it with every state-changing request. Other sites cannot read it.
    pub(super) token: String,
    pub(super) presses: mpsc::UnboundedSender<Press>,
    roles: Mutex<Vec<Role>>,
    counter: Mutex<Counter>,
}

impl Site {
    pub(super) fn new(
        shared: Arc<Shared>,
        address: SocketAddr,
        presses: mpsc::UnboundedSender<Press>,
    ) -> Self {
        let token = hex::encode(rand::random::<[u8; 16]>());
        Self { shared, address, token, presses, roles: Mutex::default(), counter: Mutex::default() }
    }

    pub(super) fn counter(&self) -> MutexGuard<'_, Counter> {
        self.counter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn roles(&self) -> MutexGuard<'_, Vec<Role>> {
        self.roles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn invite(&self, role: Role) {
        self.roles().push(role);
    }

    /// Wakes everything that waits for a change of the world or the counter.
    pub(super) fn changed(&self) {
        self.shared.changed.notify_waiters();
    }

    /// Finds the person with an id or a name. An empty text stands for the first person.
    ///
    /// # Errors
    /// The page cannot act as such a person.
    pub(super) fn person(&self, id: &str) -> Result<Person, Refusal> {
        let roles = self.roles();
        let world = self.shared.world();
        let is_named = |user: u64| world.users.get(&user).is_some_and(|user| user.name == id);
        let fits = |user: u64| id.is_empty() || user.to_string() == id || is_named(user);
        let found = roles.iter().find(|role| fits(role.person.user));
        found.map(|role| role.person.clone()).ok_or(Refusal::NoSuchPerson)
    }

    /// Returns the people whom the page can act as.
    pub(super) fn people_json(&self) -> Value {
        let roles = self.roles();
        let world = self.shared.world();
        roles
            .iter()
            .map(|role| {
                let user = world.users.get(&role.person.user);
                json!({ "id": role.person.user.to_string(), "about": role.about,
                    "name": user.map(|user| &user.name), "locale": user.map(|user| &user.locale),
                    "dms_closed": user.is_some_and(|user| user.dms_closed) })
            })
            .collect()
    }
}
