//! A Discord on localhost: REST and gateway, enough for the unpatched serenity client.
//!
//! It refuses what Discord refuses. `twilight-validate`, another team's reading of Discord's rules,
//! checks the limits of messages and commands. An unknown route and an invalid request are
//! violations: dropping the sandbox panics with their list, so that no test passes despite one.
//!
//! Rate limits, faults, teams and several shards are off until a test switches them on.

mod control;
mod render;
mod response;
mod server;
mod state;

pub use control::actor::Person;
pub use control::command_line::CommandLine;
pub use control::guild::Guild;
pub use control::reply::Reply;
pub use control::sandbox::Sandbox;
pub use render::render;
pub use state::faults::Fault;
pub use state::messages::{Attachment, Posted};
pub use state::rate_limits::RateLimit;
pub use state::world::Request;
