//! The bot's permissions in guilds, channels, threads and DMs.
//!
//! `Send Messages` does not apply to threads, and `Send Messages in Threads` applies only to them. The
//! bot was invited with the former, and the @everyone role grants neither. So the bot can only read
//! threads until the test calls [`Guild::bot_writes_in_threads`](crate::Guild::bot_writes_in_threads).

use serde_json::Value;

use crate::response::error;
use crate::state::world::World;

use super::channel_kind::Place;

/// The permissions that the bot has at first: view channels, send messages, embed links.
pub(crate) const INVITED: u64 = VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS;
pub(crate) const MANAGE_ROLES: u64 = 1 << 28;
pub(crate) const MANAGE_GUILD: u64 = 1 << 5;
pub(crate) const VIEW_CHANNEL: u64 = 1 << 10;
pub(crate) const SEND_MESSAGES: u64 = 1 << 11;
pub(crate) const EMBED_LINKS: u64 = 1 << 14;
pub(crate) const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// The `app_permissions` in DMs with the bot, as Discord documents them: attach files, embed links,
/// mention everyone, use external emojis.
pub(crate) const IN_DM: u64 = (1 << 15) | EMBED_LINKS | (1 << 17) | (1 << 18);

/// Computes the bot's permissions in a channel or thread.
pub(crate) fn of_bot(world: &World, place: Place) -> u64 {
    let (guild, channel) = match place {
        Place::Dm(_) => return IN_DM,
        Place::Channel { guild, channel } | Place::Thread { guild, parent: channel, .. } => (guild, channel),
    };
    let Some(guild) = world.guilds.get(&guild).filter(|guild| guild.has_bot) else { return 0 };
    guild.bot_permissions & !guild.denied.get(&channel).copied().unwrap_or(0)
}

/// Checks that the bot can see a channel.
pub(crate) fn may_see(world: &World, place: Place) -> Result<(), (u16, Value)> {
    if matches!(place, Place::Dm(_)) || of_bot(world, place) & VIEW_CHANNEL != 0 {
        return Ok(());
    }
    error(403, 50_001, "Missing Access")
}

/// Checks that the bot may write to a channel.
pub(crate) fn may_write(world: &World, place: Place) -> Result<(), (u16, Value)> {
    may_see(world, place)?;
    let needed = match place {
        Place::Dm(_) => return Ok(()),
        Place::Channel { .. } => SEND_MESSAGES,
        Place::Thread { .. } => SEND_MESSAGES_IN_THREADS,
    };
    if of_bot(world, place) & needed == 0 {
        return error(403, 50_013, "Missing Permissions");
    }
    if let Place::Thread { guild, thread, .. } = place
        && world.guilds.get(&guild).is_some_and(|guild| guild.locked.contains(&thread))
    {
        return error(403, 160_005, "This thread is locked");
    }
    Ok(())
}
