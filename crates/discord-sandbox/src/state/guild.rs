//! The state of a guild: its channels, members, roles and commands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

/// The state of a guild.
#[derive(Debug, Default)]
pub(crate) struct GuildState {
    /// True while the bot is a member.
    pub(crate) has_bot: bool,
    pub(crate) name: String,
    /// The guild's locale, such as `en-US`.
    pub(crate) locale: String,
    pub(crate) channels: Vec<u64>,
    /// The names of channels that do not have the default one.
    pub(crate) channel_names: HashMap<u64, String>,
    /// The channels that only members with a role see, with that role.
    pub(crate) private: HashMap<u64, u64>,
    /// The parent channel of each thread.
    pub(crate) threads: BTreeMap<u64, u64>,
    pub(crate) archived: BTreeSet<u64>,
    pub(crate) locked: BTreeSet<u64>,
    /// The commands that the bot registered here. `None` if it never registered any.
    pub(crate) commands: Option<Vec<Value>>,
    pub(crate) command_rules: CommandRules,
    pub(crate) members: HashMap<u64, MemberState>,
    pub(crate) roles: Vec<RoleState>,
    pub(crate) bot_role: u64,
    pub(crate) bot_position: i64,
    pub(crate) bot_permissions: u64,
    /// The permissions that channel overwrites deny the bot, by channel.
    pub(crate) denied: HashMap<u64, u64>,
}

/// The state of a member.
#[derive(Debug, Clone, Default)]
pub(crate) struct MemberState {
    pub(crate) roles: Vec<u64>,
    pub(crate) permissions: u64,
}

/// The state of a role.
#[derive(Debug, Clone)]
pub(crate) struct RoleState {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) position: i64,
    pub(crate) permissions: u64,
}

/// The command permissions of a guild: its administrators' rules about who may use the bot's commands.
#[derive(Debug, Default)]
pub(crate) struct CommandRules {
    /// Rules for all commands: whether a role may use them.
    pub(crate) of_all: BTreeMap<u64, bool>,
    /// Rules for single commands, by the command's name.
    pub(crate) of_one: BTreeMap<String, BTreeMap<u64, bool>>,
}
