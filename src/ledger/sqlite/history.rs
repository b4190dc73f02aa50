//! Reads the history of a sale.

use crate::domain::{EventKind, SaleId, Timestamp};
use crate::ledger::{Event, LedgerError};

use super::Sqlite;

impl Sqlite {
    /// Lists the events of a sale in order, including each time that staff were shown its keys.
    pub(in crate::ledger) async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        let number = sale.as_i64();
        let rows = sqlx::query!(
            "select at, kind, detail, actor_id from event where sale_id = ? order by number",
            number
        )
        .fetch_all(&self.browsing)
        .await?;
        let mut events: Vec<Event> = rows
            .into_iter()
            .map(|row| Event {
                at: Timestamp::from_millis(row.at),
                kind: row.kind,
                detail: row.detail,
                actor: row.actor_id,
            })
            .collect();
        for reveal in self.reveals(sale).await? {
            let place = events.iter().position(|event| event.at > reveal.at).unwrap_or(events.len());
            events.insert(place, reveal);
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
        });
        Ok(revealed.collect())
    }
}
