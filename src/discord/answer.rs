//! The ways to answer an interaction.

use serenity::all::{
    CreateAutocompleteResponse, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateModal, EditInteractionResponse,
};

use crate::courier::letters::nobody;
use crate::courier::rest::{Failed, Upload};

use super::error::CommandError as Error;
use super::interaction::Invocation;

/// The key of the message about a button of another version.
const OUTDATED: &str = "outdated";

/// Proof that an interaction has its answer. A handler cannot end without one.
#[derive(Debug)]
#[must_use]
pub(super) struct Answered(());

impl Answered {
    /// Leaves the answer to a sale, whose own messages edit the deferred one.
    pub(super) fn by_the_sale() -> Self {
        Self(())
    }
}

impl Invocation<'_> {
    /// Defers an ephemeral answer, which [`Self::edit`] gives.
    ///
    /// # Errors
    /// [`Failed`] when Discord did not accept it. Nothing may be assigned for this interaction then.
    pub(super) async fn defer(&self) -> Result<(), Failed> {
        let message = CreateInteractionResponseMessage::new().ephemeral(true);
        self.first(CreateInteractionResponse::Defer(message)).await
    }

    /// Accepts a press, or a form that a message's menu opened. [`Self::edit`] then changes that message.
    pub(super) async fn acknowledge(&self) -> Result<(), Failed> {
        self.first(CreateInteractionResponse::Acknowledge).await
    }

    /// Sends an ephemeral text as the first answer.
    pub(super) async fn respond(&self, text: &str) -> Result<Answered, Error> {
        let message =
            CreateInteractionResponseMessage::new().content(text).ephemeral(true).allowed_mentions(nobody());
        self.first(CreateInteractionResponse::Message(message)).await?;
        Ok(Answered(()))
    }

    /// Opens a form, which is a first answer by itself.
    pub(super) async fn open_form(&self, form: CreateModal) -> Result<Answered, Error> {
        self.first(CreateInteractionResponse::Modal(form)).await?;
        Ok(Answered(()))
    }

    /// Offers choices while somebody types.
    pub(super) async fn suggest(&self, choices: CreateAutocompleteResponse) -> Result<Answered, Error> {
        self.first(CreateInteractionResponse::Autocomplete(choices)).await?;
        Ok(Answered(()))
    }

    /// Gives the deferred answer, or changes the message that the button is on.
    pub(super) async fn edit(
        &self,
        reply: impl Into<Upload<EditInteractionResponse>>,
    ) -> Result<Answered, Error> {
        self.rest.edit_reply(self.token, &reply.into()).await?;
        Ok(Answered(()))
    }

    /// Sends an ephemeral follow-up. After a deferral it replaces the placeholder.
    pub(super) async fn follow_up(&self, text: &str) -> Result<Answered, Error> {
        let message =
            CreateInteractionResponseFollowup::new().content(text).ephemeral(true).allowed_mentions(nobody());
        self.rest.follow_up(self.token, &message).await?;
        Ok(Answered(()))
    }

    /// Defers and answers.
    pub(super) async fn answer(
        &self,
        reply: impl Into<Upload<EditInteractionResponse>>,
    ) -> Result<Answered, Error> {
        self.defer().await?;
        self.edit(reply).await
    }

    /// Says that this version does not know the button that was pressed.
    pub(super) async fn outdated(&self) -> Result<Answered, Error> {
        self.respond(&self.language().say(OUTDATED)).await
    }

    /// Says after [`Self::acknowledge`] that this version does not know the button that was pressed. The
    /// message with the button stays as it is.
    pub(super) async fn outdated_after_acknowledging(&self) -> Result<Answered, Error> {
        self.follow_up(&self.language().say(OUTDATED)).await
    }

    /// Says something after an answer or in place of one. The follow-up is tried first, because Discord refuses
    /// it before an answer, while "already acknowledged" may be the success of a lost attempt.
    pub(super) async fn say_anyway(&self, text: &str) -> Result<Answered, Error> {
        match self.follow_up(text).await {
            Err(Error::Discord(Failed::Refused(_))) => self.respond(text).await,
            said => said,
        }
    }

    async fn first(&self, response: CreateInteractionResponse) -> Result<(), Failed> {
        self.rest.respond(self.id, self.token, &response).await
    }
}
