//! Guilds: channels, threads, commands, and what is left of them without the bot.

use serde_json::json;
use serenity::all::GuildChannel;

use super::{Rest, refusal};

#[tokio::test]
async fn a_channel_is_read_by_its_kind_if_the_bot_sees_it() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let (open, quiet, hidden) = (guild.channel(), guild.channel(), guild.channel());
    guild.forbids_writing(quiet);
    guild.hides_from_bot(hidden);

    let read = rest.json(&format!("channels/{open}")).await;
    assert_eq!((&read["type"], &read["guild_id"]), (&json!(0), &json!(guild.id().to_string())));
    assert_eq!((&read["permission_overwrites"], &read["parent_id"]), (&json!([]), &json!(null)));
    serde_json::from_value::<GuildChannel>(read).unwrap();

    let denied = &rest.json(&format!("channels/{quiet}")).await["permission_overwrites"][0]["deny"];
    assert_eq!(denied, "2048");
    assert_eq!(refusal(rest.say(quiet).await).await, (403, 50_013));
    assert_eq!(refusal(rest.read(&format!("channels/{hidden}")).await).await, (403, 50_001));
    assert_eq!(refusal(rest.read(&format!("channels/{hidden}/messages")).await).await, (403, 50_001));
    assert_eq!(refusal(rest.say(hidden).await).await, (403, 50_001));
    assert_eq!(refusal(rest.read("channels/1").await).await, (404, 10_003));

    let anna = guild.member("anna", &[]).id().to_string();
    let opened = rest.post("users/@me/channels", json!({ "recipient_id": anna })).await;
    let dm = opened.json::<serde_json::Value>().await.unwrap();
    let read = rest.json(&format!("channels/{}", dm["id"].as_str().unwrap())).await;
    assert_eq!((&read["type"], &read["recipients"][0]["id"]), (&json!(1), &json!(anna)));
}

#[tokio::test]
async fn a_thread_has_its_parents_denials_and_a_permission_of_its_own() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let parent = guild.channel();
    let thread = guild.thread(parent);
    let read = rest.json(&format!("channels/{thread}")).await;
    assert_eq!((&read["type"], &read["parent_id"]), (&json!(11), &json!(parent.to_string())));
    assert!(serde_json::from_value::<GuildChannel>(read).unwrap().thread_metadata.is_some());
    let channels = rest.json(&format!("guilds/{}/channels", guild.id())).await;
    assert!(!channels.as_array().unwrap().iter().any(|channel| channel["id"] == json!(thread.to_string())));

    assert_eq!(refusal(rest.say(thread).await).await, (403, 50_013), "the bot lacks the permission at first");
    guild.bot_writes_in_threads(true);
    guild.forbids_writing(parent);
    assert_eq!(rest.say(thread).await.status(), 200, "Send Messages does not count in threads");
    assert_eq!(guild.messages(thread).len(), 1);
    guild.hides_from_bot(parent);
    assert_eq!(refusal(rest.say(thread).await).await, (403, 50_001));
    guild.deletes_channel(parent);
    assert_eq!(refusal(rest.say(thread).await).await, (404, 10_003));
}

#[tokio::test]
async fn each_guild_has_its_own_commands() {
    let rest = Rest::start().await;
    let (first, second) = (rest.sandbox.guild(), rest.sandbox.guild());
    let (registered, ()) = tokio::join!(rest.register(&first, "roll"), first.registered());
    assert_eq!(registered.status(), 200);
    rest.register(&second, "flip").await;
    assert_eq!((first.commands(), second.commands()), (vec!["roll".to_owned()], vec!["flip".to_owned()]));
    assert_eq!(rest.sandbox.commands(), ["roll", "flip"]);
    rest.sandbox.forget_commands();
    assert!(rest.sandbox.commands().is_empty());
}

#[tokio::test]
async fn a_guild_without_the_bot_refuses_it() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let channel = guild.channel();
    let of_guild = format!("guilds/{}", guild.id());
    rest.register(&guild, "roll").await;
    guild.removes_bot();
    assert_eq!(refusal(rest.read(&of_guild).await).await, (404, 10_004));
    assert_eq!(refusal(rest.read(&format!("{of_guild}/roles")).await).await, (404, 10_004));
    assert_eq!(refusal(rest.say(channel).await).await, (403, 50_001));
    assert_eq!(refusal(rest.read(&format!("channels/{channel}")).await).await, (403, 50_001));
    assert_eq!(refusal(rest.register(&guild, "roll").await).await, (403, 50_001));

    guild.invites_bot();
    assert!(guild.commands().is_empty(), "they have to be registered again");
    assert_eq!(rest.register(&guild, "roll").await.status(), 200);
    assert_eq!(rest.say(channel).await.status(), 200);

    let foreign = rest.sandbox.foreign_guild();
    assert_eq!(refusal(rest.register(&foreign, "roll").await).await, (403, 50_001));
    foreign.invites_bot();
    assert_eq!(rest.register(&foreign, "roll").await.status(), 200);
}
