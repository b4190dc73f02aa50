//! Responses to interactions. The first has to arrive within three seconds, edits and follow-ups within 15
//! minutes.

use std::time::Duration;

use serenity::all::{CreateInteractionResponse, CreateInteractionResponseFollowup, EditInteractionResponse};
use tokio::time::Instant;

use crate::domain::InteractionId;

use super::request::Request;
use super::route::Route;
use super::upload::Upload;
use super::{Failed, Rest};

/// Discord's code for an interaction that already has its first response.
pub const ALREADY_ACKNOWLEDGED: i64 = 40_060;

/// The number of attempts at a first response, the time limit of each, and the pause between them.
const FIRST_TRIES: u32 = 3;
const FIRST_TIMEOUT: Duration = Duration::from_millis(900);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// The time limit for all attempts together. Discord accepts the first response within three seconds.
const FIRST_LIMIT: Duration = Duration::from_millis(2_850);
/// How long an edit or follow-up may wait for a rate limit, and how it is retried.
const EDIT_PATIENCE: Duration = Duration::from_secs(5);
const EDIT_TRIES: u32 = 3;
const EDIT_TIMEOUT: Duration = Duration::from_secs(10);
const EDIT_PAUSE: Duration = Duration::from_millis(250);

impl Rest {
    /// Sends the first response to an interaction. Repeats an attempt that was not answered. If Discord then
    /// reports "already acknowledged", the earlier attempt succeeded.
    ///
    /// # Errors
    /// [`Failed`] when, as far as Discord reported, this call did not answer the interaction.
    pub async fn respond(
        &self,
        interaction: InteractionId,
        token: &str,
        response: &CreateInteractionResponse,
    ) -> Result<(), Failed> {
        let mut attempt = Request::new(Route::callback(interaction, token)).json(response)?;
        let begun = Instant::now();
        let mut is_lost = false;
        let mut tries = 1;
        loop {
            let left = FIRST_LIMIT.saturating_sub(begun.elapsed());
            attempt = attempt.repeated(1, FIRST_TIMEOUT.min(left), FIRST_PAUSE).patience(left);
            let Err(failed) = self.call(&attempt).await else { return Ok(()) };
            let pause = match &failed {
                Failed::Refused(refusal) if refusal.code == ALREADY_ACKNOWLEDGED && is_lost => return Ok(()),
                Failed::Unanswered(_) => {
                    is_lost = true;
                    FIRST_PAUSE
                }
                Failed::Limited(wait) => *wait,
                Failed::Refused(_) => return Err(failed),
            };
            if tries == FIRST_TRIES || begun.elapsed() + pause >= FIRST_LIMIT {
                return Err(failed);
            }
            tokio::time::sleep(pause).await;
            tries += 1;
        }
    }

    /// Edits the first response to an interaction.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn edit_reply(
        &self,
        token: &str,
        reply: &Upload<EditInteractionResponse>,
    ) -> Result<(), Failed> {
        let route = Route::original_reply(self.application_id()?, token);
        self.call(&after(route).upload(reply)?).await.map(drop)
    }

    /// Sends a follow-up response to an interaction.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn follow_up(
        &self,
        token: &str,
        message: &CreateInteractionResponseFollowup,
    ) -> Result<(), Failed> {
        let route = Route::follow_up(self.application_id()?, token);
        self.call(&after(route).json(message)?).await.map(drop)
    }
}

fn after(route: Route) -> Request {
    Request::new(route).repeated(EDIT_TRIES, EDIT_TIMEOUT, EDIT_PAUSE).patience(EDIT_PATIENCE)
}
