//! Calls to Discord's REST API: what an error means, and when to try again.
//!
//! With `DISCORD_API_URL` set serenity's own rate limiter is off, and a 429 comes straight to us;
//! with it on, serenity waits by itself and this wrapper sees none. Either way time-outs and 5xx
//! are repeated here a few times – only ever with calls that bear repeating.

use std::future::Future;
use std::time::Duration;

use serenity::http::HttpError;

use super::Later;

/// Times a call is made before it is put off.
const MOST_TRIES: u32 = 3;

/// What a failed call tells us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// Discord says no, with this HTTP status and error code of its own (−1 or 0 where it gave none).
    Refused {
        /// HTTP status, 400 to 499 without 429.
        status: u16,
        /// Discord's code (<https://docs.discord.com/developers/topics/opcodes-and-status-codes>).
        code: isize,
    },
    /// Rate limited (429, or 40003: DMs opened too fast).
    Limited,
    /// 5xx, time-out, no connection: it may or may not have been done.
    Unknown,
}

impl Failed {
    /// Reads serenity's error. Its text can carry interaction tokens and is not kept.
    #[must_use]
    pub fn from_serenity(error: &serenity::Error) -> Self {
        let serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) = error else {
            return Self::Unknown;
        };
        match (response.status_code.as_u16(), response.error.code) {
            (429, _) | (_, 40_003) => Self::Limited,
            (status @ 400..=499, code) => Self::Refused { status, code },
            _ => Self::Unknown,
        }
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { status, code } => write!(f, "Discord refused it (status {status}, code {code})"),
            Self::Limited => f.write_str("Discord asks to go slower"),
            Self::Unknown => f.write_str("Discord did not answer as it should"),
        }
    }
}

impl From<Failed> for Later {
    fn from(failed: Failed) -> Self {
        Self { wait: (failed == Failed::Limited).then_some(Duration::from_secs(5)) }
    }
}

/// Makes a call that bears repeating, up to three times.
///
/// # Errors
/// The last failure, when it is not one to repeat or repeating did not help.
pub async fn repeating<T, F>(mut call: impl FnMut() -> F) -> Result<T, Failed>
where
    F: Future<Output = Result<T, serenity::Error>>,
{
    let mut tries = 1;
    loop {
        let failed = match call().await {
            Ok(done) => return Ok(done),
            Err(error) => Failed::from_serenity(&error),
        };
        let wait = match failed {
            Failed::Refused { .. } => return Err(failed),
            Failed::Limited => Duration::from_secs(1),
            Failed::Unknown => Duration::from_millis(250),
        };
        if tries == MOST_TRIES {
            return Err(failed);
        }
        tokio::time::sleep(wait * tries).await;
        tries += 1;
    }
}
