//! The errors of calls to the vendor, one variant for each reaction of the caller.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use strum::IntoStaticStr;

use super::MalformedAnswer;

/// The maximum length of a stored message, in characters.
const LONGEST_MESSAGE: usize = 500;

/// The vendor's own message: bounded, without control characters, and without secrets of the call. It is
/// **not** escaped for Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorMessage(String);

impl VendorMessage {
    /// Keeps the first 500 characters of a message.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.chars().filter(|c| !c.is_control()).take(LONGEST_MESSAGE).collect())
    }

    /// Keeps a message as [`Self::new`] does, but replaces secrets regardless of case. A secret is never cut
    /// in two.
    pub(super) fn hiding(text: &str, hidden: &[Hidden]) -> Self {
        Self::new(&hidden.iter().fold(text.to_owned(), |text, hidden| hidden.replaced_in(&text)))
    }

    /// Returns the message.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A secret of a call, and its replacement.
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

/// The reason why no connection to the vendor could be made. Nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// The name server does not know the host, or does not answer.
    #[error("the name of the vendor's host cannot be resolved")]
    Name,
    /// The host refuses connections.
    #[error("the vendor's host refuses connections")]
    Refused,
    /// The host's certificate is not trusted, or the host speaks no TLS.
    #[error("no TLS connection to the vendor's host can be made; its certificate may not be trusted")]
    Tls,
    /// Any other reason, such as a connection that is not accepted in time.
    #[error("no connection to the vendor's host can be made")]
    Other,
}

/// The error of a call to the vendor.
///
/// Only the vendor's own JSON is a definite answer. With any other answer, a request to assign may have been
/// carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum VendorError {
    /// The vendor answered `ok:false` with a status below 500. The license may be assigned nevertheless.
    #[error("the vendor refused: {0}")]
    Refused(VendorMessage),
    /// The vendor answered `ok:false` with status 401 or 403, and thereby refused our API key.
    #[error("the vendor refuses our API key: {0}")]
    Unauthorised(VendorMessage),
    /// The vendor answered `ok:false` with status 429, or with the documented text. The budget pauses.
    #[error("the vendor's rate limit is reached")]
    RateLimited,
    /// The request was never sent.
    #[error("{0}")]
    NeverSent(Unreachable),
    /// The request was sent, and no answer came in time.
    #[error("the vendor did not answer in time")]
    TimedOut,
    /// The request was sent, and the connection broke before the answer was complete.
    #[error("the connection broke before the vendor's answer was complete")]
    ConnectionLost,
    /// The vendor answered with a status of 500 or above.
    #[error("the vendor answered with an error of its own (status {0})")]
    ServerError(u16),
    /// Something between us and the vendor answered, such as a firewall: status 401, 403, 429 or 503
    /// without the vendor's JSON, or a challenge.
    #[error("the request was blocked on the way to the vendor (status {0})")]
    Blocked(u16),
    /// Status 404 or 405 without the vendor's JSON: the API is not at this address.
    #[error("the vendor's API is not at this address (status {0})")]
    NoSuchAddress(u16),
    /// The answer does not match the vendor's documentation.
    #[error("the vendor's answer does not match its documentation: {0}")]
    Malformed(MalformedAnswer),
}

impl VendorError {
    /// Returns true if the request may have reached the vendor without a definite answer. After such an
    /// error, an assignment is in doubt.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        match self {
            Self::TimedOut
            | Self::ConnectionLost
            | Self::ServerError(_)
            | Self::Blocked(_)
            | Self::NoSuchAddress(_)
            | Self::Malformed(_) => true,
            Self::Refused(_) | Self::Unauthorised(_) | Self::RateLimited | Self::NeverSent(_) => false,
        }
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
}
