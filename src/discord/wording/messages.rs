//! Every message that keyclerk sends.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::super::views::help::help;
use super::super::views::sales::outcome::NotReplaced;
use super::super::views::sales::transfer::NotTransferred;
use super::super::views::{buyers_licenses, license, my_licenses, refusal, sales, statistics, stock};
use super::fixtures::Fixtures;
use crate::courier::custom_id::{LicenseHandle, SalesPlace};
use crate::courier::guild_profile::GuildProfile;
use crate::courier::letters::{buyer, channels, judgements, staff_reply as staff};
use crate::domain::{
    BuyerId, ChannelId, Evidence, Failure, GuildId, License, LicenseStatus, LineState, MessageId, Moment,
    Nonce, PostedNotice, Question, RoleId, RoleRefusal, Sale, SaleId, SaleState, StaffId, StockAlert,
    StockAlertId, TransferRefusal,
};
use crate::fulfilment::StockList;
use crate::i18n::Language;
use crate::ledger::{Event, ListedSale, OwnedLicense, Passage, ProductMark, SaleFilter, ShopSettings};
use crate::report::{DAYS, Figures, Lasting};
use crate::reseller::{LicenseInfo, Unreachable, VendorError, VendorMessage};

/// Messages with their names.
pub(super) type Messages = Vec<(String, Value)>;

pub(super) fn add(messages: &mut Messages, name: impl Into<String>, message: impl Serialize) {
    messages.push((name.into(), serde_json::to_value(message).unwrap()));
}

