//! The commands of a server, and who may use them there.

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
    /// The permissions of those who see it, unless the server has set something else.
    #[serde(default)]
    pub default_member_permissions: Option<Permissions>,
}

/// The kind of the commands that are typed.
const CHAT_INPUT: u8 = 1;

fn chat_input() -> u8 {
    CHAT_INPUT
}

impl RegisteredCommand {
    /// Returns the name as people know it: with a slash where it is typed.
    #[must_use]
    pub fn title(&self) -> String {
        if self.kind == CHAT_INPUT { format!("/{}", self.name) } else { self.name.clone() }
    }
}

/// A role, member or channel that a server lets use a command, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct CommandPermission {
    #[serde(deserialize_with = "id")]
    id: u64,
    #[serde(rename = "type")]
    kind: u8,
    permission: bool,
}

impl CommandPermission {
    /// Tells what is set for this role; `None` where it concerns something else.
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
    /// For all commands together.
    pub of_all: Vec<CommandPermission>,
    /// For single commands, by their ids.
    pub of_one: HashMap<u64, Vec<CommandPermission>>,
}

impl Rest {
    /// Registers the commands of a server in place of those it has.
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

    /// Returns what a server has set about who may use the commands.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn command_permissions(&self, guild: GuildId) -> Result<CommandPermissions, Failed> {
        let application = self.application_id()?;
        let mut found = CommandPermissions::default();
        for one in self.read::<Vec<OfOne>>(Route::command_permissions(application, guild)).await? {
            // The id is the application's where all commands are meant.
            if one.id == application {
                found.of_all = one.permissions;
            } else {
                found.of_one.insert(one.id, one.permissions);
            }
        }
        Ok(found)
    }
}
