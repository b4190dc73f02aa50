//! Counts the sales, licenses and messages that are not finished.
//!
//! Invariant: the counts read only the indexes of unfinished work, however large the ledger is.

use crate::domain::GuildId;
use crate::ledger::{Backlog, LedgerError};

use super::Sqlite;

impl Sqlite {
    pub(in crate::ledger) async fn backlog(&self, guilds: &[GuildId]) -> Result<Backlog, LedgerError> {
        let guilds: Vec<i64> = guilds.iter().map(|guild| guild.as_i64()).collect();
        let guilds = serde_json::Value::from(guilds).to_string();
        let mut reader = self.reader.lock().await?;
        let sales = sqlx::query!(
            r#"select state as "state!: String", count(*) as "count!: u32" from sale indexed by sale_unfinished
                where state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'assigned')
                group by state
            union all
            select 'held', count(*) from sale indexed by sale_held where state = 'held'
            union all
            select 'undelivered', count(*) from json_each(?) as guild
                cross join sale indexed by sale_of_state on sale.guild_id = guild.value
                where sale.state in ('assigned', 'in_doubt', 'held', 'undelivered', 'failed')
                and sale.state = 'undelivered'"#,
            guilds
        )
        .fetch_all(&mut *reader)
        .await?;
        let other = sqlx::query!(
            r#"select (select count(*) from line indexed by line_to_look_at where state = 'quarantined')
                    as "quarantined!: u32",
                (select count(*) from message indexed by message_due where state = 'due') as "due!: u32""#
        )
        .fetch_one(&mut *reader)
        .await?;
        let sales = sales.into_iter().map(|row| Ok((row.state.parse()?, row.count)));
        Ok(Backlog {
            sales: sales.collect::<Result<_, LedgerError>>()?,
            quarantined_licenses: other.quarantined,
            due_messages: other.due,
        })
    }
}
