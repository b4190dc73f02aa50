//! What commands answer, as pure builders. What a sale answers is in
//! [`courier::letters`](crate::courier::letters).

use std::collections::BTreeMap;

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, CreateSelectMenu,
    CreateSelectMenuKind, EditInteractionResponse,
};

use crate::courier::letters::{buyer::owned, expiry, license_fields, nobody, number};
use crate::courier::text::{cut, plain};
use crate::domain::{BuyerId, License, StaffId, Timestamp};
use crate::fulfilment::StockList;
use crate::journal::Lasting;
use crate::ledger::{OwnedLicense, SaleRecord};
use crate::reseller::{LicenseInfo, VendorError};

use super::shelf;

/// Begins the custom id of *Show key*; a handle follows.
pub(super) const SHOW: &str = "show:";
/// Begins the custom id of a button that shows a sale; its number follows.
pub(super) const SALE: &str = "sale:";
/// Begins the custom id of *Assign to…*; a handle follows.
pub(super) const ASSIGN: &str = "assign:";
/// Begins the custom id of a page of the stock; page and product's number follow.
pub(super) const STOCK: &str = "stock:";
/// Begins the custom id of a page of a buyer's licenses; the page follows.
pub(super) const MINE: &str = "mine:";

/// Begins the custom id of *Send it to my DMs again*; the sale's number follows.
pub(super) const SEND: &str = "send:";
/// Begins the custom id of a page of somebody's licenses; their id and the page follow.
pub(super) const THEIRS: &str = "theirs:";

/// Licenses on a page of somebody's, for staff.
pub(super) const THEIRS_PAGE: u32 = 10;
/// Licenses on a page of the stock, and of a buyer's own.
pub(super) const STOCK_PAGE: usize = 15;
pub(super) const MINE_PAGE: u32 = 5;

const BLUE: u32 = 0x1f_6f_eb;
const RED: u32 = 0xcf_22_2e;

/// A plain answer.
pub(super) fn words(text: &str) -> EditInteractionResponse {
    EditInteractionResponse::new().content(cut(text, 2000)).allowed_mentions(nobody())
}

/// A refusal: what happened, that nothing was sold, what to do next.
pub(super) fn refusal(title: &str, text: &str) -> EditInteractionResponse {
    EditInteractionResponse::new().embed(CreateEmbed::new().title(title).description(text).color(RED))
}

/// The reference belongs to an earlier sale.
pub(super) fn referenced(sale: &SaleRecord) -> EditInteractionResponse {
    let reference = cut(&plain(sale.reference.as_deref().unwrap_or_default()), 200);
    before(sale, &format!("The reference *{reference}* belongs to sale {}:", number(sale.id)))
}

/// Selling is paused.
pub(super) fn paused(by: StaffId) -> EditInteractionResponse {
    let text = format!("<@{by}> has paused selling. An administrator can let it go on in `/settings`.");
    refusal("Nothing was sold", &text).allowed_mentions(nobody())
}

/// The buyer is a member no more.
pub(super) fn buyer_has_left(buyer: BuyerId) -> EditInteractionResponse {
    let text = format!("<@{buyer}> is not a member of this server any more. They have to join again first.");
    refusal("Nothing was sold", &text).allowed_mentions(nobody())
}

/// The faulty sale was made good before.
pub(super) fn replaced(sale: &SaleRecord) -> EditInteractionResponse {
    let faulty = sale.replaces.map_or_else(String::new, |faulty| format!(" {}", number(faulty)));
    before(sale, &format!("Sale{faulty} was made good before, by sale {}:", number(sale.id)))
}

/// Nothing was sold because of an earlier sale, which a button shows.
fn before(sale: &SaleRecord, text: &str) -> EditInteractionResponse {
    let text = format!(
        "{text} <@{}> sold to <@{}> <t:{}:R>.\nIf this is another sale, give it another reference.",
        sale.staff,
        sale.buyer,
        sale.requested_at.as_secs()
    );
    let show =
        CreateButton::new(format!("{SALE}{}", sale.id)).label(format!("Show sale {}", number(sale.id)));
    refusal("Nothing was sold", &text)
        .allowed_mentions(nobody())
        .components(vec![CreateActionRow::Buttons(vec![show.style(ButtonStyle::Secondary)])])
}

