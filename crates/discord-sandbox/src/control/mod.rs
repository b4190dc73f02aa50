//! The API for tests: starts a Discord, acts as its people, inspects it, and switches on limits and faults.

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
