//! Tests that every interaction gets an answer, even with invalid input or errors from Discord.

use std::collections::BTreeSet;

use discord_sandbox::{CommandLine, Fault, Person};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::courier::custom_id::CustomIdName;
use serde_json::json;

use crate::staging::sell_license;

/// The commands with their inputs: the name in Discord, the command line, and the required options.
const COMMANDS: [(&str, &str, &[&str]); 15] = [
    ("assignlicense", "/assignlicense", &["member"]),
    ("fetchlicense", "/fetchlicense", &[]),
    ("myavailable", "/myavailable", &[]),
    ("licenseinfo", "/licenseinfo", &["license"]),
    ("resend", "/resend", &["sale"]),
    ("sales", "/sales list", &[]),
    ("sales", "/sales show", &["sale"]),
    ("sales", "/sales export", &[]),
    ("sales", "/sales stats", &[]),
    ("sales", "/sales refund", &["sale", "reason"]),
    ("sales", "/sales replace", &["sale", "reason"]),
    ("sales", "/sales attribute", &["license", "member"]),
    ("settings", "/settings", &[]),
    ("mylicenses", "/mylicenses", &[]),
    ("help", "/help", &[]),
];
const MENUS: [&str; 2] = ["Assign license", "Buyer's licenses"];

/// The prefixes of the custom ids of buttons, menus and forms.
const CUSTOM_IDS: [&str; 20] = [
    "another:",
    "assign:",
    "cancel:",
    "claim:",
    "confirm:",
    "deliver:",
    "mine:",
    "order:",
    "product:",
    "quarantine:",
    "remind:",
    "resend:",
    "reveal:",
    "sale:",
    "sales:",
    "send:",
    "set:",
    "show:",
    "stock:",
    "theirs:",
];

