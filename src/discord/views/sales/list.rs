//! The list of sales, divided into pages.

use serenity::all::{CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, EditInteractionResponse};

use crate::courier::custom_id::{CustomId, SalesPlace};
use crate::courier::letters::{BLUE, nobody};
use crate::courier::markup::{TimeStyle, time, user};
use crate::courier::safe_text::{cut, excerpt};
use crate::discord::views::parts::{secondary, state_words};
use crate::i18n::Language;
use crate::ledger::{ListedSale, SaleFilter};

use super::listed_sale::line;

/// The number of sales per page.
pub(in crate::discord) const ON_PAGE: u32 = 10;

/// Shows a page. Its buttons lead to the newest and to older sales, if there are any.
pub(in crate::discord) fn list(
    language: Language,
    filter: &SaleFilter,
    sales: &[ListedSale],
    newest: Option<SalesPlace>,
    older: Option<SalesPlace>,
) -> EditInteractionResponse {
    let lines: Vec<String> = sales.iter().map(|sale| line(language, sale)).collect();
    let text = match (lines.is_empty(), older.is_some()) {
        (true, true) => language.say("log-none-here"),
        (true, false) if newest.is_some() => language.say("log-none-older"),
        (true, false) => language.say("log-none"),
        (false, _) => lines.join("\n"),
    };
    let embed = CreateEmbed::new()
        .title(language.say("log-title"))
        .description(cut(&format!("{}{text}", filter_words(language, filter)), 4096))
        .color(BLUE)
        .footer(CreateEmbedFooter::new(language.say("log-footer")));
    let button = |place, label| secondary(CustomId::Sales(place), language.say(label));
    let newest = newest.map(|place| button(place, "newest-button"));
    let older = older.map(|place| button(place, "older-button"));
    let buttons: Vec<CreateButton> = newest.into_iter().chain(older).collect();
    let rows = if buttons.is_empty() { vec![] } else { vec![CreateActionRow::Buttons(buttons)] };
    EditInteractionResponse::new().content("").embed(embed).components(rows).allowed_mentions(nobody())
}

/// Returns the text above the list, which describes the filter.
fn filter_words(language: Language, filter: &SaleFilter) -> String {
    let only = |key: &str, name: &str, value: String| language.with(key, &[(name, value.into())]);
    let parts = [
        filter.buyer.map(|buyer| only("only-buyer", "buyer", user(buyer))),
        filter.staff.map(|staff| only("only-staff", "staff", user(staff))),
        filter
            .product
            .as_ref()
            .map(|product| only("only-product", "product", excerpt(product.as_str(), 100))),
        filter.state.map(|state| state_words(language, state)),
        filter.since.map(|since| only("only-since", "day", time(since, TimeStyle::ShortDate))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("{}\n\n", only("only", "what", parts.join(", ")))
}
