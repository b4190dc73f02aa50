//! The route of command permissions: the administrators' rules about who may use the bot's commands.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::response::{Answer, error};
use crate::state::guild::GuildState;
use crate::state::world::{APPLICATION, World};

/// The type of a rule that concerns a role.
const ROLE: u8 = 1;

/// Answers `GET applications/{id}/guilds/{id}/commands/permissions`.
pub(crate) fn read(world: &World, guild: &str) -> Answer {
    let id: u64 = guild.parse().unwrap_or(0);
    let Some(state) = world.guilds.get(&id).filter(|guild| guild.has_bot) else {
        return error(403, 50_001, "Missing Access");
    };
    let of_all = Some((json!(APPLICATION.to_string()), &state.command_rules.of_all));
    let of_one = state.command_rules.of_one.iter();
    let of_one = of_one.filter_map(|(name, rules)| Some((id_of(state, name)?, rules)));
    let rules = of_all.into_iter().chain(of_one).filter(|(_, rules)| !rules.is_empty());
    Ok(rules.map(|(command, rules)| rules_json(guild, &command, rules)).collect())
}

/// Returns the id of the command with this name.
fn id_of(guild: &GuildState, name: &str) -> Option<Value> {
    guild
        .commands
        .iter()
        .flatten()
        .find(|command| command["name"] == name)
        .map(|command| command["id"].clone())
}

fn rules_json(guild: &str, command: &Value, rules: &BTreeMap<u64, bool>) -> Value {
    let rules: Vec<Value> = rules
        .iter()
        .map(|(role, may)| json!({ "id": role.to_string(), "type": ROLE, "permission": may }))
        .collect();
    json!({ "id": command, "application_id": APPLICATION.to_string(), "guild_id": guild, "permissions": rules })
}
