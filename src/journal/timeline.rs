//! The events of a sale, in words.

use crate::ledger::{Event, EventKind};

/// What happened, and the circumstance where there is one. An event of a later version is told
/// by its name.
#[must_use]
pub fn event(event: &Event) -> String {
    let words = EventKind::parse(&event.kind)
        .map_or_else(|| event.kind.replace('_', " "), |kind| words(kind).to_owned());
    match &event.detail {
        Some(detail) => format!("{words} ({})", detail.replace('_', " ")),
        None => words,
    }
}

const fn words(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Requested => "requested",
        EventKind::Asked => "asked back: is it meant?",
        EventKind::Confirmed => "confirmed",
        EventKind::Acknowledged => "acknowledged by Discord",
        EventKind::Reserved => "license reserved",
        EventKind::Released => "license given back: not ours to sell",
        EventKind::Assigning => "assigning at the vendor",
        EventKind::InDoubt => "in doubt: the vendor's answer was lost",
        EventKind::Held => "held: the vendor contradicts itself",
        EventKind::Assigned => "assigned by the vendor",
        EventKind::Reconciled => "assigned, as the vendor said when asked again",
        EventKind::PartAssigned => "one of the licenses assigned by the vendor",
        EventKind::PartReconciled => "one of the licenses assigned, as the vendor said when asked again",
        EventKind::Short => "fewer licenses than asked for",
        EventKind::PartDelivered => "some of the licenses delivered by direct message",
        EventKind::PartUndelivered => "some of the licenses not delivered by direct message",
        EventKind::Delivered => "delivered by direct message",
        EventKind::Undelivered => "not delivered by direct message",
        EventKind::Resent => "sent again",
        EventKind::Claimed => "claimed by the buyer",
        EventKind::Failed => "ended with nothing sold",
        EventKind::ReminderAsked => "the buyer asked to be reminded",
        EventKind::Judged => "judged",
        EventKind::Revealed => "key shown to staff",
        EventKind::Refunded => "marked as refunded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Timestamp;

    #[test]
    fn an_event_is_told_in_words_and_one_of_a_later_version_by_its_name() {
        let told = |kind: &str, detail: Option<&str>| {
            event(&Event {
                at: Timestamp::from_millis(0),
                kind: kind.to_owned(),
                detail: detail.map(str::to_owned),
                actor: None,
            })
        };
        assert_eq!(
            told("in_doubt", Some("connection lost")),
            "in doubt: the vendor's answer was lost (connection lost)"
        );
        assert_eq!(told("sent_to_moon", None), "sent to moon");
    }
}
