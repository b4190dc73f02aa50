//! Every letter and reply: in English as the snapshots have them, and in every language within
//! Discord's limits whatever is put in.

#![allow(clippy::unwrap_used, clippy::unused_self, clippy::too_many_lines)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use twilight_model::channel::message::{Component, Embed};

use super::commands::help_told as help;
use super::{log, order, replies, statistics};
use crate::courier::front::Front;
use crate::courier::letters::{buyer, channels, staff};
use crate::domain::{
    BuyerId, ChannelId, GuildId, InteractionId, License, LineId, LineState, Product, SaleId, SaleState,
    StaffId, Timestamp,
};
use crate::fulfilment::StockList;
use crate::journal::{DAYS, Figures, Lasting};
use crate::language::Language;
use crate::ledger::{
    Earlier, Event, Failure, Line, ListedSale, OutboxId, OutboxKind, OutboxRow, OwnedLicense, Question,
    Refund, SaleFilter, SaleRecord, ShopSettings, StockAlert,
};
use crate::reseller::{LicenseInfo, VendorError, VendorMessage};

/// What is put into the messages.
struct Material {
    /// A product, a note, a name, a reason.
    text: String,
    key: String,
    /// How many licenses a sale has, and the stock.
    licenses: u8,
    number: i64,
    id: u64,
}

impl Material {
    fn usual() -> Self {
        Self {
            text: "lifetime".to_owned(),
            key: "ps-ABCD-EFGHIJK-LMN".to_owned(),
            licenses: 1,
            number: 7,
            id: 1_000,
        }
    }

    /// As long and as strange as anything can come.
    fn worst(pattern: &str) -> Self {
        let text: String = pattern.chars().cycle().take(6_000).collect();
        let key = "K".repeat(100);
        let biggest = i64::MAX.unsigned_abs();
        Self { text, key, licenses: 25, number: i64::MAX, id: biggest }
    }

    fn at(&self, minutes: u8) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + i64::from(minutes) * 60_000)
    }

    fn product(&self) -> Option<Product> {
        Product::new(&self.text)
    }

    fn license(&self, nth: u8) -> License {
        let key = format!("{}{nth}", self.key).parse().unwrap();
        License { key, product: self.product(), expires_at: (nth > 0).then(|| self.at(nth)) }
    }

    fn all_licenses(&self) -> Vec<License> {
        (0..self.licenses).map(|nth| self.license(nth)).collect()
    }

    fn buyer(&self) -> BuyerId {
        BuyerId::new(self.id).unwrap()
    }

    fn staff(&self) -> StaffId {
        StaffId::new(self.id).unwrap()
    }

    fn refund(&self) -> Refund {
        Refund { at: self.at(0), staff: self.staff(), reason: self.text.clone() }
    }

    fn sale(&self, language: Language, state: SaleState, line: LineState) -> SaleRecord {
        let locale = language.discord_locales().first().map(|locale| (*locale).to_owned());
        let lines = self.all_licenses().into_iter().map(|license| Line {
            id: LineId::new(1),
            license,
            state: line,
            attempts: 1,
            refusals: 0,
            doubtful: false,
            seen_free_at: None,
            evidence: None,
            dm: Some(OutboxId::new(1)),
        });
        SaleRecord {
            id: SaleId::new(self.number),
            guild: GuildId::new(self.id).unwrap(),
            channel: ChannelId::new(self.id).unwrap(),
            interaction: InteractionId::new(self.id).unwrap(),
            staff: self.staff(),
            buyer: self.buyer(),
            product: self.product(),
            quantity: self.licenses,
            note: Some(self.text.clone()),
            reference: Some(self.text.clone()),
            replaces: Some(SaleId::new(self.number)),
            replace_reason: Some(self.text.clone()),
            replaced_by: None,
            refund: None,
            state,
            failure: None,
            short: None,
            vendor_words: Some(self.text.clone()),
            buyer_sees_channel: true,
            reply_token: None,
            reply_token_until: self.at(0),
            dm_channel: None,
            dm_message: None,
            waits: 0,
            repeats: Some(Earlier {
                sale: SaleId::new(self.number),
                staff: self.staff(),
                product: self.product(),
                at: self.at(0),
            }),
            question: None,
            confirm_until: None,
            staff_locale: locale.clone(),
            guild_locale: locale.clone(),
            buyer_locale: locale,
            requested_at: self.at(0),
            updated_at: self.at(0),
            lines: lines.collect(),
            due: vec![],
        }
    }

    fn listed(&self, state: SaleState) -> ListedSale {
        ListedSale {
            sale: SaleId::new(self.number),
            guild: GuildId::new(self.id).unwrap(),
            requested_at: self.at(0),
            delivered_at: None,
            state,
            failure: None,
            staff: self.staff(),
            buyer: self.buyer(),
            product: self.product(),
            reference: Some(self.text.clone()),
            note: Some(self.text.clone()),
            replaces: Some(SaleId::new(self.number)),
            replaced_by: Some(SaleId::new(self.number)),
            refund: (state == SaleState::Delivered).then(|| self.refund()),
            licenses: self.all_licenses(),
        }
    }
}

/// Messages by their name.
type Told = Vec<(String, Value)>;

