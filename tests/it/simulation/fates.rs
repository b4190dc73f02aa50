//! The calls that leave the process, and their outcomes.

use std::fmt;

use keyclerk::reseller::{MalformedAnswer, VendorError};

/// A call that leaves the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    Look,
    Info,
    Assign,
    OpenDm,
    /// Reads the earlier DMs.
    LookBack,
    Deliver,
    Tell,
    Role,
}

/// The outcome of a call.
#[derive(Clone, Copy)]
pub enum Fate {
    Answered,
    Refused,
    RateLimited,
    Unauthorised,
    NeverSent,
    /// The call has no effect, and its response is lost.
    LostBefore(fn() -> VendorError),
    /// The call takes effect, and its response is lost.
    LostAfter(fn() -> VendorError),
    /// The process ends before the request is sent, or before the response arrives.
    CrashBefore,
    CrashAfter,
    /// The call takes effect, but the response is a refusal. A proxy that repeats requests can cause
    /// this.
    RefusedAfter,
    UnauthorisedAfter,
    RateLimitedAfter,
    /// No response arrives. The call takes effect later, in [`Model::late_requests_arrive`](super::Model::late_requests_arrive).
    Late,
    /// The response shows the state before the assignment.
    Stale,
    /// Somebody else took the license first.
    TakenByAnother,
    /// The call waits until [`Model::release`](super::Model::release).
    Hangs,
    /// The code that makes the call panics.
    Panics,
}

impl fmt::Debug for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::LostBefore(error) => return write!(f, "LostBefore({:?})", error()),
            Self::LostAfter(error) => return write!(f, "LostAfter({:?})", error()),
            Self::Answered => "Answered",
            Self::Refused => "Refused",
            Self::RateLimited => "RateLimited",
            Self::Unauthorised => "Unauthorised",
            Self::NeverSent => "NeverSent",
            Self::CrashBefore => "CrashBefore",
            Self::CrashAfter => "CrashAfter",
            Self::RefusedAfter => "RefusedAfter",
            Self::UnauthorisedAfter => "UnauthorisedAfter",
            Self::RateLimitedAfter => "RateLimitedAfter",
            Self::Late => "Late",
            Self::Stale => "Stale",
            Self::TakenByAnother => "TakenByAnother",
            Self::Hangs => "Hangs",
            Self::Panics => "Panics",
        };
        f.write_str(name)
    }
}

pub fn timed_out() -> VendorError {
    VendorError::TimedOut
}
pub fn reset() -> VendorError {
    VendorError::ConnectionLost
}
pub fn server_error() -> VendorError {
    VendorError::ServerError(502)
}
pub fn html() -> VendorError {
    VendorError::Malformed(MalformedAnswer::NotTheJson)
}
