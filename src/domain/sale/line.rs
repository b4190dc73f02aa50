//! One license of a sale.

use strum::{EnumString, IntoStaticStr};

use super::super::{License, LicenseStatus, LineNumber, Timestamp};
use super::{Evidence, LineState, MessageNumber, UnknownWord};

/// One license of a sale.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number within the sale.
    pub number: LineNumber,
    /// The license.
    pub license: License,
    /// Its present state.
    pub state: LineState,
    /// Requests to assign it that were begun.
    pub attempts: i64,
    /// Those of them that were refused.
    pub refusals: i64,
    /// One of them went unanswered.
    pub unanswered: bool,
    /// Its assignment was repeated because it was contested.
    pub contested: bool,
    /// Its assignment was repeated because staff decided so.
    pub decided: bool,
    /// The reason for its state, where this version knows it.
    pub evidence: Option<Evidence>,
    /// The vendor's latest word on it, once it was held.
    pub status: Option<LicenseStatus>,
    /// When it is looked at next, in quarantine; `None` where nobody looks any more.
    pub look_at: Option<Timestamp>,
    /// The looks in quarantine that count.
    pub looks: i64,
    /// When the first request to assign it was begun.
    pub assigning_at: Option<Timestamp>,
    /// The DM that brings it to the buyer, or brought it, and how that one stands.
    pub dm: Option<(MessageNumber, DmState)>,
}

/// How a DM stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum DmState {
    /// It is to be sent.
    Due,
    /// It is with the buyer, and holds the license's key.
    Sent,
    /// Discord does not take it.
    Dropped,
}

impl DmState {
    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Line {
    /// Makes the line of a license that is new to the sale.
    pub(super) fn new(number: LineNumber, license: License, state: LineState) -> Self {
        Self {
            number,
            license,
            state,
            attempts: 0,
            refusals: 0,
            unanswered: false,
            contested: false,
            decided: false,
            evidence: None,
            status: None,
            look_at: None,
            looks: 0,
            assigning_at: None,
            dm: None,
        }
    }

    /// Tells whether the buyer has a DM with it.
    #[must_use]
    pub fn is_brought(&self) -> bool {
        matches!(self.dm, Some((_, DmState::Sent)))
    }

    /// Tells whether a DM brings it, brought it, or was refused by Discord.
    #[must_use]
    pub fn has_dm(&self) -> bool {
        self.dm.is_some()
    }
}
