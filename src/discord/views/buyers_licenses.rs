//! The view of the licenses sold to a member, for staff. The keys are masked.

use serenity::all::{CreateEmbed, EditInteractionResponse};

use crate::courier::custom_id::CustomId;
use crate::courier::letters::{BLUE, expiry, nobody, number};
use crate::courier::markup::{TimeStyle, code, product_in_line, time, user};
use crate::courier::safe_text::cut;
use crate::domain::BuyerId;
use crate::i18n::Language;
use crate::ledger::OwnedLicense;

use super::parts::{page_footer, pager, state_words, words};

/// The number of licenses per page.
pub(in crate::discord) const ON_PAGE: u32 = 10;

/// Shows a page of the licenses. `count` is the total number of licenses.
pub(in crate::discord) fn buyers_licenses(
    language: Language,
    buyer: BuyerId,
    licenses: &[OwnedLicense],
    page: u32,
    count: u32,
) -> EditInteractionResponse {
    if licenses.is_empty() {
        return words(&language.with("theirs-none", &[("buyer", user(buyer).into())]));
    }
    let (page, pages) = (page as usize, count.div_ceil(ON_PAGE).max(1) as usize);
    let lines: Vec<String> = licenses.iter().map(|owned| line(language, owned)).collect();
    let embed = CreateEmbed::new()
        .title(language.with("theirs-title", &[("count", count.into())]))
        .description(cut(&format!("{}\n{}", user(buyer), lines.join("\n")), 4096))
        .color(BLUE)
        .footer(page_footer(language, page, pages));
    let id = |page| CustomId::BuyersLicenses { buyer, page: u32::try_from(page).unwrap_or(u32::MAX) };
    EditInteractionResponse::new()
        .embed(embed)
        .allowed_mentions(nobody())
        .components(pager(language, page, pages, id))
}

/// Returns the text of a license in one line.
fn line(language: Language, owned: &OwnedLicense) -> String {
    let refunded = owned.is_refunded.then(|| format!(" · **{}**", language.say("mark-refunded")));
    format!(
        "**{}** · {} · {}{} · {} · {} · {}",
        number(owned.sale),
        time(owned.sold_at, TimeStyle::ShortDate),
        state_words(language, owned.state),
        refunded.unwrap_or_default(),
        code(&owned.license.key),
        product_in_line(owned.license.product.as_ref()),
        expiry(language, owned.license.expires_at)
    )
}
