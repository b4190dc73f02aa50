//! Tests of `keyclerk setup`: the real program asks, the local Discord and the vendor answer.

mod conversation;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use discord_sandbox::Fault;
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use serde_json::json;

use crate::process::{exit_code, keyclerk, send_signal};
use crate::reseller::serve_response;

use conversation::Conversation;

/// Returns the set-up in a folder, with the local Discord instead of Discord.
fn setup(stage: &Stage, folder: &Path) -> Command {
    let mut setup = keyclerk();
    setup.arg("setup").current_dir(folder).env("DISCORD_API_URL", stage.sandbox.url());
    setup
}

/// Runs a set-up with these answers. Returns everything that it prints, and the exit code.
async fn answered(setup: Command, answers: &[&str]) -> (String, Option<i32>) {
    let mut conversation = Conversation::begin(setup);
    for answer in answers {
        conversation.answer(answer);
    }
    conversation.end().await
}

/// Returns the names of the files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// Checks that a text contains none of the stage's secrets.
fn check_secrets(stage: &Stage, said: &str) {
    for secret in [stage.sandbox.token(), &stage.vendor_key] {
        assert!(!said.contains(secret), "a secret is in {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_from_nothing_writes_settings_with_which_the_bot_sells() {
    let stage = Stage::set(licenses(2)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let (token, key) = (stage.sandbox.token(), stage.vendor_key.clone());
    let url = stage.vendor.url();
    let answers = [token, "", "1", "2", &url, &key];
    let (said, code) = answered(setup(&stage, folder.path()), &answers).await;
    assert_eq!(code, Some(0), "{said}");
    check_secrets(&stage, &said);
    for words in [
        "Discord accepts it; the application is \"",
        "&permissions=19456",
        "  1  Anna's Shop (",
        "#channel (",
        "2 licenses are in stock",
        ".env is written, readable by you alone",
        "The doctor checks everything together",
        "keyclerk run",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert_eq!(files(folder.path()), [".env"]);
    let path = folder.path().join(".env");
    assert_eq!(mode(&path), 0o600);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(token) && text.contains(&key), "the file holds the secrets");

    let mut run = keyclerk();
    run.arg("run").current_dir(folder.path()).env("DISCORD_API_URL", stage.sandbox.url());
    let child = run.stderr(Stdio::null()).spawn().unwrap();
    stage.sandbox.connected().await;
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.guild.message(stage.sales_channel, "Sale #1").await;
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_answer_is_asked_again_with_the_reason() {
    let stage = Stage::set(licenses(2)).await.unwrap().without_bot().await;
    let other = stage.sandbox.guild();
    let quiet = stage.guild.channel();
    stage.guild.forbids_writing(quiet);
    let folder = tempfile::tempdir().unwrap();
    let (token, key, url) = (stage.sandbox.token(), stage.vendor_key.clone(), stage.vendor.url());
    let blocked = serve_response("403 Forbidden", "", b"<html>blocked</html>".to_vec()).await;
    let blocked = format!("http://{blocked}");
    let quiet = quiet.to_string();
    let mut conversation = Conversation::begin(setup(&stage, folder.path()));
    for (answer, reason) in [
        ("", "It is required"),
        ("two words", "It is one word without spaces"),
        ("no-such-token", "WRONG  DISCORD_TOKEN: Discord refuses it (401: Unauthorized"),
        (token, "The bot is in these servers"),
        ("", "The bot is in these servers"),
        ("3", "\"3\" is not in the list; answer with numbers from 1 to 2"),
        ("one", "\"one\" is not in the list"),
        ("2,1,2", "The members of these roles may sell"),
        ("sellers", "\"sellers\" is not in the list"),
        ("1", "Each sale can be posted in a channel"),
        ("99", "\"99\" is not in the list"),
        ("1,2", "choose only one"),
        ("900000000000000001", "does not see a channel 900000000000000001"),
        (&quiet, "keyclerk lacks \"Send Messages\""),
        ("none", "Vendor's address"),
        ("vendor", "expected an address such as https://vendor.example"),
        ("http://vendor.example", "Send the API key unencrypted?"),
        ("perhaps", "Answer yes or no"),
        ("no", "Vendor's address"),
        ("http://127.0.0.1:1", "API key"),
        (&key, "WRONG  RESELLER_BASE_URL: the vendor's host refuses connections"),
        (&blocked, "API key"),
        ("", "a firewall or a proxy answered, so that the API key is not the cause"),
        (&url, "API key"),
        ("rk_wrong", "WRONG  RESELLER_API_TOKEN: the vendor refuses it"),
        ("", "API key"),
        ("", "It is required"),
    ] {
        conversation.answer(answer);
        conversation.says(reason).await;
    }
    conversation.answer(&key);
    let (said, code) = conversation.end().await;
    assert_eq!(code, Some(0), "{said}");
    check_secrets(&stage, &said);
    assert!(!said.contains("rk_wrong") && !said.contains("no-such-token"), "{said}");
    let text = std::fs::read_to_string(folder.path().join(".env")).unwrap();
    for id in [stage.guild.id(), other.id()] {
        assert!(text.contains(&id.to_string()), "{id} in {text}");
    }
    assert!(!text.contains("SALES_CHANNEL_ID") && !text.contains("PLAIN_HTTP"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_set_up_waits_until_the_bot_is_in_a_server() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    stage.guild.removes_bot();
    let folder = tempfile::tempdir().unwrap();
    let mut conversation = Conversation::begin(setup(&stage, folder.path()));
    conversation.answer(stage.sandbox.token());
    conversation.says("The bot is in no server yet. Open the link").await;
    conversation.answer("");
    conversation.says("The bot is in no server yet. Open the link").await;
    stage.guild.invites_bot();
    conversation.answer("");
    conversation.says("  1  Anna's Shop (").await;
    let unavailable = json!({ "code": 0, "message": "500: Internal Server Error" });
    stage.sandbox.fault(Fault::answer("GET", "/roles", 503, unavailable).times(3));
    conversation.answer("1");
    conversation.says("status 503 came instead of Discord's answer").await;
    for answer in ["", "none", "none", &stage.vendor.url(), &stage.vendor_key] {
        conversation.answer(answer);
    }
    let (said, code) = conversation.end().await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("only administrators sell"), "the doctor hints at missing roles: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_present_file_gives_the_defaults_and_is_kept_as_a_copy() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".env");
    let text = format!(
        "# our shop\nDISCORD_TOKEN='{}'\nGUILD_IDS={},5\nSTAFF_ROLE_IDS={}\n\nSALES_CHANNEL_ID={} # sales\n\
        RESELLER_BASE_URL=\"{}/reseller\"\nRESELLER_API_TOKEN={}\nRESELLER_RATE_LIMIT=70\n",
        stage.sandbox.token(),
        stage.guild.id(),
        stage.settings.staff_role_ids[0],
        stage.sales_channel,
        stage.vendor.url(),
        stage.vendor_key,
    );
    std::fs::write(&path, &text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (said, code) = answered(setup(&stage, folder.path()), &[""; 6]).await;
    assert_eq!(code, Some(0), "{said}");
    check_secrets(&stage, &said);
    assert!(said.contains("The bot is not in the server 5 of the present settings"), "{said}");
    assert!(said.contains("keyclerk makes at most 70 calls a minute"), "{said}");
    let names = files(folder.path());
    assert!(names.len() == 2 && names[1].starts_with(".env.before-"), "{names:?}");
    let copy = folder.path().join(&names[1]);
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), text);
    assert_eq!((mode(&path), mode(&copy)), (0o600, 0o600));
    let written = std::fs::read_to_string(&path).unwrap();
    for line in [
        "# our shop".to_owned(),
        format!("GUILD_IDS={}", stage.guild.id()),
        format!("SALES_CHANNEL_ID={}", stage.sales_channel),
        format!("RESELLER_BASE_URL={}/reseller", stage.vendor.url()),
        "RESELLER_RATE_LIMIT=70".to_owned(),
    ] {
        assert!(written.lines().any(|own| own == line), "{line} in {written}");
    }

    // A line that cannot be read is left out, and the others stay.
    std::fs::write(&path, format!("{written}NOT A LINE\n")).unwrap();
    let (said, code) = answered(setup(&stage, folder.path()), &[""; 6]).await;
    assert_eq!(code, Some(0), "{said}");
    check_secrets(&stage, &said);
    assert!(said.contains("These lines cannot be read. The new file leaves them out"), "{said}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
    assert_eq!(files(folder.path()).len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_of_a_file_stays_there_and_the_environment_is_said_to_override() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, "wrong-token").unwrap();
    std::fs::write(folder.path().join(".env"), "DISCORD_TOKEN_FILE=token\n").unwrap();
    let mut setup = setup(&stage, folder.path());
    setup.env("STAFF_ROLE_IDS", stage.settings.staff_role_ids[0].to_string());
    let mut conversation = Conversation::begin(setup);
    conversation.says("The environment sets STAFF_ROLE_IDS, which overrides the file").await;
    conversation.says("DISCORD_TOKEN_FILE names token; put the right one there").await;
    std::fs::write(&token, stage.sandbox.token()).unwrap();
    for answer in ["", "", "", "none", &stage.vendor.url(), &stage.vendor_key] {
        conversation.answer(answer);
    }
    let (said, code) = conversation.end().await;
    assert_eq!(code, Some(0), "{said}");
    check_secrets(&stage, &said);
    let text = std::fs::read_to_string(folder.path().join(".env")).unwrap();
    assert!(text.starts_with("DISCORD_TOKEN_FILE=token\n") && !text.contains("DISCORD_TOKEN="), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_server_gives_no_default_and_the_image_names_the_commands_of_compose() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    // The channel of the present settings is in a server that is not chosen any more.
    let lost = stage.sandbox.guild();
    let text = format!(
        "DISCORD_TOKEN={}\nGUILD_IDS={}\nSALES_CHANNEL_ID={}\nRESELLER_BASE_URL={}\nRESELLER_API_TOKEN={}\n",
        stage.sandbox.token(),
        stage.guild.id(),
        lost.channel(),
        stage.vendor.url(),
        stage.vendor_key,
    );
    let path = folder.path().join(".env");
    std::fs::write(&path, text).unwrap();
    let mut setup = setup(&stage, folder.path());
    setup.env("KEYCLERK_IN_IMAGE", "1");
    let (said, code) = answered(setup, &[""; 6]).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("of the present settings is in none of these servers"), "{said}");
    assert!(said.contains("Start the bot with: docker compose up --detach"), "{said}");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(!written.contains("SALES_CHANNEL_ID="), "{written}");
    let image = include_str!("../../Dockerfile");
    assert!(image.lines().any(|line| line == "ENV KEYCLERK_IN_IMAGE=1"), "{image}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_that_ends_early_writes_nothing() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-INT", "-TERM", "-KILL"] {
        let mut conversation = Conversation::begin(setup(&stage, folder.path()));
        conversation.answer(stage.sandbox.token());
        conversation.says("Servers to sell in").await;
        let (said, code) = conversation.ended_by(signal).await;
        assert_eq!(code, (signal != "-KILL").then_some(1), "{said}");
        assert!(code.is_none() || said.contains("stopped; nothing was written"), "{said}");
        assert_eq!(files(folder.path()), [""; 0]);
    }
    let (said, code) = answered(setup(&stage, folder.path()), &[stage.sandbox.token(), "1"]).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("the input ended before the last question; nothing was written"), "{said}");
    assert_eq!(files(folder.path()), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_shows_no_secret_and_shows_what_is_typed_again_after_ctrl_c() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let shell = format!("trap : INT; stty -echoctl; '{}' setup; stty -a", env!("CARGO_BIN_EXE_keyclerk"));
    // `script` gives the command a terminal.
    let terminal = || {
        let mut terminal = Command::new("script");
        terminal.args(["--quiet", "--return", "--command", &shell, "/dev/null"]).current_dir(folder.path());
        terminal.env("DISCORD_API_URL", stage.sandbox.url());
        terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Conversation::begin(terminal)
    };
    let mut conversation = terminal();
    conversation.says("Bot token (is not shown): ").await;
    conversation.press("\u{3}");
    conversation.says("stopped; nothing was written").await;
    conversation.says(" echo ").await;
    conversation.end().await;

    let mut conversation = terminal();
    conversation.says("Bot token (is not shown): ").await;
    conversation.answer(stage.sandbox.token());
    conversation.says("Servers to sell in").await;
    conversation.answer("77");
    conversation.says("\"77\" is not in the list").await;
    conversation.press("\u{3}");
    conversation.says(" echo ").await;
    let (said, _) = conversation.end().await;
    check_secrets(&stage, &said);
    assert!(said.contains("]: 77"), "what is typed is shown at other questions: {said}");
    assert_eq!(files(folder.path()), [""; 0]);
}
