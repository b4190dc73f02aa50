//! Renders messages as plain text, so that tests can search them.

use serde_json::Value;
use time::OffsetDateTime;

/// Renders the body of a message as plain text: content, embeds, and `[labels]` of buttons and menus.
///
/// Timestamps such as `<t:1700000000:D>` become dates. Relative ones (`:R`) are left out, because they
/// depend on the current time.
#[must_use]
pub fn render(body: &Value) -> String {
    let mut lines = Vec::new();
    let mut push = |text: &str| {
        if !text.is_empty() {
            lines.extend(text.lines().map(str::to_owned));
        }
    };
    push(body["content"].as_str().unwrap_or_default());
    for embed in body["embeds"].as_array().into_iter().flatten() {
        push(embed["title"].as_str().unwrap_or_default());
        push(embed["description"].as_str().unwrap_or_default());
        for field in embed["fields"].as_array().into_iter().flatten() {
            let text = |name: &str| field[name].as_str().unwrap_or_default();
            push(&format!("{}: {}", text("name"), text("value")));
        }
        push(embed["footer"]["text"].as_str().unwrap_or_default());
    }
    for row in body["components"].as_array().into_iter().flatten() {
        let labels: Vec<String> = row["components"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["label"].as_str().or_else(|| one["placeholder"].as_str()))
            .map(|label| format!("[{label}]"))
            .collect();
        push(&labels.join(" "));
    }
    dates(&lines.join("\n"))
}

/// Replaces timestamps by their dates, and relative timestamps by nothing.
fn dates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<t:") {
        let Some((mark, after)) = after.split_once('>') else { break };
        out.push_str(before);
        match mark.split_once(':').and_then(|(at, style)| Some((at.parse().ok()?, style))) {
            Some((_, "R")) => out.push('…'),
            Some((at, _)) => match OffsetDateTime::from_unix_timestamp(at) {
                Ok(at) => out.push_str(&at.date().to_string()),
                Err(_) => out.push_str(mark),
            },
            None => out.push_str(mark),
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace(" (…)", "")
}
