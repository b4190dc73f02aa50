//! Checks at the end of a history that the ledger, the vendor and the buyers agree.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use keyclerk::domain::{
    BuyerId, Evidence, LicenseKey, Line, LineState, MessageKind, Sale, SaleId, SaleState,
};

use super::ensure::ensure;
use super::events::{check_refusals, check_transitions, check_waits};
use super::messages::{check_notifications, check_shown_states};
use super::run::{Run, foreign, sales};
use super::tally::Tally;
use crate::simulation::World;

/// Checks the books of a shop without work left.
pub async fn balance(run: &Run) -> Result<(), String> {
    let Run { shop, unacknowledged, was_set_back, tally, .. } = run;
    let mut taken: BTreeMap<LicenseKey, (BuyerId, Line)> = BTreeMap::new();
    let sales = sales(shop).await;
    for sale in &sales {
        ensure!(sale.state.is_settled(), "sale {} ends as {}", sale.id, sale.state);
        let lines: Vec<_> = sale.lines.iter().filter(|line| line.state.is_live()).collect();
        let (most, quarantined) = (usize::from(sale.quantity), sale.in_state(LineState::Quarantined).count());
        let used = lines.len() - quarantined;
        ensure!(used <= most, "sale {} uses {used} keys for {most}", sale.id);
        let events = shop.fulfilment.ledger.events(sale.id).await.unwrap();
        let set_aside = events.iter().filter(|event| event.kind == "set_aside").count();
        let asked_for = sale.lines.iter().filter(|line| line.attempts > 0).count();
        ensure!(asked_for <= most + set_aside, "sale {} requested {asked_for} keys for {most}", sale.id);
        let named = sale.names_its_license();
        ensure!(!named || asked_for <= 1, "sale {} requested {asked_for} keys, but staff named one", sale.id);
        for line in &lines {
            let before = taken.insert(line.license.key.clone(), (sale.buyer, (*line).clone()));
            ensure!(before.is_none(), "{} is in two sales", line.license.key);
        }
        let sold = sale.sold().next().is_some();
        let made = matches!(sale.state, SaleState::Delivered | SaleState::Undelivered);
        // Assigned licenses belong to the buyer while staff decide about another license of the sale.
        ensure!(
            sold == made || sale.state == SaleState::Held,
            "sale {} is {}, sold: {sold}",
            sale.id,
            sale.state
        );
        let held = sale.in_state(LineState::Held).count();
        ensure!(held == usize::from(sale.state == SaleState::Held), "sale {} holds {held}", sale.id);
        let fits = |state: LineState| match state {
            LineState::Quarantined => true,
            LineState::Held | LineState::Reserved => sale.state == SaleState::Held,
            LineState::Assigned => made || sale.state == SaleState::Held,
            _ => false,
        };
        ensure!(
            lines.iter().all(|line| fits(line.state)),
            "sale {} is {}, which does not fit its keys",
            sale.id,
            sale.state
        );
        let refused = unacknowledged.contains(&sale.interaction);
        ensure!(!(sold && refused), "sale {} was sold, but Discord never accepted the deferral", sale.id);
        check_transitions(sale, &events)?;
        check_refusals(sale, &events)?;
        if !was_set_back {
            check_waits(sale, &events)?;
        }
        check_notifications(shop, sale, &events, tally)?;
    }
    check_shown_states(shop, &sales).await?;
    check_vendor(&shop.model.world(), &sales, &taken, tally)
}

/// Checks that the vendor and the buyers have what the ledger says.
fn check_vendor(
    world: &World,
    sales: &[Sale],
    taken: &BTreeMap<LicenseKey, (BuyerId, Line)>,
    tally: &Tally,
) -> Result<(), String> {
    for (key, holder) in &world.holders {
        match (holder, taken.get(key)) {
            (Some(holder), Some((buyer, line))) if holder != buyer && line.state == LineState::Assigned => {
                // The vendor's API does not say who holds an assigned license whose request was never
                // answered.
                let excused = *holder == foreign() && line.unanswered && line.refusals == 0;
                ensure!(excused, "{key} belongs to {holder} but was sold to {buyer}");
            }
            (Some(holder), Some((buyer, line))) if holder == buyer => {
                let holds = |own: &Line| own.state.is_live() && own.license.key == line.license.key;
                let sale = sales.iter().find(|sale| sale.lines.iter().any(holds)).unwrap();
                // An alarm reported the assignment if the sale had not failed yet at that time.
                let alarms = |(id, _, kind): &(SaleId, SaleState, MessageKind)| {
                    *id == sale.id && *kind == MessageKind::Alert
                };
                let is_known =
                    line.evidence == Some(Evidence::AssignedInQuarantine) && world.told.iter().any(alarms);
                let quarantined = sale.in_state(LineState::Quarantined).count();
                let told = sale.state != SaleState::Failed || quarantined > 1 || is_known;
                ensure!(told, "{key} belongs to the buyer, but staff were told that nothing was sold");
            }
            (Some(holder), None) if *holder != foreign() => {
                return Err(format!("{key} belongs to {holder} but is in no sale"));
            }
            (None, Some((_, line))) => {
                ensure!(line.state != LineState::Assigned, "{key} is sold but the vendor has it as free");
            }
            _ => {}
        }
    }
    let is_in_quarantine = |line: &&Line| line.evidence == Some(Evidence::AssignedInQuarantine);
    let late = taken.values().map(|(_, line)| line).filter(is_in_quarantine);
    let late = late.filter(|line| world.came_late.contains(&line.license.key)).count();
    tally.late.fetch_add(u64::try_from(late).unwrap(), Ordering::Relaxed);
    let lines_of = |key: &LicenseKey, buyer: BuyerId| {
        let lines = sales.iter().filter(move |sale| sale.buyer == buyer).flat_map(|sale| &sale.lines);
        lines.filter(|line| line.license.key == *key && line.attempts > 0).collect::<Vec<_>>()
    };
    for (key, buyer) in &world.asked_for {
        let kept =
            |line: &&Line| line.state != LineState::Released || line.evidence == Some(Evidence::SeenFree);
        ensure!(
            lines_of(key, *buyer).iter().any(kept),
            "{key} was requested for {buyer} and released at once"
        );
    }
    for ((key, buyer), refusals) in &world.refusals {
        let recorded: i64 = lines_of(key, *buyer).iter().map(|line| line.refusals).sum();
        ensure!(
            recorded >= *refusals,
            "{key} was refused to {buyer} {refusals} times, but {recorded} refusals are recorded"
        );
    }
    for (buyer, key, _) in &world.dms {
        // The DM may be sent before the assignment is synced. A power loss can erase the assignment. If
        // the vendor then does not know the license, or calls it free and refuses it, the sale is held.
        let is_theirs = |line: &Line| matches!(line.state, LineState::Assigned | LineState::Held);
        let theirs = taken.get(key).is_some_and(|(owner, line)| owner == buyer && is_theirs(line));
        ensure!(theirs, "{buyer} was sent {key}, which is not theirs");
    }
    Ok(())
}
