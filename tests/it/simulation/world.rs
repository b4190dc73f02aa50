//! The world outside the process: what the vendor and Discord hold, and what they answer next.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use keyclerk::domain::{
    BuyerId, Failure, InteractionId, LicenseKey, Line, LineNumber, MessageId, MessageKind, Moment, Sale,
    SaleId, SaleState, Timestamp,
};
use keyclerk::ledger::Lane;

use super::fates::{Call, Fate};

/// A DM as Discord stores it.
#[derive(Debug, Clone)]
pub struct Posted {
    pub id: MessageId,
    pub at: Timestamp,
    pub sale: SaleId,
    pub interaction: InteractionId,
    pub buyer: BuyerId,
    pub keys: Vec<LicenseKey>,
    pub nonce: String,
}

/// A sale as it was shown to staff.
#[derive(Debug, Clone)]
pub struct Shown {
    pub sale: SaleId,
    pub interaction: InteractionId,
    pub state: SaleState,
    pub failure: Option<Failure>,
    /// The question to staff, if there was one.
    pub question: Option<&'static str>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is an independent option of a test")]
#[derive(Default)]
pub struct World {
    pub holders: BTreeMap<LicenseKey, Option<BuyerId>>,
    /// How many entries of the stock list cannot be read.
    pub unreadable: u32,
    pub fates: BTreeMap<Call, VecDeque<Fate>>,
    /// The buyer, key and nonce of each delivered key. Discord treats a repeated nonce as the same
    /// message.
    pub dms: Vec<(BuyerId, LicenseKey, String)>,
    /// The DMs themselves, oldest first.
    pub posted: Vec<Posted>,
    /// How long Discord remembers a nonce.
    pub nonce_lives: Duration,
    /// Every sale that a message showed to staff, as it was then.
    pub shown: Vec<Shown>,
    pub dms_closed: bool,
    pub told: Vec<(SaleId, SaleState, MessageKind)>,
    /// The product, the number of licenses left, and whether it runs low.
    pub alerts: Vec<(String, u32, bool)>,
    /// The sales whose buyer's role was changed.
    pub roles: Vec<SaleId>,
    /// Messages of these kinds hang until [`Model::release`](super::Model::release).
    pub hanging: Vec<MessageKind>,
    /// Discord rejects messages of these kinds for now.
    pub refused: Vec<MessageKind>,
    /// Every call takes a while, so that calls overlap.
    pub is_slow: bool,
    /// The vendor accepts a second assignment to the same buyer. The vendor's document leaves this open.
    pub is_idempotent: bool,
    /// The vendor refuses a free license that was requested before for the same buyer.
    pub is_stubborn: bool,
    /// The assignment requests in flight, and the time at which each was sent.
    pub late: Vec<(LicenseKey, BuyerId, Moment)>,
    /// The DMs in flight. They arrive before the next attempt does.
    pub late_dms: Vec<Posted>,
    /// The licenses that a late request assigned.
    pub came_late: BTreeSet<LicenseKey>,
    /// The licenses and buyers of all assignment requests that were sent.
    pub asked_for: BTreeSet<(LicenseKey, BuyerId)>,
    /// The refusals after which no license information was requested yet.
    pub fresh_refusals: Vec<(LicenseKey, BuyerId)>,
    /// The refusals after which license information was requested. Each must be recorded by then.
    pub refusals: BTreeMap<(LicenseKey, BuyerId), i64>,
    /// The number of calls made.
    pub calls: BTreeMap<Call, usize>,
    /// The number of running calls in each lane, and the highest number that ever ran at once.
    pub under_way: BTreeMap<Lane, usize>,
    pub most_at_once: BTreeMap<Lane, usize>,
    pub(super) releases: usize,
}

impl World {
    /// Sets the outcomes of the next calls of this kind.
    pub fn fate(&mut self, call: Call, fates: impl IntoIterator<Item = Fate>) {
        self.fates.insert(call, fates.into_iter().collect());
    }

    /// Finds the DMs that delivered keys of these lines, as the real courier does. It looks at DMs since
    /// the intent to assign. For a resend it looks at DMs since the last known one. The clocks may differ
    /// by a quarter of an hour.
    pub(super) fn find_sent(&self, sale: &Sale, lines: &[&Line]) -> Option<(MessageId, Vec<LineNumber>)> {
        let intended = lines.iter().filter_map(|line| line.assigning_at).min().unwrap_or(sale.requested_at);
        let since = intended.before(Duration::from_mins(15));
        let is_again = lines.iter().any(|line| line.is_brought());
        let is_after = |posted: &&Posted| match sale.dm_message {
            Some(known) if is_again => posted.id.as_u64() > known.as_u64(),
            _ => posted.at >= since,
        };
        let (mut newest, mut found) = (None, Vec::new());
        for posted in self.posted.iter().filter(|posted| posted.buyer == sale.buyer).filter(is_after) {
            let held = posted.holds(lines);
            newest = if held.is_empty() { newest } else { Some(posted.id) };
            found.extend(held);
        }
        newest.map(|newest| (newest, found))
    }

    /// Posts a DM, or returns the recent one with the same nonce.
    pub(super) fn post(&mut self, dm: &Posted, at: Timestamp) -> Posted {
        let window = self.nonce_lives;
        let is_same = |posted: &&Posted| posted.nonce == dm.nonce && at.since(posted.at) < window;
        if let Some(posted) = self.posted.iter().rev().find(is_same) {
            return posted.clone();
        }
        self.dms.extend(dm.keys.iter().map(|key| (dm.buyer, key.clone(), dm.nonce.clone())));
        let posted = Posted { id: message_id(at, self.posted.len()), at, ..dm.clone() };
        self.posted.push(posted.clone());
        posted
    }

    /// Delivers the DMs in flight that were sent at least `wait` ago, to one buyer or to all.
    pub(super) fn late_dms_arrive(&mut self, to: Option<BuyerId>, wait: Duration, at: Timestamp) {
        let arrives = |dm: &mut Posted| to.is_none_or(|buyer| dm.buyer == buyer) && at.since(dm.at) >= wait;
        let late: Vec<_> = self.late_dms.extract_if(.., arrives).collect();
        for dm in late.iter().filter(|_| !self.dms_closed).collect::<Vec<_>>() {
            self.post(dm, at);
        }
    }

    /// Records that the vendor was asked about a license.
    pub(super) fn record_query(&mut self, key: &LicenseKey) {
        let refused = self.fresh_refusals.extract_if(.., |(refused, _)| refused == key);
        for refusal in refused.collect::<Vec<_>>() {
            *self.refusals.entry(refusal).or_default() += 1;
        }
    }
}

impl Posted {
    pub(super) fn holds(&self, lines: &[&Line]) -> Vec<LineNumber> {
        let held = lines.iter().filter(|line| self.keys.contains(&line.license.key));
        held.map(|line| line.number).collect()
    }
}

/// Makes a Discord id from a time and a number.
pub(super) fn message_id(at: Timestamp, number: usize) -> MessageId {
    let millis = u64::try_from(at.as_millis() - 1_420_070_400_000).unwrap();
    MessageId::new((millis << 22) + u64::try_from(number).unwrap()).unwrap()
}
