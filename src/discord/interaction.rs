//! The user and place of an interaction of any kind. See [`answer`](super::answer) for the ways to answer it.

use serenity::all::{
    ChannelType, CommandInteraction, ComponentInteraction, Interaction, Member, ModalInteraction,
    PartialChannel, Permissions, User,
};

use crate::courier::rest::Rest;
use crate::domain::{ChannelId, GuildId, InteractionId, InvalidSnowflake, StaffId};
use crate::i18n::Language;

/// An interaction.
#[derive(Clone, Copy)]
pub(super) struct Invocation<'a> {
    pub(super) rest: &'a Rest,
    pub(super) id: InteractionId,
    pub(super) token: &'a str,
    /// The server. It authorises nothing by itself.
    pub(super) guild: Option<GuildId>,
    pub(super) channel: ChannelId,
    /// True if the bot may write to the channel, according to this interaction.
    pub(super) bot_may_write: bool,
    pub(super) user: &'a User,
    /// The user, in the type that events and decisions use.
    pub(super) actor: StaffId,
    /// The user with the roles and permissions that Discord sent with this interaction.
    pub(super) member: Option<&'a Member>,
    /// The languages of the user and of the server, as Discord names them.
    pub(super) locale: &'a str,
    pub(super) guild_locale: Option<&'a str>,
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

/// Returns true if the bot may write to the channel of an interaction. Returns false if Discord omits the
/// necessary data.
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
        /// Reads a command or its autocomplete.
        of_command, CommandInteraction, as_deref
    );
    invocation_of!(
        /// Reads a press of a button, or a choice from a menu.
        of_component, ComponentInteraction, as_ref
    );
    invocation_of!(
        /// Reads a submitted form.
        of_modal, ModalInteraction, as_ref
    );

    /// Reads an interaction of any kind. Returns `None` for a kind that is never answered.
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

    /// Returns true if the owner of the application sent it in a direct message.
    pub(super) fn is_of_owner(&self) -> bool {
        let owner = self.rest.owner().ok().flatten();
        self.guild.is_none() && owner == Some(self.user.id.get())
    }

    /// Returns the language of the user.
    pub(super) fn language(&self) -> Language {
        Language::or_english(self.locale)
    }
}
