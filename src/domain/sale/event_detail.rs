//! The circumstances of events, each a reason or a word of another enum.

use super::super::LicenseStatus;
use super::{DmRefusal, Evidence, Failure, QuestionKind, Verdict};

/// The circumstance of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventDetail {
    /// The reason for the new state of a license.
    Evidence(Evidence),
    /// The reason why nothing was sold, or fewer licenses than asked for.
    Failure(Failure),
    /// The vendor's new status of a held license.
    Status(LicenseStatus),
    /// The kind of the question to staff.
    Question(QuestionKind),
    /// The decision of staff.
    Verdict(Verdict),
    /// The reason why a DM does not bring its keys.
    DmRefusal(DmRefusal),
    /// The DM lacks a key, and another DM follows.
    LacksAKey,
    /// The keys were delivered before.
    Again,
}

impl EventDetail {
    /// Returns the word that the ledger stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Evidence(evidence) => evidence.as_str(),
            Self::Failure(failure) => failure.as_str(),
            Self::Status(status) => status.as_str(),
            Self::Question(kind) => kind.as_str(),
            Self::Verdict(verdict) => verdict.as_str(),
            Self::DmRefusal(refusal) => refusal.as_str(),
            Self::LacksAKey => "lacks a key",
            Self::Again => "again",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::RoleId;
    use super::*;

    #[test]
    fn the_ledger_stores_the_words_of_earlier_versions() {
        let role = Some(RoleId::new(7).unwrap());
        for (detail, word) in [
            (EventDetail::Evidence(Evidence::TimedOut), "timed out"),
            (EventDetail::Evidence(Evidence::ConnectionLost), "connection lost"),
            (EventDetail::Evidence(Evidence::ServerError), "the vendor's own error"),
            (EventDetail::Evidence(Evidence::Senseless), "a senseless answer"),
            (EventDetail::Evidence(Evidence::Blocked), "blocked on the way"),
            (EventDetail::Evidence(Evidence::NoSuchAddress), "no such address"),
            (EventDetail::Evidence(Evidence::RateLimited), "rate limited"),
            (EventDetail::Evidence(Evidence::NotReached), "not reached after a doubt"),
            (EventDetail::Evidence(Evidence::ApiKeyRefused), "API key refused after a doubt"),
            (EventDetail::Evidence(Evidence::Interrupted), "interrupted"),
            (EventDetail::Evidence(Evidence::Contested), "contested"),
            (EventDetail::Evidence(Evidence::Expired), "expired while in doubt"),
            (EventDetail::Evidence(Evidence::FreeYetRefused), "free, but refused again and again"),
            (EventDetail::Evidence(Evidence::Unknown), "unknown to the vendor"),
            (EventDetail::Evidence(Evidence::RefusedAfterDecision), "refused after staff decided"),
            (EventDetail::Evidence(Evidence::AssignedInQuarantine), "assigned in quarantine"),
            (EventDetail::Evidence(Evidence::Judged), "judged by staff"),
            (EventDetail::Failure(Failure::NotAcknowledged), "not_acknowledged"),
            (EventDetail::Failure(Failure::Blocked), "blocked_on_the_way"),
            (EventDetail::Failure(Failure::NoSuchVendorAddress), "no_such_address"),
            (EventDetail::Failure(Failure::NamedIsOther), "named_is_other"),
            (EventDetail::Status(LicenseStatus::Free), "free"),
            (EventDetail::Question(QuestionKind::Repeat), "repeat"),
            (EventDetail::Question(QuestionKind::Partial), "partial"),
            (EventDetail::Question(QuestionKind::Product), "product"),
            (EventDetail::Verdict(Verdict::Deliver(role)), "deliver"),
            (EventDetail::Verdict(Verdict::AssignAgain), "deliver"),
            (EventDetail::Verdict(Verdict::SellAnother), "sell another"),
            (EventDetail::Verdict(Verdict::Nothing), "nothing"),
            (EventDetail::DmRefusal(DmRefusal::DmsClosed), "dms closed"),
            (EventDetail::DmRefusal(DmRefusal::RefusedByDiscord), "refused by Discord"),
            (EventDetail::DmRefusal(DmRefusal::LacksTheKey), "lacks the key"),
            (EventDetail::LacksAKey, "lacks a key"),
            (EventDetail::Again, "again"),
        ] {
            assert_eq!(detail.as_str(), word);
        }
    }
}
