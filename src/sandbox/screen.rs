//! Messages as people see them, in plain text.

use serde_json::Value;

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
    lines.join("\n")
}
