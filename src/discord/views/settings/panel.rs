//! The panel: every setting with its value, and what the bot lacks.

use serenity::all::CreateEmbed;

use crate::courier::letters::{AMBER, BLUE};
use crate::courier::permissions::Lack;
use crate::courier::safe_text::cut;
use crate::i18n::Language;
use crate::ledger::{ShopSetting, ShopSettings};

use super::lacks::lack_words;
use super::names::label;
use super::values::value;

pub(in crate::discord) use super::values::Defaults;

/// The maximum length of a value, and of the list of what is lacking, in characters. The panel has to fit
/// into the 6,000 characters that Discord accepts in total.
const LONGEST_VALUE: usize = 290;
const LONGEST_LACKS: usize = 900;

/// Shows every setting with its value and origin, and what the bot lacks. `lacks` is `None` if Discord did
/// not answer.
pub(in crate::discord) fn embeds(
    language: Language,
    settings: &ShopSettings,
    defaults: &Defaults<'_>,
    lacks: Option<&[Lack]>,
) -> Vec<CreateEmbed> {
    let panel = CreateEmbed::new()
        .title(language.say("settings-title"))
        .description(language.say("settings"))
        .color(BLUE);
    let panel = ShopSetting::ALL.iter().fold(panel, |panel, setting| {
        let value = shown(language, *setting, settings, defaults);
        let is_inline = !matches!(setting, ShopSetting::DmText);
        panel.field(language.say(label(*setting)), value, is_inline)
    });
    let words = match lacks {
        None => language.say("lacks-unknown"),
        Some(lacks) => {
            let words: Vec<String> =
                lacks.iter().map(|lack| format!("• {}", lack_words(language, lack))).collect();
            words.join("\n")
        }
    };
    if words.is_empty() {
        return vec![panel];
    }
    let text = cut(&words, LONGEST_LACKS);
    vec![panel, CreateEmbed::new().title(language.say("lacks-title")).description(text).color(AMBER)]
}

/// Returns the value of a setting, truncated. For staff's roles, adds what Discord requires in addition.
fn shown(
    language: Language,
    setting: ShopSetting,
    settings: &ShopSettings,
    defaults: &Defaults<'_>,
) -> String {
    let value = cut(&value(language, setting, settings, defaults), LONGEST_VALUE);
    let staff_roles = settings.staff_roles.as_deref().unwrap_or(defaults.staff_roles);
    if matches!(setting, ShopSetting::StaffRoles) && !staff_roles.is_empty() {
        return format!("{value}\n{}", language.say("staff-roles-see"));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::SettingValue;

    #[test]
    fn the_panel_fits_into_one_message_whatever_is_set() {
        let mut settings = ShopSettings::default();
        let long = "ü".repeat(300);
        let lines: Vec<String> = (0..60).map(|at| format!("{at} {}= 9", "x".repeat(90))).collect();
        let lines = lines.join("\n");
        let roles: Vec<String> = (0..10).map(|at| (u64::MAX / 2 - at).to_string()).collect();
        for (setting, value) in [
            (ShopSetting::StaffRoles, roles.join(",").as_str()),
            (ShopSetting::ProductRoles, &lines),
            (ShopSetting::LowStock, &lines),
            (ShopSetting::DmText, &"{buyer} ".repeat(120)),
            (ShopSetting::Help, &long),
        ] {
            settings.set(SettingValue::parse(setting, value).unwrap());
        }
        let lacks = vec![Lack::ManageRoles; 40];
        let defaults = Defaults { staff_roles: &[], sales_channel: None };
        for language in Language::ALL {
            let embeds = embeds(language, &settings, &defaults, Some(&lacks));
            let shown = serde_json::to_value(&embeds).unwrap();
            let count = |text: &serde_json::Value| text.as_str().unwrap_or_default().chars().count();
            let sum: usize = shown
                .as_array()
                .unwrap()
                .iter()
                .map(|embed| {
                    let fields = embed["fields"].as_array().into_iter().flatten();
                    let fields: usize =
                        fields.map(|field| count(&field["name"]) + count(&field["value"])).sum();
                    count(&embed["title"]) + count(&embed["description"]) + fields
                })
                .sum();
            assert!(sum <= 6_000, "{language:?}: {sum} characters");
        }
    }
}
