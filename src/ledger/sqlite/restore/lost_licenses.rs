//! Reads from the old ledger which licenses must not be sold after a restore.
//!
//! The vendor's stock does not tell everything: a license that was sold after the backup, or that an earlier
//! restore found missing, may be free again. The old ledger may be damaged or of any version. What cannot be
//! read is left to the comparison with the stock.

use std::path::Path;

use sqlx::{ConnectOptions, Connection};

use super::super::files::begins_as_database;
use super::super::read_only::Look;

const SOLD: &str = "select hex(key_hash) from line where state = 'assigned'";
const MISSING: &str = "select hex(key_hash) from unattributed";

/// Lists the licenses that the old ledger has as sold or unattributed, as hexadecimal hashes. Lists none if
/// its hashes are made with another key.
pub(super) async fn lost_licenses(old: &Path, hash_key: &[u8]) -> Vec<String> {
    if !begins_as_database(old) {
        return Vec::new();
    }
    let look = Look::at(old);
    let read = async {
        let mut connection = look.options(old).connect().await?;
        let mut lost = Vec::new();
        let own: Result<Option<Vec<u8>>, _> =
            sqlx::query_scalar("select hash_key from ledger").fetch_one(&mut connection).await;
        if own.is_ok_and(|own| own.as_deref() == Some(hash_key)) {
            for hashes in [SOLD, MISSING] {
                // Early versions lack a table.
                let hashes = sqlx::query_scalar::<_, String>(hashes).fetch_all(&mut connection).await;
                lost.extend(hashes.unwrap_or_default());
            }
        }
        connection.close().await?;
        Ok::<_, sqlx::Error>(lost)
    };
    let read = read.await;
    look.tidy().await;
    // Another line of the log tells that the old ledger cannot be read.
    read.unwrap_or_default()
}
