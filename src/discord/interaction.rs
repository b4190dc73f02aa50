//! An interaction of any kind: its user, its place, and the ways to answer it.

use serenity::all::{
    ChannelType, CommandInteraction, ComponentInteraction, CreateAutocompleteResponse,
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
    CreateModal, EditInteractionResponse, Interaction, Member, ModalInteraction, PartialChannel, Permissions,
    User,
};

use crate::courier::letters::nobody;
use crate::courier::rest::{Failed, Rest, Upload};
use crate::domain::{ChannelId, GuildId, InteractionId, InvalidSnowflake, StaffId};
use crate::language::Language;

use super::bot::Error;

/// The key of the message about a button of another version.
const OUTDATED: &str = "outdated";

/// An interaction.
#[derive(Clone, Copy)]
pub(super) struct Invocation<'a> {
    rest: &'a Rest,
    pub(super) id: InteractionId,
    pub(super) token: &'a str,
    /// The server. It authorises nothing by itself.
    pub(super) guild: Option<GuildId>,
    pub(super) channel: ChannelId,
    /// The bot may write to the channel, as Discord said with this interaction.
    pub(super) bot_may_write: bool,
    pub(super) user: &'a User,
    /// The user as events and decisions name them.
    pub(super) actor: StaffId,
    /// The user with the roles and permissions that Discord sent with this interaction.
    pub(super) member: Option<&'a Member>,
    /// The languages of the user and of the server, as Discord names them.
    pub(super) locale: &'a str,
    pub(super) guild_locale: Option<&'a str>,
}

/// Proof that an interaction has its answer. A handler cannot end without one.
#[derive(Debug)]
#[must_use]
pub(super) struct Answered(());

impl Answered {
    /// Leaves the answer to a sale: its own messages edit the deferred one.
    pub(super) fn by_the_sale() -> Self {
        Self(())
    }
}

macro_rules! invocation_of {
    ($(#[$doc:meta])* $name:ident, $kind:ty, $member:ident) => {
        $(#[$doc])*
        pub(super) fn $name(rest: &'a Rest, from: &'a $kind) -> Result<Self, InvalidSnowflake> {
            Ok(Self {
                rest,
                id: InteractionId::new(from.id.get())?,
                token: &from.token,
                guild: from.guild_id.map(|guild| GuildId::new(guild.get())).transpose()?,
                channel: ChannelId::new(from.channel_id.get())?,
                bot_may_write: may_write(from.app_permissions, from.channel.as_ref()),
                user: &from.user,
                actor: StaffId::new(from.user.id.get())?,
                member: from.member.$member(),
                locale: &from.locale,
                guild_locale: from.guild_locale.as_deref(),
            })
        }
    };
}

/// Tells whether the bot may write to the channel of an interaction. The answer is no where Discord leaves
/// something out.
fn may_write(app_permissions: Option<Permissions>, channel: Option<&PartialChannel>) -> bool {
    let (Some(permissions), Some(channel)) = (app_permissions, channel) else { return false };
    let needed = match channel.kind {
        ChannelType::NewsThread | ChannelType::PublicThread | ChannelType::PrivateThread => {
            Permissions::SEND_MESSAGES_IN_THREADS
        }
        _ => Permissions::SEND_MESSAGES,
    };
    permissions.contains(Permissions::ADMINISTRATOR)
        || permissions.contains(Permissions::VIEW_CHANNEL | needed)
}

impl<'a> Invocation<'a> {
    invocation_of!(
        /// Reads a command, or the typing of one.
        of_command, CommandInteraction, as_deref
    );
    invocation_of!(
        /// Reads a press of a button, or a choice from a menu.
        of_component, ComponentInteraction, as_ref
    );
    invocation_of!(
        /// Reads a form that was sent.
        of_modal, ModalInteraction, as_ref
    );

    /// Reads an interaction of any kind; `None` for a kind that nobody answers.
    pub(super) fn of(rest: &'a Rest, interaction: &'a Interaction) -> Option<Self> {
        let read = match interaction {
            Interaction::Command(command) | Interaction::Autocomplete(command) => {
                Self::of_command(rest, command)
            }
            Interaction::Component(press) => Self::of_component(rest, press),
            Interaction::Modal(modal) => Self::of_modal(rest, modal),
            _ => return None,
        };
        read.inspect_err(|error| tracing::warn!(%error, "interaction rejected")).ok()
    }

    /// Tells whether the owner of the application wrote in a direct message.
    pub(super) fn is_of_owner(&self) -> bool {
        let owner = self.rest.owner().ok().flatten();
        self.guild.is_none() && owner == Some(self.user.id.get())
    }

    /// Returns the language of the user.
    pub(super) fn language(&self) -> Language {
        Language::or_english(self.locale)
    }

    /// Defers an ephemeral answer, which [`Self::edit`] gives.
    ///
    /// # Errors
    /// Discord did not take it: nothing may be assigned for this interaction.
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

    /// Opens a form, which is an answer of its own.
    pub(super) async fn open_form(&self, form: CreateModal) -> Result<Answered, Error> {
        self.first(CreateInteractionResponse::Modal(form)).await?;
        Ok(Answered(()))
    }

    /// Offers choices while somebody types.
    pub(super) async fn suggest(&self, choices: CreateAutocompleteResponse) -> Result<Answered, Error> {
        self.first(CreateInteractionResponse::Autocomplete(choices)).await?;
        Ok(Answered(()))
    }

    /// Gives the deferred answer, or changes the message that was pressed on.
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

    /// Says something whether or not there was an answer before. The follow-up is tried first: Discord
    /// refuses it where there was none, while "already acknowledged" may be a lost attempt's own success.
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
