//! The model as a [`StockStore`]. A model is never restored from a backup.

use std::collections::BTreeSet;

use async_trait::async_trait;
use keyclerk::domain::{
    Durability, GuildId, KeyHash, Nonce, SaleId, Settled, StaffId, StockAlert, StockAlertId, Timestamp,
};
use keyclerk::ledger::{LedgerError, StockHash, StockStore};

use super::rows::{AlertRow, Reveal, Rows};
use super::{ModelStore, refused};

#[async_trait]
impl StockStore for ModelStore {
    async fn is_free(
        &self,
        key: &KeyHash,
        staff: StaffId,
        shown_since: Timestamp,
    ) -> Result<bool, LedgerError> {
        let is_anothers = |(at, by): (Timestamp, StaffId)| at > shown_since && by != staff;
        self.read(|rows| {
            let shown = rows.seen.get(key).copied().flatten();
            rows.holder(key).is_none() && !rows.unattributed.contains(key) && !shown.is_some_and(is_anothers)
        })
        .await
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

    async fn reconcile(&self, in_stock: Vec<KeyHash>, _: Timestamp) -> Result<i64, LedgerError> {
        self.write(Durability::Synced, |rows| {
            let given_back = rows.lines().filter(|(_, line)| !line.state.is_live());
            let given_back = given_back.map(|(_, line)| line.license.key.hash());
            let known: BTreeSet<KeyHash> = rows.seen.keys().copied().chain(given_back).collect();
            let is_gone = |key: &KeyHash| !in_stock.contains(key) && rows.holder(key).is_none();
            let gone: Vec<KeyHash> = known.into_iter().filter(is_gone).collect();
            rows.unattributed.extend(gone);
            Ok(unattributed(rows))
        })
        .await
    }

    async fn is_unattributed(&self, key: &KeyHash) -> Result<bool, LedgerError> {
        self.read(|rows| rows.unattributed.contains(key) && rows.holder(key).is_none()).await
    }

    async fn may_be_lost(&self, _: &KeyHash) -> Result<bool, LedgerError> {
        Ok(false)
    }

    async fn unattributed(&self) -> Result<i64, LedgerError> {
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
                let number = i64::try_from(rows.alerts.len()).unwrap() + 1;
                let (id, nonce) = (StockAlertId::new(number), Nonce::of_stock_alert(&[7; 16], number));
                let alert = StockAlert { guild, product, left, is_low, id, nonce, attempts: 0 };
                rows.alerts.push(AlertRow { alert, due_at: now, is_due: true });
            }
            Ok(())
        })
        .await
    }

    async fn due_stock_alerts(&self, now: Timestamp) -> Result<Vec<StockAlert>, LedgerError> {
        let is_due = |row: &&AlertRow| row.is_due && row.due_at <= now;
        self.read(|rows| rows.alerts.iter().filter(is_due).map(|row| row.alert.clone()).collect()).await
    }

    async fn settle_stock_alert(
        &self,
        settled: Settled<StockAlertId>,
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

fn unattributed(rows: &Rows) -> i64 {
    let lost = rows.unattributed.iter().filter(|key| rows.holder(key).is_none()).count();
    i64::try_from(lost).unwrap()
}
