//! The ways to answer an interaction.

use serenity::all::{
    CreateAutocompleteResponse, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateModal, EditInteractionResponse,
};

use crate::courier::letters::nobody;
use crate::courier::rest::{Failed, Upload};

use super::error::CommandError;
use super::interaction::Invocation;

/// The key of the message about a button of another version.
const OUTDATED: &str = "outdated";

/// Proof that an interaction was answered. A handler cannot return without one.
#[derive(Debug)]
#[must_use]
pub(super) struct Answered(());

impl Answered {
    /// Leaves the answer to the sale, whose messages edit the deferred response.
    pub(super) fn by_the_sale() -> Self {
        Self(())
    }
}

impl Invocation<'_> {
    /// Defers an ephemeral answer. [`Self::edit`] provides the answer later.
    ///
    /// # Errors
    /// [`Failed`] when Discord did not accept it. Nothing may be assigned for this interaction then.
    pub(super) async fn defer(&self) -> Result<(), Failed> {
        let message = CreateInteractionResponseMessage::new().ephemeral(true);
        self.first(CreateInteractionResponse::Defer(message)).await
    }

    /// Acknowledges a press, or a form that was opened from a message. [`Self::edit`] then changes that
    /// message.
    pub(super) async fn acknowledge(&self) -> Result<(), Failed> {
        self.first(CreateInteractionResponse::Acknowledge).await
    }

    /// Sends an ephemeral text as the first response.
    pub(super) async fn respond(&self, text: &str) -> Result<Answered, CommandError> {
        let message =
            CreateInteractionResponseMessage::new().content(text).ephemeral(true).allowed_mentions(nobody());
        self.first(CreateInteractionResponse::Message(message)).await?;
        Ok(Answered(()))
    }

    /// Opens a form as the first response.
    pub(super) async fn open_form(&self, form: CreateModal) -> Result<Answered, CommandError> {
        self.first(CreateInteractionResponse::Modal(form)).await?;
        Ok(Answered(()))
    }

    /// Sends choices for autocomplete.
    pub(super) async fn suggest(
        &self,
        choices: CreateAutocompleteResponse,
    ) -> Result<Answered, CommandError> {
        self.first(CreateInteractionResponse::Autocomplete(choices)).await?;
        Ok(Answered(()))
    }

    /// Gives the deferred answer, or changes the message that the button is on.
    pub(super) async fn edit(
        &self,
        reply: impl Into<Upload<EditInteractionResponse>>,
    ) -> Result<Answered, CommandError> {
        self.rest.edit_reply(self.token, &reply.into()).await?;
        Ok(Answered(()))
    }

    /// Sends an ephemeral follow-up. After a deferral, the follow-up replaces the placeholder.
    pub(super) async fn follow_up(&self, text: &str) -> Result<Answered, CommandError> {
        let message =
            CreateInteractionResponseFollowup::new().content(text).ephemeral(true).allowed_mentions(nobody());
        self.rest.follow_up(self.token, &message).await?;
        Ok(Answered(()))
    }

    /// Defers, then sends the answer.
    pub(super) async fn answer(
        &self,
        reply: impl Into<Upload<EditInteractionResponse>>,
    ) -> Result<Answered, CommandError> {
        self.defer().await?;
        self.edit(reply).await
    }

    /// Tells the user that this version does not know the pressed button.
    pub(super) async fn outdated(&self) -> Result<Answered, CommandError> {
        self.respond(&self.language().say(OUTDATED)).await
    }

    /// Tells the user, after [`Self::acknowledge`], that this version does not know the pressed button. The
    /// message with the button does not change.
    pub(super) async fn outdated_after_acknowledging(&self) -> Result<Answered, CommandError> {
        self.follow_up(&self.language().say(OUTDATED)).await
    }

    /// Sends a text whether or not the interaction was answered before. Tries a follow-up first, because
    /// Discord refuses one before the first response. A first response is less clear: "already acknowledged"
    /// may mean that a lost attempt succeeded.
    pub(super) async fn say_anyway(&self, text: &str) -> Result<Answered, CommandError> {
        match self.follow_up(text).await {
            Err(CommandError::Discord(Failed::Refused(_))) => self.respond(text).await,
            said => said,
        }
    }

    async fn first(&self, response: CreateInteractionResponse) -> Result<(), Failed> {
        self.rest.respond(self.id, self.token, &response).await
    }
}
