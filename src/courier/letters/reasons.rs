//! The texts that tell staff why a sale ended as it did, or why it waits.

use crate::courier::safe_text::excerpt;
use crate::domain::{Evidence, Failure, LicenseStatus, LineState, Sale};
use crate::i18n::Language;

/// Returns the reason why fewer licenses were sold than requested, and the step that helps against it.
pub(super) fn short_words(language: Language, sale: &Sale) -> String {
    let (why, next) = match sale.short {
        Some(Failure::OutOfStock) => ("short-out-of-stock", "short-restock"),
        Some(Failure::StockMoves) => ("short-stock-moves", "short-again"),
        Some(Failure::Quarantined) => ("short-quarantined", "short-again"),
        Some(Failure::ApiKeyRefused | Failure::SellingPaused) => ("short-api-key-refused", "short-tell"),
        Some(Failure::RateLimited) => ("short-rate-limited", "short-later"),
        Some(Failure::Refused) if is_own_account(sale) => ("short-own-account", "short-other-member"),
        Some(Failure::Refused) => ("short-refused", "short-again"),
        Some(Failure::Blocked) => ("short-blocked", "short-tell"),
        Some(Failure::NoSuchVendorAddress) => ("short-no-such-address", "short-tell"),
        Some(Failure::VendorNameUnknown) => ("short-name-unknown", "short-later"),
        Some(Failure::VendorRefusesConnections) => ("short-connections-refused", "short-later"),
        Some(Failure::VendorTlsFailed) => ("short-tls", "short-tell"),
        Some(Failure::Restored) => ("short-restored", "short-check"),
        Some(Failure::NotReconciled) => ("short-not-reconciled", "short-later"),
        _ => ("short-unreachable", "short-later"),
    };
    let values = [("why", language.say(why).into()), ("next", language.say(next).into())];
    let words = language.with("short", &values);
    format!("\n{words}{}", vendor_words(language, sale))
}

/// Returns the key of the title for the reason why nothing was sold.
pub(super) fn failure_title(sale: &Sale) -> &'static str {
    match sale.failure {
        Some(Failure::OutOfStock) => "stock-out-title",
        Some(
            Failure::VendorUnreachable
            | Failure::NoSuchVendorAddress
            | Failure::VendorNameUnknown
            | Failure::VendorRefusesConnections
            | Failure::VendorTlsFailed,
        ) => "fail-unreachable-title",
        Some(Failure::Blocked) => "blocked-title",
        Some(Failure::Refused) if is_own_account(sale) => "buyer-title",
        Some(Failure::Refused) => "fail-refused-title",
        Some(Failure::ApiKeyRefused | Failure::SellingPaused | Failure::NotReconciled) => "fail-paused-title",
        Some(Failure::RateLimited) => "fail-rate-limited-title",
        Some(
            Failure::NamedIsAssigned
            | Failure::NamedIsExpired
            | Failure::NamedIsUnknown
            | Failure::NamedIsTaken
            | Failure::NamedIsUnattributed
            | Failure::NamedIsOther,
        ) => "fail-named-title",
        Some(Failure::StockMoves) => "fail-stock-moves-title",
        Some(Failure::Quarantined) => "fail-quarantined-title",
        Some(Failure::NotConfirmed) => "fail-cancelled-title",
        Some(Failure::Restored) => "fail-restored-title",
        Some(Failure::TooLate | Failure::NotAcknowledged) | None => "fail-interrupted-title",
    }
}

