//! What a test does: it starts Discord, lets people use the bot, and switches limits and faults on.

pub(crate) mod actor;
mod application;
mod channels;
pub(crate) mod command_line;
mod commands;
mod components;
mod faults;
mod gateway;
pub(crate) mod guild;
mod interactions;
mod membership;
mod permissions;
mod rate_limits;
pub(crate) mod reply;
mod roles;
pub(crate) mod sandbox;
mod unanswered;
