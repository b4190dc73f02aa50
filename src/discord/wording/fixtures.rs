//! The values for the placeholders of messages: typical ones, and extreme ones.

use crate::domain::{
    BuyerId, ChannelId, DmState, Earlier, GuildId, InteractionId, License, Line, LineNumber, LineState,
    MessageNumber, Product, Refund, Sale, SaleId, SaleState, StaffId, Timestamp, Version,
};
use crate::i18n::Language;
use crate::ledger::ListedSale;

/// The values for the placeholders of messages.
pub(super) struct Fixtures {
    /// The text of a product, a note, a name or a reason.
    pub(super) text: String,
    pub(super) key: String,
    /// The number of licenses of a sale and of the stock.
    pub(super) licenses: u8,
    pub(super) number: i64,
    pub(super) id: u64,
}

impl Fixtures {
    pub(super) fn usual() -> Self {
        Self {
            text: "lifetime".to_owned(),
            key: "ps-ABCD-EFGHIJK-LMN".to_owned(),
            licenses: 1,
            number: 7,
            id: 1_000,
        }
    }

    /// Returns values that are as long and as unusual as possible.
    pub(super) fn worst(pattern: &str) -> Self {
        let text: String = pattern.chars().cycle().take(6_000).collect();
        let key = "K".repeat(100);
        let biggest = i64::MAX.unsigned_abs();
        Self { text, key, licenses: 25, number: i64::MAX, id: biggest }
    }

    pub(super) fn at(&self, minutes: u8) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + i64::from(minutes) * 60_000)
    }

    pub(super) fn product(&self) -> Option<Product> {
        Product::new(&self.text)
    }

    pub(super) fn license(&self, nth: u8) -> License {
        let key = format!("{}{nth}", self.key).parse().unwrap();
        License { key, product: self.product(), expires_at: (nth > 0).then(|| self.at(nth)) }
    }

    pub(super) fn all_licenses(&self) -> Vec<License> {
        (0..self.licenses).map(|nth| self.license(nth)).collect()
    }

    pub(super) fn buyer(&self) -> BuyerId {
        BuyerId::new(self.id).unwrap()
    }

    pub(super) fn staff(&self) -> StaffId {
        StaffId::new(self.id).unwrap()
    }

    pub(super) fn refund(&self) -> Refund {
        Refund { at: self.at(0), staff: self.staff(), reason: self.text.clone() }
    }

    pub(super) fn sale(&self, language: Language, state: SaleState, line: LineState) -> Sale {
        let locale = language.discord_locales().first().map(|locale| (*locale).to_owned());
        let lines = self.all_licenses().into_iter().map(|license| Line {
            number: LineNumber::new(1),
            license,
            state: line,
            attempts: 1,
            refusals: 0,
            unanswered: false,
            contested: false,
            decided: false,
            evidence: None,
            status: None,
            look_at: None,
            looks: 0,
            assigning_at: None,
            dm: Some((MessageNumber::new(1), DmState::Sent)),
        });
        Sale {
            id: SaleId::new(self.number),
            version: Version::FIRST,
            last_event: 1,
            last_message: MessageNumber::new(1),
            last_dm: 1,
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
            unreadable: 0,
            buyer_sees_channel: true,
            reply_token: None,
            reply_token_until: self.at(0),
            dm_channel: None,
            dm_message: None,
            waits: 0,
            next_attempt_at: None,
            delivered_at: None,
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

    pub(super) fn listed(&self, state: SaleState) -> ListedSale {
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
