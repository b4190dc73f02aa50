//! What Discord remembers: guilds, users, messages, interactions, sessions, limits and faults.

pub(crate) mod faults;
pub(crate) mod guild;
pub(crate) mod interaction;
pub(crate) mod messages;
pub(crate) mod rate_limits;
pub(crate) mod sessions;
pub(crate) mod shared;
pub(crate) mod world;
