//! The API for tests: starts a Discord, acts as its people, inspects it, and switches on limits and faults.

pub(crate) mod actor;
mod application;
pub(crate) mod bot_reply;
mod channels;
pub(crate) mod command_line;
mod commands;
pub(crate) mod components;
mod faults;
mod gateway;
pub(crate) mod guild_handle;
mod interactions;
mod membership;
mod permissions;
mod rate_limits;
mod roles;
pub(crate) mod sandbox;
mod unanswered;
