//! Every message that shows the log of sales.

use super::super::views::sales::outcome::NotReplaced;
use super::super::views::sales::transfer::NotTransferred;
use super::super::views::{sales, statistics};
use super::fixtures::Fixtures;
use super::messages::{Messages, add};
use crate::courier::custom_id::SalesPlace;
use crate::courier::letters::judgements;
use crate::domain::{BuyerId, GuildId, LineState, SaleId, SaleState, StaffId, TransferRefusal};
use crate::fulfilment::Attribution;
use crate::i18n::Language;
use crate::ledger::{Event, ListedSale, Passage, ProductMark, SaleFilter};
use crate::report::{DAYS, Figures, Lasting};
use std::collections::BTreeMap;

pub(super) fn logged(language: Language, fixtures: &Fixtures) -> Messages {
    let mut messages = Messages::new();
    let filter = SaleFilter {
        guild: GuildId::new(fixtures.id).unwrap(),
        buyer: Some(fixtures.buyer()),
        staff: Some(fixtures.staff()),
        product: fixtures.product(),
        state: Some(SaleState::Undelivered),
        since: Some(fixtures.at(0)),
    };
    let listed: Vec<ListedSale> = SaleState::ALL.iter().map(|state| fixtures.listed(*state)).collect();
    let most = i64::MAX;
    let place = SalesPlace {
        buyer: BuyerId::try_from(most).ok(),
        staff: StaffId::try_from(most).ok(),
        product: Some(ProductMark::Asked(SaleId::new(most))),
        state: Some(SaleState::Failed),
        since: Some(fixtures.at(0)),
        before: Some(SaleId::new(most)),
    };
    let place = || Some(place);
    add(&mut messages, "list", sales::list::list(language, &filter, &listed, place(), place()));
    add(&mut messages, "list, nothing here", sales::list::list(language, &filter, &[], None, place()));
    add(&mut messages, "list, nothing older", sales::list::list(language, &filter, &[], place(), None));
    add(&mut messages, "list, nothing", sales::list::list(language, &filter, &[], None, None));
    let kinds = ["requested", "in_doubt", "delivered", "sent_to_moon"];
    let events: Vec<Event> = kinds
        .iter()
        .cycle()
        .take(60)
        .map(|kind| Event {
            at: fixtures.at(0),
            kind: (*kind).to_owned(),
            detail: Some("free, but refused again and again".to_owned()),
            actor: Some(fixtures.number),
            passage: None,
        })
        .collect();
    let delivered = fixtures.listed(SaleState::Delivered);
    add(&mut messages, "sale", sales::sale::sale(language, &delivered, &events[..4], vec![]));
    add(&mut messages, "sale with many events", sales::sale::sale(language, &delivered, &events, vec![]));
    let held = fixtures.sale(language, SaleState::Held, LineState::Held);
    let decisions = judgements(language, &held);
    add(
        &mut messages,
        "sale, held",
        sales::sale::sale(language, &fixtures.listed(SaleState::Held), &events[..4], decisions),
    );
    add(&mut messages, "keys", sales::outcome::keys(language, &delivered).body().unwrap());
    add(&mut messages, "no such sale", sales::outcome::no_such_sale(language));
    add(&mut messages, "no key", sales::outcome::no_key(language));
    let product = || fixtures.product().unwrap();
    for (name, why) in [
        ("nothing sold", NotReplaced::NothingSold),
        ("several products", NotReplaced::SeveralProducts(vec![(None, 1), (Some(product()), 24)])),
        ("other product", NotReplaced::OtherProduct(product())),
        ("too many", NotReplaced::TooMany(fixtures.licenses)),
    ] {
        let reply = sales::outcome::not_replaced(language, SaleId::new(fixtures.number), &why);
        add(&mut messages, format!("not replaced, {name}"), reply);
    }
    let oldest = Some(SaleId::new(fixtures.number));
    add(
        &mut messages,
        "exported",
        sales::outcome::exported(language, 12_345, oldest, vec![]).body().unwrap(),
    );
    add(&mut messages, "exported, none", sales::outcome::exported(language, 0, None, vec![]).body().unwrap());
    add(&mut messages, "refunded", sales::outcome::refunded(language, &delivered, true));
    add(&mut messages, "refunded before", sales::outcome::refunded(language, &delivered, false));
    let failed = fixtures.listed(SaleState::Failed);
    add(&mut messages, "not refunded", sales::outcome::refunded(language, &failed, false));
    for outcome in [
        Attribution::Entered(SaleId::new(fixtures.number)),
        Attribution::HasSale(SaleId::new(fixtures.number)),
        Attribution::Interrupted(SaleId::new(fixtures.number)),
        Attribution::NotLost,
        Attribution::NotAssigned,
    ] {
        let reply = sales::outcome::attributed(language, delivered.buyer, outcome);
        add(&mut messages, format!("attributed, {outcome:?}"), reply);
    }
    let mut moved = fixtures.sale(language, SaleState::Delivered, LineState::Assigned);
    let former = std::mem::replace(&mut moved.buyer, BuyerId::new(fixtures.id).unwrap());
    add(&mut messages, "transferred", sales::transfer::transferred(language, moved.id, moved.buyer, former));
    let refusals = TransferRefusal::ALL.map(NotTransferred::Refused);
    for why in [NotTransferred::ToBot, NotTransferred::ToStranger].into_iter().chain(refusals) {
        let reply = sales::transfer::not_transferred(language, moved.id, moved.buyer, why);
        add(&mut messages, format!("not transferred, {why:?}"), reply);
    }
    let passages = [
        Passage::Buyer(former, moved.buyer),
        Passage::Server(moved.guild, GuildId::new(fixtures.id).unwrap()),
    ];
    let events: Vec<Event> = ["transferred", "moved"]
        .into_iter()
        .zip(passages)
        .map(|(kind, passage)| Event {
            at: fixtures.at(0),
            kind: kind.to_owned(),
            detail: None,
            actor: Some(fixtures.number),
            passage: Some(passage),
        })
        .collect();
    add(&mut messages, "sale that moved", sales::sale::sale(language, &delivered, &events, vec![]));
    let lasting = |days| Lasting { product: fixtures.text.clone(), left: 1_234, days };
    let figures = Figures {
        first_day: fixtures.at(0),
        sold: 12_345,
        products: vec![(Some(fixtures.text.clone()), vec![5; DAYS]), (None, vec![1; DAYS])],
        staff: vec![(Some(fixtures.staff()), 150), (None, 30)],
        stock: Some([None, Some(0), Some(1), Some(20), Some(1_000)].map(lasting).to_vec()),
    };
    let names = BTreeMap::from([(fixtures.staff(), fixtures.text.clone())]);
    add(&mut messages, "month", statistics::month(language, &figures, &names, Some(vec![])).body().unwrap());
    let empty = Figures { sold: 0, products: vec![], staff: vec![], stock: None, ..figures };
    add(&mut messages, "month, nothing", statistics::month(language, &empty, &names, None).body().unwrap());
    messages
}
