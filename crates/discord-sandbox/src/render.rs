//! Messages as people see them, in plain text.

use serde_json::Value;
use time::OffsetDateTime;

/// Renders a message's content, embeds and buttons.
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

/// Renders `<t:…:D>` as a date and leaves out `<t:…:R>`, which depends on the current time.
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
