//! The products of a server's sales, and short marks that stand for one: a button's custom id
//! has no room for a name.

use crate::domain::{GuildId, Product};

use super::{Ledger, LedgerError};

/// Stands for a product, for good: the row of a license or a sale that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductMark {
    /// The product of this license.
    Sold(i64),
    /// The product that was asked for with this sale.
    Asked(i64),
}

impl Ledger {
    /// The products a server has sold, by name.
    ///
    /// # Errors
    /// The database's.
    pub async fn products(&self, guild: GuildId) -> Result<Vec<Product>, LedgerError> {
        let guild = guild.as_i64();
        // From each name to the next: an index's steps, not its rows.
        let names = sqlx::query_scalar!(
            r#"with recursive sold (product) as (
                select min(product) from sale_license
                    where guild_id = ?1 and state not in ('wanted', 'released')
                union all select (select min(product) from sale_license
                    where guild_id = ?1 and product > sold.product and state not in ('wanted', 'released'))
                from sold where sold.product is not null)
            select product as "product!: String" from sold where product is not null limit 1000"#,
            guild
        )
        .fetch_all(&self.browsing)
        .await?;
        Ok(names.iter().filter_map(|name| Product::new(name)).collect())
    }

    /// The mark of a product; `None` where no sale of the server names it.
    ///
    /// # Errors
    /// The database's.
    pub async fn mark_of(
        &self,
        guild: GuildId,
        product: &Product,
    ) -> Result<Option<ProductMark>, LedgerError> {
        let (guild, product) = (guild.as_i64(), product.as_str());
        let sold = sqlx::query_scalar!(
            r#"select id as "id!" from sale_license
            where guild_id = ? and product = ? and state not in ('wanted', 'released') limit 1"#,
            guild,
            product
        )
        .fetch_optional(&self.browsing)
        .await?;
        if let Some(line) = sold {
            return Ok(Some(ProductMark::Sold(line)));
        }
        let asked = sqlx::query_scalar!(
            r#"select id as "id!" from sale where guild_id = ? and product = ? limit 1"#,
            guild,
            product
        )
        .fetch_optional(&self.browsing)
        .await?;
        Ok(asked.map(ProductMark::Asked))
    }

    /// The product of a mark, if the server has it.
    ///
    /// # Errors
    /// The database's.
    pub async fn marked(&self, guild: GuildId, mark: ProductMark) -> Result<Option<Product>, LedgerError> {
        let guild = guild.as_i64();
        let product = match mark {
            ProductMark::Sold(line) => {
                sqlx::query_scalar!(
                    "select product from sale_license where id = ? and guild_id = ?",
                    line,
                    guild
                )
                .fetch_optional(&self.browsing)
                .await?
            }
            ProductMark::Asked(sale) => {
                sqlx::query_scalar!("select product from sale where id = ? and guild_id = ?", sale, guild)
                    .fetch_optional(&self.browsing)
                    .await?
            }
        };
        Ok(product.flatten().as_deref().and_then(Product::new))
    }
}