/// Fills in the options of a command line, with existing values or with nonsense.
fn filled<'a>(line: CommandLine<'a>, options: &[&str], buyer: &Person, is_nonsense: bool) -> CommandLine<'a> {
    options.iter().fold(line, |line, option| match *option {
        "member" => line.user("member", buyer),
        "sale" if is_nonsense => line.text("sale", "#-1 nonsense"),
        "sale" => line.text("sale", "1"),
        "license" if is_nonsense => line.text("license", " "),
        other => line.text(other, "ps-AAAA-0000000-AAA"),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_is_answered_for_every_user() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    let listed: BTreeSet<String> = stage.sandbox.commands().into_iter().collect();
    let known = COMMANDS.iter().map(|(name, ..)| *name).chain(MENUS).map(str::to_owned).collect();
    assert_eq!(listed, known, "the test must list every command");
    let people = [stage.moderator.clone(), stage.guild.administrator("admin"), anna.clone()];
    for person in people.iter().chain([&stage.guild.stranger("stranger"), &elsewhere(&stage)]) {
        stage.sandbox.all_answered().await;
        for (_, line, options) in COMMANDS {
            for is_nonsense in [false, true] {
                let _ = filled(person.runs(line), options, &anna, is_nonsense).send();
            }
        }
        for menu in MENUS {
            let _ = person.uses(menu, &anna);
        }
    }
    stage.sandbox.all_answered().await;
    stage.strike().await;
}

/// Makes an administrator of a server in which this bot does not sell.
fn elsewhere(stage: &Stage) -> Person {
    stage.sandbox.guild().administrator("elsewhere")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_retried_while_discord_fails() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    let admin = stage.guild.administrator("admin");
    let trouble = || json!({ "code": 0, "message": "500: Internal Server Error" });
    for (_, line, options) in COMMANDS {
        let token = filled(admin.runs(line), options, &anna, false).send().token();
        stage.sandbox.fault(Fault::answer("PATCH", &token, 502, trouble()).times(2));
    }
    stage.sandbox.all_answered().await;
    // The same holds for the first response. Its first attempt is carried out, but its response is lost.
    for (_, line, options) in COMMANDS {
        stage.sandbox.fault(Fault::lose("POST", "/callback"));
        let _ = filled(admin.runs(line), options, &anna, false).send();
        stage.sandbox.all_answered().await;
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_button_is_answered_for_every_user_even_with_an_invalid_id() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    let told = sell_license(&stage, &anna, "lifetime").await;
    // The second sale repeats the first one and waits for a confirmation.
    let question = stage.moderator.sells_to(&anna).says("sell another?").await;
    let dm = anna.dm("Your license").await;
    let foreign = elsewhere(&stage);
    let admin = stage.guild.administrator("admin");
    for id in CUSTOM_IDS {
        for rest in ["1", "2", "4711", "", "nonsense", "0:", "1:0", "-1:9", "99999999999999999999"] {
            let custom_id = format!("{id}{rest}");
            for (person, on) in [
                (&stage.moderator, &question),
                (&admin, &told),
                (&anna, &dm),
                (&ben, &told),
                (&foreign, &told),
            ] {
                let _ = person.forges(on, &custom_id);
            }
        }
        // The bot can answer this many interactions within Discord's three seconds.
        stage.sandbox.all_answered().await;
    }
    let _ = stage.moderator.forges(&told, "an id of another version");
    stage.sandbox.all_answered().await;
    stage.strike().await;
}

#[test]
fn the_list_of_custom_ids_is_complete() {
    let ids: BTreeSet<String> = CustomIdName::ALL.iter().map(|name| format!("{}:", name.as_str())).collect();
    assert_eq!(ids, CUSTOM_IDS.iter().map(ToString::to_string).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_that_cannot_be_decoded_is_answered_and_sells_nothing() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let odd = stage.moderator.runs("/assignlicense").user("member", &anna).send_odd(|payload| {
        payload["data"]["resolved"]["members"][anna.as_buyer().to_string()] = json!("odd");
    });
    odd.says("Nothing was changed").await;
    for field in ["version", "locale", "entitlements", "app_permissions", "attachment_size_limit"] {
        let _ = stage.moderator.sends_odd("/help", |payload| {
            payload.as_object_mut().unwrap().remove(field);
        });
    }
    // This simulates a command of another version of the bot.
    let renamed = stage.moderator.sends_odd("/help", |payload| payload["data"]["name"] = json!("renamed"));
    renamed.says("Nothing was changed").await;
    stage.sandbox.all_answered().await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_success_status_counts_even_with_an_odd_body() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let odd = [json!({}), json!([]), json!(null), json!({ "id": 7, "embeds": "odd" }), json!("<html>")];
    for (at, body) in odd.into_iter().enumerate() {
        stage.sandbox.fault(Fault::answer_as("PATCH", "/messages/@original", body.clone()).times(9));
        let help = stage.moderator.runs("/help").send();
        help.says("What you can do").await;
        stage.sandbox.all_answered().await;
        assert_eq!(edits(&stage), at + 1, "{body}: the edit is not repeated");
    }
    stage.sandbox.lift_faults();
    // The bot needs only the id of the message.
    let buyer = stage.guild.member("buyer", &[]);
    stage.sandbox.fault(Fault::answer_as("POST", "/messages", json!({ "id": "1234567890" })));
    stage.moderator.sells_to(&buyer).says("License sold").await;
    assert_eq!(buyer.dms().len(), 1);
    stage.strike().await;
}

fn edits(stage: &Stage) -> usize {
    stage.sandbox.requests().iter().filter(|request| request.method == "PATCH").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_leaves_no_interaction_open() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    stage.guild.registered().await;
    let anna = stage.guild.member("anna", &[]);
    let thread = stage.guild.thread(stage.sales_channel);
    stage.moderator.in_channel(thread).sells_to(&anna).says("License sold").await;
    stage.moderator.types("/assignlicense", "license", "").await;
    stage.sandbox.all_answered().await;
    stage.strike().await;
}
