//! Reads transfers of sales: the accounts that they left, and the roles that a sale gave.

use crate::domain::{BuyerId, InteractionId, RoleId, SaleId, TransferNumber};
use crate::ledger::{LedgerError, RecordedTransfer};

use super::Sqlite;
use super::load_sale::snowflake;

impl Sqlite {
    /// Returns the account that was the buyer before a transfer.
    pub(in crate::ledger) async fn former_buyer(
        &self,
        sale: SaleId,
        transfer: TransferNumber,
    ) -> Result<Option<BuyerId>, LedgerError> {
        let (sale, number) = (sale.as_i64(), transfer.as_i64());
        let buyer = sqlx::query_scalar!(
            "select old_buyer_id from transfer where sale_id = ? and number = ?",
            sale,
            number
        )
        .fetch_optional(&mut *self.reader.lock().await?)
        .await?;
        buyer.map(snowflake).transpose()
    }

    /// Returns the transfer that a command has made.
    pub(in crate::ledger) async fn transfer_by(
        &self,
        interaction: InteractionId,
    ) -> Result<Option<RecordedTransfer>, LedgerError> {
        let interaction = interaction.as_i64();
        let row = sqlx::query!(
            "select old_buyer_id, new_buyer_id from transfer where interaction_id = ?",
            interaction
        )
        .fetch_optional(&mut *self.reader.lock().await?)
        .await?;
        row.map(|row| {
            Ok(RecordedTransfer { old: snowflake(row.old_buyer_id)?, new: snowflake(row.new_buyer_id)? })
        })
        .transpose()
    }

    /// Lists the roles that the buyer was given for a sale, or may have been given.
    pub(in crate::ledger) async fn roles_given(&self, sale: SaleId) -> Result<Vec<RoleId>, LedgerError> {
        let number = sale.as_i64();
        let roles = sqlx::query_scalar!(
            r#"select distinct subject as "role!" from message
            where sale_id = ? and kind = 'role_give' and state <> 'dropped' and subject is not null"#,
            number
        )
        .fetch_all(&mut *self.reader.lock().await?)
        .await?;
        Ok(roles.iter().filter_map(|role| role.parse().ok()).collect())
    }
}
