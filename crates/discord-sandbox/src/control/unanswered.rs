//! The interactions to which the bot still owes an answer.
//!
//! A deferral is no answer: it has to be followed by an edit of `@original` or by a follow-up.

use serde_json::Value;
use tokio::time::timeout;

use crate::state::shared::PATIENCE;
use crate::state::world::World;

use super::sandbox::Sandbox;

/// Names an interaction by its command or its custom id.
fn name(payload: &Value) -> String {
    let data = &payload["data"];
    data["name"].as_str().or(data["custom_id"].as_str()).unwrap_or("?").to_owned()
}

fn names(world: &World) -> Vec<String> {
    let open = world.unanswered.iter().filter_map(|id| world.interactions.get(id));
    open.map(|sent| name(&sent.payload)).collect()
}

impl Sandbox {
    /// Lists the interactions without an answer, oldest first, by their commands or custom ids:
    /// those that were never acknowledged, and those that were only deferred.
    #[must_use]
    pub fn unanswered(&self) -> Vec<String> {
        names(&self.shared.world())
    }

    /// Waits until every interaction has an answer.
    ///
    /// # Panics
    /// When one has none in time, with the list.
    pub async fn all_answered(&self) {
        let none = self.shared.until(|world| world.unanswered.is_empty().then_some(()));
        let in_time = timeout(PATIENCE, none).await.is_ok();
        assert!(in_time, "interactions without an answer: {:?}", self.unanswered());
    }
}
