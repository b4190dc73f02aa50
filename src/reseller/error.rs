//! What can come of a call to the vendor, as far as callers act differently on it.

use std::fmt;

/// Longest vendor text kept, in characters.
const LONGEST_MESSAGE: usize = 500;

/// The vendor's own words: bounded, without control characters, and **not** escaped for Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorMessage(String);

impl VendorMessage {
    /// Keeps the message whole up to 500 characters.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.chars().filter(|c| !c.is_control()).take(LONGEST_MESSAGE).collect())
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VendorMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a call brought no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VendorError {
    /// The vendor answered `ok:false` below status 500: it did not do what was asked.
    #[error("the vendor refused: {0}")]
    Refused(VendorMessage),
    /// Our API key is refused (401, 403, or a message that says so); nothing was done.
    #[error("the vendor refuses our API key: {0}")]
    Unauthorised(VendorMessage),
    /// Too many calls (429 or the documented message); nothing was done. The budget already pauses.
    #[error("the vendor's rate limit is reached")]
    RateLimited,
    /// The request never left: no connection could be made.
    #[error("the vendor could not be reached")]
    NeverSent,
    /// The request left and no answer came in time.
    #[error("the vendor did not answer in time")]
    TimedOut,
    /// The request left and the connection broke before the answer was whole.
    #[error("the connection broke before the vendor's answer was whole")]
    ConnectionLost,
    /// The vendor answered with a status of 500 or above; it may have acted all the same.
    #[error("the vendor answered with an error of its own (status {0})")]
    ServerError(u16),
    /// The answer is not what the document describes; the text says in what, and holds nothing of it.
    #[error("the vendor's answer makes no sense: {0}")]
    Malformed(&'static str),
}

impl VendorError {
    /// Whether the vendor may have acted although no answer says so. After such an error an
    /// assignment is in doubt.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        matches!(self, Self::TimedOut | Self::ConnectionLost | Self::ServerError(_) | Self::Malformed(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_message_is_bounded_and_printable() {
        assert_eq!(VendorMessage::new("License\u{0} already\nassigned").as_str(), "License alreadyassigned");
        assert_eq!(VendorMessage::new(&"x".repeat(5_000)).as_str().len(), LONGEST_MESSAGE);
    }

    #[test]
    fn only_a_lost_or_senseless_answer_is_doubtful() {
        let words = || VendorMessage::new("no");
        for certain in [
            VendorError::Refused(words()),
            VendorError::Unauthorised(words()),
            VendorError::RateLimited,
            VendorError::NeverSent,
        ] {
            assert!(!certain.is_doubtful(), "{certain}");
        }
        for doubtful in [
            VendorError::TimedOut,
            VendorError::ConnectionLost,
            VendorError::ServerError(502),
            VendorError::Malformed("no JSON"),
        ] {
            assert!(doubtful.is_doubtful(), "{doubtful}");
        }
    }
}
