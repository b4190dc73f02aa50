//! Discord's markup for people, roles, channels, times and licenses.

use std::fmt::Display;

use crate::domain::{ChannelId, Product, RoleId, Timestamp};

use super::safe_text::excerpt;

/// The placeholder for the name of a product that the vendor did not name.
const UNNAMED: &str = "?";
/// The longest name of a product on a line of a list, in characters.
const LONGEST_IN_LINE: usize = 60;

/// The formats in which Discord shows a time, in the reader's language and time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeStyle {
    /// `24/11/2026`.
    ShortDate,
    /// `24 November 2026`.
    LongDate,
    /// `24 November 2026 16:20`.
    DateTime,
    /// `3 days ago`.
    Relative,
}

/// Mentions a user.
#[must_use]
pub fn user(id: impl Display) -> String {
    format!("<@{id}>")
}

/// Mentions a role.
#[must_use]
pub fn role(id: RoleId) -> String {
    format!("<@&{id}>")
}

/// Links a channel.
#[must_use]
pub fn channel(id: ChannelId) -> String {
    format!("<#{id}>")
}

/// Formats a time.
#[must_use]
pub fn time(at: Timestamp, style: TimeStyle) -> String {
    let style = match style {
        TimeStyle::ShortDate => 'd',
        TimeStyle::LongDate => 'D',
        TimeStyle::DateTime => 'f',
        TimeStyle::Relative => 'R',
    };
    format!("<t:{}:{style}>", at.as_secs())
}

/// Formats a masked key as code.
#[must_use]
pub fn code(masked_key: impl Display) -> String {
    format!("`{masked_key}`")
}

/// Formats the name of a product for a line of a list.
#[must_use]
pub fn product_in_line(product: Option<&Product>) -> String {
    excerpt(product.map_or(UNNAMED, Product::as_str), LONGEST_IN_LINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_what_discord_reads() {
        let at = Timestamp::from_millis(1_790_000_000_500);
        assert_eq!(user(7), "<@7>");
        assert_eq!(role(RoleId::new(7).unwrap()), "<@&7>");
        assert_eq!(channel(ChannelId::new(7).unwrap()), "<#7>");
        assert_eq!(time(at, TimeStyle::Relative), "<t:1790000000:R>");
        assert_eq!(product_in_line(None), "?");
        assert_eq!(product_in_line(Product::new("a*b").as_ref()), r"a\*b");
    }
}
