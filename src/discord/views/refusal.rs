//! What commands answer, as pure builders. What a sale answers is in
//! [`courier::letters`](crate::courier::letters).

use std::collections::BTreeMap;

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, CreateSelectMenu,
    CreateSelectMenuKind, EditInteractionResponse,
};

use crate::courier::letters::buyer::owned;
use crate::courier::letters::keys::{Keys, WholeKeys, whole_keys};
use crate::courier::letters::staff_reply::unreadable;
use crate::courier::letters::{BLUE, RED, expiry, license_fields, nobody, number};
use crate::courier::rest::Upload;
use crate::courier::text::{cut, plain};
use crate::domain::{BuyerId, License, Listed, Sale, SaleId, StaffId, Timestamp};
use crate::fulfilment::StockList;
use crate::journal::Lasting;
use crate::language::Language;
use crate::ledger::OwnedLicense;
use crate::reseller::{LicenseInfo, Unreachable, VendorError};

use crate::discord::log::state_words;
use crate::discord::shelf;

/// Begins the custom id of *Show key*; a handle follows.
pub(in crate::discord) const SHOW: &str = "show:";
/// Begins the custom id of a button that shows a sale; its number follows.
pub(in crate::discord) const SALE: &str = "sale:";
/// Begins the custom id of *Assign to…*; a handle follows.
pub(in crate::discord) const ASSIGN: &str = "assign:";
/// Begins the custom id of a page of the stock; page and product's number follow.
pub(in crate::discord) const STOCK: &str = "stock:";
/// Begins the custom id of a page of a buyer's licenses; the page follows.
pub(in crate::discord) const MINE: &str = "mine:";

/// Begins the custom id of *Send it to my DMs again*; the sale's number follows.
pub(in crate::discord) const SEND: &str = "send:";
/// Begins the custom id of a page of somebody's licenses; their id and the page follow.
pub(in crate::discord) const THEIRS: &str = "theirs:";

/// Licenses on a page of somebody's, for staff.
pub(in crate::discord) const THEIRS_PAGE: u32 = 10;
/// Licenses on a page of the stock, and of a buyer's own.
pub(in crate::discord) const STOCK_PAGE: usize = 15;
pub(in crate::discord) const MINE_PAGE: u32 = 5;

/// A plain answer.
pub(in crate::discord) fn words(text: &str) -> EditInteractionResponse {
    EditInteractionResponse::new().content(cut(text, 2000)).allowed_mentions(nobody())
}

/// A refusal: what happened, that nothing was sold, what to do next.
pub(in crate::discord) fn refusal(title: &str, text: &str) -> EditInteractionResponse {
    EditInteractionResponse::new().embed(CreateEmbed::new().title(title).description(text).color(RED))
}

/// The reference belongs to an earlier sale.
pub(in crate::discord) fn referenced(language: Language, sale: &Sale) -> EditInteractionResponse {
    let reference = cut(&plain(sale.reference.as_deref().unwrap_or_default()), 200);
    let values = [("reference", reference.into()), ("sale", number(sale.id).into())];
    before(language, sale, &language.with("referenced", &values))
}

/// Selling is paused.
pub(in crate::discord) fn paused(language: Language, by: StaffId) -> EditInteractionResponse {
    let text = language.with("paused", &[("staff", format!("<@{by}>").into())]);
    refusal(&language.say("nothing-sold-title"), &text).allowed_mentions(nobody())
}

/// The buyer is a member no more.
pub(in crate::discord) fn buyer_has_left(language: Language, buyer: BuyerId) -> EditInteractionResponse {
    let text = language.with("buyer-has-left", &[("buyer", format!("<@{buyer}>").into())]);
    refusal(&language.say("nothing-sold-title"), &text).allowed_mentions(nobody())
}

/// Discord was too slow to tell whether the buyer is a member.
pub(in crate::discord) fn member_not_told(language: Language, buyer: BuyerId) -> EditInteractionResponse {
    let text = language.with("member-not-told", &[("buyer", format!("<@{buyer}>").into())]);
    refusal(&language.say("nothing-sold-title"), &text).allowed_mentions(nobody())
}

