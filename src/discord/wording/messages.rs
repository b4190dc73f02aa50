//! Every message there is, made of a material.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::super::commands::help_told as help;
use super::super::log::NotReplaced;
use super::super::{log, replies, statistics};
use super::fixtures::Material;
use crate::courier::guild_profile::Front;
use crate::courier::letters::{buyer, channels, staff_reply as staff};
use crate::domain::{
    ChannelId, Evidence, Failure, GuildId, License, LicenseStatus, LineState, MessageId, Moment, Nonce,
    PostedNotice, Question, RoleId, RoleRefusal, Sale, SaleId, SaleState,
};
use crate::fulfilment::StockList;
use crate::journal::{DAYS, Figures, Lasting};
use crate::language::Language;
use crate::ledger::{Event, ListedSale, OwnedLicense, SaleFilter, ShopSettings, StockAlert, StockAlertId};
use crate::reseller::{LicenseInfo, Unreachable, VendorError, VendorMessage};

/// Messages by their name.
pub(super) type Told = Vec<(String, Value)>;

pub(super) fn tell(told: &mut Told, name: impl Into<String>, message: impl Serialize) {
    told.push((name.into(), serde_json::to_value(message).unwrap()));
}

pub(super) fn letters(language: Language, material: &Material) -> Told {
    let mut told = Told::new();
    let nonce = "0123456789abcdef01234567";
    let sold = |state| material.sale(language, state, LineState::Assigned);
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
    let held: Vec<License> = material.all_licenses();
    let held: Vec<&License> = held.iter().collect();
    tell(&mut told, "dm", buyer::dm(&delivered, &held, nonce, &shop).body().unwrap());
    tell(&mut told, "dm without the shop's own", buyer::bare_dm(&delivered, &held, nonce).body().unwrap());
    tell(&mut told, "claimed", buyer::claimed(language, delivered.id, &held).body().unwrap());
    tell(&mut told, "reminder", buyer::reminder(&delivered, &held[..1], nonce));
    tell(&mut told, "reminder of several", buyer::reminder(&delivered, &held, nonce));
    for why in [RoleRefusal::Gone, RoleRefusal::NotAllowed] {
        let role = RoleId::new(material.id).unwrap();
        let name = format!("role, {}", why.as_str());
        tell(&mut told, name, channels::role_refused(&delivered, role, why, nonce));
    }
    for (name, is_low, left) in [("out", true, 0), ("low", true, 1_234), ("back", false, 1_234)] {
        let alert = StockAlert {
            guild: GuildId::new(material.id).unwrap(),
            product: material.text.clone(),
            left,
            is_low,
            id: StockAlertId::new(1),
            nonce: Nonce::stored(nonce.to_owned()),
            attempts: 0,
        };
        tell(&mut told, format!("stock, {name}"), channels::stock_alert(language, &alert));
    }
    tell(&mut told, "claim notice", buyer::claim_notice(&delivered, nonce));
    tell(&mut told, "sales line", channels::sales_line(&delivered, nonce));
    tell(&mut told, "sales line, not delivered", channels::sales_line(&sold(SaleState::Undelivered), nonce));
    tell(&mut told, "doubt alert", channels::doubt_alert(&sold(SaleState::InDoubt), nonce));
    tell(&mut told, "alert, held", channels::alert(&sold(SaleState::Held), nonce));
    tell(&mut told, "alert, still held", channels::held_alert(&sold(SaleState::Held), nonce));
    let refunded = Sale { refund: Some(material.refund()), ..sold(SaleState::Delivered) };
    tell(&mut told, "alert, refunded", channels::alert(&refunded, nonce));
    let refused = Sale { failure: Some(Failure::ApiKeyRefused), ..sold(SaleState::Failed) };
    tell(&mut told, "alert, the API key", channels::alert(&refused, nonce));
    tell(&mut told, "late reply", staff::late_reply(&delivered, None, nonce));
    tell(&mut told, "queue", staff::queue_place(&delivered, 12, Duration::from_secs(90)));
    for state in SaleState::ALL {
        tell(&mut told, format!("staff, {state:?}"), staff::staff_reply(language, &sold(*state), None));
    }
    let notice = Some(PostedNotice {
        channel: ChannelId::new(material.id).unwrap(),
        message: MessageId::new(material.id).unwrap(),
    });
    let noticed = staff::staff_reply(language, &sold(SaleState::Undelivered), notice);
    tell(&mut told, "staff, Undelivered and noticed", noticed);
    for failure in Failure::ALL {
        let failed = Sale {
            failure: Some(*failure),
            ..material.sale(language, SaleState::Failed, LineState::Released)
        };
        tell(&mut told, format!("failed, {failure:?}"), staff::staff_reply(language, &failed, None));
        let short =
            Sale { short: Some(*failure), quantity: material.licenses + 1, ..sold(SaleState::Delivered) };
        tell(&mut told, format!("short, {failure:?}"), staff::staff_reply(language, &short, None));
    }
    let own_account = Sale {
        failure: Some(Failure::Refused),
        vendor_words: Some("Cannot assign to yourself".to_owned()),
        ..material.sale(language, SaleState::Failed, LineState::Released)
    };
    tell(&mut told, "failed, own account", staff::staff_reply(language, &own_account, None));
    let short = Sale {
        short: Some(Failure::Refused),
        quantity: material.licenses + 1,
        vendor_words: own_account.vendor_words,
        ..sold(SaleState::Delivered)
    };
    tell(&mut told, "short, own account", staff::staff_reply(language, &short, None));
    let mut blocked = material.sale(language, SaleState::InDoubt, LineState::InDoubt);
    blocked.lines.iter_mut().for_each(|line| line.unanswered = true);
    blocked.lines.iter_mut().for_each(|line| line.evidence = Some(Evidence::Blocked));
    tell(&mut told, "in doubt, blocked", staff::staff_reply(language, &blocked, None));
    for evidence in [
        Evidence::Expired,
        Evidence::FreeYetRefused,
        Evidence::Unknown,
        Evidence::Contested,
        Evidence::RefusedAfterDecision,
        Evidence::ApiKeyRefused,
        Evidence::AssignedInQuarantine,
    ] {
        let mut held = material.sale(language, SaleState::Held, LineState::Held);
        held.lines.iter_mut().for_each(|line| line.evidence = Some(evidence));
        tell(&mut told, format!("held, {}", evidence.as_str()), staff::staff_reply(language, &held, None));
    }
    for status in LicenseStatus::ALL {
        let mut held = material.sale(language, SaleState::Held, LineState::Held);
        held.lines.iter_mut().for_each(|line| line.status = Some(status));
        tell(
            &mut told,
            format!("held, the vendor says {}", status.as_str()),
            staff::staff_reply(language, &held, None),
        );
    }
    let mut lost = material.sale(language, SaleState::InDoubt, LineState::InDoubt);
    lost.lines.iter_mut().for_each(|line| line.unanswered = true);
    tell(&mut told, "in doubt, unanswered".to_owned(), staff::staff_reply(language, &lost, None));
    let failed = material.sale(language, SaleState::Failed, LineState::Quarantined);
    if let Some(line) = failed.lines.first() {
        tell(&mut told, "quarantined, assigned".to_owned(), channels::found_assigned(&failed, line, "nonce"));
    }
    let products = (0..30).map(|nth| (format!("{nth}{}", material.text), u32::MAX)).collect();
    for question in [Question::Repeat, Question::Partial(24), Question::Product(products)] {
        let name = format!("question, {}", format!("{question:?}").split('(').next().unwrap());
        let asked = Sale {
            question: Some(question),
            confirm_until: Some(material.at(1)),
            ..material.sale(language, SaleState::Acknowledged, LineState::Wanted)
        };
        tell(&mut told, name, staff::staff_reply(language, &asked, None));
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
        VendorError::Blocked(403),
        VendorError::NoSuchAddress(404),
        VendorError::NeverSent(Unreachable::Name),
        VendorError::NeverSent(Unreachable::Refused),
        VendorError::NeverSent(Unreachable::Tls),
        VendorError::NeverSent(Unreachable::Other),
    ] {
        let name = match &error {
            VendorError::NeverSent(why) => format!("vendor failed, not sent, {why:?}"),
            error => format!("vendor failed, {}", format!("{error:?}").split('(').next().unwrap()),
        };
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
    tell(&mut told, "mine", replies::mine(language, &own, Some(&material.text), 0, 1_234).body().unwrap());
    tell(&mut told, "mine, none", replies::mine(language, &[], None, 0, 0).body().unwrap());
    tell(&mut told, "shown", replies::shown(language, &material.license(1)).body().unwrap());
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
    tell(&mut told, "sale", log::sale(language, &delivered, &events[..4], vec![]));
    tell(&mut told, "sale with many events", log::sale(language, &delivered, &events, vec![]));
    let held = material.sale(language, SaleState::Held, LineState::Held);
    let decisions = staff::judgements(language, &held);
    tell(
        &mut told,
        "sale, held",
        log::sale(language, &material.listed(SaleState::Held), &events[..4], decisions),
    );
    tell(&mut told, "keys", log::keys(language, &delivered).body().unwrap());
    tell(&mut told, "no such sale", log::no_such_sale(language));
    tell(&mut told, "no key", log::no_key(language));
    let product = || material.product().unwrap();
    for (name, why) in [
        ("nothing sold", NotReplaced::NothingSold),
        ("several products", NotReplaced::SeveralProducts(vec![(None, 1), (Some(product()), 24)])),
        ("other product", NotReplaced::OtherProduct(product())),
        ("too many", NotReplaced::TooMany(material.licenses)),
    ] {
        let reply = log::not_replaced(language, SaleId::new(material.number), &why);
        tell(&mut told, format!("not replaced, {name}"), reply);
    }
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
