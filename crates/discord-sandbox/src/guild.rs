//! A guild: its people, roles, channels and messages.

use crate::domain::{ChannelId, GuildId, RoleId};

use super::guilds::GuildState;
use super::messages::Posted;
use super::world::World;
use super::{Person, Sandbox, render, valid};

/// A guild of the local Discord.
#[derive(Clone)]
pub struct Guild {
    pub(super) sandbox: Sandbox,
    pub(super) id: u64,
}

impl Guild {
    /// Returns the guild's id.
    ///
    /// # Panics
    /// Never: the sandbox makes valid ids.
    #[must_use]
    pub fn id(&self) -> GuildId {
        valid(GuildId::new(self.id))
    }

    /// Sets the guild's language by Discord's name for it, such as `fr` or `es-ES`.
    pub fn speaks(&self, locale: &str) {
        if let Some(guild) = self.sandbox.shared.world().guilds.get_mut(&self.id) {
            locale.clone_into(&mut guild.locale);
        }
    }

    /// Makes a role.
    #[must_use]
    pub fn role(&self) -> RoleId {
        valid(RoleId::new(self.sandbox.shared.world().new_role(self.id)))
    }

    /// Makes a text channel.
    #[must_use]
    pub fn channel(&self) -> ChannelId {
        valid(ChannelId::new(self.sandbox.shared.world().new_channel(self.id)))
    }

    /// Makes a member with these roles.
    #[must_use]
    pub fn member(&self, name: &str, roles: &[RoleId]) -> Person {
        self.person(name, roles, false)
    }

    /// Makes an administrator.
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

    /// Makes a person who is no member.
    #[must_use]
    pub fn stranger(&self, name: &str) -> Person {
        let user = self.sandbox.shared.world().new_user(name);
        Person::new(self.sandbox.shared.clone(), user, Some(self.id))
    }

    /// Returns the messages of a channel or thread without ephemeral ones, oldest first.
    #[must_use]
    pub fn messages(&self, channel: ChannelId) -> Vec<Posted> {
        self.sandbox.shared.world().messages_in(channel.as_u64())
    }

    /// Returns the channel in which members run commands.
    ///
    /// # Panics
    /// Never: the sandbox makes valid ids.
    #[must_use]
    pub fn lobby(&self) -> ChannelId {
        valid(ChannelId::new(self.sandbox.shared.world().lobby(self.id)))
    }

    /// Waits for a message of a channel that contains `text`.
    ///
    /// # Panics
    /// When none comes in time.
    pub async fn message(&self, channel: ChannelId, text: &str) -> Posted {
        let found = |world: &World| {
            world
                .messages_in(channel.as_u64())
                .into_iter()
                .find(|message| render(&message.body).contains(text))
        };
        self.sandbox.shared.wait_for(&format!("a message with {text:?}"), found).await
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut GuildState)) {
        if let Some(guild) = self.sandbox.shared.world().guilds.get_mut(&self.id) {
            change(guild);
        }
    }
}