/// The vendor brought no answer to something that only looks.
pub(super) fn vendor_failed(error: &VendorError) -> EditInteractionResponse {
    let text = match error {
        VendorError::Refused(words) => format!("The vendor says: “{}”", cut(&plain(words.as_str()), 600)),
        VendorError::Unauthorised(_) => {
            "The vendor refuses the shop's API key. Tell the owner: a new key is needed.".to_owned()
        }
        VendorError::RateLimited => {
            "The vendor takes no more calls for the moment. Try again in a minute.".to_owned()
        }
        _ => "The vendor cannot be reached or makes no sense. Try again in a minute.".to_owned(),
    };
    refusal("Nothing was looked up", &format!("{text}\nNothing was sold or changed."))
}

/// A license fetched for staff: masked, to be assigned or shown.
pub(super) fn fetched(license: &License, handle: &str) -> EditInteractionResponse {
    let embed = license_fields(CreateEmbed::new().title("A license from the stock").color(BLUE), license)
        .field("Key", format!("`{}`", license.key), true)
        .footer(CreateEmbedFooter::new("Not sold yet; for 15 minutes it is not drawn for others"));
    let choose = CreateSelectMenu::new(
        format!("{ASSIGN}{handle}"),
        CreateSelectMenuKind::User { default_users: None },
    )
    .placeholder("Assign to…");
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody()).components(vec![
        CreateActionRow::SelectMenu(choose),
        CreateActionRow::Buttons(vec![
            CreateButton::new(format!("{SHOW}{handle}")).label("Show key").style(ButtonStyle::Secondary),
        ]),
    ])
}

/// What the vendor knows of a license.
pub(super) fn info(info: &LicenseInfo, now: Timestamp) -> EditInteractionResponse {
    let state = if info.is_assigned {
        "assigned to a buyer"
    } else if info.is_expired || info.license.is_expired(now) {
        "expired"
    } else {
        "free"
    };
    let embed = license_fields(CreateEmbed::new().title("License").color(BLUE), &info.license)
        .field("Key", format!("`{}`", info.license.key), true)
        .field("State", state, true);
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}

/// Products of the stock and how many licenses of each can be sold, by name.
pub(super) fn count_by_product(list: &StockList, now: Timestamp) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for license in list.licenses.iter().filter(|license| !license.is_expired(now)) {
        let product = license.product.as_ref().map_or("?", |product| product.as_str());
        *counts.entry(product.to_owned()).or_default() += 1;
    }
    counts
}

/// A page of the stock: counts, then the licenses, masked. `product` is the position of a product
/// in the counts, which a custom id can carry whatever the product's name.
pub(super) fn stock(
    list: &StockList,
    product: Option<&str>,
    lasting: &[Lasting],
    page: usize,
    now: Timestamp,
) -> EditInteractionResponse {
    let counts = count_by_product(list, now);
    let fits = |license: &&License| {
        !license.is_expired(now)
            && product.is_none_or(|asked| license.product.as_ref().map_or("?", |p| p.as_str()) == asked)
    };
    let licenses: Vec<&License> = list.licenses.iter().filter(fits).collect();
    let pages = licenses.len().div_ceil(STOCK_PAGE).max(1);
    let page = page.min(pages - 1);
    let summary = shelf::lines(list, product, lasting, now);
    let lines: Vec<String> = licenses
        .iter()
        .skip(page * STOCK_PAGE)
        .take(STOCK_PAGE)
        .map(|license| {
            let product = license.product.as_ref().map_or("?", |product| product.as_str());
            format!("`{}` · {} · {}", license.key, cut(&plain(product), 60), expiry(license.expires_at))
        })
        .collect();
    let text = if licenses.is_empty() {
        "No license is available.".to_owned()
    } else {
        format!("{}\n\n{}", summary.join("\n"), lines.join("\n"))
    };
    let embed = CreateEmbed::new()
        .title(format!("{} available", licenses.len()))
        .description(cut(&text, 4096))
        .color(BLUE)
        .footer(CreateEmbedFooter::new(format!("Page {} of {pages}", page + 1)));
    let at = product.and_then(|asked| counts.keys().position(|name| name == asked));
    let of = at.map_or_else(String::new, |at| at.to_string());
    let custom_id = |page: usize| format!("{STOCK}{page}:{of}");
    EditInteractionResponse::new()
        .embed(embed)
        .allowed_mentions(nobody())
        .components(pager(page, pages, custom_id))
}

