//! People of the local Discord. Other files let them run commands and use components.

use std::sync::Arc;

use crate::render::render;
use crate::state::guild::MemberState;
use crate::state::messages::Posted;
use crate::state::shared::Shared;
use crate::state::world::World;

/// The permissions of a member: view channels, send messages, use commands.
const MEMBER: u64 = (1 << 10) | (1 << 11) | (1 << 31);
const ADMINISTRATOR: u64 = 1 << 3;

/// A user of Discord who acts in one guild.
#[derive(Clone)]
pub struct Person {
    pub(crate) shared: Arc<Shared>,
    pub(crate) user: u64,
    pub(crate) guild: Option<u64>,
    /// The channel to run commands in. `None` stands for the guild's lobby.
    pub(crate) channel: Option<u64>,
}

impl Person {
    pub(crate) fn new(shared: Arc<Shared>, user: u64, guild: Option<u64>) -> Self {
        Self { shared, user, guild, channel: None }
    }

    pub(crate) fn join(&self, roles: Vec<u64>, administrator: bool) {
        let permissions = MEMBER | if administrator { ADMINISTRATOR } else { 0 };
        let guild = self.guild.unwrap_or_default();
        let member = MemberState { roles, permissions };
        self.shared.world().guilds.entry(guild).or_default().members.insert(self.user, member);
    }

    /// Returns the user's id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.user
    }

    /// Returns the same person, who runs commands in this channel or thread.
    #[must_use]
    pub fn in_channel(&self, channel: u64) -> Self {
        Self { channel: Some(channel), ..self.clone() }
    }

    /// Turns the user into a bot.
    #[must_use]
    pub fn bot(self) -> Self {
        if let Some(user) = self.shared.world().users.get_mut(&self.user) {
            user.bot = true;
        }
        self
    }

    /// Closes the user's DMs (`true`), or opens them again (`false`). The bot cannot send to closed DMs.
    pub fn closes_dms(&self, closed: bool) {
        if let Some(user) = self.shared.world().users.get_mut(&self.user) {
            user.dms_closed = closed;
        }
    }

    /// Sets the user's locale, such as `de` or `pt-BR`.
    pub fn speaks(&self, locale: &str) {
        if let Some(user) = self.shared.world().users.get_mut(&self.user) {
            locale.clone_into(&mut user.locale);
        }
    }

    /// Removes all of the user's permissions in the guild.
    pub fn sees_no_channel(&self) {
        if let Some(guild) = self.guild
            && let Some(guild) = self.shared.world().guilds.get_mut(&guild)
            && let Some(member) = guild.members.get_mut(&self.user)
        {
            member.permissions = 0;
        }
    }

    /// Returns the bot's DMs to the user, oldest first.
    #[must_use]
    pub fn dms(&self) -> Vec<Posted> {
        let mut world = self.shared.world();
        let channel = world.dm_of(self.user);
        world.messages_in(channel)
    }

    /// Waits for a DM of the bot that contains `text` when it is rendered.
    ///
    /// # Panics
    /// On timeout.
    pub async fn dm(&self, text: &str) -> Posted {
        let channel = self.shared.world().dm_of(self.user);
        let found = |world: &World| {
            world.messages_in(channel).into_iter().find(|message| render(&message.body).contains(text))
        };
        self.shared.wait_for(&format!("a direct message with {text:?}"), found).await
    }
}
