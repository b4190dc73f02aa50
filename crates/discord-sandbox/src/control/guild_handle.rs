//! A guild: creates people, roles and channels, and reads messages.

use crate::render::render;
use crate::state::guild::GuildState;
use crate::state::messages::Posted;
use crate::state::world::World;

use super::actor::Person;
use super::sandbox::Sandbox;

/// A guild of the local Discord.
#[derive(Clone)]
pub struct Guild {
    pub(crate) sandbox: Sandbox,
    pub(crate) id: u64,
}

impl Guild {
    /// Returns the guild's id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Sets the guild's name.
    pub fn set_name(&self, name: &str) {
        self.change(|guild| name.clone_into(&mut guild.name));
    }

    /// Sets the guild's locale, such as `fr` or `es-ES`.
    pub fn speaks(&self, locale: &str) {
        if let Some(guild) = self.sandbox.shared.world().guilds.get_mut(&self.id) {
            locale.clone_into(&mut guild.locale);
        }
    }

    /// Creates a role without permissions.
    #[must_use]
    pub fn role(&self) -> u64 {
        self.sandbox.shared.world().new_role(self.id)
    }

    /// Creates a text channel.
    #[must_use]
    pub fn channel(&self) -> u64 {
        self.sandbox.shared.world().new_channel(self.id)
    }

    /// Creates a member with these roles.
    #[must_use]
    pub fn member(&self, name: &str, roles: &[u64]) -> Person {
        self.person(name, roles, false)
    }

    /// Creates a member who is an administrator.
    #[must_use]
    pub fn administrator(&self, name: &str) -> Person {
        self.person(name, &[], true)
    }

    fn person(&self, name: &str, roles: &[u64], administrator: bool) -> Person {
        let user = self.sandbox.shared.world().new_user(name);
        let person = Person::new(self.sandbox.shared.clone(), user, Some(self.id));
        person.join(roles.to_vec(), administrator);
        person
    }

    /// Creates a person who is not a member.
    #[must_use]
    pub fn stranger(&self, name: &str) -> Person {
        let user = self.sandbox.shared.world().new_user(name);
        Person::new(self.sandbox.shared.clone(), user, Some(self.id))
    }

    /// Returns the messages of a channel or thread, oldest first. Ephemeral messages are left out.
    #[must_use]
    pub fn messages(&self, channel: u64) -> Vec<Posted> {
        self.sandbox.shared.world().messages_in(channel)
    }

    /// Returns the guild's first channel. Members run commands there by default.
    #[must_use]
    pub fn lobby(&self) -> u64 {
        self.sandbox.shared.world().lobby(self.id)
    }

    /// Waits for a message in a channel or thread that contains `text` when it is rendered.
    ///
    /// # Panics
    /// On timeout.
    pub async fn message(&self, channel: u64, text: &str) -> Posted {
        let found = |world: &World| {
            world.messages_in(channel).into_iter().find(|message| render(&message.body).contains(text))
        };
        self.sandbox.shared.wait_for(&format!("a message with {text:?}"), found).await
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut GuildState)) {
        if let Some(guild) = self.sandbox.shared.world().guilds.get_mut(&self.id) {
            change(guild);
        }
    }
}