/// A page of what a member was sold, for staff: the keys masked.
pub(super) fn theirs(
    buyer: BuyerId,
    licenses: &[OwnedLicense],
    page: u32,
    count: u32,
) -> EditInteractionResponse {
    if licenses.is_empty() {
        return words(&format!("<@{buyer}> has no license from this server."));
    }
    let pages = count.div_ceil(THEIRS_PAGE).max(1);
    let lines: Vec<String> = licenses
        .iter()
        .map(|owned| {
            let product = owned.license.product.as_ref().map_or("?", |product| product.as_str());
            format!(
                "**{}** · <t:{}:d> · `{}` · {} · {}",
                number(owned.sale),
                owned.sold_at.as_secs(),
                owned.license.key,
                cut(&plain(product), 60),
                expiry(owned.license.expires_at)
            )
        })
        .collect();
    let embed = CreateEmbed::new()
        .title(format!("{count} licenses"))
        .description(cut(&format!("<@{buyer}> holds\n{}", lines.join("\n")), 4096))
        .color(BLUE)
        .footer(CreateEmbedFooter::new(format!(
            "Page {} of {pages} · /sales show tells all of one",
            page + 1
        )));
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody()).components(pager(
        page as usize,
        pages as usize,
        |page| format!("{THEIRS}{buyer}:{page}"),
    ))
}

/// What was typed is no quantity.
pub(super) fn no_quantity() -> EditInteractionResponse {
    refusal("Nothing was sold", "The quantity has to be a number from 1 to 25.")
}

/// A page of a buyer's licenses, whole: they are theirs, and only they see it.
pub(super) fn mine(
    licenses: &[OwnedLicense],
    shop: Option<&str>,
    page: u32,
    count: u32,
) -> EditInteractionResponse {
    if licenses.is_empty() {
        return words("You have no licenses from this server yet.");
    }
    let pages = count.div_ceil(MINE_PAGE).max(1);
    let embeds = licenses
        .iter()
        .map(|license| {
            owned(&[&license.license], license.sale)
                .field("Bought", bought(license, shop), true)
                .title(format!("Your license · sale {}", number(license.sale)))
        })
        .collect();
    let mut rows = vec![send_again(licenses)];
    rows.extend(pager(page as usize, pages as usize, |page| format!("{MINE}{page}")));
    let content = format!("{count} licenses, page {} of {pages}. Only you see this.", page + 1);
    EditInteractionResponse::new().content(content).embeds(embeds).allowed_mentions(nobody()).components(rows)
}

/// When, and from whom.
fn bought(license: &OwnedLicense, shop: Option<&str>) -> String {
    let from = shop.map_or_else(String::new, |shop| format!(" from {}", cut(&plain(shop), 200)));
    format!("<t:{}:D>{from}", license.sold_at.as_secs())
}

/// A button for each sale on the page that has its keys sent again.
fn send_again(licenses: &[OwnedLicense]) -> CreateActionRow {
    let mut sales: Vec<_> = licenses.iter().map(|license| license.sale).collect();
    sales.dedup();
    let one = sales.len() == 1;
    let buttons = sales.into_iter().take(5).map(|sale| {
        let label = if one {
            "Send it to my DMs again".to_owned()
        } else {
            format!("Send {} to my DMs again", number(sale))
        };
        CreateButton::new(format!("{SEND}{sale}")).label(label).style(ButtonStyle::Secondary)
    });
    CreateActionRow::Buttons(buttons.collect())
}

fn pager(page: usize, pages: usize, custom_id: impl Fn(usize) -> String) -> Vec<CreateActionRow> {
    if pages <= 1 {
        return vec![];
    }
    // Distinct even where both would lead to the same page: Discord refuses a custom id twice.
    let back = CreateButton::new(custom_id(page.saturating_sub(1))).label("Back").disabled(page == 0);
    let on = CreateButton::new(custom_id(page + 1)).label("Next").disabled(page + 1 >= pages);
    vec![CreateActionRow::Buttons(vec![back.style(ButtonStyle::Secondary), on.style(ButtonStyle::Secondary)])]
}
