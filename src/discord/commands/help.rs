//! `/help`: what whoever asks can do here.

use serenity::all::{CreateEmbed, EditInteractionResponse};

use crate::courier::letters::{BLUE, nobody};
use crate::language::Language;

use super::Authorised;
use crate::discord::access::Access;
use crate::discord::components::learn;
use crate::discord::{Context, Error};

/// What you can do with keyclerk
#[poise::command(slash_command)]
pub(super) async fn help(ctx: Context<'_>) -> Result<(), Error> {
    super::authorised(ctx, Access::guild, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let is_staff = bot.access.staff(&invocation).is_ok();
        let administers = bot.access.administrator(&invocation).is_ok();
        learn(bot, guild, &invocation).await;
        invocation.edit(told(language, is_staff, administers)).await
    })
    .await
}

/// The help of a buyer, of staff, of an administrator.
pub(in crate::discord) fn told(
    language: Language,
    is_staff: bool,
    administers: bool,
) -> EditInteractionResponse {
    let parts = [
        (is_staff, "help-staff-label", "help-staff"),
        (administers, "help-administrator-label", "help-administrator"),
        (true, "help-buyer-label", "help-buyer"),
    ];
    let embed =
        parts.iter().filter(|(shown, ..)| *shown).fold(
            CreateEmbed::new().title(language.say("help-title")).color(BLUE),
            |embed, (_, label, text)| embed.field(language.say(label), language.say(text), false),
        );
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}
