//! Work that is due: unfinished sales and messages, each with the lane it belongs to.
//!
//! Invariant: finding what is due reads only sales and messages that are not finished yet, however
//! large the ledger is. Nothing is changed here.

use std::time::Duration;

use crate::domain::{SaleId, Timestamp};

use super::{Ledger, LedgerError, OutboxKind, OutboxRow, SaleRecord};

/// Age from which a sale that was never acknowledged has no live task any more.
const ABANDONED: Duration = Duration::from_secs(5);

/// One kind of work about a sale. Lanes do not wait for each other.
///
/// The order is the order in which work follows from work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// Everything up to the assignment, which the vendor answers.
    Vendor,
    /// Keys, sent to the buyer by direct message.
    Delivery,
    /// Roles, given to the buyer or taken back.
    Role,
    /// Staff's own reply.
    Reply,
    /// Messages to channels of the server: the sales line, the claim notice and alerts.
    Channel,
    /// Reminders that buyers asked for.
    Reminder,
}

impl Lane {
    /// Every lane, in order.
    pub const ALL: [Self; 6] =
        [Self::Vendor, Self::Delivery, Self::Role, Self::Reply, Self::Channel, Self::Reminder];

    fn parse(text: &str) -> Result<Self, LedgerError> {
        Ok(match text {
            "vendor" => Self::Vendor,
            "delivery" => Self::Delivery,
            "role" => Self::Role,
            "reply" => Self::Reply,
            "channel" => Self::Channel,
            "reminder" => Self::Reminder,
            _ => return Err(LedgerError::Corrupt(format!("unknown lane {text}"))),
        })
    }
}

impl OutboxKind {
    /// The lane that sends this kind of message. [`Ledger::due`] says the same in SQL.
    #[must_use]
    pub const fn lane(self) -> Lane {
        match self {
            Self::Dm => Lane::Delivery,
            Self::RoleGive | Self::RoleTake => Lane::Role,
            Self::Reply => Lane::Reply,
            Self::SalesLine | Self::ClaimNotice | Self::Alert | Self::DoubtAlert => Lane::Channel,
            Self::Reminder => Lane::Reminder,
        }
    }
}

impl SaleRecord {
    /// Returns the messages of a lane that are due by `now`, oldest first.
    pub fn due_in(&self, lane: Lane, now: Timestamp) -> impl Iterator<Item = &OutboxRow> {
        self.due.iter().filter(move |row| row.kind.lane() == lane && row.due_at <= now)
    }
}

impl Ledger {
    /// Finds the sales that have work due, with the lane of the work: those due for longest come
    /// first, and at most `limit_per_lane` of each lane.
    ///
    /// A sale that this process has just requested is left to the task that acknowledges it, which
    /// has three seconds.
    ///
    /// # Errors
    /// Returns the database's error, or [`LedgerError::Corrupt`].
    pub async fn due(&self, limit_per_lane: u32) -> Result<Vec<(SaleId, Lane)>, LedgerError> {
        let now = self.clock.now();
        let abandoned_since = now.before(ABANDONED).max(self.opened_at.before(Duration::from_millis(1)));
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
                    select sale_id, 'vendor', min(look_at) from sale_license indexed by license_to_look_at
                        where state = 'quarantined' and look_at <= ?1 group by sale_id
                    union all
                    select sale_id, case kind when 'dm' then 'delivery' when 'role_give' then 'role'
                            when 'role_take' then 'role' when 'reply' then 'reply' when 'reminder' then 'reminder'
                            else 'channel' end as lane,
                        min(due_at) as due_since
                        from outbox indexed by outbox_due
                        where state = 'due' and due_at <= ?1 and sale_id is not null
                        and (kind <> 'dm' or (select state from sale where id = sale_id) <> 'assigned')
                        group by 1, 2))
            where place <= ?3 order by place"#,
            now,
            abandoned_since,
            limit_per_lane
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.into_iter().map(|row| Ok((SaleId::new(row.sale_id), Lane::parse(&row.lane)?))).collect()
    }
}
