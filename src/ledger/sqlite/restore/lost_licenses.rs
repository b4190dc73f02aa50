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
const MISSING: &str = "select hex(key_hash) from unattributed where may_return = 0";
const MAY_RETURN: &str = "select hex(key_hash) from unattributed where may_return = 1";
/// The licenses of a ledger whose version does not know that some may return.
const MISSING_EARLIER: &str = "select hex(key_hash) from unattributed";

/// The licenses of the old ledger that must not be sold after a restore, as hexadecimal hashes.
#[derive(Debug, Default)]
pub(super) struct LostLicenses {
    /// Those that are sold, or whose sale an earlier restore has lost.
    pub(super) kept: Vec<String>,
    /// Those that an earlier restore did not find, and that may return to the stock.
    pub(super) may_return: Vec<String>,
}

/// Lists the licenses that the old ledger has as sold or unattributed. Lists none if its hashes are made with
/// another key.
pub(super) async fn lost_licenses(old: &Path, hash_key: &[u8]) -> LostLicenses {
    if !begins_as_database(old) {
        return LostLicenses::default();
    }
    let look = Look::at(old);
    let read = async {
        let mut connection = look.options(old).connect().await?;
        let mut lost = LostLicenses::default();
        let own: Result<Option<Vec<u8>>, _> =
            sqlx::query_scalar("select hash_key from ledger").fetch_one(&mut connection).await;
        if own.is_ok_and(|own| own.as_deref() == Some(hash_key)) {
            let mut hashes_of =
                async |hashes| sqlx::query_scalar::<_, String>(hashes).fetch_all(&mut connection).await;
            // Early versions lack a table or a column.
            lost.kept = hashes_of(SOLD).await.unwrap_or_default();
            match hashes_of(MISSING).await {
                Ok(missing) => lost.kept.extend(missing),
                Err(_) => lost.kept.extend(hashes_of(MISSING_EARLIER).await.unwrap_or_default()),
            }
            lost.may_return = hashes_of(MAY_RETURN).await.unwrap_or_default();
        }
        connection.close().await?;
        Ok::<_, sqlx::Error>(lost)
    };
    let read = read.await;
    look.tidy().await;
    // Another line of the log tells that the old ledger cannot be read.
    read.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use sqlx::AssertSqlSafe;
    use sqlx::sqlite::SqliteConnectOptions;

    use super::*;

    #[tokio::test]
    async fn licenses_of_an_old_ledger_return_only_if_its_version_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let hashes = |listed: &[&str]| listed.iter().map(|hash| (*hash).to_owned()).collect::<Vec<_>>();
        for (version, column, kept, may_return) in [
            ("earlier", "", &["01", "02", "03"][..], &[][..]),
            ("this", ", may_return integer not null default 0", &["01", "02"], &["03"]),
        ] {
            let path = folder.path().join(version);
            let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
            let mut old = options.connect().await.unwrap();
            let tables = format!(
                "create table ledger (hash_key blob); insert into ledger values (x'77');
                create table line (key_hash blob, state text);
                insert into line values (x'01', 'assigned'), (x'09', 'released');
                create table unattributed (key_hash blob{column});
                insert into unattributed (key_hash) values (x'02'), (x'03')"
            );
            sqlx::raw_sql(AssertSqlSafe(tables)).execute(&mut old).await.unwrap();
            if !column.is_empty() {
                let update = "update unattributed set may_return = 1 where key_hash = x'03'";
                sqlx::raw_sql(update).execute(&mut old).await.unwrap();
            }
            old.close().await.unwrap();
            let lost = lost_licenses(&path, &[0x77]).await;
            assert_eq!((lost.kept, lost.may_return), (hashes(kept), hashes(may_return)), "{version}");
            let foreign = lost_licenses(&path, &[0x78]).await;
            assert!(
                foreign.kept.is_empty() && foreign.may_return.is_empty(),
                "another key makes other hashes"
            );
        }
    }
}