/// The faulty sale was made good before.
pub(in crate::discord) fn replaced(language: Language, sale: &Sale) -> EditInteractionResponse {
    let faulty = sale.replaces.map_or_else(String::new, number);
    let values = [("faulty", faulty.into()), ("sale", number(sale.id).into())];
    before(language, sale, &language.with("replaced-before", &values))
}

/// Nothing was sold because of an earlier sale, which a button shows.
fn before(language: Language, sale: &Sale, text: &str) -> EditInteractionResponse {
    let earlier = language.with(
        "earlier-sale",
        &[
            ("staff", format!("<@{}>", sale.staff).into()),
            ("buyer", format!("<@{}>", sale.buyer).into()),
            ("ago", format!("<t:{}:R>", sale.requested_at.as_secs()).into()),
        ],
    );
    let show = CreateButton::new(format!("{SALE}{}", sale.id))
        .label(language.with("show-sale-button", &[("sale", number(sale.id).into())]));
    refusal(&language.say("nothing-sold-title"), &format!("{text} {earlier}"))
        .allowed_mentions(nobody())
        .components(vec![CreateActionRow::Buttons(vec![show.style(ButtonStyle::Secondary)])])
}

/// The vendor brought no answer to something that only looks.
pub(in crate::discord) fn vendor_failed(language: Language, error: &VendorError) -> EditInteractionResponse {
    let text = match error {
        VendorError::Refused(words) => {
            language.with("vendor-says", &[("words", cut(&plain(words.as_str()), 600).into())])
        }
        VendorError::Unauthorised(_) => language.say("vendor-refuses-key"),
        VendorError::RateLimited => language.say("vendor-limits"),
        VendorError::Blocked(_) => language.say("fail-blocked"),
        VendorError::NoSuchAddress(_) => language.say("fail-no-such-address"),
        VendorError::NeverSent(Unreachable::Name) => language.say("fail-name-unknown"),
        VendorError::NeverSent(Unreachable::Refused) => language.say("fail-connections-refused"),
        VendorError::NeverSent(Unreachable::Tls) => language.say("fail-tls"),
        VendorError::NeverSent(Unreachable::Other) => language.say("fail-unreachable"),
        _ => language.say("vendor-senseless"),
    };
    let title = language.say("nothing-looked-up-title");
    refusal(&title, &format!("{text}\n{}", language.say("nothing-changed")))
}

/// A license fetched for staff: masked, to be assigned or shown.
pub(in crate::discord) fn fetched(
    language: Language,
    license: &License,
    handle: &str,
) -> EditInteractionResponse {
    let embed = license_fields(
        language,
        CreateEmbed::new().title(language.say("fetched-title")).color(BLUE),
        license,
    )
    .field(language.say("key-label"), format!("`{}`", license.key), true)
    .footer(CreateEmbedFooter::new(language.say("fetched-footer")));
    let choose = CreateSelectMenu::new(
        format!("{ASSIGN}{handle}"),
        CreateSelectMenuKind::User { default_users: None },
    )
    .placeholder(language.say("assign-to-placeholder"));
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody()).components(vec![
        CreateActionRow::SelectMenu(choose),
        CreateActionRow::Buttons(vec![
            CreateButton::new(format!("{SHOW}{handle}"))
                .label(language.say("show-key-button"))
                .style(ButtonStyle::Secondary),
        ]),
    ])
}

/// Nothing can be drawn, and so many entries of the stock could not be read.
pub(in crate::discord) fn out_of_stock(language: Language, entries: u32) -> EditInteractionResponse {
    let words = unreadable(language, entries).map_or_else(String::new, |words| format!("\n{words}"));
    refusal(&language.say("stock-empty-title"), &format!("{}{words}", language.say("stock-empty")))
}

/// What the vendor knows of a license.
pub(in crate::discord) fn info(
    language: Language,
    info: &LicenseInfo,
    now: Timestamp,
) -> EditInteractionResponse {
    let state = if info.is_assigned {
        "license-assigned"
    } else if info.is_expired || info.license.is_expired(now) {
        "license-expired"
    } else {
        "license-free"
    };
    let embed = license_fields(
        language,
        CreateEmbed::new().title(language.say("info-title")).color(BLUE),
        &info.license,
    )
    .field(language.say("key-label"), format!("`{}`", info.license.key), true)
    .field(language.say("state-label"), language.say(state), true);
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}

