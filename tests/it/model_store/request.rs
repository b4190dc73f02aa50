//! Records a request.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use keyclerk::domain::{EventKind, Question, QuestionKind, SaleId, SaleRequest, Timestamp};
use keyclerk::ledger::{Event, LedgerError, Requested};

use super::refused;
use super::rows::{Rows, SaleRow};

/// How long staff have to confirm a repetition.
const ANSWERED_WITHIN: Duration = Duration::from_mins(10);

/// Records a request, unless another sale has its interaction, its reference or its place.
pub fn record(
    rows: &mut Rows,
    request: &SaleRequest,
    now: Timestamp,
    repeats_within: Duration,
) -> Result<Requested, LedgerError> {
    check(request)?;
    rows.last_number += 1;
    if let Some(row) = rows.sales.values().find(|row| row.sale.interaction == request.interaction) {
        return Ok(Requested::Replayed(row.sale.id));
    }
    let of_reference = |reference: &String| rows.referenced(request.guild, reference);
    if let Some(other) = request.reference.as_ref().and_then(of_reference) {
        return Ok(Requested::Referenced(other));
    }
    let replaces = request.replaces.as_ref().map(|(sale, _)| *sale);
    if let Some(other) = replaces.and_then(|replaced| rows.replacement(replaced)) {
        return Ok(Requested::Replaced(other));
    }
    if replaces.is_some_and(|replaced| !rows.sales.contains_key(&replaced)) {
        return Err(refused("the replaced sale does not exist"));
    }
    let earlier = repeated(rows, request, now, repeats_within).and_then(|sale| rows.earlier(sale));
    let id = SaleId::new(rows.last_number);
    let locale = rows.locales.get(&(request.guild, request.buyer)).cloned();
    let new = request.recorded(id, now, locale);
    let (mut sale, mut events) = (new.clone(), vec![event(now, EventKind::Requested)]);
    events[0].actor = Some(request.staff.as_i64());
    let is_repetition = earlier.is_some();
    if is_repetition {
        (sale.question, sale.confirm_until) = (Some(Question::Repeat), Some(now.after(ANSWERED_WITHIN)));
        (sale.repeats, sale.last_event) = (earlier, 2);
        let asked = QuestionKind::Repeat.as_str().to_owned();
        events.push(Event { detail: Some(asked), ..event(now, EventKind::Asked) });
    }
    let row = SaleRow { sale, events, messages: BTreeMap::new(), transfers: Vec::new() };
    rows.sales.insert(id, Arc::new(row));
    Ok(if is_repetition { Requested::Repeats(id) } else { Requested::New(Box::new(new)) })
}

/// Checks what a request says.
fn check(request: &SaleRequest) -> Result<(), LedgerError> {
    let fits = |text: Option<&str>, least: usize, most: usize| {
        text.is_none_or(|text| (least..=most).contains(&text.chars().count()))
    };
    let reason = request.replaces.as_ref().map(|(_, reason)| reason.as_str());
    if (1..=25).contains(&request.quantity)
        && fits(request.note.as_deref(), 0, 1000)
        && fits(request.reference.as_deref(), 1, 100)
        && fits(reason, 0, 1000)
    {
        return Ok(());
    }
    Err(refused("a number or a text is too small or too large"))
}

/// Returns the newest sale that a request seems to repeat.
fn repeated(rows: &Rows, request: &SaleRequest, now: Timestamp, within: Duration) -> Option<SaleId> {
    if request.replaces.is_some() || within.is_zero() {
        return None;
    }
    let is_repeated = |row: &&SaleRow| {
        let asked = request.product.as_ref();
        row.sale.buyer == request.buyer
            && row.sale.requested_at > now.before(within)
            && row.is_kept()
            && row.sale.confirm_until.is_none()
            && asked.is_none_or(|asked| row.product().is_none_or(|product| product == asked))
    };
    rows.of(request.guild).rfind(is_repeated).map(|row| row.sale.id)
}

fn event(at: Timestamp, kind: EventKind) -> Event {
    Event { at, kind: kind.as_str().to_owned(), detail: None, actor: None, passage: None }
}
