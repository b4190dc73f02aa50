//! Reads the products of a server's sales, and their marks.
//!
//! A mark is a short reference to a product, because the custom id of a button has no room for a name.

use crate::domain::{GuildId, LineNumber, Product, SaleId};
use crate::ledger::{LedgerError, ProductMark};

use super::Sqlite;

impl Sqlite {
    pub(in crate::ledger) async fn products(&self, guild: GuildId) -> Result<Vec<Product>, LedgerError> {
        let guild = guild.as_i64();
        // This query seeks from each name to the next in the index, instead of reading every row.
        let names = sqlx::query_scalar!(
            r#"with recursive sold (product) as (
                select min(product) from line
                    where guild_id = ?1 and state not in ('wanted', 'released')
                union all select (select min(product) from line
                    where guild_id = ?1 and product > sold.product and state not in ('wanted', 'released'))
                from sold where sold.product is not null)
            select product as "product!: String" from sold where product is not null limit 1000"#,
            guild
        )
        .fetch_all(&self.browsing)
        .await?;
        Ok(names.iter().filter_map(|name| Product::new(name)).collect())
    }

    pub(in crate::ledger) async fn mark_of(
        &self,
        guild: GuildId,
        product: &Product,
    ) -> Result<Option<ProductMark>, LedgerError> {
        let (guild, product) = (guild.as_i64(), product.as_str());
        let sold = sqlx::query!(
            r#"select sale_id as "sale_id!", number as "number!" from line
            where guild_id = ? and product = ? and state not in ('wanted', 'released') limit 1"#,
            guild,
            product
        )
        .fetch_optional(&self.browsing)
        .await?;
        if let Some(line) = sold {
            let line = ProductMark::Sold(SaleId::new(line.sale_id), LineNumber::new(line.number));
            return Ok(Some(line));
        }
        let asked = sqlx::query_scalar!(
            r#"select id as "id!" from sale where guild_id = ? and product = ? limit 1"#,
            guild,
            product
        )
        .fetch_optional(&self.browsing)
        .await?;
        Ok(asked.map(|sale| ProductMark::Asked(SaleId::new(sale))))
    }

    pub(in crate::ledger) async fn marked(
        &self,
        guild: GuildId,
        mark: ProductMark,
    ) -> Result<Option<Product>, LedgerError> {
        let guild = guild.as_i64();
        let product = match mark {
            ProductMark::Sold(sale, line) => {
                let (sale, line) = (sale.as_i64(), line.as_i64());
                sqlx::query_scalar!(
                    "select product from line where sale_id = ? and number = ? and guild_id = ?",
                    sale,
                    line,
                    guild
                )
                .fetch_optional(&self.browsing)
                .await?
            }
            ProductMark::Asked(sale) => {
                let sale = sale.as_i64();
                sqlx::query_scalar!("select product from sale where id = ? and guild_id = ?", sale, guild)
                    .fetch_optional(&self.browsing)
                    .await?
            }
        };
        Ok(product.flatten().as_deref().and_then(Product::new))
    }
}
