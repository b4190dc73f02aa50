//! A guild: its channels, members, roles and commands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

/// A guild.
#[derive(Debug, Default)]
pub(crate) struct GuildState {
    /// True while the bot is a member.
    pub(crate) has_bot: bool,
    pub(crate) name: String,
    /// Discord's name for the guild's language.
    pub(crate) locale: String,
    pub(crate) channels: Vec<u64>,
    /// The threads with their parents.
    pub(crate) threads: BTreeMap<u64, u64>,
    pub(crate) archived: BTreeSet<u64>,
    pub(crate) locked: BTreeSet<u64>,
    /// The commands that the bot registered here; `None` if it never did.
    pub(crate) commands: Option<Vec<Value>>,
    pub(crate) command_rules: CommandRules,
    pub(crate) members: HashMap<u64, MemberState>,
    pub(crate) roles: Vec<RoleState>,
    pub(crate) bot_role: u64,
    pub(crate) bot_position: i64,
    pub(crate) bot_permissions: u64,
    /// The permissions that the bot is denied, by channel.
    pub(crate) denied: HashMap<u64, u64>,
}

/// A member of a guild.
#[derive(Debug, Clone, Default)]
pub(crate) struct MemberState {
    pub(crate) roles: Vec<u64>,
    pub(crate) permissions: u64,
}

/// A role.
#[derive(Debug, Clone)]
pub(crate) struct RoleState {
    pub(crate) id: u64,
    pub(crate) position: i64,
    pub(crate) permissions: u64,
}

/// The rules of a guild.
#[derive(Debug, Default)]
pub(crate) struct CommandRules {
    /// For all commands: roles, and whether they may.
    pub(crate) of_all: BTreeMap<u64, bool>,
    /// For single commands by their names.
    pub(crate) of_one: BTreeMap<String, BTreeMap<u64, bool>>,
}
