//! The headings under which switches and panels are shown.

/// The bot's process and its ledger.
pub(super) const BOT: &str = "The bot";
/// The vendor's API.
pub(super) const VENDOR: &str = "The vendor";
/// The local Discord.
pub(super) const DISCORD: &str = "Discord";
