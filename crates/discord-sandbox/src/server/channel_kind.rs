//! Finds out what a channel id stands for: a DM, a channel of a guild, or a thread.

use serde_json::Value;

use crate::response::error;
use crate::state::world::World;

/// A DM, a channel or a thread, with the ids that belong to it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    /// The DM channel with a user.
    Dm(u64),
    /// A channel of a guild.
    Channel { guild: u64, channel: u64 },
    /// A thread in a channel of a guild.
    Thread { guild: u64, parent: u64, thread: u64 },
}

/// Finds the place of a channel id.
///
/// # Errors
/// No channel has this id. The error is Discord's answer.
pub(crate) fn place(world: &World, channel: u64) -> Result<Place, (u16, Value)> {
    if let Some(user) = world.user_in_dm(channel) {
        return Ok(Place::Dm(user));
    }
    for (guild, state) in &world.guilds {
        if state.channels.contains(&channel) {
            return Ok(Place::Channel { guild: *guild, channel });
        }
        if let Some(parent) = state.threads.get(&channel) {
            return Ok(Place::Thread { guild: *guild, parent: *parent, thread: channel });
        }
    }
    error(404, 10_003, "Unknown Channel")
}
