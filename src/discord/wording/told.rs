//! Every message there is, made of a material.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::super::commands::help_told as help;
use super::super::{log, replies, statistics};
use super::material::Material;
use crate::courier::front::Front;
use crate::courier::letters::{buyer, channels, staff};
use crate::domain::{GuildId, License, LineState, Moment, SaleId, SaleState};
use crate::fulfilment::StockList;
use crate::journal::{DAYS, Figures, Lasting};
use crate::language::Language;
use crate::ledger::{
    Event, Failure, ListedSale, OutboxId, OutboxKind, OutboxRow, OwnedLicense, Question, SaleFilter,
    SaleRecord, ShopSettings, StockAlert,
};
use crate::reseller::{LicenseInfo, VendorError, VendorMessage};

/// Messages by their name.
pub(super) type Told = Vec<(String, Value)>;

pub(super) fn tell(told: &mut Told, name: impl Into<String>, message: impl Serialize) {
    told.push((name.into(), serde_json::to_value(message).unwrap()));
}

pub(super) fn letters(language: Language, material: &Material) -> Told {
    let mut told = Told::new();
    let nonce = "0123456789abcdef01234567";
    let sold = |state| material.sale(language, state, LineState::Assigned);
    let dm = OutboxRow {
        id: OutboxId::new(1),
        kind: OutboxKind::Dm,
        nonce: nonce.to_owned(),
        attempts: 0,
        due_at: material.at(0),
        created_at: material.at(0),
        line: None,
        subject: None,
    };
    let settings = ShopSettings {
        dm_text: Some(material.text.chars().take(1_000).collect()),
        help: Some(material.text.chars().take(300).collect()),
        ..ShopSettings::default()
    };
    let front = Front {
        name: material.text.clone(),
        icon: Some("https://cdn.discordapp.com/icons/1/shop.png".to_owned()),
        locale: "en-US".to_owned(),
    };
    let shop = buyer::Shop { settings: &settings, front: Some(&front), now: material.at(0) };
    let delivered = sold(SaleState::Delivered);
    tell(&mut told, "dm", buyer::dm(&delivered, &dm, &shop).body().unwrap());
    tell(&mut told, "dm without the shop's own", buyer::bare_dm(&delivered, &dm).body().unwrap());
    let held: Vec<License> = material.all_licenses();
    let held: Vec<&License> = held.iter().collect();
    tell(&mut told, "reminder", buyer::reminder(&delivered, &held[..1], nonce));
    tell(&mut told, "reminder of several", buyer::reminder(&delivered, &held, nonce));
    for why in ["gone", "not allowed"] {
        let subject = format!("{} {why}", material.id);
        tell(&mut told, format!("role, {why}"), channels::role_refused(&delivered, &subject, nonce));
    }
    for (name, is_low, left) in [("out", true, 0), ("low", true, 1_234), ("back", false, 1_234)] {
        let alert = StockAlert {
            guild: GuildId::new(material.id).unwrap(),
            product: material.text.clone(),
            left,
            is_low,
            id: OutboxId::new(1),
            nonce: nonce.to_owned(),
            attempts: 0,
        };
        tell(&mut told, format!("stock, {name}"), channels::stock_alert(language, &alert));
    }
    tell(&mut told, "claim notice", buyer::claim_notice(&delivered, nonce));
    tell(&mut told, "sales line", channels::sales_line(&delivered, nonce));
    tell(&mut told, "sales line, not delivered", channels::sales_line(&sold(SaleState::Undelivered), nonce));
    tell(&mut told, "doubt alert", channels::doubt_alert(&sold(SaleState::InDoubt), nonce));
    tell(&mut told, "alert, held", channels::alert(&sold(SaleState::Held), nonce));
    let refunded = SaleRecord { refund: Some(material.refund()), ..sold(SaleState::Delivered) };
    tell(&mut told, "alert, refunded", channels::alert(&refunded, nonce));
    let refused = SaleRecord { failure: Some(Failure::ApiKeyRefused), ..sold(SaleState::Failed) };
    tell(&mut told, "alert, the API key", channels::alert(&refused, nonce));
    tell(&mut told, "late reply", staff::late_reply(&delivered, nonce));
    tell(&mut told, "queue", staff::queue_place(&delivered, 12, Duration::from_secs(90)));
    for state in SaleState::ALL {
        tell(&mut told, format!("staff, {state:?}"), staff::staff_reply(language, &sold(*state)));
    }
    let unseen = SaleRecord { buyer_sees_channel: false, ..sold(SaleState::Undelivered) };
    tell(&mut told, "staff, Undelivered unseen", staff::staff_reply(language, &unseen));
    for failure in Failure::ALL {
        let failed = SaleRecord {
            failure: Some(*failure),
            ..material.sale(language, SaleState::Failed, LineState::Released)
        };
        tell(&mut told, format!("failed, {failure:?}"), staff::staff_reply(language, &failed));
        let short = SaleRecord {
            short: Some(*failure),
            quantity: material.licenses + 1,
            ..sold(SaleState::Delivered)
        };
        tell(&mut told, format!("short, {failure:?}"), staff::staff_reply(language, &short));
    }
    for evidence in ["expired while in doubt", "free, but refused again and again", "unknown to the vendor"] {
        let mut held = material.sale(language, SaleState::Held, LineState::Held);
        held.lines.iter_mut().for_each(|line| line.evidence = Some(evidence.to_owned()));
        tell(&mut told, format!("held, {evidence}"), staff::staff_reply(language, &held));
    }
    let products = (0..30).map(|nth| (format!("{nth}{}", material.text), u32::MAX)).collect();
    for question in [Question::Repeat, Question::Partial(24), Question::Product(products)] {
        let name = format!("question, {}", format!("{question:?}").split('(').next().unwrap());
        let asked = SaleRecord {
            question: Some(question),
            confirm_until: Some(material.at(1)),
            ..material.sale(language, SaleState::Acknowledged, LineState::Wanted)
        };
        tell(&mut told, name, staff::staff_reply(language, &asked));
    }
    told
}

