//! The emoji at the beginning of a title.
//!
//! Lists, histories and buttons have none, because there the emoji would repeat in every line.

/// The kind of an outcome. A title begins with its emoji, because not everybody can tell colours apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The action is completed.
    Done,
    /// The bot is still working on it.
    Working,
    /// Somebody has to act.
    NeedsYou,
    /// Nothing was sold.
    NotSold,
    /// The message brings a key.
    Key,
}

impl Mark {
    /// Returns a title that begins with the emoji.
    #[must_use]
    pub fn on(self, title: &str) -> String {
        let emoji = match self {
            Self::Done => "✅",
            Self::Working => "⏳",
            Self::NeedsYou => "⚠️",
            Self::NotSold => "❌",
            Self::Key => "🔑",
        };
        format!("{emoji} {title}")
    }
}
