//! The user menu *Buyer's licenses*: what a member was sold, keys masked.

use serenity::all::{EditInteractionResponse, User, UserId};

use crate::domain::{BuyerId, GuildId};
use crate::language::Language;

use super::Authorised;
use crate::discord::{Bot, Context, Error, replies};

/// Lists the licenses sold to the selected member.
#[poise::command(context_menu_command = "Buyer's licenses")]
pub(super) async fn buyers_licenses(ctx: Context<'_>, user: User) -> Result<(), Error> {
    super::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let reply = page(bot, language, guild, user.id, 0).await?;
        invocation.edit(reply).await
    })
    .await
}

/// A page of it: `place` is the rest of the button's custom id, the buyer and the page.
pub(in crate::discord) async fn turned(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    place: &str,
) -> Result<Option<EditInteractionResponse>, Error> {
    let Some((buyer, page_number)) = place.split_once(':') else { return Ok(None) };
    let (Ok(buyer), Ok(page_number)) = (buyer.parse::<BuyerId>(), page_number.parse()) else {
        return Ok(None);
    };
    page(bot, language, guild, UserId::new(buyer.as_u64()), page_number).await.map(Some)
}

async fn page(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    user: UserId,
    page: u32,
) -> Result<EditInteractionResponse, Error> {
    let Ok(buyer) = BuyerId::new(user.get()) else { return Ok(replies::words(&language.say("bad-id"))) };
    let offset = page.saturating_mul(replies::THEIRS_PAGE);
    let (licenses, count) =
        bot.fulfilment.ledger.licenses_of(guild, buyer, offset, replies::THEIRS_PAGE).await?;
    Ok(replies::theirs(language, buyer, &licenses, page, count))
}
