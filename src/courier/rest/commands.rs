//! The registered commands of a server, and the rules about who may use them.

use std::collections::HashMap;

use reqwest::Method;
use serde::Deserialize;
use serenity::all::{CreateCommand, Permissions};

use crate::domain::GuildId;

use super::guilds::{READ_PATIENCE, id};
use super::request::Request;
use super::route::Route;
use super::{Failed, Rest};

/// A command that is registered in a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RegisteredCommand {
    /// The snowflake.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    name: String,
    #[serde(rename = "type", default = "chat_input")]
    kind: u8,
    /// The permissions that members need to see it, unless the server has set something else.
    #[serde(default)]
    pub default_member_permissions: Option<Permissions>,
}

/// Discord's type of slash commands.
const CHAT_INPUT: u8 = 1;

fn chat_input() -> u8 {
    CHAT_INPUT
}

impl RegisteredCommand {
    /// Returns the name as people know it, with a leading slash for slash commands.
    #[must_use]
    pub fn title(&self) -> String {
        if self.kind == CHAT_INPUT { format!("/{}", self.name) } else { self.name.clone() }
    }
}

/// A server's rule that allows or forbids a command to a role, member or channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct CommandPermission {
    #[serde(deserialize_with = "id")]
    id: u64,
    #[serde(rename = "type")]
    kind: u8,
    permission: bool,
}

impl CommandPermission {
    /// Returns what the rule says about this role, or `None` if it concerns something else.
    #[must_use]
    pub fn of_role(&self, role: u64) -> Option<bool> {
        const ROLE: u8 = 1;
        (self.kind == ROLE && self.id == role).then_some(self.permission)
    }
}

#[derive(Deserialize)]
struct OfOne {
    #[serde(deserialize_with = "id")]
    id: u64,
    permissions: Vec<CommandPermission>,
}

/// The rules of a server about who may use commands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandPermissions {
    /// The rules for all commands together.
    pub of_all: Vec<CommandPermission>,
    /// The rules for single commands, by the commands' ids.
    pub of_one: HashMap<u64, Vec<CommandPermission>>,
}

impl Rest {
    /// Replaces the registered commands of a server.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn set_commands(&self, guild: GuildId, commands: &[CreateCommand]) -> Result<(), Failed> {
        let route = Route::commands(Method::PUT, self.application_id()?, guild);
        self.call(&Request::new(route).json(&commands)?.patience(READ_PATIENCE)).await.map(drop)
    }

    /// Returns the commands that are registered in a server.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn commands(&self, guild: GuildId) -> Result<Vec<RegisteredCommand>, Failed> {
        self.read(Route::commands(Method::GET, self.application_id()?, guild)).await
    }

    /// Returns a server's rules about who may use the commands.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn command_permissions(&self, guild: GuildId) -> Result<CommandPermissions, Failed> {
        let application = self.application_id()?;
        let mut found = CommandPermissions::default();
        for one in self.read::<Vec<OfOne>>(Route::command_permissions(application, guild)).await? {
            // A rule for all commands has the id of the application.
            if one.id == application {
                found.of_all = one.permissions;
            } else {
                found.of_one.insert(one.id, one.permissions);
            }
        }
        Ok(found)
    }
}
