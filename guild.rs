//! The test's hand on the world: servers, roles, channels, and the sandbox's own dials.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::domain::{ChannelId, GuildId, RoleId};

use super::Sandbox;
use super::faults::Fault;
use super::message::Message;
use super::people::Person;
use super::reply::Reply;
use super::screen::render;
use super::shared::Shared;
use super::state::{APPLICATION, GuildState, MemberState, TOKEN, World};

/// A server of the local Discord; the bot is in it.
#[derive(Clone)]
pub struct Guild {
    shared: Arc<Shared>,
    id: u64,
}

/// A text channel of a server.
#[derive(Clone)]
pub struct Channel {
    shared: Arc<Shared>,
    pub(super) id: u64,
}

impl Sandbox {
    /// What `DISCORD_API_URL` has to be.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// What `DISCORD_TOKEN` has to be.
    #[must_use]
    pub fn token(&self) -> SecretString {
        SecretString::from(TOKEN)
    }

    /// The bot's application, and its user.
    #[must_use]
    pub fn application_id(&self) -> u64 {
        APPLICATION
    }

    /// A new server with one channel, its [lobby](Guild::lobby).
    #[must_use]
    pub fn guild(&self, name: &str) -> Guild {
        let mut world = self.shared.world();
        let id = world.new_id();
        world.guilds.insert(id, GuildState { name: name.to_owned(), ..GuildState::default() });
        world.new_channel(id, "general");
        if let Some(body) = world.guild_create_json(id) {
            world.dispatch("GUILD_CREATE", &body);
        }
        Guild { shared: Arc::clone(&self.shared), id }
    }

    /// Somebody who is in no server.
    #[must_use]
    pub fn user(&self, name: &str) -> Person {
        let user = self.shared.world().new_user(name);
        Person::new(Arc::clone(&self.shared), user, None)
    }

    /// Waits until the bot is connected.
    ///
    /// # Panics
    /// When it does not connect.
    pub async fn connected(&self) {
        let live = |world: &World| world.session.as_ref().filter(|session| session.is_connected()).map(|_| ());
        self.shared.wait_for("the bot to connect", live).await;
    }

    /// Waits until the bot is connected and has registered its commands since it last identified.
    ///
    /// # Panics
    /// When it does not.
    pub async fn ready(&self) {
        let live = |world: &World| {
            world.session.as_ref().filter(|session| session.is_connected() && session.registered).map(|_| ())
        };
        self.shared.wait_for("the bot to connect and register its commands", live).await;
    }

    /// The names of the registered commands, global ones and those of every server.
    #[must_use]
    pub fn registered_commands(&self) -> Vec<String> {
        let world = self.shared.world();
        let all = world.commands.values().flatten();
        all.filter_map(|command| command["name"].as_str().map(str::to_owned)).collect()
    }

    /// Makes every REST call take this much longer.
    pub fn set_latency(&self, latency: Duration) {
        self.shared.world().latency = latency;
    }

    /// How long the bot has for its first answer, instead of 3 seconds.
    pub fn set_answer_window(&self, window: Duration) {
        self.shared.world().windows.first_answer = window;
    }

    /// How long the same nonce is the same message, instead of 3 minutes.
    pub fn set_nonce_window(&self, window: Duration) {
        self.shared.world().windows.nonce = window;
    }

    /// Lets the tokens of all interactions so far run out, as after 15 minutes.
    pub fn expire_interactions(&self) {
        self.shared.world().interactions.values_mut().for_each(|sent| sent.expired = true);
    }

    /// Lets something go wrong.
    pub fn fault(&self, fault: Fault) {
        self.shared.world().faults.push(fault);
    }

    /// Lets nothing go wrong any more.
    pub fn clear_faults(&self) {
        self.shared.world().faults.clear();
    }

    /// Delivers the interaction of a reply again, as Discord may.
    pub fn replay(&self, reply: &Reply) {
        let mut world = self.shared.world();
        let payload = world.interactions.get(&reply.id()).map(|sent| sent.payload.clone());
        if let Some(payload) = payload {
            world.dispatch("INTERACTION_CREATE", &payload);
        }
    }

    /// From now on a refused body is no violation. Unknown routes still are.
    pub fn expects_refusals(&self) {
        self.shared.world().expects_refusals = true;
    }

    /// What the bot did so far that Discord would have refused.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.shared.world().violations.clone()
    }

    /// The violations so far, which are then forgotten: for tests that provoke them.
    #[must_use]
    pub fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.world().violations)
    }
}

impl Guild {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> GuildId {
        GuildId::new(self.id).unwrap_or_else(|_| unreachable!("snowflakes of the sandbox are valid"))
    }

    /// A new role.
    #[must_use]
    pub fn role(&self, name: &str) -> RoleId {
        let mut world = self.shared.world();
        let id = world.new_id();
        if let Some(guild) = world.guilds.get_mut(&self.id) {
            guild.roles.insert(id, name.to_owned());
        }
        RoleId::new(id).unwrap_or_else(|_| unreachable!("snowflakes of the sandbox are valid"))
    }

    /// A new text channel.
    #[must_use]
    pub fn channel(&self, name: &str) -> Channel {
        let id = self.shared.world().new_channel(self.id, name);
        Channel { shared: Arc::clone(&self.shared), id }
    }

    /// The channel in which members run commands unless they say another.
    #[must_use]
    pub fn lobby(&self) -> Channel {
        Channel { shared: Arc::clone(&self.shared), id: self.shared.world().lobby(self.id) }
    }

    /// A new member, who may do what anybody may; see [`Person::roles`] and [`Person::administrator`].
    #[must_use]
    pub fn member(&self, name: &str) -> Person {
        let user = self.shared.world().new_user(name);
        self.join(user)
    }

    /// Somebody from elsewhere joins; they are the same person, seen in this server.
    #[must_use]
    pub fn joined_by(&self, person: &Person) -> Person {
        self.join(person.id())
    }

    fn join(&self, user: u64) -> Person {
        let member = MemberState { roles: Vec::new(), permissions: super::state::EVERYONE };
        if let Some(guild) = self.shared.world().guilds.get_mut(&self.id) {
            guild.members.insert(user, member);
        }
        Person::new(Arc::clone(&self.shared), user, Some(self.id))
    }
}

impl Channel {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> ChannelId {
        ChannelId::new(self.id).unwrap_or_else(|_| unreachable!("snowflakes of the sandbox are valid"))
    }

    /// Its messages, ephemeral ones aside, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.shared.world().messages_in(self.id).cloned().collect()
    }

    /// Waits for a message that holds `text`.
    ///
    /// # Panics
    /// When none comes.
    pub async fn message_containing(&self, text: &str) -> Message {
        let found = |world: &World| {
            world.messages_in(self.id).find(|message| render(message).contains(text)).cloned()
        };
        self.shared.wait_for(&format!("a message with {text:?}"), found).await
    }

    /// A person sees it no more.
    pub fn hide_from(&self, person: &Person) {
        self.hide(person.id());
    }

    /// The bot sees it no more: 50001.
    pub fn hide_from_bot(&self) {
        self.hide(APPLICATION);
    }

    /// The bot sees it and cannot write: 50013.
    pub fn read_only_for_bot(&self) {
        if let Some(channel) = self.shared.world().channels.get_mut(&self.id) {
            channel.read_only_for.insert(APPLICATION);
        }
    }

    fn hide(&self, user: u64) {
        if let Some(channel) = self.shared.world().channels.get_mut(&self.id) {
            channel.hidden_from.insert(user);
        }
    }
}
