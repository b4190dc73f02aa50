//! Finds the pages of the list of sales: the sales that pass a filter, newest first.
//!
//! A page costs about the same however large the ledger is. Each page uses the index of only one
//! condition: the one whose [`LOOKED_THROUGH`] newest entries reach back furthest. If too few of them
//! meet the other conditions, the page says where the search continues.

use crate::domain::{Product, SaleId, SaleState, StaffId, Timestamp};
use crate::ledger::{LedgerError, Page, SaleFilter};

use super::Sqlite;

/// The maximum number of index entries that one page reads. Reading them takes a few milliseconds.
const LOOKED_THROUGH: i64 = 500;

/// The states that have an index. Most sales are delivered, and the remaining states last only a
/// moment. An index on those would cost a write with each step and gain little.
const FILED: [&str; 5] = ["assigned", "in_doubt", "held", "undelivered", "failed"];

/// The filter in the types of the database.
struct Sought<'a> {
    guild: i64,
    buyer: Option<Vec<u8>>,
    staff: Option<i64>,
    product: Option<&'a str>,
    state: Option<&'static str>,
    since: Option<i64>,
}

/// Returns the oldest entry that a page reads from one index, or 0 if the index has fewer entries.
macro_rules! floor {
    ($ledger:expr, $guild:expr, $before:expr, $value:expr, $select:literal) => {
        sqlx::query_scalar!(
            $select + " order by 1 desc limit 1 offset ?4",
            $guild,
            $before,
            $value,
            LOOKED_THROUGH
        )
        .fetch_optional(&$ledger.browsing)
        .await?
        .unwrap_or(0)
    };
}

/// Returns the newest sales between two numbers that pass the filter. Finds them by one index.
macro_rules! found {
    ($ledger:expr, $sought:expr, $between:expr, $most:expr, $select:literal) => {
        sqlx::query_scalar!(
            $select
                + " and (?4 is null or sale.buyer_hash = ?4) and (?5 is null or staff_id = ?5)
                and (?6 is null or sale.state = ?6) and (?7 is null or requested_at >= ?7)
                and (?8 is null or sale.product = ?8 or exists (select 1 from line as held
                    where held.sale_id = sale.id and held.product = ?8 and held.state not in ('wanted', 'released')))
                order by 1 desc limit ?9",
            $sought.guild,
            $between.0,
            $between.1,
            $sought.buyer,
            $sought.staff,
            $sought.state,
            $sought.since,
            $sought.product,
            $most
        )
        .fetch_all(&$ledger.browsing)
        .await?
    };
}

/// The index by which a page is found.
#[derive(Debug, Clone, Copy)]
enum Index {
    Guild,
    Buyer,
    Staff,
    State,
    Product,
}

impl Sqlite {
    pub(in crate::ledger) async fn page(
        &self,
        filter: &SaleFilter,
        before: Option<SaleId>,
        most: u32,
    ) -> Result<Page, LedgerError> {
        let sought = self.sought(filter);
        let before = before.map_or(i64::MAX, SaleId::as_i64);
        let Some(oldest) = self.oldest_since(&sought).await? else { return Ok(Page::default()) };
        let (index, floor) = self.furthest(&sought, before).await?;
        let after = floor.max(oldest);
        let limit = i64::from(most) + 1;
        let mut sales = self.found(&sought, index, (after, before), limit).await?;
        let older = if sales.len() > most as usize {
            sales.truncate(most as usize);
            sales.last().copied()
        } else {
            Some(after).filter(|after| *after > oldest)
        };
        Ok(Page { sales: self.of_numbers(&sales).await?, older: older.map(SaleId::new) })
    }

