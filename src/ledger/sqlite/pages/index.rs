//! Chooses the index of a page, and reads it.
//!
//! Each page uses the index of only one condition: the one whose [`LOOKED_THROUGH`] newest entries reach
//! back furthest.

use crate::ledger::LedgerError;
use crate::ledger::sqlite::Sqlite;

use super::page_filter::Sought;

/// The maximum number of index entries that one page reads. Reading them takes a few milliseconds.
const LOOKED_THROUGH: i64 = 500;

/// The states that have an index. Most sales are delivered, and the remaining states last only a
/// moment. An index on those would cost a write with each step and gain little.
const FILED: [&str; 5] = ["assigned", "in_doubt", "held", "undelivered", "failed"];

/// Returns the oldest entry that a page reads from one index, or 0 if the index has fewer entries.
macro_rules! floor {
    (($ledger:expr, $guild:expr, $before:expr), $value:expr, $select:literal) => {
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
    (($ledger:expr, $sought:expr, $between:expr, $most:expr), $select:literal) => {
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
pub(super) enum Index {
    Guild,
    Buyer,
    Staff,
    State,
    Product,
}

impl Sqlite {
    /// Returns the index that reaches back furthest, and the oldest number that it reaches.
    pub(super) async fn furthest(
        &self,
        sought: &Sought<'_>,
        before: i64,
    ) -> Result<(Index, i64), LedgerError> {
        let guild = sought.guild;
        let mut ways = Vec::new();
        if let Some(buyer) = &sought.buyer {
            let floor = floor!(
                (self, guild, before),
                buyer,
                r#"select id as "id!" from sale where guild_id = ?1 and id < ?2 and buyer_hash = ?3"#
            );
            ways.push((floor, Index::Buyer));
        }
        if let Some(staff) = sought.staff {
            let floor = floor!(
                (self, guild, before),
                staff,
                r#"select id as "id!" from sale where guild_id = ?1 and id < ?2 and staff_id = ?3"#
            );
            ways.push((floor, Index::Staff));
        }
        if let Some(state) = sought.state.filter(|state| FILED.contains(state)) {
            let floor = floor!(
                (self, guild, before),
                state,
                r#"select id as "id!" from sale indexed by sale_of_state where guild_id = ?1 and id < ?2
                    and state = ?3 and state in ('assigned', 'in_doubt', 'held', 'undelivered', 'failed')"#
            );
            ways.push((floor, Index::State));
        } else if sought.state.is_some() {
            let floor = floor!(
                (self, guild, before),
                0,
                r#"select id as "id!" from sale indexed by sale_of_guild where guild_id = ?1 and id < ?2 and ?3 = 0"#
            );
            ways.push((floor, Index::Guild));
        }
        if let Some(product) = sought.product {
            let sold = floor!(
                (self, guild, before),
                product,
                r#"select sale_id as "id!" from line where guild_id = ?1 and sale_id < ?2 and product = ?3
                    and state not in ('wanted', 'released')"#
            );
            let asked = floor!(
                (self, guild, before),
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
    pub(super) async fn found(
        &self,
        sought: &Sought<'_>,
        index: Index,
        between: (i64, i64),
        most: i64,
    ) -> Result<Vec<i64>, LedgerError> {
        Ok(match index {
            Index::Guild => found!(
                (self, sought, between, most),
                r#"select id as "id!" from sale indexed by sale_of_guild
                    where guild_id = ?1 and id >= ?2 and id < ?3"#
            ),
            Index::Buyer => found!(
                (self, sought, between, most),
                r#"select id as "id!" from sale indexed by sale_of_buyer
                    where guild_id = ?1 and id >= ?2 and id < ?3 and buyer_hash = ?4"#
            ),
            Index::Staff => found!(
                (self, sought, between, most),
                r#"select id as "id!" from sale indexed by sale_of_staff
                    where guild_id = ?1 and id >= ?2 and id < ?3 and staff_id = ?5"#
            ),
            Index::State => found!(
                (self, sought, between, most),
                r#"select id as "id!" from sale indexed by sale_of_state
                    where guild_id = ?1 and id >= ?2 and id < ?3 and state = ?6
                        and state in ('assigned', 'in_doubt', 'held', 'undelivered', 'failed')"#
            ),
            Index::Product => {
                let mut sales = found!(
                    (self, sought, between, most),
                    r#"select distinct line.sale_id as "id!" from line indexed by line_of_product
                        cross join sale on sale.id = line.sale_id
                    where line.guild_id = ?1 and line.sale_id >= ?2 and line.sale_id < ?3 and line.product = ?8
                        and line.state not in ('wanted', 'released')"#
                );
                sales.extend(found!(
                    (self, sought, between, most),
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
