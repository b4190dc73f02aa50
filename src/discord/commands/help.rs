//! `/help`: what whoever asks can do here.

use serenity::all::{CreateEmbed, EditInteractionResponse};

use crate::courier::letters::{BLUE, nobody};
use crate::language::Language;

use super::super::components::{deny, learn};
use super::super::defer::defer;
use super::super::{Context, Error};

/// What you can do with keyclerk
#[poise::command(slash_command)]
pub(super) async fn help(ctx: Context<'_>) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let (interaction, member) = (ctx.interaction, ctx.interaction.member.as_deref());
    let language = Language::or_english(&interaction.locale);
    let guild = match shop.access.guild(interaction.guild_id) {
        Ok(guild) => guild,
        Err(denied) => return deny(http, interaction.id, &interaction.token, denied, language).await,
    };
    defer(http, interaction.id, &interaction.token).await?;
    let is_staff = shop.access.staff(interaction.guild_id, member).is_ok();
    let administers = shop.access.administrator(interaction.guild_id, member).is_ok();
    let reply = told(language, is_staff, administers);
    http.edit_original_interaction_response(&interaction.token, &reply, vec![]).await?;
    learn(shop, guild, &interaction.user, &interaction.locale).await;
    Ok(())
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