pub(super) fn letters(language: Language, fixtures: &Fixtures) -> Messages {
    let mut messages = Messages::new();
    let nonce = "0123456789abcdef01234567";
    let sold = |state| fixtures.sale(language, state, LineState::Assigned);
    let settings = ShopSettings {
        dm_text: Some(fixtures.text.chars().take(1_000).collect()),
        help: Some(fixtures.text.chars().take(300).collect()),
        ..ShopSettings::default()
    };
    let profile = GuildProfile {
        name: fixtures.text.clone(),
        icon: Some("https://cdn.discordapp.com/icons/1/shop.png".to_owned()),
        locale: "en-US".to_owned(),
    };
    let shop = buyer::Storefront { settings: &settings, profile: Some(&profile), now: fixtures.at(0) };
    let delivered = sold(SaleState::Delivered);
    let held: Vec<License> = fixtures.all_licenses();
    let held: Vec<&License> = held.iter().collect();
    add(&mut messages, "dm", buyer::dm(&delivered, &held, nonce, &shop).body().unwrap());
    let bought = Sale { replaces: None, ..sold(SaleState::Delivered) };
    add(&mut messages, "dm of a purchase", buyer::dm(&bought, &held, nonce, &shop).body().unwrap());
    let unnamed: Vec<License> =
        (0..3).map(|nth| License { product: None, ..fixtures.license(nth) }).collect();
    let unnamed: Vec<&License> = unnamed.iter().collect();
    let plain = ShopSettings::default();
    let quiet = buyer::Storefront { settings: &plain, profile: Some(&profile), now: fixtures.at(0) };
    for (name, licenses) in
        [("one without a product", &unnamed[..1]), ("several without a product", &unnamed)]
    {
        add(
            &mut messages,
            format!("dm of {name}"),
            buyer::dm(&bought, licenses, nonce, &quiet).body().unwrap(),
        );
    }
    add(&mut messages, "dm without the shop's own", buyer::bare_dm(&delivered, &held, nonce).body().unwrap());
    add(&mut messages, "claimed", buyer::claimed(language, delivered.id, &held).body().unwrap());
    add(&mut messages, "reminder", buyer::reminder(&delivered, &held[..1], nonce, &shop));
    add(&mut messages, "reminder of several", buyer::reminder(&delivered, &held, nonce, &shop));
    for why in [RoleRefusal::Gone, RoleRefusal::NotAllowed] {
        let role = RoleId::new(fixtures.id).unwrap();
        let name = format!("role, {}", why.as_str());
        add(&mut messages, name, channels::role_refused(&delivered, delivered.buyer, role, why, nonce));
    }
    for (name, is_low, left) in [("out", true, 0), ("low", true, 1_234), ("back", false, 1_234)] {
        let alert = StockAlert {
            guild: GuildId::new(fixtures.id).unwrap(),
            product: fixtures.text.clone(),
            left,
            is_low,
            id: StockAlertId::new(1),
            nonce: Nonce::stored(nonce.to_owned()),
            attempts: 0,
        };
        add(&mut messages, format!("stock, {name}"), channels::stock_alert(language, &alert));
    }
    add(&mut messages, "claim notice", buyer::claim_notice(&delivered, nonce));
    add(&mut messages, "sales line", channels::sales_line(&delivered, nonce));
    add(
        &mut messages,
        "sales line, not delivered",
        channels::sales_line(&sold(SaleState::Undelivered), nonce),
    );
    add(&mut messages, "doubt alert", channels::doubt_alert(&sold(SaleState::InDoubt), nonce));
    add(&mut messages, "alert, held", channels::alert(&sold(SaleState::Held), nonce));
    add(&mut messages, "alert, still held", channels::held_alert(&sold(SaleState::Held), nonce));
    let refunded = Sale { refund: Some(fixtures.refund()), ..sold(SaleState::Delivered) };
    add(&mut messages, "alert, refunded", channels::alert(&refunded, nonce));
    let refused = Sale { failure: Some(Failure::ApiKeyRefused), ..sold(SaleState::Failed) };
    add(&mut messages, "alert, the API key", channels::alert(&refused, nonce));
    add(&mut messages, "late reply", staff::late_reply(&delivered, None, nonce));
    add(&mut messages, "queue", staff::queue_place(&delivered, 12, fixtures.at(1)));
    for state in SaleState::ALL {
        add(&mut messages, format!("staff, {state:?}"), staff::staff_reply(language, &sold(*state), None));
    }
    let notice = Some(PostedNotice {
        channel: ChannelId::new(fixtures.id).unwrap(),
        message: MessageId::new(fixtures.id).unwrap(),
    });
    let noticed = staff::staff_reply(language, &sold(SaleState::Undelivered), notice);
    add(&mut messages, "staff, Undelivered and noticed", noticed);
    for failure in Failure::ALL {
        let failed = Sale {
            failure: Some(*failure),
            ..fixtures.sale(language, SaleState::Failed, LineState::Released)
        };
        add(&mut messages, format!("failed, {failure:?}"), staff::staff_reply(language, &failed, None));
        let short =
            Sale { short: Some(*failure), quantity: fixtures.licenses + 1, ..sold(SaleState::Delivered) };
        add(&mut messages, format!("short, {failure:?}"), staff::staff_reply(language, &short, None));
    }
    let own_account = Sale {
        failure: Some(Failure::Refused),
        vendor_words: Some("Cannot assign to yourself".to_owned()),
        ..fixtures.sale(language, SaleState::Failed, LineState::Released)
    };
    add(&mut messages, "failed, own account", staff::staff_reply(language, &own_account, None));
    let short = Sale {
        short: Some(Failure::Refused),
        quantity: fixtures.licenses + 1,
        vendor_words: own_account.vendor_words,
        ..sold(SaleState::Delivered)
    };
    add(&mut messages, "short, own account", staff::staff_reply(language, &short, None));
    let mut blocked = fixtures.sale(language, SaleState::InDoubt, LineState::InDoubt);
    blocked.lines.iter_mut().for_each(|line| line.unanswered = true);
    blocked.lines.iter_mut().for_each(|line| line.evidence = Some(Evidence::Blocked));
    add(&mut messages, "in doubt, blocked", staff::staff_reply(language, &blocked, None));
    for evidence in [
        Evidence::Expired,
        Evidence::FreeYetRefused,
        Evidence::Unknown,
        Evidence::Contested,
        Evidence::RefusedAfterDecision,
        Evidence::ApiKeyRefused,
        Evidence::AssignedInQuarantine,
        Evidence::Restored,
    ] {
        let mut held = fixtures.sale(language, SaleState::Held, LineState::Held);
        held.lines.iter_mut().for_each(|line| line.evidence = Some(evidence));
        add(&mut messages, format!("held, {}", evidence.as_str()), staff::staff_reply(language, &held, None));
    }
    for status in LicenseStatus::ALL {
        let mut held = fixtures.sale(language, SaleState::Held, LineState::Held);
        held.lines.iter_mut().for_each(|line| line.status = Some(status));
        add(
            &mut messages,
            format!("held, the vendor says {}", status.as_str()),
            staff::staff_reply(language, &held, None),
        );
    }
    let mut lost = fixtures.sale(language, SaleState::InDoubt, LineState::InDoubt);
    lost.lines.iter_mut().for_each(|line| line.unanswered = true);
    add(&mut messages, "in doubt, unanswered".to_owned(), staff::staff_reply(language, &lost, None));
    let failed = fixtures.sale(language, SaleState::Failed, LineState::Quarantined);
    if let Some(line) = failed.lines.first() {
        add(
            &mut messages,
            "quarantined, assigned".to_owned(),
            channels::found_assigned(&failed, line, "nonce"),
        );
    }
    let products = (0..30).map(|nth| (format!("{nth}{}", fixtures.text), u32::MAX)).collect();
    for question in [Question::Repeat, Question::Partial(24), Question::Product(products)] {
        let name = format!("question, {}", format!("{question:?}").split('(').next().unwrap());
        let asked = Sale {
            question: Some(question),
            confirm_until: Some(fixtures.at(1)),
            ..fixtures.sale(language, SaleState::Acknowledged, LineState::Wanted)
        };
        add(&mut messages, name, staff::staff_reply(language, &asked, None));
    }
    messages
}

