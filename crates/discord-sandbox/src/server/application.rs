//! The route of the bot's application, which a person or a team owns.

use serde_json::{Value, json};

use crate::state::world::{APPLICATION, BOT_NAME, World};

/// The flag of the pseudo user that stands for a team.
const TEAM_PSEUDO_USER: u64 = 1 << 10;

/// Answers `GET /applications/@me`.
pub(crate) fn json(world: &mut World) -> Value {
    let person = world.owner();
    let mut owner = world.user_json(person);
    let team = world.team.map(|team| {
        // Discord shows a pseudo user with the team's id as the owner.
        let id = team.to_string();
        owner = json!({ "id": id, "username": format!("team{id}"), "discriminator": "0000", "avatar": null,
            "global_name": null, "flags": TEAM_PSEUDO_USER, "public_flags": TEAM_PSEUDO_USER });
        json!({ "id": id, "icon": null, "name": "Test team", "owner_user_id": person.to_string(),
            "members": [{ "team_id": id, "user": world.user_json(person), "membership_state": 2,
                "role": "admin", "permissions": ["*"] }] })
    });
    json!({ "id": APPLICATION.to_string(), "name": BOT_NAME, "icon": null, "description": "",
        "bot_public": false, "bot_require_code_grant": false, "flags": 0, "interactions_endpoint_url": null, "verify_key": "00", "team": team, "owner": owner })
}
