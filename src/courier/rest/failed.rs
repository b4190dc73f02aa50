//! Errors of calls to Discord.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::courier::Later;

/// Discord's code for an invalid request body.
pub const INVALID_FORM: i64 = 50_035;
/// Discord's code for opening too many DM channels at once. It does not mean that the user's DMs are closed
/// (<https://docs.discord.com/developers/topics/opcodes-and-status-codes>).
const DMS_OPENED_TOO_FAST: i64 = 40_003;
/// The maximum length of a stored reason, in characters.
const LONGEST_REASON: usize = 500;

/// The reason why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// Discord refused the request.
    #[error("Discord refused: {0}")]
    Refused(Refusal),
    /// A rate limit requires this wait, which is longer than the call may wait.
    #[error("Discord's rate limit asks to wait {:.1} s", .0.as_secs_f64())]
    Limited(Duration),
    /// Discord sent no usable answer. The request may have been carried out.
    #[error("{0}")]
    Unanswered(Unanswered),
}

/// A refusal by Discord itself, with HTTP status 400 to 499.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// Discord's code (<https://docs.discord.com/developers/topics/opcodes-and-status-codes>), or 0 if the
    /// answer contains none.
    pub code: i64,
    /// Discord's message, with each invalid field that it names. For operators.
    pub reason: String,
}

/// The reason why there is no usable answer. For operators.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// No answer came in time.
    #[error("Discord did not answer in time")]
    TimedOut,
    /// No connection was made. The text is the system's error.
    #[error("Discord cannot be reached: {0}")]
    Unreachable(String),
    /// The answer had status 500 to 599, or did not come from Discord.
    #[error("status {0} came instead of Discord's answer")]
    Status(u16),
    /// The request needs the id of the application, which is not known yet.
    #[error("the id of the application is not known yet")]
    NoApplication,
    /// The answer reports success but lacks an expected field.
    #[error("Discord's answer is incomplete: {0}")]
    Incomplete(String),
}

impl Failed {
    /// Returns Discord's code if this is a refusal.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Refused(refusal) => Some(refusal.code),
            _ => None,
        }
    }

    /// Returns true if Discord refused because too many DM channels are opened at once.
    pub(super) fn is_opening_dms_too_fast(&self) -> bool {
        self.code() == Some(DMS_OPENED_TOO_FAST)
    }

    /// Makes the error of a request that cannot be serialised. A repeat would fail as well.
    pub(super) fn unsendable(error: &serde_json::Error) -> Self {
        let reason = format!("the request cannot be written as JSON: {error}");
        Self::Refused(Refusal { status: 400, code: 0, reason })
    }

    /// Parses an answer with a status above 399, other than 429. Only Discord's own JSON is a refusal. A page
    /// of a proxy or a firewall counts as no answer.
    pub(super) fn of_answer(status: u16, body: &[u8]) -> Self {
        let body = serde_json::from_slice::<ErrorBody>(body).ok().filter(|_| (400..500).contains(&status));
        match body {
            Some(body) => Self::Refused(Refusal { status, code: body.code, reason: body.reason() }),
            None => Self::Unanswered(Unanswered::Status(status)),
        }
    }

    /// Converts an error of the connection. Keeps only the innermost cause, because the outer text contains
    /// the URL, which may contain a token.
    pub(super) fn of_connection(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::Unanswered(Unanswered::TimedOut);
        }
        let mut cause: Option<&dyn Error> = error.source();
        while let Some(deeper) = cause.and_then(Error::source) {
            cause = Some(deeper);
        }
        let cause = cause.map_or_else(|| "the connection broke".to_owned(), ToString::to_string);
        Self::Unanswered(Unanswered::Unreachable(cause))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (status {}, code {})", self.reason, self.status, self.code)
    }
}

impl From<Failed> for Later {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Limited(wait) => Self { wait: Some(wait) },
            Failed::Refused(_) | Failed::Unanswered(_) => Self { wait: None },
        }
    }
}

/// The body of Discord's errors.
#[derive(Deserialize)]
struct ErrorBody {
    message: String,
    #[serde(default)]
    code: i64,
    #[serde(default)]
    errors: Value,
}

impl ErrorBody {
    /// Returns the message. For an invalid form, appends each field with its error.
    fn reason(self) -> String {
        let mut reasons = vec![self.message];
        fields(&self.errors, "", &mut reasons);
        reasons.join("; ").chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect()
    }
}

/// Collects `path: message` from Discord's tree of errors, whose leaves are lists named `_errors`.
fn fields(errors: &Value, path: &str, into: &mut Vec<String>) {
    for (name, value) in errors.as_object().into_iter().flatten() {
        if name == "_errors" {
            let messages =
                value.as_array().into_iter().flatten().filter_map(|error| error["message"].as_str());
            into.extend(messages.map(|message| format!("{path}: {message}")));
        } else if path.is_empty() {
            fields(value, name, into);
        } else {
            fields(value, &format!("{path}.{name}"), into);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_what_discord_says_of_each_field() {
        let body = br#"{"code":50035,"message":"Invalid Form Body","errors":{"0":{"options":{"3":{"description":
            {"_errors":[{"code":"BASE_TYPE_BAD_LENGTH","message":"Must be between 1 and 100 in length."}]}}}}}}"#;
        let failed = Failed::of_answer(400, body);
        assert_eq!(failed.code(), Some(50_035));
        assert!(
            failed.to_string().contains("0.options.3.description: Must be between 1 and 100 in length."),
            "{failed}"
        );
    }

    #[test]
    fn only_discords_own_json_below_500_is_a_refusal() {
        let json = br#"{"message":"403: Forbidden","code":0}"#;
        for (status, body, refused) in [
            (403, json.as_slice(), true),
            (401, br#"{"message":"401: Unauthorized"}"#, true),
            (403, b"<html>blocked</html>", false),
            (404, b"", false),
            (404, b"[]", false),
            (500, json, false),
            (503, b"<html></html>", false),
            (302, b"", false),
        ] {
            let failed = Failed::of_answer(status, body);
            assert_eq!(matches!(failed, Failed::Refused(_)), refused, "{status} {failed}");
        }
    }
}
