//! Parts that several views share.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, EditInteractionResponse,
};

use crate::courier::custom_id::CustomId;
use crate::courier::letters::{RED, nobody, number};
use crate::courier::safe_text::cut;
use crate::domain::{SaleId, SaleState};
use crate::i18n::Language;

/// The maximum length of a message's content, in characters.
const LONGEST_CONTENT: usize = 2_000;

/// Builds an answer that contains only text.
pub(in crate::discord) fn words(text: &str) -> EditInteractionResponse {
    EditInteractionResponse::new().content(cut(text, LONGEST_CONTENT)).allowed_mentions(nobody())
}

/// Builds a refusal. Its texts say what happened, that nothing was done, and what to do next.
pub(in crate::discord) fn refusal(title: &str, text: &str) -> EditInteractionResponse {
    EditInteractionResponse::new().embed(CreateEmbed::new().title(title).description(text).color(RED))
}

/// Builds a button in the secondary style.
pub(super) fn secondary(id: CustomId, label: String) -> CreateButton {
    CreateButton::new(id).label(label).style(ButtonStyle::Secondary)
}

/// Builds the buttons that change the page. Builds none if there is only one page.
pub(super) fn pager(
    language: Language,
    page: usize,
    pages: usize,
    id: impl Fn(usize) -> CustomId,
) -> Vec<CreateActionRow> {
    if pages <= 1 {
        return vec![];
    }
    // The ids differ even on the first and the last page, because Discord refuses duplicate ids.
    let back = secondary(id(page.saturating_sub(1)), language.say("back-button")).disabled(page == 0);
    let on = secondary(id(page + 1), language.say("next-button")).disabled(page + 1 >= pages);
    vec![CreateActionRow::Buttons(vec![back, on])]
}

/// Builds the footer with the page number. `page` counts from 0, and the footer from 1.
pub(super) fn page_footer(language: Language, page: usize, pages: usize) -> CreateEmbedFooter {
    CreateEmbedFooter::new(language.with("page", &[("page", (page + 1).into()), ("pages", pages.into())]))
}

/// Returns the text for a sale's number.
pub(super) fn sale_number(language: Language, sale: SaleId) -> String {
    language.with("sale-number", &[("sale", number(sale).into())])
}

/// Returns the text for a sale's state.
pub(super) fn state_words(language: Language, state: SaleState) -> String {
    language.say(match state {
        SaleState::Requested | SaleState::Acknowledged | SaleState::Reserved | SaleState::Assigning => {
            "state-under-way"
        }
        SaleState::InDoubt => "state-in-doubt",
        SaleState::Held => "state-held",
        SaleState::Assigned => "state-assigned",
        SaleState::Undelivered => "state-undelivered",
        SaleState::Delivered => "state-delivered",
        SaleState::Failed => "state-failed",
    })
}
