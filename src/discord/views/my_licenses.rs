//! The view of the user's own licenses with their keys. Only the user sees it.

use serenity::all::{CreateActionRow, EditInteractionResponse};

use crate::courier::custom_id::CustomId;
use crate::courier::letters::buyer::{owned, owned_title};
use crate::courier::letters::key_blocks::{Keys, WholeKeys, whole_keys};
use crate::courier::letters::{nobody, number, order};
use crate::courier::markup::{TimeStyle, time};
use crate::courier::rest::Upload;
use crate::courier::safe_text::{cut, excerpt};
use crate::i18n::Language;
use crate::ledger::OwnedLicense;

use super::parts::{pager, secondary, words};

/// The number of licenses per page.
pub(in crate::discord) const ON_PAGE: u32 = 5;
/// The maximum number of buttons in a row, which is Discord's limit.
const MOST_BUTTONS: usize = 5;
/// The longest product above a key, in characters.
const LONGEST_HEADING: usize = 60;

/// Shows a page of the licenses. `count` is the total number of licenses, and `shop` is the name of the
/// server.
pub(in crate::discord) fn my_licenses(
    language: Language,
    licenses: &[OwnedLicense],
    shop: Option<&str>,
    page: u32,
    count: u32,
) -> Upload<EditInteractionResponse> {
    if licenses.is_empty() {
        return words(&language.say("mine-none")).into();
    }
    let pages = count.div_ceil(ON_PAGE).max(1);
    let embeds = licenses
        .iter()
        .map(|license| {
            owned(language, &license.license, license.sale).field(
                language.say("bought-label"),
                bought(language, license, shop),
                true,
            )
        })
        .collect();
    let summary = language.with(
        "mine-summary",
        &[("count", count.into()), ("page", (page + 1).into()), ("pages", pages.into())],
    );
    let id = |page| CustomId::MyLicenses { page: u32::try_from(page).unwrap_or(u32::MAX) };
    let mut rows = vec![send_again(language, licenses)];
    rows.extend(pager(language, page as usize, pages as usize, id));
    let groups: Vec<Keys<'_>> =
        licenses.iter().map(|license| Keys::below(heading(language, license), &[&license.license])).collect();
    let WholeKeys { content, files } = whole_keys(language, None, &summary, &groups);
    let message = EditInteractionResponse::new().content(content).embeds(embeds).allowed_mentions(nobody());
    // The previous page may have had a file, which is removed.
    Upload { message: message.components(rows).clear_attachments(), files }
}

/// Returns the heading that names the license of the key below.
fn heading(language: Language, license: &OwnedLicense) -> String {
    let title = cut(&owned_title(language, &license.license), LONGEST_HEADING);
    format!("**{title}** · {}", order(language, license.sale))
}

/// Returns a text that says when and where a license was bought.
fn bought(language: Language, license: &OwnedLicense, shop: Option<&str>) -> String {
    let at = time(license.sold_at, TimeStyle::LongDate);
    match shop {
        Some(shop) => language.with("bought-from", &[("at", at.into()), ("shop", excerpt(shop, 200).into())]),
        None => at,
    }
}

/// Builds one button for each sale on the page. The button sends the sale's keys again.
fn send_again(language: Language, licenses: &[OwnedLicense]) -> CreateActionRow {
    let mut sales: Vec<_> = licenses.iter().map(|license| license.sale).collect();
    sales.dedup();
    let is_only = sales.len() == 1;
    let buttons = sales.into_iter().take(MOST_BUTTONS).map(|sale| {
        let label = if is_only {
            language.say("send-again-button")
        } else {
            language.with("send-one-again-button", &[("sale", number(sale).into())])
        };
        secondary(CustomId::SendAgain(sale), label)
    });
    CreateActionRow::Buttons(buttons.collect())
}
