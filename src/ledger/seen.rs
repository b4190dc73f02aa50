//! What was seen in stock, and shown to whom.

use std::time::Duration;

use crate::domain::{KeyHash, StaffId, Timestamp};

use super::{Ledger, LedgerError};

/// For how long a key that somebody was shown is not drawn for others.
const SHOWN_FOR: Duration = Duration::from_mins(15);
/// Hashes recorded in one transaction: short enough that no sale waits for it.
const CHUNK: usize = 500;

impl Ledger {
    /// Whether a license may be drawn for a sale of `staff`: no live sale holds it, and nobody
    /// else was shown it in the last 15 minutes.
    ///
    /// # Errors
    /// The database's.
    pub async fn is_free(&self, key: &KeyHash, staff: StaffId) -> Result<bool, LedgerError> {
        let (hash, staff) = (key.as_bytes(), staff.as_i64());
        let shown_since = self.clock.now().before(SHOWN_FOR).as_millis();
        let taken = sqlx::query_scalar!(
            r#"select exists (select 1 from sale_license
                    where key_hash = ?1 and state not in ('wanted', 'released'))
                or exists (select 1 from seen_license
                    where guild_id = 0 and key_hash = ?1 and shown_at > ?2 and shown_by <> ?3) as "taken!: bool""#,
            hash,
            shown_since,
            staff
        )
        .fetch_one(&mut *self.reader().await?)
        .await?;
        Ok(!taken)
    }

    /// Records that staff were shown a license: it is theirs to assign for 15 minutes.
    ///
    /// # Errors
    /// The database's.
    pub async fn shown(&self, key: &KeyHash, staff: StaffId) -> Result<(), LedgerError> {
        let (hash, staff, now) = (key.as_bytes(), staff.as_i64(), self.clock.now().as_millis());
        let written = sqlx::query!(
            "insert into seen_license (guild_id, key_hash, first_seen_at, last_seen_at, shown_at, shown_by)
            values (0, ?1, ?2, ?2, ?2, ?3)
            on conflict do update set last_seen_at = ?2, shown_at = ?2, shown_by = ?3",
            hash,
            now,
            staff
        )
        .execute(&mut *self.writer().await?)
        .await;
        self.health.of(written)?;
        Ok(())
    }

    /// Records licenses as seen in stock at `at`, in short transactions that sales fit between.
    ///
    /// # Errors
    /// The database's.
    pub async fn seen(&self, keys: &[KeyHash], at: Timestamp) -> Result<(), LedgerError> {
        let at = at.as_millis();
        for chunk in keys.chunks(CHUNK) {
            let hashes =
                format!("[\"{}\"]", chunk.iter().map(ToString::to_string).collect::<Vec<_>>().join("\",\""));
            let written = sqlx::query!(
                "insert into seen_license (guild_id, key_hash, first_seen_at, last_seen_at)
                select 0, unhex(value), ?2, ?2 from json_each(?1) where true
                on conflict do update set last_seen_at = ?2",
                hashes,
                at
            )
            .execute(&mut *self.writer().await?)
            .await;
            self.health.of(written)?;
        }
        Ok(())
    }
}
