//! Checks what staff and buyers were told.

use std::sync::atomic::Ordering;

use keyclerk::domain::{Failure, LineState, MessageKind, Sale, SaleState};
use keyclerk::ledger::Event;

use super::ensure::ensure;
use super::tally::Tally;
use crate::simulation::{Shop, Shown};

/// Checks that staff were told the final state, and that the buyer got one message per intended delivery.
pub fn check_notifications(shop: &Shop, sale: &Sale, events: &[Event], tally: &Tally) -> Result<(), String> {
    let world = shop.model.world();
    let last = world.told.iter().rev().find(|(id, _, kind)| *id == sale.id && *kind == MessageKind::Reply);
    let outcome = last.map(|(_, state, _)| *state);
    ensure!(
        outcome == Some(sale.state),
        "sale {} is {}, but staff were told {outcome:?}",
        sale.id,
        sale.state
    );
    let happened = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    let meant = 1 + happened("resent");
    let may_lack_one = ["undelivered", "part_undelivered", "claimed"].iter().any(|kind| happened(kind) > 0);
    let mut came = 0;
    for license in sale.sold() {
        let messages = world.dms.iter().filter(|(_, key, _)| *key == license.key).count();
        came += messages;
        tally.repeated.fetch_max(u64::try_from(messages.div_ceil(meant)).unwrap(), Ordering::Relaxed);
        ensure!(messages <= meant, "sale {}: {messages} messages were sent, {meant} were intended", sale.id);
        let lacks_one = sale.state == SaleState::Delivered && messages == 0;
        ensure!(may_lack_one || !lacks_one, "sale {} is delivered without {}", sale.id, license.key);
        ensure!(sale.failure != Some(Failure::NotConfirmed), "sale {} was declined and sold", sale.id);
    }
    ensure!(came > 0 || sale.dm_message.is_none(), "sale {} is delivered, but no message was sent", sale.id);
    Ok(())
}

/// Checks that the ledger still holds everything that staff or the buyer saw, also after a power loss.
pub async fn check_shown_states(shop: &Shop, sales: &[Sale]) -> Result<(), String> {
    let (shown, posted) = {
        let world = shop.model.world();
        (world.shown.clone(), world.posted.clone())
    };
    let find = |id, interaction| {
        let is_it = |sale: &&Sale| sale.id == id && sale.interaction == interaction;
        sales.iter().find(is_it).ok_or_else(|| format!("sale {id} was shown but is lost"))
    };
    for dm in posted {
        find(dm.sale, dm.interaction)?;
    }
    for Shown { sale, interaction, state, failure, question } in shown {
        let sale = find(sale, interaction)?;
        let events = shop.fulfilment.ledger.events(sale.id).await.unwrap();
        let is_event = |kind: &str, detail: Option<&str>| {
            let is_it = |event: &&Event| {
                event.kind == kind && (detail.is_none() || event.detail.as_deref() == detail)
            };
            events.iter().any(|event| is_it(&event))
        };
        let holds = match state {
            SaleState::Failed => is_event("failed", failure.map(Failure::as_str)),
            SaleState::Held => is_event("held", None),
            // The answer `ok:true` is written lazily. If it is lost with the power, and the vendor then refuses to
            // tell of the license, the sale is held with that license until staff decide.
            SaleState::Assigned | SaleState::Delivered | SaleState::Undelivered => {
                sale.sold().next().is_some() || sale.in_state(LineState::Held).next().is_some()
            }
            _ => question.is_none_or(|question| is_event("asked", Some(question))),
        };
        ensure!(
            holds,
            "sale {} was shown as {state} ({failure:?}, {question:?}), which the ledger does not hold",
            sale.id
        );
    }
    Ok(())
}