pub(super) fn answers(language: Language, material: &Material) -> Told {
    let mut told = Told::new();
    let sale = material.sale(language, SaleState::Delivered, LineState::Assigned);
    let handle = format!("stock~{}", "0".repeat(32));
    tell(&mut told, "referenced", replies::referenced(language, &sale));
    tell(&mut told, "replaced", replies::replaced(language, &sale));
    tell(&mut told, "buyer has left", replies::buyer_has_left(language, material.buyer()));
    tell(&mut told, "member not told", replies::member_not_told(language, material.buyer()));
    for error in [
        VendorError::Refused(VendorMessage::new(&material.text)),
        VendorError::Unauthorised(VendorMessage::new(&material.text)),
        VendorError::RateLimited,
        VendorError::TimedOut,
    ] {
        let name = format!("vendor failed, {}", format!("{error:?}").split('(').next().unwrap());
        tell(&mut told, name, replies::vendor_failed(language, &error));
    }
    tell(&mut told, "fetched", replies::fetched(language, &material.license(1), &handle));
    for (is_expired, is_assigned) in [(false, false), (true, false), (false, true)] {
        let info = LicenseInfo { license: material.license(1), is_expired, is_assigned };
        let name = format!("info, expired {is_expired}, assigned {is_assigned}");
        tell(&mut told, name, replies::info(language, &info, material.at(0)));
    }
    let stock = |licenses: Vec<License>| {
        StockList::new(licenses.into_iter().collect(), Moment::new(Duration::ZERO), material.at(0))
    };
    let page = replies::stock(language, &stock(material.all_licenses()), None, &[], 0, material.at(0));
    tell(&mut told, "stock", page);
    tell(&mut told, "stock, empty", replies::stock(language, &stock(vec![]), None, &[], 0, material.at(0)));
    tell(&mut told, "out of stock, 3 unreadable", replies::out_of_stock(language, 3));
    let own: Vec<OwnedLicense> = (0..5)
        .map(|nth| OwnedLicense {
            sale: SaleId::new(material.number),
            license: material.license(nth),
            sold_at: material.at(nth),
            state: SaleState::Delivered,
            is_refunded: nth == 1,
        })
        .collect();
    tell(&mut told, "mine", replies::mine(language, &own, Some(&material.text), 0, 1_234));
    tell(&mut told, "mine, none", replies::mine(language, &[], None, 0, 0));
    tell(&mut told, "theirs", replies::theirs(language, material.buyer(), &own, 0, 1_234));
    tell(&mut told, "theirs, none", replies::theirs(language, material.buyer(), &[], 0, 0));
    tell(&mut told, "no quantity", replies::no_quantity(language));
    for (name, is_staff, administers) in
        [("buyer", false, false), ("staff", true, false), ("administrator", true, true)]
    {
        tell(&mut told, format!("help, {name}"), help(language, is_staff, administers));
    }
    told
}