fn tell(told: &mut Told, name: impl Into<String>, message: impl Serialize) {
    told.push((name.into(), serde_json::to_value(message).unwrap()));
}

fn letters(language: Language, material: &Material) -> Told {
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
    let front = Front { name: material.text.clone(), icon: None, locale: "en-US".to_owned() };
    let shop = buyer::Shop { settings: &settings, front: Some(&front), now: material.at(0) };
    let delivered = sold(SaleState::Delivered);
    tell(&mut told, "dm", buyer::dm(&delivered, &dm, &shop));
    tell(&mut told, "dm without the shop's own", buyer::bare_dm(&delivered, &dm));
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

fn answers(language: Language, material: &Material) -> Told {
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
    let stock = |licenses| StockList { licenses, answered_at: material.at(0) };
    let page = replies::stock(language, &stock(material.all_licenses()), None, &[], 0, material.at(0));
    tell(&mut told, "stock", page);
    tell(&mut told, "stock, empty", replies::stock(language, &stock(vec![]), None, &[], 0, material.at(0)));
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

fn logged(language: Language, material: &Material) -> Told {
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
    tell(&mut told, "exported", log::exported(language, 12_345, oldest, vec![]));
    tell(&mut told, "exported, none", log::exported(language, 0, None, vec![]));
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
    tell(&mut told, "month", statistics::month(language, &figures, &names, Some(vec![])));
    let empty = Figures { sold: 0, products: vec![], staff: vec![], stock: None, ..figures };
    tell(&mut told, "month, nothing", statistics::month(language, &empty, &names, None));
    told
}

fn everything(language: Language, material: &Material) -> Told {
    [letters, answers, logged].iter().flat_map(|of| of(language, material)).collect()
}

fn shown(told: &Told) -> String {
    told.iter().fold(String::new(), |mut text, (name, message)| {
        let _ = writeln!(text, "── {name}\n{}\n", serde_json::to_string_pretty(message).unwrap());
        text
    })
}

#[test]
fn letters_read_as_they_did() {
    insta::assert_snapshot!(shown(&letters(Language::English, &Material::usual())));
}

#[test]
fn answers_read_as_they_did() {
    insta::assert_snapshot!(shown(&answers(Language::English, &Material::usual())));
}

#[test]
fn the_log_reads_as_it_did() {
    insta::assert_snapshot!(shown(&logged(Language::English, &Material::usual())));
}

/// What Discord would refuse of a message.
fn refused(message: &Value) -> Result<(), String> {
    let list = |name: &str| message.get(name).cloned().unwrap_or_else(|| Value::Array(vec![]));
    let embeds: Vec<Embed> = serde_json::from_value(list("embeds")).map_err(|error| error.to_string())?;
    let components: Vec<Component> =
        serde_json::from_value(list("components")).map_err(|error| error.to_string())?;
    let content = message["content"].as_str().unwrap_or_default();
    twilight_validate::message::content(content).map_err(|error| error.to_string())?;
    twilight_validate::message::embeds(&embeds).map_err(|error| format!("{error:?}"))?;
    twilight_validate::message::components(&components, false).map_err(|error| format!("{error:?}"))?;
    if embeds.iter().flat_map(|embed| &embed.fields).any(|field| field.value.trim().is_empty()) {
        return Err("a field says nothing".to_owned());
    }
    if content.is_empty() && embeds.is_empty() {
        return Err("the message says nothing".to_owned());
    }
    Ok(())
}

#[test]
fn whatever_is_put_in_discord_takes_every_message_in_every_language() {
    let patterns = ["x", "*_~`|[](#", "\u{202e}\u{200b}عربى", "😀", "<@1> @everyone\n"];
    for language in Language::ALL {
        let materials = patterns.iter().map(|pattern| Material::worst(pattern)).chain([Material::usual()]);
        for material in materials {
            for (name, message) in everything(language, &material) {
                if let Err(reason) = refused(&message) {
                    panic!("{name} in {language:?}: {reason}\n{message:#}");
                }
            }
        }
    }
}

/// What Discord would refuse of a form.
fn refused_form(form: &Value) -> bool {
    let chars = |value: &Value| value.as_str().unwrap_or_default().chars().count();
    let fits = |value: &Value, longest| (1..=longest).contains(&chars(value));
    let rows = form["components"].as_array().unwrap();
    let inputs = rows.iter().map(|row| &row["components"][0]);
    let mut lengths = inputs.map(|input| fits(&input["label"], 45) && chars(&input["placeholder"]) <= 100);
    !fits(&form["title"], 45) || !(1..=5).contains(&rows.len()) || !lengths.all(|fits| fits)
}

#[test]
fn discord_takes_the_order_form_in_every_language() {
    for language in Language::ALL {
        let form = order::form(language, serenity::all::UserId::new(u64::MAX - 1), true);
        let form = serde_json::to_value(form).unwrap();
        assert!(!refused_form(&form), "{language:?}: {form:#}");
    }
}

#[test]
fn no_language_leaves_a_placeholder_or_a_key_unsaid() {
    for language in Language::ALL {
        for (name, message) in everything(language, &Material::usual()) {
            let text = message.to_string();
            assert!(!text.contains("{$") && !text.contains('\u{2068}'), "{name} in {language:?}: {text}");
        }
    }
}
