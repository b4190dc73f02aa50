//! Messages as people see them, in plain text.

use serde_json::Value;

use crate::domain::Timestamp;

use super::Sandbox;
use super::message::Message;
use super::state::BOT_NAME;

/// A message in readable lines: text, embeds, buttons as `[Label]`, menus as `[placeholder ▾]`.
#[must_use]
pub fn render(message: &Message) -> String {
    if message.thinking {
        return format!("{BOT_NAME} is thinking…");
    }
    let mut lines: Vec<String> = message.content.lines().map(str::to_owned).collect();
    for embed in &message.embeds {
        render_embed(embed, &mut lines);
    }
    for component in &message.components {
        render_component(component, &mut lines);
    }
    dates(&lines.join("\n"))
}

fn render_embed(embed: &Value, lines: &mut Vec<String>) {
    let mut push = |text: &str| lines.extend(text.lines().map(str::to_owned));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    push(&text(&embed["author"]["name"]));
    push(&text(&embed["title"]));
    push(&text(&embed["description"]));
    for field in embed["fields"].as_array().into_iter().flatten() {
        push(&format!("{}: {}", text(&field["name"]), text(&field["value"])));
    }
    push(&text(&embed["footer"]["text"]));
}

fn render_component(component: &Value, lines: &mut Vec<String>) {
    if let Some(text) = component["content"].as_str() {
        lines.extend(text.lines().map(str::to_owned));
    }
    let inner: Vec<&Value> = component["components"].as_array().into_iter().flatten().collect();
    // In an action row things stand side by side, in every other container below each other.
    if component["type"] == 1 {
        lines.push(inner.into_iter().map(render_control).collect::<Vec<_>>().join(" "));
    } else {
        inner.into_iter().for_each(|one| render_component(one, lines));
        if let Some(accessory) = component.get("accessory") {
            lines.push(render_control(accessory));
        }
    }
}

fn render_control(control: &Value) -> String {
    let off = if control["disabled"] == true { " (off)" } else { "" };
    let text = |name: &str| control[name].as_str().filter(|text| !text.is_empty());
    match (text("label"), text("placeholder")) {
        (Some(label), _) => format!("[{label}{off}]"),
        (None, Some(placeholder)) => format!("[{placeholder} ▾{off}]"),
        (None, None) => {
            let emoji = control["emoji"]["name"].as_str().unwrap_or("▾");
            format!("[{emoji}{off}]")
        }
    }
}

/// Shows Discord's `<t:…:D>` as a date, and leaves out `<t:…:R>`, which depends on when one looks.
fn dates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<t:") {
        let Some((mark, after)) = after.split_once('>') else { break };
        out.push_str(before);
        let (at, style) = mark.split_once(':').unwrap_or((mark, "f"));
        match at.parse::<i64>() {
            Ok(_) if style == "R" => out.push('…'),
            Ok(at) => {
                let date = Timestamp::from_millis(at.saturating_mul(1000)).to_string();
                out.push_str(date.get(..10).unwrap_or(mark));
            }
            Err(_) => out.push_str(mark),
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace(" (…)", "")
}

impl Sandbox {
    /// Like [`render`], with people, roles and channels by their names.
    #[must_use]
    pub fn render(&self, message: &Message) -> String {
        let mut text = render(message);
        let world = self.shared.world();
        for (id, user) in &world.users {
            text = text.replace(&format!("<@{id}>"), &format!("@{}", user.name));
        }
        for (id, name) in world.guilds.values().flat_map(|guild| &guild.roles) {
            text = text.replace(&format!("<@&{id}>"), &format!("@{name}"));
        }
        for (id, channel) in &world.channels {
            text = text.replace(&format!("<#{id}>"), &format!("#{}", channel.name));
        }
        text
    }
}
