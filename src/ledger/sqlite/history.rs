//! Reads the history of a sale.

use crate::domain::{EventKind, SaleId, Timestamp};
use crate::ledger::{Event, LedgerError, Passage};

use super::Sqlite;
use super::load_sale::snowflake;

impl Sqlite {
    /// Lists the events of a sale in order, including each time that staff were shown its keys, and each
    /// move of its server.
    pub(in crate::ledger) async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        let number = sale.as_i64();
        let rows = sqlx::query!(
            r#"select at, kind, detail, actor_id, old_buyer_id as "old_buyer_id?", new_buyer_id as "new_buyer_id?"
            from event left join transfer using (sale_id, number) where sale_id = ? order by number"#,
            number
        )
        .fetch_all(&self.browsing)
        .await?;
        let mut events: Vec<Event> =
            rows.into_iter()
                .map(|row| {
                    let accounts = row.old_buyer_id.zip(row.new_buyer_id).map(|(old, new)| {
                        Ok::<_, LedgerError>(Passage::Buyer(snowflake(old)?, snowflake(new)?))
                    });
                    Ok(Event {
                        at: Timestamp::from_millis(row.at),
                        kind: row.kind,
                        detail: row.detail,
                        actor: row.actor_id,
                        passage: accounts.transpose()?,
                    })
                })
                .collect::<Result<_, LedgerError>>()?;
        let others = self.reveals(sale).await?.into_iter().chain(self.moves_of(sale).await?);
        for other in others {
            let place = events.iter().position(|event| event.at > other.at).unwrap_or(events.len());
            events.insert(place, other);
        }
        Ok(events)
    }

    /// Lists when staff were shown the keys of a sale, oldest first.
    async fn reveals(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        let number = sale.as_i64();
        let rows = sqlx::query!(
            "select at, staff_id from reveal where sale_id = ? group by at, staff_id order by at",
            number
        )
        .fetch_all(&self.browsing)
        .await?;
        let revealed = rows.into_iter().map(|row| Event {
            at: Timestamp::from_millis(row.at),
            kind: EventKind::Revealed.as_str().to_owned(),
            detail: None,
            actor: Some(row.staff_id),
            passage: None,
        });
        Ok(revealed.collect())
    }
}
