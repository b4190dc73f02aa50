#![doc = include_str!("../README.md")]

mod control;
mod page;
mod render;
mod response;
mod server;
mod state;

pub use control::actor::Person;
pub use control::bot_reply::Reply;
pub use control::command_line::CommandLine;
pub use control::guild_handle::Guild;
pub use control::sandbox::Sandbox;
pub use page::{Panel, Playground, Press, Switch, TourStep};
pub use render::render;
pub use state::faults::Fault;
pub use state::messages::{Attachment, Posted};
pub use state::rate_limits::RateLimit;
pub use state::world::Request;
