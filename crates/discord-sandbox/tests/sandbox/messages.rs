//! Messages: DMs, attachments, pages and threads.

use std::time::Duration;

use discord_sandbox::Fault;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::{Rest, refusal};

#[tokio::test]
async fn closed_dms_take_no_message_until_they_are_opened() {
    let rest = Rest::start().await;
    let anna = rest.sandbox.guild().member("anna", &[]);
    let dm = rest.open_dm(&anna).await;
    assert_eq!(rest.open_dm(&anna).await, dm, "there is one DM channel for each user");
    anna.closes_dms(true);
    assert_eq!(refusal(rest.say(&dm).await).await, (403, 50_007));
    assert!(anna.dms().is_empty());
    anna.closes_dms(false);
    assert_eq!(rest.say(&dm).await.status(), 200);
    assert_eq!(anna.dm("hello").await.channel.to_string(), dm);
    let nobody = rest.post("users/@me/channels", json!({ "recipient_id": "1" })).await;
    assert_eq!(refusal(nobody).await, (400, 50_033));
    assert_eq!(rest.sandbox.take_violations().len(), 1);
}

#[tokio::test]
async fn attachments_are_kept_up_to_discords_size() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let channel = guild.channel();
    let path = format!("channels/{channel}/messages");
    let upload = async |size: usize| {
        let body = json!({ "content": "a file", "attachments": [{ "id": 0, "description": "numbers" }] });
        let file = Part::bytes(vec![b'1'; size]).file_name("numbers.txt");
        let form = Form::new().text("payload_json", body.to_string()).part("files[0]", file);
        rest.request(Method::POST, &path).multipart(form).send().await.unwrap()
    };
    assert_eq!(refusal(upload(10 * 1024 * 1024 + 1).await).await, (413, 40_005));
    let message: Value = upload(3).await.json().await.unwrap();
    assert_eq!(
        (&message["attachments"][0]["size"], &message["attachments"][0]["filename"]),
        (&json!(3), &json!("numbers.txt"))
    );
    let posted = &guild.messages(channel)[0].attachments[0];
    assert_eq!(
        (posted.bytes.as_slice(), posted.description.as_deref()),
        (b"111".as_slice(), Some("numbers"))
    );
}

#[tokio::test]
async fn messages_are_read_newest_first_in_pages() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let path = format!("channels/{}/messages", guild.channel());
    for text in ["first", "second", "third"] {
        rest.post(&path, json!({ "content": text })).await;
    }
    let newest = rest.json(&format!("{path}?limit=2")).await;
    assert_eq!((&newest[0]["content"], &newest[1]["content"]), (&json!("third"), &json!("second")));
    let id = newest[1]["id"].as_str().unwrap();
    let older = rest.json(&format!("{path}?limit=100&before={id}")).await;
    assert_eq!((older.as_array().unwrap().len(), &older[0]["content"]), (1, &json!("first")));
    assert_eq!(refusal(rest.read(&format!("{path}?limit=101")).await).await, (400, 50_035));
    let _ = rest.sandbox.take_violations();
}

#[tokio::test]
async fn a_message_unarchives_a_thread_but_not_a_locked_one() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    guild.bot_writes_in_threads(true);
    let thread = guild.thread(guild.channel());
    guild.archives(thread);
    assert_eq!(rest.say(thread).await.status(), 200);
    assert!(!guild.has_archived(thread));
    guild.locks(thread);
    assert_eq!(refusal(rest.say(thread).await).await, (403, 160_005));
}

#[tokio::test]
async fn a_lost_answer_hides_that_the_message_was_sent() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let channel = guild.channel();
    rest.sandbox.fault(Fault::lose("POST", "/messages"));
    assert_eq!(rest.say(channel).await.status(), 502);
    assert_eq!(guild.messages(channel).len(), 1);
    rest.sandbox.delay(Duration::from_millis(200));
    let begun = std::time::Instant::now();
    rest.say(channel).await;
    assert!(begun.elapsed() >= Duration::from_millis(200));
}
