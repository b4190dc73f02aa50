//! `/settings`, which shows the panel of a server's settings to administrators.
//!
//! The panel stores no state. An old panel shows the current settings as soon as it is used.

use serenity::all::EditInteractionResponse;

use crate::courier::custom_id::Right;
use crate::courier::permissions::{BotMember, Lack, channels_of};
use crate::discord::authorised::Authorised;
use crate::discord::bot::Context;
use crate::discord::error::CommandError;
use crate::discord::views::settings::{controls, panel as view};
use crate::domain::ChannelId;
use crate::ledger::{ShopSetting, ShopSettings};

use super::run;

/// Set up this server's shop
#[poise::command(slash_command)]
pub(super) async fn settings(ctx: Context<'_>) -> Result<(), CommandError> {
    run::with(Right::Administrator, ctx, |authorised| async move {
        authorised.invocation.defer().await?;
        authorised.invocation.edit(panel(authorised, None).await).await
    })
    .await
}

/// Builds the panel with the current settings. The control of the setting `open` is below it.
pub(in crate::discord) async fn panel(
    authorised: Authorised<'_>,
    open: Option<ShopSetting>,
) -> EditInteractionResponse {
    let Authorised { bot, guild, language, .. } = authorised;
    let settings = bot.fulfilment.ledger.shop(guild);
    // Without an answer, the default channel is omitted. The missing permissions are then shown as unknown.
    let default_channel = bot.default_channel.of(guild).await.unwrap_or_default();
    let lacks = lacks(authorised, &settings, default_channel).await;
    let defaults = view::Defaults { staff_roles: bot.access.default_roles(), sales_channel: default_channel };
    EditInteractionResponse::new()
        .content("")
        .embeds(view::embeds(language, &settings, &defaults, lacks.as_deref()))
        .components(controls::rows(language, &settings, open))
}

/// Returns what the bot lacks for the current settings, or `None` if Discord does not answer.
async fn lacks(
    Authorised { bot, guild, .. }: Authorised<'_>,
    settings: &ShopSettings,
    default_channel: Option<ChannelId>,
) -> Option<Vec<Lack>> {
    if channels_of(settings, default_channel).next().is_none() && settings.roles().next().is_none() {
        return Some(vec![]);
    }
    match BotMember::of(&bot.rest, guild, channels_of(settings, default_channel)).await {
        Ok(bot_member) => Some(bot_member.lacks(settings, default_channel)),
        Err(failed) => {
            tracing::warn!(%guild, %failed, "the bot's permissions cannot be read");
            None
        }
    }
}
