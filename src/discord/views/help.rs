//! The view of `/help`.

use serenity::all::{CreateEmbed, EditInteractionResponse};

use crate::courier::letters::{BLUE, nobody};
use crate::i18n::Language;

/// Shows the help for a buyer, for staff or for an administrator.
pub(in crate::discord) fn help(
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
        parts.iter().filter(|(is_shown, ..)| *is_shown).fold(
            CreateEmbed::new().title(language.say("help-title")).color(BLUE),
            |embed, (_, label, text)| embed.field(language.say(label), language.say(text), false),
        );
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}
