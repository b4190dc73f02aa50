//! The model as [`Lookups`].

use std::collections::BTreeMap;

use async_trait::async_trait;
use keyclerk::domain::{
    BuyerId, EventKind, GuildId, KeyHash, LineState, Product, SaleId, SaleState, StaffId, Timestamp,
};
use keyclerk::ledger::{
    Backlog, Event, LedgerError, ListedSale, Lookups, OwnedLicense, Page, Passage, ProductMark, SaleFilter,
    SoldOnDay, StockAudit, StockStore,
};

use super::ModelStore;
use super::rows::{Rows, SaleRow};

/// The milliseconds of a day.
const DAY: i64 = 86_400_000;

#[async_trait]
impl Lookups for ModelStore {
    async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        self.read(|rows| {
            let mut events = rows.sales.get(&sale).map(|row| row.events.clone()).unwrap_or_default();
            for other in reveals(rows, sale).into_iter().chain(moves(rows, sale)) {
                let place = events.iter().position(|event| event.at > other.at).unwrap_or(events.len());
                events.insert(place, other);
            }
            events
        })
        .await
    }

    async fn licenses_of(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<OwnedLicense>, u32), LedgerError> {
        self.read(|rows| {
            let owned = rows.of(guild).rev().filter(|row| row.sale.buyer == buyer).flat_map(|row| {
                row.sale.sold().map(|license| OwnedLicense {
                    sale: row.sale.id,
                    license: license.clone(),
                    sold_at: row.sale.requested_at,
                    state: row.sale.state,
                    is_refunded: row.sale.refund.is_some(),
                })
            });
            let owned: Vec<_> = owned.collect();
            let count = u32::try_from(owned.len()).unwrap();
            (owned.into_iter().skip(offset as usize).take(limit as usize).collect(), count)
        })
        .await
    }

    async fn listed(&self, sale: SaleId) -> Result<Option<ListedSale>, LedgerError> {
        self.read(|rows| rows.sales.get(&sale).map(|row| listed(rows, row))).await
    }

    async fn guilds(&self) -> Result<Vec<GuildId>, LedgerError> {
        self.read(|rows| {
            let mut guilds: Vec<_> = rows.sales.values().map(|row| row.sale.guild).collect();
            guilds.sort_unstable();
            guilds.dedup();
            guilds
        })
        .await
    }

    async fn numbered(
        &self,
        guild: GuildId,
        typed: Option<SaleId>,
        most: u32,
    ) -> Result<Vec<ListedSale>, LedgerError> {
        let begins = |row: &&SaleRow| {
            typed.is_none_or(|typed| row.sale.id.to_string().starts_with(&typed.to_string()))
        };
        self.read(|rows| {
            let found = rows.of(guild).rev().filter(begins).take(most as usize);
            found.map(|row| listed(rows, row)).collect()
        })
        .await
    }

    async fn page(
        &self,
        filter: &SaleFilter,
        before: Option<SaleId>,
        most: u32,
    ) -> Result<Page, LedgerError> {
        self.read(|rows| {
            let fits = |row: &&SaleRow| {
                before.is_none_or(|before| row.sale.id < before) && passes(&listed(rows, row), filter)
            };
            let mut found: Vec<_> = rows.of(filter.guild).rev().filter(fits).collect();
            let has_more = found.len() > most as usize;
            found.truncate(most as usize);
            let older = found.last().filter(|_| has_more).map(|row| row.sale.id);
            Page { sales: found.into_iter().map(|row| listed(rows, row)).collect(), older }
        })
        .await
    }

    async fn products(&self, guild: GuildId) -> Result<Vec<Product>, LedgerError> {
        self.read(|rows| {
            let live = rows.lines().filter(|(sale, line)| sale.guild == guild && line.state.is_live());
            let mut products: Vec<_> = live.filter_map(|(_, line)| line.license.product.clone()).collect();
            products.sort_unstable();
            products.dedup();
            products
        })
        .await
    }

    async fn mark_of(&self, guild: GuildId, product: &Product) -> Result<Option<ProductMark>, LedgerError> {
        self.read(|rows| {
            let mut live = rows.lines().filter(|(sale, line)| sale.guild == guild && line.state.is_live());
            let sold = live.find(|(_, line)| line.license.product.as_ref() == Some(product));
            let asked = || rows.of(guild).find(|row| row.sale.product.as_ref() == Some(product));
            sold.map(|(sale, line)| ProductMark::Sold(sale.id, line.number))
                .or_else(|| asked().map(|row| ProductMark::Asked(row.sale.id)))
        })
        .await
    }

    async fn marked(&self, guild: GuildId, mark: ProductMark) -> Result<Option<Product>, LedgerError> {
        self.read(|rows| {
            let of = |sale: SaleId| rows.of(guild).find(move |row| row.sale.id == sale);
            match mark {
                ProductMark::Sold(sale, line) => of(sale)?.sale.numbered(line)?.license.product.clone(),
                ProductMark::Asked(sale) => of(sale)?.sale.product.clone(),
            }
        })
        .await
    }

    async fn sold_since(&self, guild: GuildId, since: Timestamp) -> Result<Vec<SoldOnDay>, LedgerError> {
        self.read(|rows| {
            let mut counts: BTreeMap<(i64, Option<Product>, StaffId, bool), u32> = BTreeMap::new();
            for row in rows.of(guild).filter(|row| row.sale.requested_at >= since) {
                let day = row.sale.requested_at.as_millis() / DAY * DAY;
                let is_counted = row.sale.refund.is_none() && row.sale.replaces.is_none();
                for license in row.sale.sold() {
                    *counts.entry((day, license.product.clone(), row.sale.staff, is_counted)).or_default() +=
                        1;
                }
            }
            let sold = counts.into_iter().map(|((day, product, staff, counts), licenses)| SoldOnDay {
                day: Timestamp::from_millis(day),
                product,
                staff,
                counts,
                licenses,
            });
            sold.collect()
        })
        .await
    }

    async fn first_sale_at(&self, guild: GuildId) -> Result<Option<Timestamp>, LedgerError> {
        self.read(|rows| rows.of(guild).next().map(|row| row.sale.requested_at)).await
    }

    async fn stock_audit(&self) -> Result<StockAudit, LedgerError> {
        self.read(|rows| {
            let keys = |state: LineState| {
                let lines = rows.lines().filter(move |(_, line)| line.state == state);
                lines.map(|(sale, line)| (sale.id, line.license.key.clone())).collect()
            };
            let is_open = |state: SaleState| state == SaleState::Held || !state.is_settled();
            let open = rows.sales.values().filter(|row| is_open(row.sale.state));
            let unsold = |key: &&KeyHash| rows.holder(key).is_none();
            StockAudit {
                sold: keys(LineState::Assigned),
                open: open.map(|row| row.sale.id).collect(),
                quarantined: keys(LineState::Quarantined),
                seen_and_not_sold: rows.seen.keys().filter(unsold).map(|key| self.stock_hash(key)).collect(),
            }
        })
        .await
    }

    async fn backlog(&self, guilds: &[GuildId]) -> Result<Backlog, LedgerError> {
        let counts = |row: &SaleRow| match row.sale.state {
            SaleState::Undelivered => guilds.contains(&row.sale.guild),
            SaleState::Delivered | SaleState::Failed => false,
            _ => true,
        };
        self.read(|rows| {
            let sales = SaleState::ALL.iter().map(|state| {
                let of = |row: &&std::sync::Arc<SaleRow>| row.sale.state == *state && counts(row);
                (*state, u32::try_from(rows.sales.values().filter(of).count()).unwrap())
            });
            let quarantined = rows.lines().filter(|(_, line)| line.state == LineState::Quarantined).count();
            let due: usize = rows.sales.values().map(|row| row.due().count()).sum();
            Backlog {
                sales: sales.filter(|(_, count)| *count > 0).collect(),
                quarantined_licenses: u32::try_from(quarantined).unwrap(),
                due_messages: u32::try_from(due).unwrap(),
            }
        })
        .await
    }
}

