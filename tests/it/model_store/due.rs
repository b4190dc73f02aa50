//! Finds due work.

use std::collections::BTreeMap;
use std::time::Duration;

use keyclerk::domain::{LineState, MessageKind, SaleId, SaleState, Timestamp};
use keyclerk::ledger::Lane;

use super::rows::{Rows, SaleRow};

/// The age at which a sale that was never acknowledged counts as abandoned by its task.
const ABANDONED: Duration = Duration::from_secs(5);

/// Finds the sales with due work. Each lane has at most `limit` of them, those that are due for longest.
pub fn due(rows: &Rows, now: Timestamp, opened_at: Timestamp, limit: u32) -> Vec<(SaleId, Lane)> {
    let abandoned_since = now.before(ABANDONED).max(opened_at.before(Duration::from_millis(1)));
    let mut work: Vec<(Timestamp, SaleId, Lane)> = Vec::new();
    for row in rows.sales.values() {
        let mut add = |since, lane| work.push((since, row.sale.id, lane));
        if let Some((since, lane)) = step(row, now, abandoned_since) {
            add(since, lane);
        }
        let quarantined = row.sale.in_state(LineState::Quarantined).filter_map(|line| line.look_at);
        if let Some(at) = quarantined.filter(|at| *at <= now).min() {
            add(at, Lane::Vendor);
        }
        for (lane, at) in messages(row, now) {
            add(at, lane);
        }
    }
    work.sort_unstable();
    let first = |lane| work.iter().filter(move |(.., its)| *its == lane).take(limit as usize);
    Lane::ALL.into_iter().flat_map(first).map(|(_, sale, lane)| (*sale, *lane)).collect()
}

/// Returns since when the next step of a sale is due, and its lane.
fn step(row: &SaleRow, now: Timestamp, abandoned_since: Timestamp) -> Option<(Timestamp, Lane)> {
    let sale = &row.sale;
    let due_since = sale.next_attempt_at.unwrap_or(sale.updated_at);
    let is_its_time = sale.next_attempt_at.is_none_or(|at| at <= now);
    let is_answered = sale.confirm_until.is_none_or(|until| until <= now);
    let is_due = match sale.state {
        SaleState::Requested => is_its_time && sale.requested_at <= abandoned_since,
        SaleState::Held => due_since <= now,
        SaleState::Undelivered | SaleState::Delivered | SaleState::Failed => false,
        _ => is_its_time && is_answered,
    };
    let lane = if sale.state == SaleState::Assigned { Lane::Delivery } else { Lane::Vendor };
    is_due.then_some((due_since, lane))
}

/// Returns since when messages of a sale are due, by lane. The step of an assigned sale sends its DM.
fn messages(row: &SaleRow, now: Timestamp) -> BTreeMap<Lane, Timestamp> {
    let mut lanes = BTreeMap::new();
    for message in row.due().filter(|message| message.due_at <= now) {
        if message.kind() != MessageKind::Dm || row.sale.state != SaleState::Assigned {
            let since = lanes.entry(message.kind().lane()).or_insert(message.due_at);
            *since = message.due_at.min(*since);
        }
    }
    lanes
}
