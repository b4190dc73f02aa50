//! What can come of a call to the vendor, as far as callers act differently on it.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// Longest vendor text kept, in characters.
const LONGEST_MESSAGE: usize = 500;

/// The vendor's own words: bounded, without control characters, without the words that the call held in
/// confidence, and **not** escaped for Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorMessage(String);

impl VendorMessage {
    /// Keeps the message whole up to 500 characters.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.chars().filter(|c| !c.is_control()).take(LONGEST_MESSAGE).collect())
    }

    /// Keeps the message as [`Self::new`] does, with other words in place of the hidden ones, in
    /// whatever case the vendor repeats them. A hidden word is never cut in two.
    pub(super) fn hiding(text: &str, hidden: &[Hidden]) -> Self {
        Self::new(&hidden.iter().fold(text.to_owned(), |text, hidden| hidden.replaced_in(&text)))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A word that a call held in confidence, and what is shown in its place.
pub(super) struct Hidden {
    pub(super) word: SecretString,
    pub(super) shown: String,
}

impl Hidden {
    fn replaced_in(&self, text: &str) -> String {
        let (lower, word) = (text.to_ascii_lowercase(), self.word.expose_secret().to_ascii_lowercase());
        let (mut replaced, mut at) = (String::with_capacity(text.len()), 0);
        while let Some(found) = lower[at..].find(&word).filter(|_| !word.is_empty()) {
            replaced.push_str(&text[at..at + found]);
            replaced.push_str(&self.shown);
            at += found + word.len();
        }
        replaced.push_str(&text[at..]);
        replaced
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
    fn hidden_words_are_replaced_in_whatever_case_and_wherever_the_message_is_cut() {
        let hidden =
            |word: &str, shown: &str| Hidden { word: SecretString::from(word), shown: shown.to_owned() };
        let all = [hidden("ps-ABCD-1", "ps-…"), hidden("tok", "[redacted]"), hidden("", "never")];
        let long = format!("{}ps-ABCD-1", "x".repeat(495));
        for (text, expected) in [
            ("PS-abcd-1 is assigned (tok)", "ps-… is assigned ([redacted])"),
            ("ps-ABCD-1ps-ABCD-1", "ps-…ps-…"),
            ("äöü ps-ABCD-1 ß", "äöü ps-… ß"),
            ("nothing", "nothing"),
            (long.as_str(), &format!("{}ps-…", "x".repeat(495))),
        ] {
            assert_eq!(VendorMessage::hiding(text, &all).as_str(), expected);
        }
    }

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
