//! Roles that a shop gives with its licenses: when one is to be kept, and when it could not be given.

use crate::domain::{BuyerId, GuildId, Product, RoleId};

use super::{Ledger, LedgerError, OutboxKind, OutboxRow, SaleRecord, Settled};

impl Ledger {
    /// Whether a license that the buyer holds, and that has not ended, gives them this role.
    ///
    /// # Errors
    /// The database's.
    pub async fn keeps_role(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        role: RoleId,
    ) -> Result<bool, LedgerError> {
        let (number, buyer, now) = (guild.as_i64(), buyer.as_i64(), self.clock.now().as_millis());
        let products = sqlx::query_scalar!(
            "select distinct line.product from sale cross join sale_license as line on line.sale_id = sale.id
            where sale.guild_id = ? and sale.buyer_id = ? and line.state = 'assigned'
                and (line.expires_at is null or line.expires_at > ?)",
            number,
            buyer,
            now
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let shop = self.shop(guild);
        let product = |name: &Option<String>| name.as_deref().and_then(Product::new);
        Ok(products
            .iter()
            .any(|name| shop.role_of(product(name).as_ref().map(Product::as_str)) == Some(role)))
    }

    /// A role cannot be given or taken, and `why` is for people: they are told once.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn role_refused(
        &self,
        sale: &SaleRecord,
        row: &OutboxRow,
        why: &str,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale).settle(Settled::Dropped(row.id));
        let now = step.now;
        let subject = format!("{} {why}", row.subject.as_deref().unwrap_or_default());
        self.take(step.due_about(OutboxKind::Alert, now, None, Some(&subject))).await
    }

    /// Settles one message about a sale.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn settled(&self, sale: &SaleRecord, settled: Settled) -> Result<SaleRecord, LedgerError> {
        self.take(self.step(sale).settle(settled)).await
    }
}
