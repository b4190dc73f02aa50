//! Roles: the bot gives and takes those below its own, if it may.

use reqwest::Method;
use serde_json::json;

use super::{Rest, refusal};

#[tokio::test]
async fn the_bot_needs_a_permission_and_a_higher_role() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let (role, anna) = (guild.role(), guild.member("anna", &[]));
    let change = async |method: Method, role: u64| {
        let path = format!("guilds/{}/members/{}/roles/{role}", guild.id(), anna.id());
        rest.request(method, &path).send().await.unwrap()
    };
    assert_eq!(refusal(change(Method::PUT, role).await).await, (403, 50_013));
    guild.bot_manages_roles(true);
    assert_eq!(change(Method::PUT, role).await.status(), 204);
    guild.role_of(&anna, role, true).await;
    let member = rest.json(&format!("guilds/{}/members/{}", guild.id(), anna.id())).await;
    assert_eq!(member["roles"], json!([role.to_string()]));
    assert_eq!(change(Method::DELETE, role).await.status(), 204);
    assert!(!guild.has_role(&anna, role));

    guild.bot_is_lowest();
    assert_eq!(refusal(change(Method::PUT, role).await).await, (403, 50_013));
    guild.deletes_role(role);
    assert_eq!(refusal(change(Method::PUT, role).await).await, (404, 10_011));
}

#[tokio::test]
async fn rules_of_administrators_are_read_by_command() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let role = guild.role();
    rest.register(&guild, "roll").await;
    let path = format!("applications/1/guilds/{}/commands/permissions", guild.id());
    assert_eq!(rest.json(&path).await, json!([]));
    guild.allows_commands(role, false);
    guild.allows_command("roll", role, true);
    let rules = rest.json(&path).await;
    let expected = |may: bool| json!([{ "id": role.to_string(), "type": 1, "permission": may }]);
    assert_eq!((&rules[0]["permissions"], &rules[1]["permissions"]), (&expected(false), &expected(true)));
    assert_eq!(
        rules[0]["id"], rules[0]["application_id"],
        "rules for all commands have the application's id"
    );
}
