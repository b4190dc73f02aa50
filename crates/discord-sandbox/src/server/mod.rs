//! The server that the bot talks to: the routes of the REST API, and the gateway.
//!
//! Routes read and change the world. They do not know the types that tests use.

mod application;
mod attachments;
pub(crate) mod channel_kind;
pub(crate) mod channels;
mod command_permissions;
pub(crate) mod commands;
pub(crate) mod gateway;
mod guilds;
pub(crate) mod interaction_responses;
pub(crate) mod membership;
mod messages;
pub(crate) mod permissions;
pub(crate) mod rest;
mod roles;
mod validation;
