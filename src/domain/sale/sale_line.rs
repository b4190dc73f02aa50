//! One license of a sale.

use strum::{EnumString, IntoStaticStr};

use super::super::{License, LicenseStatus, LineNumber, MessageNumber, Timestamp};
use super::{Evidence, LineState, UnknownWord};

/// One license of a sale.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number within the sale.
    pub number: LineNumber,
    /// The license.
    pub license: License,
    /// The state.
    pub state: LineState,
    /// The number of attempts to assign it.
    pub attempts: i64,
    /// The number of requests that were refused.
    pub refusals: i64,
    /// True if a request went unanswered.
    pub unanswered: bool,
    /// True if its assignment was repeated because it was contested.
    pub contested: bool,
    /// True if its assignment was repeated because of a staff decision.
    pub decided: bool,
    /// The reason for its state, if this version knows it.
    pub evidence: Option<Evidence>,
    /// The vendor's latest status of it, once it was held.
    pub status: Option<LicenseStatus>,
    /// The instant of the next lookup in quarantine, if there is one.
    pub look_at: Option<Timestamp>,
    /// The number of lookups in quarantine that found it free.
    pub looks: i64,
    /// The instant when the first request to assign it was begun.
    pub assigning_at: Option<Timestamp>,
    /// The DM that brings it to the buyer, and the state of that DM.
    pub dm: Option<(MessageNumber, DmState)>,
}

/// The state of a DM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum DmState {
    /// The DM is to be sent.
    Due,
    /// The buyer has the DM, and it contains the key.
    Sent,
    /// Discord refuses the DM.
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
    /// Creates the line of a license that is new to the sale.
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

    /// Returns true if the buyer has a DM with its key.
    #[must_use]
    pub fn is_brought(&self) -> bool {
        matches!(self.dm, Some((_, DmState::Sent)))
    }

    /// Returns true if a DM with its key is due, was sent, or was refused.
    #[must_use]
    pub fn has_dm(&self) -> bool {
        self.dm.is_some()
    }
}
