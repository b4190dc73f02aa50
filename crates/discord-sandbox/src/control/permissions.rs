//! Changes the bot's permissions in a guild and its channels.

use crate::server::permissions::{
    EMBED_LINKS, MANAGE_ROLES, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
};

use super::guild_handle::Guild;

impl Guild {
    /// Grants or revokes the bot's permission Manage Roles.
    pub fn bot_manages_roles(&self, may: bool) {
        self.grant(MANAGE_ROLES, may);
    }

    /// Grants or revokes the bot's permission Send Messages in Threads.
    pub fn bot_writes_in_threads(&self, may: bool) {
        self.grant(SEND_MESSAGES_IN_THREADS, may);
    }

    /// Hides a channel from the bot, which can then neither see it nor write to it.
    pub fn hides_from_bot(&self, channel: u64) {
        self.deny(channel, VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS);
    }

    /// Denies the bot the permission Send Messages in a channel.
    pub fn forbids_writing(&self, channel: u64) {
        self.deny(channel, SEND_MESSAGES);
    }

    /// Denies the bot the permission Embed Links in a channel.
    pub fn forbids_embeds(&self, channel: u64) {
        self.deny(channel, EMBED_LINKS);
    }

    fn grant(&self, permission: u64, may: bool) {
        self.change(|guild| {
            guild.bot_permissions =
                if may { guild.bot_permissions | permission } else { guild.bot_permissions & !permission };
        });
    }

    fn deny(&self, channel: u64, permissions: u64) {
        self.change(|guild| *guild.denied.entry(channel).or_default() |= permissions);
    }
}
