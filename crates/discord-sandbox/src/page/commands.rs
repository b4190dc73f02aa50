//! The commands that a person sees in a guild, as the bot registered them.

use serde_json::Value;

use crate::server::commands::registered;
use crate::state::guild::GuildState;
use crate::state::world::World;

const ADMINISTRATOR: u64 = 1 << 3;

/// Returns the commands that a member may use. A stranger has none.
pub(super) fn offered(world: &World, guild: u64, user: u64) -> Vec<&Value> {
    let Some(state) = world.guilds.get(&guild).filter(|guild| guild.members.contains_key(&user)) else {
        return Vec::new();
    };
    let all = match &state.commands {
        Some(own) => own.as_slice(),
        // The same fallback as for tests: the bot is as if configured for this guild earlier.
        None => world.guilds.values().map(registered).find(|all| !all.is_empty()).unwrap_or_default(),
    };
    all.iter().filter(|command| may_use(state, user, command)).collect()
}

/// Finds a command that a member may use.
pub(super) fn find<'a>(
    world: &'a World,
    (guild, user): (u64, u64),
    name: &str,
    kind: u64,
) -> Option<&'a Value> {
    let mut all = offered(world, guild, user).into_iter();
    all.find(|command| command["name"] == name && command["type"] == kind)
}

/// Returns the permissions that a member has in the whole guild.
pub(super) fn permissions(guild: &GuildState, user: u64) -> u64 {
    let Some(member) = guild.members.get(&user) else { return 0 };
    let of_roles = guild.roles.iter().filter(|role| member.roles.contains(&role.id));
    of_roles.fold(member.permissions, |all, role| all | role.permissions)
}

/// Returns whether a member is an administrator.
pub(super) fn is_administrator(guild: &GuildState, user: u64) -> bool {
    permissions(guild, user) & ADMINISTRATOR != 0
}

/// Applies the administrators' rules for the command. Without one, a rule for all commands can only forbid, and the
/// permissions that the command requires decide.
fn may_use(guild: &GuildState, user: u64, command: &Value) -> bool {
    if is_administrator(guild, user) {
        return true;
    }
    let roles = guild.members.get(&user).map(|member| member.roles.as_slice()).unwrap_or_default();
    let set = &guild.command_rules;
    let of_one = set.of_one.get(command["name"].as_str().unwrap_or_default());
    let own: Vec<bool> = of_one
        .into_iter()
        .flat_map(|rules| roles.iter().filter_map(|role| rules.get(role).copied()))
        .collect();
    if !own.is_empty() {
        return own.contains(&true);
    }
    let for_all: Vec<bool> = roles.iter().filter_map(|role| set.of_all.get(role).copied()).collect();
    if !for_all.is_empty() && !for_all.contains(&true) {
        return false;
    }
    let needed = command["default_member_permissions"].as_str().and_then(|text| text.parse::<u64>().ok());
    // No permission at all is required with null. Zero means administrators only.
    needed.is_none_or(|needed| needed != 0 && permissions(guild, user) & needed == needed)
}
