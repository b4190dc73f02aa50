//! A time limit for each call to Discord.
//!
//! The courier has time-outs of its own. This limit ensures that no courier blocks a lane for ever.

use std::future::Future;
use std::time::Duration;

use futures_util::FutureExt;

use crate::courier::Later;

/// How long one call may take, including the repetitions of the courier.
const LIMIT: Duration = Duration::from_secs(30);

/// Makes a call within the time limit. Returns [`Later`] if the call takes too long. A retry is safe,
/// because its nonce makes it the same message.
///
/// The limit uses Tokio's clock, because the ledger's clock may be set back.
pub(super) fn in_time<T>(
    call: impl Future<Output = Result<T, Later>>,
) -> impl Future<Output = Result<T, Later>> {
    tokio::time::timeout(LIMIT, call).map(|done| {
        done.unwrap_or_else(|_| {
            tracing::warn!("a call to Discord took longer than {} s; it is repeated later", LIMIT.as_secs());
            Err(Later { wait: None })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_call_that_never_ends_is_repeated_later() {
        let begun = tokio::time::Instant::now();
        let hangs = std::future::pending::<Result<(), Later>>();
        assert_eq!(in_time(hangs).await, Err(Later { wait: None }));
        assert_eq!(begun.elapsed(), LIMIT);
        assert_eq!(in_time(async { Ok(1) }).await, Ok(1));
    }
}
