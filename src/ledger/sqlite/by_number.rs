//! Finds sales by the beginning of their number, as staff type it.

use crate::domain::{GuildId, SaleId};
use crate::ledger::{LedgerError, ListedSale};

use super::Sqlite;

impl Sqlite {
    pub(in crate::ledger) async fn numbered(
        &self,
        guild: GuildId,
        typed: Option<SaleId>,
        most: u32,
    ) -> Result<Vec<ListedSale>, LedgerError> {
        let guild = guild.as_i64();
        let mut sales = Vec::new();
        for (first, last) in ranges(typed) {
            let left = i64::from(most) - i64::try_from(sales.len()).unwrap_or(i64::MAX);
            if left <= 0 {
                break;
            }
            let found = sqlx::query_scalar!(
                r#"select id as "id!" from sale indexed by sale_of_guild
                where guild_id = ? and id between ? and ? order by id desc limit ?"#,
                guild,
                first,
                last,
                left
            )
            .fetch_all(&self.browsing)
            .await?;
            sales.extend(found);
        }
        self.of_numbers(&sales).await
    }
}

/// Returns the ranges of the numbers that begin with `typed`, the highest first. For 17, the ranges are
/// …, 1700 to 1799, 170 to 179, and 17.
fn ranges(typed: Option<SaleId>) -> Vec<(i64, i64)> {
    let Some(typed) = typed.map(SaleId::as_i64) else { return vec![(1, i64::MAX)] };
    let mut ranges = Vec::new();
    let mut range = (typed > 0).then_some((typed, typed));
    while let Some((first, last)) = range {
        ranges.push((first, last));
        range = first.checked_mul(10).zip(last.checked_mul(10).and_then(|last| last.checked_add(9)));
    }
    ranges.reverse();
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_for_all_that_begin_with_it() {
        let all = ranges(Some(SaleId::new(17)));
        assert_eq!(all[all.len() - 3..], [(1700, 1799), (170, 179), (17, 17)]);
        assert_eq!(ranges(Some(SaleId::new(i64::MAX))).len(), 1);
        assert!(ranges(Some(SaleId::new(0))).is_empty() && ranges(Some(SaleId::new(-5))).is_empty());
        assert_eq!(ranges(None).len(), 1);
    }
}
