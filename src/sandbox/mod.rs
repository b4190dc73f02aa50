//! A Discord on localhost: REST and gateway, enough for the unpatched serenity client.
//!
//! It is strict where Discord is: what Discord would refuse, it refuses, its limits checked by
//! `twilight-validate` – another team's reading of Discord's rules. A route that it does not know,
//! and a request that it has to refuse as invalid, is a violation: dropping the sandbox panics
//! with the list, so that no test passes on top of one.

mod answers;
mod attachments;
mod fault;
mod gateway;
mod guilds;
mod limits;
mod menus;
mod messages;
mod people;
mod rate_limit;
mod reply;
mod response;
mod rest;
mod screen;
mod typing;
mod unanswered;
mod world;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use secrecy::SecretString;
use tokio::net::TcpListener;

use crate::domain::{ChannelId, GuildId, RoleId};

pub use attachments::Attachment;
pub use fault::Fault;
pub use messages::Posted;
pub use people::Person;
pub use rate_limit::RateLimit;
pub use reply::Reply;
pub use screen::render;
pub use typing::CommandLine;
pub use world::Request;

use world::Shared;

/// How long anything may take that is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The local Discord. Clones are the same one.
#[derive(Clone)]
pub struct Sandbox {
    shared: Arc<Shared>,
    address: SocketAddr,
    _server: Arc<Server>,
}

/// Ends with the last sandbox.
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

/// A server of the local Discord.
#[derive(Clone)]
pub struct Guild {
    sandbox: Sandbox,
    id: u64,
}

impl Sandbox {
    /// Starts a Discord on a free port of this machine.
    ///
    /// # Errors
    /// No port can be had.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(address));
        let router = Router::new()
            .route("/", get(gateway::upgrade))
            .fallback(rest::handle)
            .layer(axum::extract::DefaultBodyLimit::disable())
            .with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the local Discord stopped");
            }
        });
        let server = Server { task, shared: Arc::clone(&shared) };
        Ok(Self { shared, address, _server: Arc::new(server) })
    }

    /// What `DISCORD_API_URL` has to be.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What `DISCORD_TOKEN` has to be.
    #[must_use]
    pub fn token(&self) -> SecretString {
        SecretString::from(world::TOKEN)
    }

    /// Who owns the application; a member of no server.
    #[must_use]
    pub fn owner(&self) -> Person {
        let user = self.shared.world().owner();
        Person::new(Arc::clone(&self.shared), user, None)
    }

    /// A new server.
    #[must_use]
    pub fn guild(&self) -> Guild {
        Guild { sandbox: self.clone(), id: self.shared.world().new_guild() }
    }

    /// A message as people see it: mentions as names.
    #[must_use]
    pub fn render(&self, message: &Posted) -> String {
        let mut text = render(&message.body);
        for (id, user) in &self.shared.world().users {
            text = text.replace(&format!("<@{id}>"), &format!("@{}", user.name));
        }
        text
    }

    /// Names another address of the gateway, such as that of a proxy with TLS.
    pub fn gateway_at(&self, url: &str) {
        self.shared.world().gateway_url = Some(url.to_owned());
    }

    /// Makes every REST call take this much longer.
    pub fn delay(&self, latency: Duration) {
        self.shared.world().latency = latency;
    }

    /// What was asked of the REST API so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.world().requests.clone()
    }

    /// Waits until this many requests of a method whose path contains a text have come.
    ///
    /// # Panics
    /// When they do not.
    pub async fn asked(&self, method: &str, path: &str, times: usize) {
        let fits = |request: &&Request| request.method == method && request.path.contains(path);
        let enough =
            |world: &world::World| (world.requests.iter().filter(fits).count() >= times).then_some(());
        self.shared.wait_for(&format!("{times} times {method} {path}"), enough).await;
    }

    /// Forgets and tells the violations so far: for tests that provoke them.
    #[must_use]
    pub fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.world().violations)
    }

    /// Forgets the commands, so that [`Self::connected`] waits for the next registration.
    pub fn forget_commands(&self) {
        self.shared.world().commands.clear();
    }

    /// Waits until a bot is connected and has registered its commands.
    ///
    /// # Panics
    /// When none does.
    pub async fn connected(&self) {
        let ready =
            |world: &world::World| (world.gateway.is_some() && !world.commands.is_empty()).then_some(());
        self.shared.wait_for("a bot that is ready", ready).await;
    }

    /// The names of the commands registered in any guild.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        let world = self.shared.world();
        world.commands.iter().filter_map(|command| Some(command["name"].as_str()?.to_owned())).collect()
    }

    /// Cuts the gateway's connection; the client resumes, and is sent again what it missed.
    pub fn drop_gateway(&self) {
        self.shared.world().gateway = None;
        self.shared.changed.notify_waiters();
    }

    /// Delivers the interaction of a reply again, as a RESUME may.
    pub fn replay(&self, reply: &Reply) {
        let payload = self.shared.world().interactions[&reply.id()].payload.clone();
        self.shared.world().dispatch("INTERACTION_CREATE", &payload);
    }
}

