//! Tests every message and reply. The English texts equal the snapshots. In every language, the texts keep
//! within Discord's limits whatever values they contain.

#![allow(clippy::unwrap_used, clippy::unused_self, clippy::too_many_lines)]

mod fixtures;
mod log_messages;
mod messages;

use std::fmt::Write as _;

use serde_json::Value;
use twilight_model::channel::message::{Component, Embed};

use super::views::order_form::order_form;
use crate::domain::BuyerId;
use crate::i18n::Language;

use fixtures::Fixtures;
use log_messages::logged;
use messages::{Messages, answers, letters};

fn everything(language: Language, fixtures: &Fixtures) -> Messages {
    [letters, answers, logged].iter().flat_map(|of| of(language, fixtures)).collect()
}

fn shown(messages: &Messages) -> String {
    messages.iter().fold(String::new(), |mut text, (name, message)| {
        let _ = writeln!(text, "── {name}\n{}\n", serde_json::to_string_pretty(message).unwrap());
        text
    })
}

#[test]
fn letters_read_as_they_did() {
    insta::assert_snapshot!(shown(&letters(Language::English, &Fixtures::usual())));
}

#[test]
fn answers_read_as_they_did() {
    insta::assert_snapshot!(shown(&answers(Language::English, &Fixtures::usual())));
}

#[test]
fn the_log_reads_as_it_did() {
    insta::assert_snapshot!(shown(&logged(Language::English, &Fixtures::usual())));
}

/// Checks that Discord would accept a message.
fn refused(message: &Value) -> Result<(), String> {
    let list = |name: &str| message.get(name).cloned().unwrap_or_else(|| Value::Array(vec![]));
    let embeds: Vec<Embed> = serde_json::from_value(list("embeds")).map_err(|error| error.to_string())?;
    let components: Vec<Component> =
        serde_json::from_value(list("components")).map_err(|error| error.to_string())?;
    let content = message["content"].as_str().unwrap_or_default();
    twilight_validate::message::content(content).map_err(|error| error.to_string())?;
    twilight_validate::message::embeds(&embeds).map_err(|error| format!("{error:?}"))?;
    twilight_validate::message::components(&components, false).map_err(|error| format!("{error:?}"))?;
    if embeds.iter().flat_map(|embed| &embed.fields).any(|field| field.value.trim().is_empty()) {
        return Err("a field says nothing".to_owned());
    }
    if content.is_empty() && embeds.is_empty() {
        return Err("the message says nothing".to_owned());
    }
    Ok(())
}

#[test]
fn whatever_is_put_in_discord_takes_every_message_in_every_language() {
    let patterns = ["x", "*_~`|[](#", "\u{202e}\u{200b}عربى", "😀", "<@1> @everyone\n"];
    for language in Language::ALL {
        let all_fixtures = patterns.iter().map(|pattern| Fixtures::worst(pattern)).chain([Fixtures::usual()]);
        for fixtures in all_fixtures {
            for (name, message) in everything(language, &fixtures) {
                if let Err(reason) = refused(&message) {
                    panic!("{name} in {language:?}: {reason}\n{message:#}");
                }
            }
        }
    }
}

/// Returns true if Discord would refuse a form.
fn refused_form(form: &Value) -> bool {
    let chars = |value: &Value| value.as_str().unwrap_or_default().chars().count();
    let fits = |value: &Value, longest| (1..=longest).contains(&chars(value));
    let rows = form["components"].as_array().unwrap();
    let inputs = rows.iter().map(|row| &row["components"][0]);
    let mut lengths = inputs.map(|input| fits(&input["label"], 45) && chars(&input["placeholder"]) <= 100);
    !fits(&form["title"], 45) || !(1..=5).contains(&rows.len()) || !lengths.all(|fits| fits)
}

#[test]
fn discord_takes_the_order_form_in_every_language() {
    for language in Language::ALL {
        let form = order_form(language, BuyerId::try_from(i64::MAX - 1).unwrap(), true);
        let form = serde_json::to_value(form).unwrap();
        assert!(!refused_form(&form), "{language:?}: {form:#}");
    }
}

#[test]
fn no_language_leaves_a_placeholder_or_a_key_unsaid() {
    for language in Language::ALL {
        for (name, message) in everything(language, &Fixtures::usual()) {
            let text = message.to_string();
            assert!(!text.contains("{$") && !text.contains('\u{2068}'), "{name} in {language:?}: {text}");
        }
    }
}
