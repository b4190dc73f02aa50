//! The place that a channel's id names: direct messages, a channel of a guild, or a thread.

use serde_json::Value;

use crate::response::error;
use crate::state::world::World;

/// A channel by its kind, with the ids that its kind has.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    /// The direct messages of a user.
    Dm(u64),
    Channel {
        guild: u64,
        channel: u64,
    },
    Thread {
        guild: u64,
        parent: u64,
        thread: u64,
    },
}

/// Finds a channel.
///
/// # Errors
/// The refusal of a request about a channel that there is not.
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
