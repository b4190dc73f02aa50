//! Finds due work: unfinished sales and messages, each with its lane.
//!
//! Invariant: the search reads only unfinished sales and messages, however large the ledger is. It
//! changes nothing.

use std::time::Duration;

use crate::domain::{SaleId, Timestamp};
use crate::ledger::{Lane, LedgerError};

use super::Sqlite;

/// The age at which a sale that was never acknowledged counts as abandoned by its task.
const ABANDONED: Duration = Duration::from_secs(5);

impl Sqlite {
    pub(in crate::ledger) async fn due(
        &self,
        now: Timestamp,
        opened_at: Timestamp,
        limit_per_lane: u32,
    ) -> Result<Vec<(SaleId, Lane)>, LedgerError> {
        let abandoned_since = now.before(ABANDONED).max(opened_at.before(Duration::from_millis(1)));
        let (now, abandoned_since) = (now.as_millis(), abandoned_since.as_millis());
        let rows = sqlx::query!(
            r#"select sale_id as "sale_id!: i64", lane as "lane!: String" from (
                select sale_id, lane, row_number() over (partition by lane order by due_since, sale_id) as place from (
                    select id as sale_id, iif(state = 'assigned', 'delivery', 'vendor') as lane,
                        coalesce(next_attempt_at, updated_at) as due_since
                        from sale indexed by sale_unfinished
                        where state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'assigned')
                        and coalesce(next_attempt_at, 0) <= ?1 and (state <> 'requested' or requested_at <= ?2)
                        and (state = 'requested' or coalesce(confirm_until, 0) <= ?1)
                    union all
                    select id, 'vendor', coalesce(next_attempt_at, updated_at) from sale indexed by sale_held
                        where state = 'held' and coalesce(next_attempt_at, updated_at) <= ?1
                    union all
                    select sale_id, 'vendor', min(look_at) from line indexed by line_to_look_at
                        where state = 'quarantined' and look_at <= ?1 group by sale_id
                    union all
                    select sale_id, case kind when 'dm' then 'delivery' when 'role_give' then 'role'
                            when 'role_take' then 'role' when 'reply' then 'reply' when 'reminder' then 'reminder'
                            else 'channel' end as lane,
                        min(due_at) as due_since
                        from message indexed by message_due
                        where state = 'due' and due_at <= ?1
                        and (kind <> 'dm' or (select state from sale where id = sale_id) <> 'assigned')
                        group by 1, 2))
            where place <= ?3 order by place"#,
            now,
            abandoned_since,
            limit_per_lane
        )
        .fetch_all(&mut *self.reader.lock().await?)
        .await?;
        rows.into_iter().map(|row| Ok((SaleId::new(row.sale_id), row.lane.parse()?))).collect()
    }
}