impl Guild {
    /// Its id.
    ///
    /// # Panics
    /// Never: the sandbox makes valid ids.
    #[must_use]
    pub fn id(&self) -> GuildId {
        valid(GuildId::new(self.id))
    }

    /// Has this language from now on, named as Discord names it: `fr`, `es-ES`.
    pub fn speaks(&self, locale: &str) {
        if let Some(guild) = self.sandbox.shared.world().guilds.get_mut(&self.id) {
            locale.clone_into(&mut guild.locale);
        }
    }

    /// A new role.
    #[must_use]
    pub fn role(&self) -> RoleId {
        valid(RoleId::new(self.sandbox.shared.world().new_role(self.id)))
    }

    /// A new text channel.
    #[must_use]
    pub fn channel(&self) -> ChannelId {
        valid(ChannelId::new(self.sandbox.shared.world().new_channel(self.id)))
    }

    /// A new member with these roles.
    #[must_use]
    pub fn member(&self, name: &str, roles: &[RoleId]) -> Person {
        self.person(name, roles, false)
    }

    /// A new administrator.
    #[must_use]
    pub fn administrator(&self, name: &str) -> Person {
        self.person(name, &[], true)
    }

    fn person(&self, name: &str, roles: &[RoleId], administrator: bool) -> Person {
        let user = self.sandbox.shared.world().new_user(name);
        let person = Person::new(self.sandbox.shared.clone(), user, Some(self.id));
        person.join(roles.iter().map(|role| role.as_u64()).collect(), administrator);
        person
    }

    /// Somebody who is not here.
    #[must_use]
    pub fn stranger(&self, name: &str) -> Person {
        let user = self.sandbox.shared.world().new_user(name);
        Person::new(self.sandbox.shared.clone(), user, Some(self.id))
    }

    /// The messages in a channel, ephemeral ones aside, oldest first.
    #[must_use]
    pub fn messages(&self, channel: ChannelId) -> Vec<Posted> {
        self.sandbox.shared.world().messages_in(channel.as_u64())
    }

    /// The channel in which members run commands.
    ///
    /// # Panics
    /// Never: the sandbox makes valid ids.
    #[must_use]
    pub fn lobby(&self) -> ChannelId {
        valid(ChannelId::new(self.sandbox.shared.world().lobby(self.id)))
    }

    /// Waits for a message of a channel that holds `text`.
    ///
    /// # Panics
    /// When none comes.
    pub async fn message(&self, channel: ChannelId, text: &str) -> Posted {
        let found = |world: &world::World| {
            world
                .messages_in(channel.as_u64())
                .into_iter()
                .find(|message| render(&message.body).contains(text))
        };
        self.sandbox.shared.wait_for(&format!("a message with {text:?}"), found).await
    }
}

#[allow(clippy::expect_used)]
fn valid<T, E: std::fmt::Debug>(id: Result<T, E>) -> T {
    id.expect("the sandbox makes valid ids")
}
