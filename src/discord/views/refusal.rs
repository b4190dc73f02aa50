//! The views that explain why nothing was sold, sent or looked up.

use serenity::all::{CreateActionRow, EditInteractionResponse};

use crate::courier::custom_id::CustomId;

use crate::courier::letters::{Mark, nobody, number, unreadable};
use crate::courier::markup::{TimeStyle, time, user};
use crate::courier::safe_text::excerpt;
use crate::discord::order_refusal::OrderRefusal;
use crate::domain::{BuyerId, Sale, StaffId};
use crate::i18n::Language;
use crate::reseller::{Unreachable, VendorError};

use super::parts::{refusal, secondary};

/// Tells staff that nothing was sold. `title` is the key of the title, and `text` says why.
pub(in crate::discord) fn not_sold(language: Language, title: &str, text: &str) -> EditInteractionResponse {
    let text = format!("{} {text}", language.say("nothing-sold"));
    refusal(&Mark::NotSold.on(&language.say(title)), &text).allowed_mentions(nobody())
}

/// Tells staff why their order was refused.
pub(in crate::discord) fn order_refused(language: Language, why: OrderRefusal) -> EditInteractionResponse {
    not_sold(language, why.title(), &why.words(language))
}

/// Tells staff that the typed quantity is invalid.
pub(in crate::discord) fn no_quantity(language: Language) -> EditInteractionResponse {
    order_refused(language, OrderRefusal::InvalidQuantity)
}

/// Tells staff that selling is paused.
pub(in crate::discord) fn paused(language: Language, by: StaffId) -> EditInteractionResponse {
    not_sold(language, "fail-paused-title", &paused_words(language, by))
}

/// Returns the text about paused selling.
pub(in crate::discord) fn paused_words(language: Language, by: StaffId) -> String {
    language.with("paused", &[("staff", user(by).into())])
}

/// Tells staff that the buyer has left the server.
pub(in crate::discord) fn buyer_has_left(language: Language, buyer: BuyerId) -> EditInteractionResponse {
    let text = language.with("buyer-has-left", &[("buyer", user(buyer).into())]);
    not_sold(language, "buyer-title", &text)
}

/// Tells staff that Discord did not return in time whether the buyer is a member.
pub(in crate::discord) fn membership_unknown(language: Language, buyer: BuyerId) -> EditInteractionResponse {
    let text = language.with("member-not-told", &[("buyer", user(buyer).into())]);
    not_sold(language, "member-not-told-title", &text)
}

/// Tells staff that an earlier sale has the same reference.
pub(in crate::discord) fn referenced(language: Language, sale: &Sale) -> EditInteractionResponse {
    let reference = excerpt(sale.reference.as_deref().unwrap_or_default(), 200);
    let values = [
        ("reference", reference.into()),
        ("sale", number(sale.id).into()),
        ("staff", user(sale.staff).into()),
        ("buyer", user(sale.buyer).into()),
        ("ago", time(sale.requested_at, TimeStyle::Relative).into()),
    ];
    earlier_sale(language, sale, "referenced-title", &language.with("referenced", &values))
}

/// Tells staff that an earlier sale already replaced the faulty one.
pub(in crate::discord) fn replaced(language: Language, sale: &Sale) -> EditInteractionResponse {
    let faulty = sale.replaces.map_or_else(String::new, number);
    let count = sale.sold().count().max(1);
    let values = [("faulty", faulty.into()), ("sale", number(sale.id).into()), ("count", count.into())];
    earlier_sale(language, sale, "replaced-before-title", &language.with("replaced-before", &values))
}

/// Tells staff that nothing was sold because of an earlier sale. A button shows that sale.
fn earlier_sale(language: Language, sale: &Sale, title: &str, text: &str) -> EditInteractionResponse {
    let label = language.with("show-sale-button", &[("sale", number(sale.id).into())]);
    let show = secondary(CustomId::ShowSale(sale.id), label);
    not_sold(language, title, text).components(vec![CreateActionRow::Buttons(vec![show])])
}

/// Tells the user why a read-only call to the vendor failed.
pub(in crate::discord) fn vendor_failed(language: Language, error: &VendorError) -> EditInteractionResponse {
    let text = match error {
        VendorError::Refused(words) => {
            language.with("vendor-says", &[("words", excerpt(words.as_str(), 600).into())])
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
    let title = language.say("lookup-failed-title");
    refusal(&title, &format!("{text}\n{}", language.say("nothing-changed")))
}

/// Tells staff that the stock is empty, and how many of its entries cannot be read.
pub(in crate::discord) fn out_of_stock(language: Language, entries: u32) -> EditInteractionResponse {
    let words = unreadable(language, entries).map_or_else(String::new, |words| format!("\n{words}"));
    refusal(&language.say("stock-out-title"), &format!("{}{words}", language.say("stock-empty")))
}
