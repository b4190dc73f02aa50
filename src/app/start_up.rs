//! The calls to Discord that a start depends on, repeated until they are answered.
//!
//! Only a refused token or a wrong setting ends a start. Everything else passes, is told in the log,
//! and is tried again with back-off for as long as it takes.

use std::time::Duration;

use anyhow::bail;

use crate::courier::rest::{Application, Failed, Gateway, Refusal, Rest};

/// The hint for an owner who has set a proxy for Discord.
pub const PROXY_HINT: &str = "Is the path of DISCORD_API_URL right? /api/v10 is added to it.";
/// The first wait between two attempts; each further one is twice as long.
const FIRST_BACK_OFF: Duration = Duration::from_secs(1);
/// The longest wait between two attempts.
const LONGEST_BACK_OFF: Duration = Duration::from_mins(5);
/// Session starts that are left alone: Discord resets the token of a bot that uses up its daily 1,000.
const SPARE_STARTS: u32 = 50;

/// Asks for the application until Discord tells it.
///
/// # Errors
/// Discord refuses the token, or a setting leads elsewhere.
pub(super) async fn application(rest: &Rest, proxy: Option<&str>) -> anyhow::Result<Application> {
    until_answered("the application", proxy, || rest.application()).await
}

/// Asks for the gateway until Discord tells it and lets another session start.
///
/// # Errors
/// As for [`application`].
pub(super) async fn gateway(rest: &Rest, proxy: Option<&str>) -> anyhow::Result<Gateway> {
    loop {
        let gateway = until_answered("the gateway's address", proxy, || rest.gateway()).await?;
        match gateway.session_start_limit {
            Some(starts) if starts.remaining < SPARE_STARTS => {
                let wait = starts.reset_after().max(FIRST_BACK_OFF);
                tracing::warn!(
                    remaining = starts.remaining,
                    "few session starts are left today; connecting in {} s so that Discord does not reset the token",
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

/// Ends the start on a refusal that no repetition changes.
fn end_on(refusal: &Refusal, proxy: Option<&str>) -> anyhow::Result<()> {
    match (refusal.status, proxy) {
        (401, _) => bail!(
            "Discord does not take DISCORD_TOKEN: {refusal}. Is it copied whole, from the page Bot of the developer portal?"
        ),
        (404, Some(_)) => bail!("DISCORD_API_URL leads to no API of Discord's: {refusal}. {PROXY_HINT}"),
        _ => Ok(()),
    }
}
