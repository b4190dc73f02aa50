//! Finds interactions that the bot has not answered.
//!
//! A deferral is not an answer. An edit of `@original` or a follow-up has to come after it.

use serde_json::Value;
use tokio::time::timeout;

use crate::state::shared::PATIENCE;
use crate::state::world::World;

use super::sandbox::Sandbox;

/// Returns the command or the custom id of an interaction.
fn name(payload: &Value) -> String {
    let data = &payload["data"];
    data["name"].as_str().or(data["custom_id"].as_str()).unwrap_or("?").to_owned()
}

/// Returns the names of the interactions that have no answer.
fn names(world: &World) -> Vec<String> {
    let open = world.unanswered.iter().filter_map(|id| world.interactions.get(id));
    open.map(|sent| name(&sent.payload)).collect()
}

impl Sandbox {
    /// Returns the interactions without an answer, oldest first, by their commands or custom ids. These were
    /// never acknowledged, or only deferred.
    #[must_use]
    pub fn unanswered(&self) -> Vec<String> {
        names(&self.shared.world())
    }

    /// Waits until every interaction has an answer.
    ///
    /// # Panics
    /// On timeout. The message lists the interactions without an answer.
    pub async fn all_answered(&self) {
        let none = self.shared.until(|world| world.unanswered.is_empty().then_some(()));
        let in_time = timeout(PATIENCE, none).await.is_ok();
        assert!(in_time, "interactions without an answer: {:?}", self.unanswered());
    }
}
