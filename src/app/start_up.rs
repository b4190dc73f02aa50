//! The calls to Discord that a start depends on, repeated until Discord answers.
//!
//! Invariant: only a refused token or a wrong setting ends a start. Every other failure is logged and
//! retried with exponential back-off, without a time limit.

use std::time::Duration;

use anyhow::bail;

use crate::courier::rest::{Application, Failed, Gateway, Refusal, Rest};

/// The hint shown if a proxy for Discord is configured.
pub const PROXY_HINT: &str = "Check the path of DISCORD_API_URL; /api/v10 is appended to it.";
/// The first wait between two attempts. Each further wait is twice as long.
const FIRST_BACK_OFF: Duration = Duration::from_secs(1);
/// The longest wait between two attempts.
const LONGEST_BACK_OFF: Duration = Duration::from_mins(5);
/// The session starts kept in reserve. Discord resets the token of a bot that uses up its 1,000 per day.
const SPARE_STARTS: u32 = 50;

/// Requests the application from Discord until it answers.
///
/// # Errors
/// Returns an error if Discord refuses the token or a setting leads to the wrong address.
pub(super) async fn application(rest: &Rest, proxy: Option<&str>) -> anyhow::Result<Application> {
    until_answered("the application", proxy, || rest.application()).await
}

/// Requests the gateway's address until Discord answers and enough session starts are left.
///
/// # Errors
/// Returns the errors of [`application`].
pub(super) async fn gateway(rest: &Rest, proxy: Option<&str>) -> anyhow::Result<Gateway> {
    loop {
        let gateway = until_answered("the gateway's address", proxy, || rest.gateway()).await?;
        match gateway.session_start_limit {
            Some(starts) if starts.remaining < SPARE_STARTS => {
                let wait = starts.reset_after().max(FIRST_BACK_OFF);
                tracing::warn!(
                    remaining = starts.remaining,
                    "few session starts are left today; waiting {} s so that Discord does not reset the token",
                    wait.as_secs()
                );
                tokio::time::sleep(wait).await;
            }
            _ => return Ok(gateway),
        }
    }
}

async fn until_answered<T, F>(what: &str, proxy: Option<&str>, call: impl Fn() -> F) -> anyhow::Result<T>
where
    F: Future<Output = Result<T, Failed>>,
{
    let mut back_off = FIRST_BACK_OFF;
    loop {
        let failed = match call().await {
            Ok(answer) => return Ok(answer),
            Err(failed) => failed,
        };
        if let Failed::Refused(refusal) = &failed {
            end_on(refusal, proxy)?;
        }
        let wait = match &failed {
            Failed::Limited(wait) => *wait,
            _ => back_off,
        };
        let suspicion = proxy.map_or_else(String::new, |_| format!(" {PROXY_HINT}"));
        tracing::warn!(
            "no answer from Discord for {what}, next attempt in {} s: {failed}.{suspicion}",
            wait.as_secs()
        );
        tokio::time::sleep(wait).await;
        back_off = (back_off * 2).min(LONGEST_BACK_OFF);
    }
}

/// Returns an error if a retry cannot change the refusal.
fn end_on(refusal: &Refusal, proxy: Option<&str>) -> anyhow::Result<()> {
    match (refusal.status, proxy) {
        (401, _) => bail!(
            "Discord refuses DISCORD_TOKEN: {refusal}. Copy the whole token from the Bot page of the developer portal."
        ),
        (404, Some(_)) => bail!("DISCORD_API_URL does not lead to Discord's API: {refusal}. {PROXY_HINT}"),
        _ => Ok(()),
    }
}
