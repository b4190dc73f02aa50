//! What the bot makes of an interaction, as the person who made it sees it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::message::{Message, Shown};
use super::screen::render;
use super::shared::Shared;
use super::state::{Sent, World};

/// How an interaction was answered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// With a message.
    Message,
    /// With “thinking…”; the message comes later.
    DeferredMessage,
    /// Not visibly; the message of the button is changed later, or not.
    DeferredUpdate,
    /// By changing the message of the button.
    Update,
    /// With choices of an autocomplete.
    Choices,
    /// With a form to fill in.
    Modal,
}

impl AnswerKind {
    pub(super) fn from_wire(number: u64) -> Option<Self> {
        Some(match number {
            4 => Self::Message,
            5 => Self::DeferredMessage,
            6 => Self::DeferredUpdate,
            7 => Self::Update,
            8 => Self::Choices,
            9 => Self::Modal,
            _ => return None,
        })
    }
}

/// The first answer to an interaction.
#[derive(Debug, Clone, Copy)]
pub struct Acknowledgement {
    /// How.
    pub kind: AnswerKind,
    /// Whether only the person who asked sees the answer.
    pub ephemeral: bool,
    /// When.
    pub at: Instant,
    /// How long after the interaction.
    pub took: Duration,
}

/// What the bot makes of an interaction.
#[derive(Clone)]
pub struct Reply {
    pub(super) shared: Arc<Shared>,
    pub(super) id: u64,
}

impl Reply {
    /// The interaction's snowflake.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Waits for the first answer.
    ///
    /// # Panics
    /// When none comes.
    pub async fn acknowledged(&self) -> Acknowledgement {
        self.shared.wait_for("an acknowledgement", |world| acknowledgement(self.sent(world)?)).await
    }

    /// The first answer, if there has been one.
    #[must_use]
    pub fn acknowledgement(&self) -> Option<Acknowledgement> {
        acknowledgement(self.sent(&self.shared.world())?)
    }

    /// Waits until the answer, as it then is, holds `text`.
    ///
    /// # Panics
    /// When it never does, with what it held instead.
    pub async fn says(&self, text: &str) -> Message {
        self.settled(&format!("an answer with {text:?}"), |message| render(message).contains(text)).await
    }

    /// Waits until the answer is as `done` wants it.
    ///
    /// # Panics
    /// When it never is.
    pub async fn settled_when(&self, done: impl FnMut(&Message) -> bool) -> Message {
        self.settled("an answer as wanted", done).await
    }

    async fn settled(&self, what: &str, mut done: impl FnMut(&Message) -> bool) -> Message {
        let found = self.shared.until(|world| self.original(world).filter(|message| done(message)).cloned());
        match tokio::time::timeout(super::shared::PATIENCE, found).await {
            Ok(message) => message,
            Err(_) => panic!(
                "waited in vain for {what}; the answer is\n{}\n{}",
                self.text(),
                self.shared.transcript()
            ),
        }
    }

    /// Waits for an answer with something in it: a message that is no longer “thinking…”.
    ///
    /// # Panics
    /// When none comes.
    pub async fn message(&self) -> Message {
        self.settled("a message", |message| !message.thinking).await
    }

    /// The answer as it is now, if there is one.
    #[must_use]
    pub fn now(&self) -> Option<Message> {
        self.original(&self.shared.world()).cloned()
    }

    /// What the person reads now; empty when there is no answer.
    #[must_use]
    pub fn text(&self) -> String {
        self.now().map(|message| render(&message)).unwrap_or_default()
    }

    /// Whether there is an answer that only the person who asked sees.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.now().is_some_and(|message| message.ephemeral)
    }

    /// The further messages so far, oldest first.
    #[must_use]
    pub fn followups(&self) -> Vec<Message> {
        self.further(&self.shared.world())
    }

    /// Waits for a further message that holds `text`.
    ///
    /// # Panics
    /// When none comes.
    pub async fn followup_containing(&self, text: &str) -> Message {
        let found = |world: &World| self.further(world).into_iter().find(|one| render(one).contains(text));
        self.shared.wait_for(&format!("a follow-up with {text:?}"), found).await
    }

    /// Waits for the form that the bot shows: its title, custom id and fields, as sent.
    ///
    /// # Panics
    /// When none is shown.
    pub async fn modal(&self) -> Value {
        self.shared
            .wait_for("a modal", |world| {
                let answer = self.sent(world)?.answer.as_ref()?;
                (answer.kind == AnswerKind::Modal).then(|| answer.data.clone())
            })
            .await
    }

    fn sent<'a>(&self, world: &'a World) -> Option<&'a Sent> {
        world.interactions.get(&self.id)
    }

    fn original<'a>(&self, world: &'a World) -> Option<&'a Message> {
        world.message(self.sent(world)?.original?)
    }

    fn further(&self, world: &World) -> Vec<Message> {
        let ids = self.sent(world).map(|sent| sent.followups.as_slice()).unwrap_or_default();
        ids.iter().filter_map(|id| world.message(*id)).cloned().collect()
    }
}

fn acknowledgement(sent: &Sent) -> Option<Acknowledgement> {
    let answer = sent.answer.as_ref()?;
    let took = answer.at.duration_since(sent.at);
    Some(Acknowledgement { kind: answer.kind, ephemeral: answer.ephemeral, at: answer.at, took })
}

impl Shown for Reply {
    /// # Panics
    /// When there is no answer yet; wait for one with [`Reply::message`].
    fn shown(&self) -> Message {
        match self.now() {
            Some(message) => message,
            None => panic!("there is no answer to press anything on\n{}", self.shared.transcript()),
        }
    }
}