pub(super) fn answers(language: Language, fixtures: &Fixtures) -> Messages {
    let mut messages = Messages::new();
    let sale = fixtures.sale(language, SaleState::Delivered, LineState::Assigned);
    let handle = LicenseHandle::new([0, 0]);
    add(&mut messages, "referenced", refusal::referenced(language, &sale));
    add(&mut messages, "replaced", refusal::replaced(language, &sale));
    add(&mut messages, "buyer has left", refusal::buyer_has_left(language, fixtures.buyer()));
    add(&mut messages, "member not told", refusal::membership_unknown(language, fixtures.buyer()));
    for error in [
        VendorError::Refused(VendorMessage::new(&fixtures.text)),
        VendorError::Unauthorised(VendorMessage::new(&fixtures.text)),
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
        add(&mut messages, name, refusal::vendor_failed(language, &error));
    }
    add(&mut messages, "fetched", license::fetched(language, &fixtures.license(1), handle));
    for (is_expired, is_assigned) in [(false, false), (true, false), (false, true)] {
        let info = LicenseInfo { license: fixtures.license(1), is_expired, is_assigned };
        let name = format!("info, expired {is_expired}, assigned {is_assigned}");
        add(&mut messages, name, license::info(language, &info, fixtures.at(0)));
    }
    let list = |licenses: Vec<License>| {
        StockList::new(licenses.into_iter().collect(), Moment::new(Duration::ZERO), fixtures.at(0))
    };
    let page = stock::stock(language, &list(fixtures.all_licenses()), None, &[], 0, fixtures.at(0));
    add(&mut messages, "stock", page);
    add(&mut messages, "stock, empty", stock::stock(language, &list(vec![]), None, &[], 0, fixtures.at(0)));
    add(&mut messages, "out of stock, 3 unreadable", refusal::out_of_stock(language, 3));
    let own: Vec<OwnedLicense> = (0..5)
        .map(|nth| OwnedLicense {
            sale: SaleId::new(fixtures.number),
            license: fixtures.license(nth),
            sold_at: fixtures.at(nth),
            state: SaleState::Delivered,
            is_refunded: nth == 1,
        })
        .collect();
    add(
        &mut messages,
        "mine",
        my_licenses::my_licenses(language, &own, Some(&fixtures.text), 0, 1_234).body().unwrap(),
    );
    add(&mut messages, "mine, none", my_licenses::my_licenses(language, &[], None, 0, 0).body().unwrap());
    add(&mut messages, "shown", license::shown(language, &fixtures.license(1)).body().unwrap());
    add(
        &mut messages,
        "theirs",
        buyers_licenses::buyers_licenses(language, fixtures.buyer(), &own, 0, 1_234),
    );
    add(
        &mut messages,
        "theirs, none",
        buyers_licenses::buyers_licenses(language, fixtures.buyer(), &[], 0, 0),
    );
    add(&mut messages, "no quantity", refusal::no_quantity(language));
    for (name, is_staff, administers) in
        [("buyer", false, false), ("staff", true, false), ("administrator", true, true)]
    {
        add(&mut messages, format!("help, {name}"), help(language, is_staff, administers));
    }
    messages
}

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
    let mut moved = fixtures.sale(language, SaleState::Delivered, LineState::Assigned);
    let former = std::mem::replace(&mut moved.buyer, BuyerId::new(fixtures.id).unwrap());
    add(&mut messages, "transferred", sales::transfer::transferred(language, &moved, former));
    let refusals = TransferRefusal::ALL.map(NotTransferred::Refused);
    for why in [NotTransferred::ToBot, NotTransferred::ToStranger, NotTransferred::Before]
        .into_iter()
        .chain(refusals)
    {
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
