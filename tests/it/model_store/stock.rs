//! The model as a [`StockStore`]. A model is never restored from a backup.

use std::collections::BTreeSet;
use std::time::Duration;

use async_trait::async_trait;
use keyclerk::domain::{
    AlertSubject, Durability, GuildId, KeyHash, Nonce, SaleId, ServerAlert, ServerAlertId, Settled, StaffId,
    Timestamp,
};
use keyclerk::ledger::{LedgerError, StockHash, StockStore, Unattributed};

use super::rows::{AlertRow, Lost, Reveal, Rows};
use super::{ModelStore, refused};

/// The looks in a row after which a license returns, and the time that they last.
const ENOUGH_LOOKS: u32 = 4;
const LONG_ENOUGH: Duration = Duration::from_mins(15);

#[async_trait]
impl StockStore for ModelStore {
    fn is_free(&self, key: &KeyHash, staff: StaffId, shown_since: Timestamp) -> Result<bool, LedgerError> {
        let is_anothers = |(at, by): (Timestamp, StaffId)| at > shown_since && by != staff;
        self.read_now(|rows| {
            let shown = rows.seen.get(key).copied().flatten();
            rows.holder(key).is_none()
                && !rows.unattributed.contains_key(key)
                && !shown.is_some_and(is_anothers)
        })
    }

    async fn holder_of(&self, key: &KeyHash) -> Result<Option<SaleId>, LedgerError> {
        self.read(|rows| rows.holder(key).map(|(sale, _)| sale.id)).await
    }

    async fn fetched(&self, key: &KeyHash, staff: StaffId, now: Timestamp) -> Result<(), LedgerError> {
        self.write(Durability::Lazy, |rows| {
            rows.seen.insert(*key, Some((now, staff)));
            Ok(())
        })
        .await
    }

    async fn revealed(
        &self,
        _: GuildId,
        keys: &[KeyHash],
        sale: Option<SaleId>,
        staff: StaffId,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        self.write(Durability::Synced, |rows| {
            if sale.is_some_and(|sale| !keys.is_empty() && !rows.sales.contains_key(&sale)) {
                return Err(refused("there is no such sale"));
            }
            for key in keys {
                rows.reveals.push(Reveal { sale, at: now, staff });
                if sale.is_none() {
                    rows.seen.insert(*key, Some((now, staff)));
                }
            }
            Ok(())
        })
        .await
    }

    async fn seen(&self, keys: &[KeyHash], _: Timestamp) -> Result<(), LedgerError> {
        self.write(Durability::Lazy, |rows| {
            for key in keys {
                rows.seen.entry(*key).or_default();
            }
            Ok(())
        })
        .await
    }

    fn is_reconciled(&self) -> bool {
        true
    }

    async fn reconcile(
        &self,
        in_stock: Vec<KeyHash>,
        is_doubtful: bool,
        _: Timestamp,
    ) -> Result<Unattributed, LedgerError> {
        self.write(Durability::Synced, |rows| {
            let given_back = rows.lines().filter(|(_, line)| !line.state.is_live());
            let given_back = given_back.map(|(_, line)| line.license.key.hash());
            let known: BTreeSet<KeyHash> = rows.seen.keys().copied().chain(given_back).collect();
            let known: Vec<KeyHash> = known.into_iter().filter(|key| rows.holder(key).is_none()).collect();
            let gone: Vec<KeyHash> = known.iter().copied().filter(|key| !in_stock.contains(key)).collect();
            let may_return = is_doubtful || 2 * gone.len() > known.len();
            for key in gone {
                let lost =
                    rows.unattributed.entry(key).or_insert(Lost { may_return, listed_since: None, looks: 0 });
                lost.may_return &= may_return;
            }
            for lost in rows.unattributed.values_mut() {
                (lost.listed_since, lost.looks) = (None, 0);
            }
            Ok(unattributed(rows))
        })
        .await
    }

    async fn may_return(&self) -> Result<Vec<StockHash>, LedgerError> {
        self.read(|rows| {
            let may_return = rows.unattributed.iter().filter(|(_, lost)| lost.may_return);
            may_return.map(|(key, _)| self.stock_hash(key)).collect()
        })
        .await
    }

