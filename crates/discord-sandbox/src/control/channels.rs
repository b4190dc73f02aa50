//! Changes channels and threads of a guild.

use super::guild_handle::Guild;

impl Guild {
    /// Sets the name of a channel.
    pub fn names_channel(&self, channel: u64, name: &str) {
        self.change(|guild| {
            guild.channel_names.insert(channel, name.to_owned());
        });
    }

    /// Makes a channel private: only administrators, members with this role and the bot see it.
    pub fn makes_private(&self, channel: u64, role: u64) {
        self.change(|guild| {
            guild.private.insert(channel, role);
        });
    }

    /// Creates a public thread in a channel.
    #[must_use]
    pub fn thread(&self, parent: u64) -> u64 {
        let id = self.sandbox.shared.world().new_id();
        self.change(|guild| guild.threads.extend([(id, parent)]));
        id
    }

    /// Archives a thread. The next message to it ends that.
    pub fn archives(&self, thread: u64) {
        self.change(|guild| {
            guild.archived.insert(thread);
        });
    }

    /// Returns whether a thread is archived.
    #[must_use]
    pub fn has_archived(&self, thread: u64) -> bool {
        let world = self.sandbox.shared.world();
        world.guilds.get(&self.id).is_some_and(|guild| guild.archived.contains(&thread))
    }

    /// Locks a thread. The bot, which may not manage threads, can no longer write to it.
    pub fn locks(&self, thread: u64) {
        self.change(|guild| {
            guild.locked.insert(thread);
        });
    }

    /// Deletes a channel with its threads, or a thread.
    pub fn deletes_channel(&self, channel: u64) {
        self.change(|guild| {
            guild.channels.retain(|other| *other != channel);
            guild.threads.retain(|thread, parent| *thread != channel && *parent != channel);
        });
    }
}
