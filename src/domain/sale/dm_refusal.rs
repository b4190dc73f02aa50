//! The reasons why DMs do not bring their keys.

use strum::IntoStaticStr;

/// The reason why a DM does not bring its keys to the buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
pub enum DmRefusal {
    /// The buyer accepts no DMs from the bot.
    #[strum(serialize = "dms closed")]
    DmsClosed,
    /// Discord refuses the DM permanently for another reason.
    #[strum(serialize = "refused by Discord")]
    RefusedByDiscord,
    /// Discord returned a message without the key, several times in a row.
    #[strum(serialize = "lacks the key")]
    LacksTheKey,
}

impl DmRefusal {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::DmsClosed, Self::RefusedByDiscord, Self::LacksTheKey];

    /// Returns the word that the ledger stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