/// Lists when staff were shown the keys of a sale.
fn reveals(rows: &Rows, sale: SaleId) -> Vec<Event> {
    let mut shown: Vec<_> = rows.reveals.iter().filter(|reveal| reveal.sale == Some(sale)).collect();
    shown.sort_by_key(|reveal| (reveal.at, reveal.staff));
    shown.dedup_by_key(|reveal| (reveal.at, reveal.staff));
    let event = |reveal: &super::rows::Reveal| Event {
        at: reveal.at,
        kind: EventKind::Revealed.as_str().to_owned(),
        detail: None,
        actor: Some(reveal.staff.as_i64()),
        passage: None,
    };
    shown.into_iter().map(event).collect()
}

/// Lists the moves that a sale took part in. Each leads to the server of the next one, and the last to the
/// server of today.
fn moves(rows: &Rows, sale: SaleId) -> Vec<Event> {
    let mut guild = rows.sales.get(&sale).map(|row| row.sale.guild);
    let mut events = Vec::new();
    for moved in rows.moves.iter().rev().filter(|moved| moved.last_sale >= sale) {
        if Some(moved.new) == guild {
            guild = Some(moved.old);
            let passage = Some(Passage::Server(moved.old, moved.new));
            let kind = EventKind::Moved.as_str().to_owned();
            events.push(Event { at: moved.at, kind, detail: None, actor: None, passage });
        }
    }
    events.reverse();
    events
}

fn listed(rows: &Rows, row: &SaleRow) -> ListedSale {
    let sale = &row.sale;
    let live = sale.lines.iter().filter(|line| line.state.is_live());
    ListedSale {
        sale: sale.id,
        guild: sale.guild,
        requested_at: sale.requested_at,
        delivered_at: sale.delivered_at,
        state: sale.state,
        failure: sale.failure,
        staff: sale.staff,
        buyer: sale.buyer,
        product: sale.product.clone(),
        reference: sale.reference.clone(),
        note: sale.note.clone(),
        replaces: sale.replaces,
        replaced_by: rows.replacement(sale.id),
        refund: sale.refund.clone(),
        licenses: live.map(|line| line.license.clone()).collect(),
    }
}

fn passes(sale: &ListedSale, filter: &SaleFilter) -> bool {
    let has = |product: &Product| {
        let mut held = sale.licenses.iter().filter_map(|license| license.product.as_ref());
        sale.product.as_ref() == Some(product) || held.any(|held| held == product)
    };
    filter.buyer.is_none_or(|buyer| sale.buyer == buyer)
        && filter.staff.is_none_or(|staff| sale.staff == staff)
        && filter.product.as_ref().is_none_or(has)
        && filter.state.is_none_or(|state| sale.state == state)
        && filter.since.is_none_or(|since| sale.requested_at >= since)
}