    async fn looked_for_returns(&self, listed: &[StockHash], at: Timestamp) -> Result<i64, LedgerError> {
        self.write(Durability::Lazy, |rows| {
            for (key, lost) in rows.unattributed.iter_mut().filter(|(_, lost)| lost.may_return) {
                if listed.contains(&self.stock_hash(key)) {
                    lost.looks += 1;
                    lost.listed_since = lost.listed_since.or(Some(at));
                } else {
                    (lost.listed_since, lost.looks) = (None, 0);
                }
            }
            let before = rows.unattributed.len();
            let long_enough = at.before(LONG_ENOUGH);
            rows.unattributed.retain(|_, lost| {
                let is_long = lost.listed_since.is_some_and(|since| since <= long_enough);
                !(lost.may_return && lost.looks >= ENOUGH_LOOKS && is_long)
            });
            Ok(i64::try_from(before - rows.unattributed.len()).unwrap())
        })
        .await
    }

    async fn is_unattributed(&self, key: &KeyHash) -> Result<bool, LedgerError> {
        self.read(|rows| rows.unattributed.contains_key(key) && rows.holder(key).is_none()).await
    }

    async fn may_be_lost(&self, _: &KeyHash) -> Result<bool, LedgerError> {
        Ok(false)
    }

    async fn unattributed(&self) -> Result<Unattributed, LedgerError> {
        self.read(unattributed).await
    }

    fn stock_hash(&self, key: &KeyHash) -> StockHash {
        StockHash::new(*key.as_bytes().first_chunk().unwrap())
    }

    async fn low_products(&self, guild: GuildId) -> Result<Vec<String>, LedgerError> {
        self.read(|rows| {
            let low = rows.levels.iter().filter(|((of, _), is_low)| *of == guild && **is_low);
            low.map(|((_, product), _)| product.clone()).collect()
        })
        .await
    }

    async fn level_is(
        &self,
        guild: GuildId,
        product: &str,
        left: u32,
        is_low: bool,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        self.write(Durability::Synced, |rows| {
            let product = product.to_owned();
            if rows.levels.insert((guild, product.clone()), is_low) != Some(is_low) {
                add_alert(rows, guild, AlertSubject::Stock { product, left, is_low }, now);
            }
            Ok(())
        })
        .await
    }

    async fn backups_fail(&self, guild: GuildId, fail: bool, now: Timestamp) -> Result<(), LedgerError> {
        self.write(Durability::Synced, |rows| {
            let told = rows.alerts.iter().rev().find_map(|row| match row.alert.subject {
                AlertSubject::Backups { fail } => Some(fail),
                AlertSubject::Stock { .. } => None,
            });
            if told.unwrap_or(false) != fail {
                add_alert(rows, guild, AlertSubject::Backups { fail }, now);
            }
            Ok(())
        })
        .await
    }

    async fn due_server_alerts(&self, now: Timestamp) -> Result<Vec<ServerAlert>, LedgerError> {
        let is_due = |row: &&AlertRow| row.is_due && row.due_at <= now;
        self.read(|rows| rows.alerts.iter().filter(is_due).map(|row| row.alert.clone()).collect()).await
    }

    async fn settle_server_alert(
        &self,
        settled: Settled<ServerAlertId>,
        _: Timestamp,
    ) -> Result<(), LedgerError> {
        self.write(Durability::Lazy, |rows| {
            let (number, again) = match settled {
                Settled::Sent(number, _) | Settled::Dropped(number) => (number, None),
                Settled::PutOff(number, at) => (number, Some(at)),
            };
            let row = rows.alerts.iter_mut().find(|row| row.alert.id == number && row.is_due);
            match (row, again) {
                (Some(row), Some(at)) => (row.due_at, row.alert.attempts) = (at, row.alert.attempts + 1),
                (Some(row), None) => row.is_due = false,
                (None, _) => {}
            }
            Ok(())
        })
        .await
    }
}

fn unattributed(rows: &Rows) -> Unattributed {
    let lost = rows.unattributed.iter().filter(|(key, _)| rows.holder(key).is_none());
    let count = |lost: usize| i64::try_from(lost).unwrap();
    Unattributed {
        all: count(lost.clone().count()),
        may_return: count(lost.filter(|(_, lost)| lost.may_return).count()),
    }
}

fn add_alert(rows: &mut Rows, guild: GuildId, subject: AlertSubject, now: Timestamp) {
    let number = i64::try_from(rows.alerts.len()).unwrap() + 1;
    let (id, nonce) = (ServerAlertId::new(number), Nonce::of_server_alert(&[7; 16], number));
    let alert = ServerAlert { guild, subject, id, nonce, attempts: 0 };
    rows.alerts.push(AlertRow { alert, due_at: now, is_due: true });
}
