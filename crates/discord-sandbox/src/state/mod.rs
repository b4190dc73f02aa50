//! The state of the local Discord: guilds, users, messages, interactions, sessions, limits and faults.
//!
//! Nothing here knows a route or a test.

pub(crate) mod faults;
pub(crate) mod guild;
pub(crate) mod interaction;
pub(crate) mod messages;
pub(crate) mod rate_limits;
pub(crate) mod sessions;
pub(crate) mod shared;
pub(crate) mod world;
