//! An interaction whose user has the right that it needs.

use crate::courier::custom_id::Right;
use crate::domain::{GuildId, SaleId};
use crate::i18n::Language;
use crate::ledger::LedgerError;

use super::access::Denied;
use super::bot::Bot;
use super::interaction::Invocation;

/// An interaction whose user has the right that it needs.
#[derive(Clone, Copy)]
pub(super) struct Authorised<'a> {
    pub(super) bot: &'a Bot,
    pub(super) invocation: Invocation<'a>,
    /// The server in which the right holds. In a direct message, this is the sale's server.
    pub(super) guild: GuildId,
    pub(super) language: Language,
}

impl<'a> Authorised<'a> {
    /// Checks the right; see [`Access::authorise`](super::Access::authorise).
    pub(super) async fn of(
        bot: &'a Bot,
        invocation: Invocation<'a>,
        right: Right,
        sale: Option<SaleId>,
    ) -> Result<Result<Self, Denied>, LedgerError> {
        let guild = bot.access.authorise(&invocation, right, sale).await?;
        Ok(guild.map(|guild| Self { bot, invocation, guild, language: invocation.language() }))
    }
}