/// Products of the stock and how many licenses of each can be sold, by name.
pub(in crate::discord) fn count_by_product(list: &StockList, now: Timestamp) -> BTreeMap<String, usize> {
    list.licenses.shelves(now).into_iter().map(|(product, shelf)| (product, shelf.count)).collect()
}

/// A page of the stock: counts, then the licenses, masked. `product` is the position of a product
/// in the counts, which a custom id can carry whatever the product's name.
pub(in crate::discord) fn stock(
    language: Language,
    list: &StockList,
    product: Option<&str>,
    lasting: &[Lasting],
    page: usize,
    now: Timestamp,
) -> EditInteractionResponse {
    let shelves = list.licenses.shelves(now);
    let asked = |name: &str| product.is_none_or(|asked| name == asked);
    let count: usize =
        shelves.iter().filter(|(name, _)| asked(name.as_str())).map(|(_, shelf)| shelf.count).sum();
    let pages = count.div_ceil(STOCK_PAGE).max(1);
    let page = page.min(pages - 1);
    let summary = shelf::lines(language, &shelves, product, lasting);
    let fits = |license: &Listed<'_>| !license.is_expired(now) && asked(license.product_name());
    let lines: Vec<String> = list
        .licenses
        .iter()
        .filter(fits)
        .skip(page * STOCK_PAGE)
        .take(STOCK_PAGE)
        .map(|license| {
            format!(
                "`{}` · {} · {}",
                license.masked(),
                cut(&plain(license.product_name()), 60),
                expiry(language, license.expires_at)
            )
        })
        .collect();
    let text = if count == 0 {
        language.say("stock-none")
    } else {
        format!("{}\n\n{}", summary.join("\n"), lines.join("\n"))
    };
    let text = match unreadable(language, list.licenses.unreadable()) {
        Some(words) => format!("{}\n\n{words}", cut(&text, 3900)),
        None => cut(&text, 4096),
    };
    let embed = CreateEmbed::new()
        .title(language.with("stock-title", &[("count", count.into())]))
        .description(text)
        .color(BLUE)
        .footer(CreateEmbedFooter::new(
            language.with("page", &[("page", (page + 1).into()), ("pages", pages.into())]),
        ));
    let at = product.and_then(|asked| shelves.keys().position(|name| name == asked));
    let of = at.map_or_else(String::new, |at| at.to_string());
    let custom_id = |page: usize| format!("{STOCK}{page}:{of}");
    EditInteractionResponse::new()
        .embed(embed)
        .allowed_mentions(nobody())
        .components(pager(language, page, pages, custom_id))
}

/// A page of what a member was sold, for staff: the keys masked.
pub(in crate::discord) fn theirs(
    language: Language,
    buyer: BuyerId,
    licenses: &[OwnedLicense],
    page: u32,
    count: u32,
) -> EditInteractionResponse {
    if licenses.is_empty() {
        return words(&language.with("theirs-none", &[("buyer", format!("<@{buyer}>").into())]));
    }
    let pages = count.div_ceil(THEIRS_PAGE).max(1);
    let lines: Vec<String> = licenses
        .iter()
        .map(|owned| {
            let product = owned.license.product.as_ref().map_or("?", |product| product.as_str());
            let refunded = owned.is_refunded.then(|| format!(" · **{}**", language.say("mark-refunded")));
            let refunded = refunded.unwrap_or_default();
            format!(
                "**{}** · <t:{}:d> · {}{refunded} · `{}` · {} · {}",
                number(owned.sale),
                owned.sold_at.as_secs(),
                state_words(language, owned.state),
                owned.license.key,
                cut(&plain(product), 60),
                expiry(language, owned.license.expires_at)
            )
        })
        .collect();
    let embed = CreateEmbed::new()
        .title(language.with("theirs-title", &[("count", count.into())]))
        .description(cut(&format!("<@{buyer}>\n{}", lines.join("\n")), 4096))
        .color(BLUE)
        .footer(CreateEmbedFooter::new(
            language.with("page", &[("page", (page + 1).into()), ("pages", pages.into())]),
        ));
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody()).components(pager(
        language,
        page as usize,
        pages as usize,
        |page| format!("{THEIRS}{buyer}:{page}"),
    ))
}

/// What was typed is no quantity.
pub(in crate::discord) fn no_quantity(language: Language) -> EditInteractionResponse {
    refusal(&language.say("nothing-sold-title"), &language.say("no-quantity"))
}

