//! Describes the events of a sale in words.

use crate::domain::EventKind;
use crate::i18n::Language;
use crate::ledger::Event;

/// Describes an event, with its detail if there is one. An event of a later version is described by its
/// name.
#[must_use]
pub fn event(language: Language, event: &Event) -> String {
    let words = event
        .kind
        .parse()
        .map_or_else(|_| event.kind.replace('_', " "), |kind| language.say(message_key(kind)));
    match &event.detail {
        Some(detail) => format!("{words} ({})", explain(language, detail)),
        None => words,
    }
}

/// Translates an event's detail. A detail of a later version is returned unchanged.
fn explain(language: Language, detail: &str) -> String {
    let key = detail_key(detail);
    let said = language.say(&key);
    if said == key { detail.replace('_', " ") } else { said }
}

/// Returns the message key of a detail: `detail-refused-and-expired` for `refused, and expired`.
#[must_use]
pub fn detail_key(detail: &str) -> String {
    let word = detail.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    format!("detail-{}", word.replace("--", "-"))
}

/// Returns the message key of an event.
const fn message_key(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Requested => "event-requested",
        EventKind::Asked => "event-asked",
        EventKind::Confirmed => "event-confirmed",
        EventKind::Acknowledged => "event-acknowledged",
        EventKind::Reserved => "event-reserved",
        EventKind::Released => "event-released",
        EventKind::SetAside => "event-set-aside",
        EventKind::Refused => "event-refused",
        EventKind::StatusChanged => "event-status-changed",
        EventKind::BackInStock => "event-back-in-stock",
        EventKind::FoundAssigned => "event-found-assigned",
        EventKind::Assigning => "event-assigning",
        EventKind::InDoubt => "event-in-doubt",
        EventKind::Held => "event-held",
        EventKind::Assigned => "event-assigned",
        EventKind::Reconciled => "event-reconciled",
        EventKind::PartAssigned => "event-part-assigned",
        EventKind::PartReconciled => "event-part-reconciled",
        EventKind::Short => "event-short",
        EventKind::PartDelivered => "event-part-delivered",
        EventKind::PartUndelivered => "event-part-undelivered",
        EventKind::Delivered => "event-delivered",
        EventKind::Undelivered => "event-undelivered",
        EventKind::Resent => "event-resent",
        EventKind::Claimed => "event-claimed",
        EventKind::Failed => "event-failed",
        EventKind::ReminderAsked => "event-reminder-asked",
        EventKind::Judged => "event-judged",
        EventKind::Revealed => "event-revealed",
        EventKind::Refunded => "event-refunded",
        EventKind::Transferred => "event-transferred",
        EventKind::Moved => "event-moved",
        EventKind::Attributed => "event-attributed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Failure, Timestamp};

    #[test]
    fn an_event_is_told_in_words_and_one_of_a_later_version_by_its_name() {
        let told = |kind: &str, detail: Option<&str>| {
            event(
                Language::English,
                &Event {
                    at: Timestamp::from_millis(0),
                    kind: kind.to_owned(),
                    detail: detail.map(str::to_owned),
                    actor: None,
                    passage: None,
                },
            )
        };
        assert_eq!(
            told("in_doubt", Some("connection lost")),
            "unconfirmed: the supplier's answer was lost (connection lost)"
        );
        assert_eq!(told("failed", Some("out_of_stock")), "ended, nothing sold (out of stock)");
        assert_eq!(told("sent_to_moon", Some("by_rocket")), "sent to moon (by rocket)");
    }

    #[test]
    fn why_nothing_was_sold_is_said_in_every_language() {
        for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
            for failure in Failure::ALL {
                let said = explain(language, failure.as_str());
                assert_ne!(said, failure.as_str().replace('_', " "), "{failure:?} in {language:?}");
            }
        }
        assert_eq!(explain(Language::English, "the vendor's own error"), "server error at the supplier");
        assert_eq!(explain(Language::German, "refused, and expired"), "abgelehnt, abgelaufen");
    }
}
