//! Checks that the events of a sale follow the rules.

use keyclerk::domain::{Evidence, Failure, Sale, SaleState};
use keyclerk::ledger::Event;

use super::ensure::ensure;

/// Checks that the events lead to the state by legal transitions, and that only staff move a held sale.
pub fn check_transitions(sale: &Sale, events: &[Event]) -> Result<(), String> {
    let mut state: Option<SaleState> = None;
    let mut is_judged = false;
    for event in events {
        let was_judged = std::mem::replace(&mut is_judged, event.kind == "judged");
        let next = match event.kind.as_str() {
            "set_aside" => SaleState::Acknowledged,
            "refused" => SaleState::InDoubt,
            "reconciled" | "short" => SaleState::Assigned,
            "part_assigned" | "part_reconciled" => SaleState::Reserved,
            "claimed" => SaleState::Delivered,
            kind if !moves(kind) => continue,
            kind => kind.parse().map_err(|_| format!("sale {}: {kind} is not a state", sale.id))?,
        };
        let legal = match state {
            None => next == SaleState::Requested,
            // A resend does not change a finished sale.
            Some(SaleState::Delivered | SaleState::Undelivered) if next == SaleState::Undelivered => continue,
            Some(SaleState::Delivered) => next == SaleState::Delivered,
            Some(state) => state.may_become(next),
        };
        let by_itself = state == Some(SaleState::Held) && !was_judged;
        ensure!(!by_itself, "sale {} was held and became {next} without a decision", sale.id);
        ensure!(legal, "sale {} went from {state:?} to {next}", sale.id);
        state = Some(next);
    }
    ensure!(
        state == Some(sale.state),
        "sale {} is {}, but its events lead to {state:?}",
        sale.id,
        sale.state
    );
    Ok(())
}

/// Checks that a refusal is definite only if every attempt was answered. A contested assignment is
/// repeated once. Then the vendor accepts it, or staff decide.
pub fn check_refusals(sale: &Sale, events: &[Event]) -> Result<(), String> {
    let (mut in_doubt, mut was_unanswered, mut is_contested) = (false, false, false);
    for event in events.iter().filter(|event| moves(&event.kind)) {
        let (kind, detail) = (event.kind.as_str(), event.detail.as_deref());
        let judged = matches!(kind, "assigned" | "part_assigned" | "held");
        ensure!(!is_contested || judged, "sale {}: {kind} follows a contested assignment", sale.id);
        is_contested = kind == "assigning" && detail == Some(Evidence::Contested.as_str());
        let ends = matches!(kind, "failed" | "short") && in_doubt;
        let is_definite = detail == Some(Failure::Refused.as_str()) && !was_unanswered;
        ensure!(!ends || is_definite, "sale {} ended in doubt: {detail:?}", sale.id);
        in_doubt = matches!(kind, "in_doubt" | "refused");
        was_unanswered &= in_doubt || kind == "assigning";
        was_unanswered |= kind == "in_doubt";
    }
    Ok(())
}

/// Checks the waiting times: a refusal is verified before it is believed, and a quarantine lasts a
/// quarter of an hour.
pub fn check_waits(sale: &Sale, events: &[Event]) -> Result<(), String> {
    let mut last: Option<&Event> = None;
    let mut set_aside: Option<&Event> = None;
    for event in events {
        let seconds_since = |earlier: &Event| event.at.since(earlier.at).as_secs();
        let ends = matches!(event.kind.as_str(), "failed" | "short");
        if let Some(refused) = last.filter(|last| ends && last.kind == "refused") {
            let seconds = seconds_since(refused);
            ensure!(seconds >= 5, "sale {}: a refusal was accepted after {seconds} s", sale.id);
        }
        if let Some(set_aside) = set_aside.filter(|_| event.kind == "back_in_stock") {
            let minutes = seconds_since(set_aside) / 60;
            ensure!(minutes >= 15, "sale {}: back in stock after {minutes} minutes", sale.id);
        }
        if ends || event.kind == "judged" {
            set_aside.get_or_insert(event);
        }
        if moves(&event.kind) {
            last = Some(event);
        }
    }
    Ok(())
}

/// Tells whether an event of this kind changes the state of a sale.
fn moves(kind: &str) -> bool {
    !matches!(
        kind,
        "asked"
            | "confirmed"
            | "judged"
            | "status_changed"
            | "back_in_stock"
            | "found_assigned"
            | "resent"
            | "revealed"
            | "part_delivered"
            | "part_undelivered"
    )
}