/// A page of a buyer's licenses, whole: they are theirs, and only they see it.
pub(in crate::discord) fn mine(
    language: Language,
    licenses: &[OwnedLicense],
    shop: Option<&str>,
    page: u32,
    count: u32,
) -> Upload<EditInteractionResponse> {
    if licenses.is_empty() {
        return words(&language.say("mine-none")).into();
    }
    let pages = count.div_ceil(MINE_PAGE).max(1);
    let embeds = licenses
        .iter()
        .map(|license| {
            owned(language, &license.license, license.sale)
                .field(language.say("bought-label"), bought(language, license, shop), true)
                .title(language.with("mine-title", &[("sale", number(license.sale).into())]))
        })
        .collect();
    let summary = language.with(
        "mine-summary",
        &[("count", count.into()), ("page", (page + 1).into()), ("pages", pages.into())],
    );
    let mut rows = vec![send_again(language, licenses)];
    rows.extend(pager(language, page as usize, pages as usize, |page| format!("{MINE}{page}")));
    let groups: Vec<Keys<'_>> = licenses
        .iter()
        .map(|license| Keys::below(mine_heading(language, license), &[&license.license]))
        .collect();
    let WholeKeys { content, files } = whole_keys(language, None, &summary, &groups);
    let message = EditInteractionResponse::new().content(content).embeds(embeds).allowed_mentions(nobody());
    // The page before may have had a file.
    Upload { message: message.components(rows).clear_attachments(), files }
}

/// Which license a key below it is.
fn mine_heading(language: Language, license: &OwnedLicense) -> String {
    let title = language.with("mine-title", &[("sale", number(license.sale).into())]);
    match &license.license.product {
        Some(product) => format!("**{title}** · {}", cut(&plain(product.as_str()), 60)),
        None => format!("**{title}**"),
    }
}

/// Tells that a license belongs to a sale by now.
pub(in crate::discord) fn held_by_sale(language: Language, sale: SaleId) -> EditInteractionResponse {
    words(&language.with("license-in-sale", &[("sale", number(sale).into())]))
}

/// A license from the stock, whole: for the staff member who asked.
pub(in crate::discord) fn shown(language: Language, license: &License) -> Upload<EditInteractionResponse> {
    let WholeKeys { content, files } = whole_keys(language, None, "", &[Keys::of(&[license])]);
    Upload { message: EditInteractionResponse::new().content(content).allowed_mentions(nobody()), files }
}

/// When, and from whom.
fn bought(language: Language, license: &OwnedLicense, shop: Option<&str>) -> String {
    let at = format!("<t:{}:D>", license.sold_at.as_secs());
    match shop {
        Some(shop) => {
            language.with("bought-from", &[("at", at.into()), ("shop", cut(&plain(shop), 200).into())])
        }
        None => at,
    }
}

/// A button for each sale on the page that has its keys sent again.
fn send_again(language: Language, licenses: &[OwnedLicense]) -> CreateActionRow {
    let mut sales: Vec<_> = licenses.iter().map(|license| license.sale).collect();
    sales.dedup();
    let one = sales.len() == 1;
    let buttons = sales.into_iter().take(5).map(|sale| {
        let label = if one {
            language.say("send-again-button")
        } else {
            language.with("send-one-again-button", &[("sale", number(sale).into())])
        };
        CreateButton::new(format!("{SEND}{sale}")).label(label).style(ButtonStyle::Secondary)
    });
    CreateActionRow::Buttons(buttons.collect())
}

fn pager(
    language: Language,
    page: usize,
    pages: usize,
    custom_id: impl Fn(usize) -> String,
) -> Vec<CreateActionRow> {
    if pages <= 1 {
        return vec![];
    }
    // Distinct even where both would lead to the same page: Discord refuses a custom id twice.
    let back = CreateButton::new(custom_id(page.saturating_sub(1)))
        .label(language.say("back-button"))
        .disabled(page == 0);
    let on =
        CreateButton::new(custom_id(page + 1)).label(language.say("next-button")).disabled(page + 1 >= pages);
    vec![CreateActionRow::Buttons(vec![back.style(ButtonStyle::Secondary), on.style(ButtonStyle::Secondary)])]
}
