//! The first answer to an interaction, within Discord's three seconds.

use std::time::Duration;

use serenity::all::{CreateInteractionResponse, CreateInteractionResponseMessage, Http, InteractionId};

use crate::courier::http::Failed;

/// How long one attempt may take: three of them fit into Discord's three seconds.
const PATIENCE: Duration = Duration::from_millis(900);

/// Discord's code where an interaction has its first answer already.
pub(super) const ANSWERED: isize = 40_060;

/// Defers an interaction, ephemerally. A lost answer is asked for again; that it then counts as
/// acknowledged already is our own first success.
///
/// # Errors
/// What Discord said: nothing may be assigned for this interaction then.
pub(super) async fn defer(http: &Http, id: InteractionId, token: &str) -> Result<(), Failed> {
    let response = CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
    let mut lost = false;
    for _ in 0..3 {
        let call = http.create_interaction_response(id, token, &response, vec![]);
        let failed = match tokio::time::timeout(PATIENCE, call).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => Failed::from_serenity(&error),
            Err(_) => Failed::Unknown,
        };
        match failed {
            Failed::Refused { code: ANSWERED, .. } if lost => return Ok(()),
            Failed::Refused { .. } => return Err(failed),
            Failed::Unknown => lost = true,
            Failed::Limited => {}
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(Failed::Unknown)
}
