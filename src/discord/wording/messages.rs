//! Every message that keyclerk sends, but those of the log.

use super::super::views::help::help;
use super::super::views::{buyers_licenses, license, my_licenses, refusal, stock};
use super::fixtures::Fixtures;
use crate::courier::custom_id::LicenseHandle;
use crate::courier::guild_profile::GuildProfile;
use crate::courier::letters::{buyer, channel_messages, staff_reply as staff};
use crate::domain::{
    AlertSubject, ChannelId, Evidence, Failure, GuildId, License, LicenseStatus, LineState, MessageId,
    Moment, Nonce, PostedNotice, Question, RoleId, RoleRefusal, Sale, SaleId, SaleState, ServerAlert,
    ServerAlertId,
};
use crate::fulfilment::StockList;
use crate::i18n::Language;
use crate::ledger::{OwnedLicense, ShopSettings};
use crate::reseller::{LicenseInfo, Unreachable, VendorError, VendorMessage};
use serde::Serialize;
use serde_json::Value;
use std::time::Duration;

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
        add(
            &mut messages,
            name,
            channel_messages::role_refused(&delivered, delivered.buyer, role, why, nonce),
        );
    }
    let stock = |is_low, left| AlertSubject::Stock { product: fixtures.text.clone(), left, is_low };
    for (name, subject) in [
        ("stock, out", stock(true, 0)),
        ("stock, low", stock(true, 1_234)),
        ("stock, back", stock(false, 1_234)),
        ("backups, fail", AlertSubject::Backups { fail: true }),
        ("backups, work", AlertSubject::Backups { fail: false }),
    ] {
        let alert = ServerAlert {
            guild: GuildId::new(fixtures.id).unwrap(),
            subject,
            id: ServerAlertId::new(1),
            nonce: Nonce::stored(nonce.to_owned()),
            attempts: 0,
        };
        add(&mut messages, name, channel_messages::server_alert(language, &alert));
    }
    add(&mut messages, "claim notice", buyer::claim_notice(&delivered, nonce));
    add(&mut messages, "sales line", channel_messages::sales_line(&delivered, nonce));
    add(
        &mut messages,
        "sales line, not delivered",
        channel_messages::sales_line(&sold(SaleState::Undelivered), nonce),
    );
    add(&mut messages, "doubt alert", channel_messages::doubt_alert(&sold(SaleState::InDoubt), nonce));
    add(&mut messages, "alert, held", channel_messages::alert(&sold(SaleState::Held), nonce));
    add(&mut messages, "alert, still held", channel_messages::held_alert(&sold(SaleState::Held), nonce));
    let refunded = Sale { refund: Some(fixtures.refund()), ..sold(SaleState::Delivered) };
    add(&mut messages, "alert, refunded", channel_messages::alert(&refunded, nonce));
    let refused = Sale { failure: Some(Failure::ApiKeyRefused), ..sold(SaleState::Failed) };
    add(&mut messages, "alert, the API key", channel_messages::alert(&refused, nonce));
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
            channel_messages::found_assigned(&failed, line, "nonce"),
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