pub(super) fn logged(language: Language, material: &Material) -> Told {
    let mut told = Told::new();
    let filter = SaleFilter {
        guild: GuildId::new(material.id).unwrap(),
        buyer: Some(material.buyer()),
        staff: Some(material.staff()),
        product: material.product(),
        state: Some(SaleState::Undelivered),
        since: Some(material.at(0)),
    };
    let sales: Vec<ListedSale> = SaleState::ALL.iter().map(|state| material.listed(*state)).collect();
    let place = || Some("0".repeat(81));
    tell(&mut told, "list", log::list(language, &filter, &sales, place(), place()));
    tell(&mut told, "list, nothing here", log::list(language, &filter, &[], None, place()));
    tell(&mut told, "list, nothing older", log::list(language, &filter, &[], place(), None));
    tell(&mut told, "list, nothing", log::list(language, &filter, &[], None, None));
    let kinds = ["requested", "in_doubt", "delivered", "sent_to_moon"];
    let events: Vec<Event> = kinds
        .iter()
        .cycle()
        .take(60)
        .map(|kind| Event {
            at: material.at(0),
            kind: (*kind).to_owned(),
            detail: Some("free, but refused again and again".to_owned()),
            actor: Some(material.number),
        })
        .collect();
    let delivered = material.listed(SaleState::Delivered);
    tell(&mut told, "sale", log::sale(language, &delivered, &events[..4]));
    tell(&mut told, "sale with many events", log::sale(language, &delivered, &events));
    tell(&mut told, "keys", log::keys(language, &delivered));
    tell(&mut told, "no such sale", log::no_such_sale(language));
    tell(&mut told, "no key", log::no_key(language));
    tell(&mut told, "nothing to replace", log::nothing_to_replace(language));
    let oldest = Some(SaleId::new(material.number));
    tell(&mut told, "exported", log::exported(language, 12_345, oldest, vec![]).body().unwrap());
    tell(&mut told, "exported, none", log::exported(language, 0, None, vec![]).body().unwrap());
    tell(&mut told, "refunded", log::refunded(language, &delivered, true));
    tell(&mut told, "refunded before", log::refunded(language, &delivered, false));
    let failed = material.listed(SaleState::Failed);
    tell(&mut told, "not refunded", log::refunded(language, &failed, false));
    let lasting = |days| Lasting { product: material.text.clone(), left: 1_234, days };
    let figures = Figures {
        first_day: material.at(0),
        sold: 12_345,
        products: vec![(Some(material.text.clone()), vec![5; DAYS]), (None, vec![1; DAYS])],
        staff: vec![(Some(material.staff()), 150), (None, 30)],
        stock: Some([None, Some(0), Some(1), Some(20), Some(1_000)].map(lasting).to_vec()),
    };
    let names = BTreeMap::from([(material.staff(), material.text.clone())]);
    tell(&mut told, "month", statistics::month(language, &figures, &names, Some(vec![])).body().unwrap());
    let empty = Figures { sold: 0, products: vec![], staff: vec![], stock: None, ..figures };
    tell(&mut told, "month, nothing", statistics::month(language, &empty, &names, None).body().unwrap());
    told
}