/// Returns the text that nothing was sold, and the reason.
pub(super) fn failure_words(language: Language, sale: &Sale) -> String {
    let product = sale.product.as_ref().map(|product| excerpt(product.as_str(), 200));
    let (key, by_vendor) = match sale.failure {
        Some(Failure::TooLate) => ("fail-too-late", false),
        Some(Failure::OutOfStock) if product.is_some() => ("fail-out-of-product", false),
        Some(Failure::OutOfStock) => ("fail-out-of-stock", false),
        Some(Failure::VendorUnreachable) => ("fail-unreachable", false),
        Some(Failure::Blocked) => ("fail-blocked", false),
        Some(Failure::NoSuchVendorAddress) => ("fail-no-such-address", false),
        Some(Failure::VendorNameUnknown) => ("fail-name-unknown", false),
        Some(Failure::VendorRefusesConnections) => ("fail-connections-refused", false),
        Some(Failure::VendorTlsFailed) => ("fail-tls", false),
        Some(Failure::Refused) if is_own_account(sale) => ("fail-own-account", true),
        Some(Failure::Refused) if sale.in_state(LineState::Quarantined).next().is_none() => {
            ("fail-refused-at-once", true)
        }
        Some(Failure::Refused) => ("fail-refused", true),
        Some(Failure::ApiKeyRefused | Failure::SellingPaused) => ("fail-api-key-refused", true),
        Some(Failure::RateLimited) => ("fail-rate-limited", false),
        Some(Failure::NamedIsAssigned) => ("fail-named-assigned", false),
        Some(Failure::NamedIsExpired) => ("fail-named-expired", false),
        Some(Failure::NamedIsUnknown) => ("fail-named-unknown", false),
        Some(Failure::NamedIsTaken) => ("fail-named-taken", false),
        Some(Failure::NamedIsUnattributed) => ("fail-named-unattributed", false),
        Some(Failure::NamedIsOther) => ("fail-named-other", false),
        Some(Failure::Restored) => ("fail-restored", false),
        Some(Failure::NotReconciled) => ("fail-not-reconciled", false),
        Some(Failure::StockMoves) => ("fail-stock-moves", false),
        Some(Failure::Quarantined) if sale.lines.iter().any(|line| line.look_at.is_some()) => {
            ("fail-quarantined", false)
        }
        Some(Failure::Quarantined) => ("fail-quarantined-for-good", false),
        Some(Failure::NotConfirmed) => ("fail-not-confirmed", false),
        Some(Failure::NotAcknowledged) | None => ("fail-not-acknowledged", false),
    };
    let why = language.with(key, &[("product", product.unwrap_or_default().into())]);
    let words = format!("{} {why}", language.say("nothing-sold"));
    if by_vendor {
        return words + &vendor_words(language, sale);
    }
    let more = unreadable(language, sale.unreadable).filter(|_| sale.failure == Some(Failure::OutOfStock));
    more.map_or_else(|| words.clone(), |more| format!("{words}\n{more}"))
}

/// Returns the key of the message with the reason why a sale is held.
pub(super) fn evidence(sale: &Sale) -> &'static str {
    match sale.line().and_then(|line| line.evidence) {
        Some(Evidence::Expired) => "evidence-expired",
        Some(Evidence::FreeYetRefused) => "evidence-refused",
        Some(Evidence::Unknown) => "evidence-unknown",
        Some(Evidence::Contested) => "evidence-contested",
        Some(Evidence::RefusedAfterDecision) => "evidence-refused-after-decision",
        Some(Evidence::ApiKeyRefused) => "evidence-api-key-refused",
        Some(Evidence::Restored) => "evidence-restored",
        Some(Evidence::AssignedInQuarantine) => "evidence-assigned-in-quarantine",
        _ => "evidence-other",
    }
}

/// Returns the held license's status at the vendor, and the vendor's message if it refused.
pub(super) fn held_status(language: Language, sale: &Sale) -> String {
    let status = sale.line().and_then(|line| line.status).map(|status| match status {
        LicenseStatus::Assigned => "status-assigned",
        LicenseStatus::Free => "status-free",
        LicenseStatus::Expired => "status-expired",
        LicenseStatus::Unknown => "status-unknown",
    });
    let status = status.map_or_else(String::new, |status| {
        format!("\n{}", language.with("held-status", &[("status", language.say(status).into())]))
    });
    format!("{status}{}", vendor_words(language, sale))
}

/// Returns a text with the number of unreadable stock entries, if there are any.
#[must_use]
pub fn unreadable(language: Language, entries: u32) -> Option<String> {
    (entries > 0).then(|| language.with("stock-unreadable", &[("count", entries.into())]))
}

/// Returns true if the vendor refused because the buyer is the reseller's own account: "Cannot assign to
/// yourself". Only a hint for staff depends on this text.
fn is_own_account(sale: &Sale) -> bool {
    let words = sale.vendor_words.as_deref().unwrap_or_default().to_lowercase();
    words.split_once("assign").is_some_and(|(_, rest)| rest.contains("yourself"))
}

/// Returns the vendor's message, if there is one.
fn vendor_words(language: Language, sale: &Sale) -> String {
    sale.vendor_words.as_deref().map_or_else(String::new, |words| {
        format!("\n{}", language.with("vendor-says", &[("words", excerpt(words, 600).into())]))
    })
}
