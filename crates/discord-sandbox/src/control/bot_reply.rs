//! The bot's answer to an interaction, as the user sees it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::render::render;
use crate::state::messages::Posted;
use crate::state::shared::Shared;
use crate::state::world::World;

/// The bot's answer to an interaction.
#[derive(Clone)]
pub struct Reply {
    pub(crate) shared: Arc<Shared>,
    pub(crate) id: u64,
}

impl Reply {
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// Waits for the callback (an answer or a deferral). Returns the time that it took.
    ///
    /// # Panics
    /// On timeout.
    pub async fn acknowledged(&self) -> Duration {
        self.shared
            .wait_for("an acknowledgement", |world| {
                let sent = &world.interactions[&self.id];
                Some(sent.acknowledged?.1.duration_since(sent.at))
            })
            .await
    }

    /// Waits until the answer or a follow-up contains `text` when it is rendered.
    ///
    /// # Panics
    /// On timeout.
    pub async fn says(&self, text: &str) -> Posted {
        self.says_any(&[text]).await
    }

    /// Waits until the answer or a follow-up contains one of `texts` when it is rendered.
    ///
    /// # Panics
    /// On timeout.
    pub async fn says_any(&self, texts: &[&str]) -> Posted {
        let what = format!("an answer with {texts:?}");
        let holds = |message: &&Posted| texts.iter().any(|text| render(&message.body).contains(text));
        let found = |world: &World| self.answers(world).find(|message| holds(message)).cloned();
        self.shared.wait_for(&what, found).await
    }

    /// Waits for the modal that answers the interaction.
    ///
    /// # Panics
    /// On timeout.
    pub async fn modal(&self) -> Value {
        let id = self.id();
        self.shared.wait_for("a modal", |world| world.interactions.get(&id)?.modal.clone()).await
    }

    /// Returns the message whose component was used.
    pub(crate) fn pressed(&self) -> Option<Posted> {
        let world = self.shared.world();
        let sent = world.interactions.get(&self.id())?;
        let id: u64 = sent.payload["message"]["id"].as_str()?.parse().ok()?;
        world.messages.one(id).cloned()
    }

    /// Returns the interaction's token. Tests can check that the bot does not log it.
    #[must_use]
    pub fn token(&self) -> String {
        self.shared.world().interactions[&self.id].token.clone()
    }

    /// Returns the current answer, if there is one.
    #[must_use]
    pub fn message(&self) -> Option<Posted> {
        self.find(&self.shared.world())
    }

    /// Returns whether the answer is ephemeral.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.message().is_some_and(|message| message.ephemeral)
    }

    fn find(&self, world: &World) -> Option<Posted> {
        self.answers(world).next().cloned()
    }

    /// Returns the answer and its follow-ups.
    fn answers<'a>(&self, world: &'a World) -> impl Iterator<Item = &'a Posted> {
        let sent = world.interactions.get(&self.id);
        let ids = sent.into_iter().flat_map(|sent| sent.original.iter().chain(&sent.more));
        ids.filter_map(|id| world.messages.one(*id))
    }
}