    fn sought<'a>(&self, filter: &'a SaleFilter) -> Sought<'a> {
        Sought {
            guild: filter.guild.as_i64(),
            buyer: filter.buyer.map(|buyer| self.hasher.buyer(buyer).to_vec()),
            staff: filter.staff.map(StaffId::as_i64),
            product: filter.product.as_ref().map(Product::as_str),
            state: filter.state.map(SaleState::as_str),
            since: filter.since.map(Timestamp::as_millis),
        }
    }

    /// Returns the first sale number that `since` allows, or `None` if it allows none.
    async fn oldest_since(&self, sought: &Sought<'_>) -> Result<Option<i64>, LedgerError> {
        let Some(since) = sought.since else { return Ok(Some(0)) };
        let oldest = sqlx::query_scalar!(
            r#"select id as "id!" from sale where guild_id = ? and requested_at >= ?
            order by requested_at, id limit 1"#,
            sought.guild,
            since
        )
        .fetch_optional(&self.browsing)
        .await?;
        Ok(oldest)
    }

    /// Returns the index that reaches back furthest, and the oldest number that it reaches.
    async fn furthest(&self, sought: &Sought<'_>, before: i64) -> Result<(Index, i64), LedgerError> {
        let guild = sought.guild;
        let mut ways = Vec::new();
        if let Some(buyer) = &sought.buyer {
            let floor = floor!(
                self,
                guild,
                before,
                buyer,
                r#"select id as "id!" from sale where guild_id = ?1 and id < ?2 and buyer_hash = ?3"#
            );
            ways.push((floor, Index::Buyer));
        }
        if let Some(staff) = sought.staff {
            let floor = floor!(
                self,
                guild,
                before,
                staff,
                r#"select id as "id!" from sale where guild_id = ?1 and id < ?2 and staff_id = ?3"#
            );
            ways.push((floor, Index::Staff));
        }
        if let Some(state) = sought.state.filter(|state| FILED.contains(state)) {
            let floor = floor!(
                self,
                guild,
                before,
                state,
                r#"select id as "id!" from sale indexed by sale_of_state where guild_id = ?1 and id < ?2
                    and state = ?3 and state in ('assigned', 'in_doubt', 'held', 'undelivered', 'failed')"#
            );
            ways.push((floor, Index::State));
        } else if sought.state.is_some() {
            let floor = floor!(
                self,
                guild,
                before,
                0,
                r#"select id as "id!" from sale indexed by sale_of_guild where guild_id = ?1 and id < ?2 and ?3 = 0"#
            );
            ways.push((floor, Index::Guild));
        }
        if let Some(product) = sought.product {
            let sold = floor!(
                self,
                guild,
                before,
                product,
                r#"select sale_id as "id!" from line where guild_id = ?1 and sale_id < ?2 and product = ?3
                    and state not in ('wanted', 'released')"#
            );
            let asked = floor!(
                self,
                guild,
                before,
                product,
                r#"select id as "id!" from sale where guild_id = ?1 and id < ?2 and product = ?3"#
            );
            ways.push((sold.max(asked), Index::Product));
        }
        let furthest = ways.into_iter().min_by_key(|(floor, _)| *floor);
        // Without another condition, every entry of the server's index passes.
        Ok(furthest.map_or((Index::Guild, 0), |(floor, index)| (index, floor)))
    }

    /// Returns the numbers of the sales that pass the filter, newest first.
    async fn found(
        &self,
        sought: &Sought<'_>,
        index: Index,
        between: (i64, i64),
        most: i64,
    ) -> Result<Vec<i64>, LedgerError> {
        Ok(match index {
            Index::Guild => found!(
                self,
                sought,
                between,
                most,
                r#"select id as "id!" from sale indexed by sale_of_guild
                    where guild_id = ?1 and id >= ?2 and id < ?3"#
            ),
            Index::Buyer => found!(
                self,
                sought,
                between,
                most,
                r#"select id as "id!" from sale indexed by sale_of_buyer
                    where guild_id = ?1 and id >= ?2 and id < ?3 and buyer_hash = ?4"#
            ),
            Index::Staff => found!(
                self,
                sought,
                between,
                most,
                r#"select id as "id!" from sale indexed by sale_of_staff
                    where guild_id = ?1 and id >= ?2 and id < ?3 and staff_id = ?5"#
            ),
            Index::State => found!(
                self,
                sought,
                between,
                most,
                r#"select id as "id!" from sale indexed by sale_of_state
                    where guild_id = ?1 and id >= ?2 and id < ?3 and state = ?6
                        and state in ('assigned', 'in_doubt', 'held', 'undelivered', 'failed')"#
            ),
            Index::Product => {
                let mut sales = found!(
                    self,
                    sought,
                    between,
                    most,
                    r#"select distinct line.sale_id as "id!" from line indexed by line_of_product
                        cross join sale on sale.id = line.sale_id
                    where line.guild_id = ?1 and line.sale_id >= ?2 and line.sale_id < ?3 and line.product = ?8
                        and line.state not in ('wanted', 'released')"#
                );
                sales.extend(found!(
                    self,
                    sought,
                    between,
                    most,
                    r#"select id as "id!" from sale indexed by sale_of_product
                        where guild_id = ?1 and id >= ?2 and id < ?3 and product = ?8"#
                ));
                sales.sort_unstable_by(|one, other| other.cmp(one));
                sales.dedup();
                sales
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::batch::{Batch, values};
    use super::*;
    use crate::domain::{BuyerId, Durability, GuildId};

    /// The number of sales. One page of an index does not reach the oldest of them.
    const SALES: i64 = 12_000;

    const FILL: &str = "with recursive n (at) as (select 1 union all select at + 1 from n where at < ?)
        insert into sale (id, version, guild_id, channel_id, interaction_id, staff_id, buyer_id, buyer_hash, product,
            quantity, state, failure, buyer_sees_channel, reply_token_until, requested_at, updated_at, last_event,
            last_message)
        select at, 1, 1 + (at % 10 = 0), 1, at, 1 + at % 3, 1 + at % 50, unhex(? ->> (at % 50)),
            case when at % 2 = 0 then 'p' || (at % 4) end, 1,
            case when at % 7 = 0 then 'failed' else 'delivered' end,
            case when at % 7 = 0 then 'refused' end, 1, 0, at * 1000, 0, 0, 0 from n";
    const LINES: &str = "insert into line (sale_id, number, guild_id, buyer_hash, license_key, key_hash, product, state,
            created_at, updated_at)
        select id, 1, guild_id, buyer_hash, 'key-' || id, randomblob(16), 'p' || (id % 4), 'assigned', 0, 0 from sale
            where state <> 'failed'
        union all select id, 2, guild_id, buyer_hash, 'key-' || id, randomblob(16), 'p9', 'released', 0, 0 from sale";

    /// Creates a ledger with sales of two servers. The number of a sale determines which filters it
    /// passes.
    async fn filled(folder: &std::path::Path) -> Sqlite {
        let ledger = Sqlite::open(&folder.join("ledger.db")).await.unwrap();
        let hash = |buyer| hex::encode(ledger.hasher.buyer(BuyerId::new(buyer).unwrap()));
        let hashes = serde_json::json!((1..=50).map(hash).collect::<Vec<_>>()).to_string();
        let mut fill = Batch::of(Durability::Lazy, FILL, values![SALES, hashes]);
        fill.push(LINES, []);
        ledger.writer.write(fill).await.unwrap();
        ledger
    }

    fn fits(filter: &SaleFilter, at: i64) -> bool {
        let of_guild = 1 + i64::from(at % 10 == 0) == filter.guild.as_i64();
        let (failed, product) = (at % 7 == 0, format!("p{}", at % 4));
        of_guild
            && filter.buyer.is_none_or(|buyer| buyer.as_i64() == 1 + at % 50)
            && filter.staff.is_none_or(|staff| staff.as_i64() == 1 + at % 3)
            && filter.state.is_none_or(|state| (state == SaleState::Failed) == failed)
            && filter.since.is_none_or(|since| at * 1000 >= since.as_millis())
            && filter.product.as_ref().is_none_or(|asked| {
                // A failed sale has the product that was requested, or none.
                asked.as_str() == product && (!failed || at % 2 == 0)
            })
    }

    #[tokio::test]
    async fn every_filter_finds_just_what_fits_page_by_page() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled(folder.path()).await;
        for asked in 0..32 {
            let has = |bit: u32| asked & (1 << bit) != 0;
            let filter = SaleFilter {
                guild: GuildId::new(1).unwrap(),
                buyer: has(0).then(|| BuyerId::new(8).unwrap()),
                staff: has(1).then(|| StaffId::new(2).unwrap()),
                product: has(2).then(|| Product::new("p2").unwrap()),
                state: has(3).then_some(if has(1) { SaleState::Delivered } else { SaleState::Failed }),
                since: has(4).then(|| Timestamp::from_millis(3_500_000)),
            };
            let (mut found, mut before) = (Vec::new(), None);
            loop {
                let page = ledger.page(&filter, before, 700).await.unwrap();
                assert!(page.sales.len() <= 700);
                found.extend(page.sales.iter().map(|sale| sale.sale.as_i64()));
                before = page.older;
                if before.is_none() {
                    break;
                }
            }
            let expected: Vec<i64> = (1..=SALES).rev().filter(|at| fits(&filter, *at)).collect();
            let wrong = found.iter().zip(&expected).position(|(one, other)| one != other);
            assert_eq!((found.len(), wrong), (expected.len(), None), "{filter:?}");
        }
    }

    #[tokio::test]
    async fn a_product_that_was_only_drawn_and_given_back_is_no_products_sale() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled(folder.path()).await;
        let filter = SaleFilter { product: Product::new("p9"), ..SaleFilter::of(GuildId::new(1).unwrap()) };
        let page = ledger.page(&filter, None, 10).await.unwrap();
        assert!(page.sales.is_empty() && page.older.is_none(), "{page:?}");
        assert_eq!(ledger.guilds().await.unwrap().len(), 2);
    }

    #[tokio::test]
    async fn the_newest_sales_come_by_the_beginning_of_their_number() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled(folder.path()).await;
        let guild = GuildId::new(1).unwrap();
        let numbers = async |typed: Option<i64>| {
            let found = ledger.numbered(guild, typed.map(SaleId::new), 4).await.unwrap();
            found.iter().map(|sale| sale.sale.as_i64()).collect::<Vec<_>>()
        };
        assert_eq!(numbers(None).await, [11_999, 11_998, 11_997, 11_996]);
        assert_eq!(numbers(Some(1199)).await, [11_999, 11_998, 11_997, 11_996]);
        assert_eq!(numbers(Some(9998)).await, [9998]);
        assert_eq!(numbers(Some(10)).await, [10_999, 10_998, 10_997, 10_996]);
        assert!(numbers(Some(10_000)).await.is_empty(), "another server's");
    }
}
