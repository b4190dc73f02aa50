//! Tests of the backup before an upgrade, and of selling after it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::SystemClock;
use keyclerk::ledger::{Ledger, OpenError};
use sqlx::Connection;

use super::comparison::check_same_rows;
use super::fixtures::{OLD_LAYOUT, RELEASED, connect, filled};

/// Finishes the sales of the fixture, whose people and channels no Discord knows.
const FINISHED_IN_OLD_LAYOUT: &str = "
    update sale set state = 'delivered' where state not in ('delivered', 'failed');
    update outbox set state = 'dropped';";
const FINISHED: &str = "
    update sale set state = 'delivered' where state not in ('delivered', 'failed');
    update message set state = 'dropped';
    update stock_alert set state = 'dropped';
    update line set look_at = null;";

/// Returns the backups that upgrades have left beside a ledger.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.to_string_lossy().contains("keyclerk.db.before-v")).collect()
}

#[tokio::test]
async fn an_upgrade_keeps_every_row_of_a_ledger_with_the_new_layout() {
    for version in OLD_LAYOUT + 1..=RELEASED {
        let folder = tempfile::tempdir().unwrap();
        let (path, old) = (folder.path().join("keyclerk.db"), folder.path().join("old.db"));
        filled(version, &path).await.close().await.unwrap();
        std::fs::copy(&path, &old).unwrap();
        Ledger::open(&path, Arc::new(SystemClock)).await.unwrap().close().await;
        check_same_rows(&path, &old).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_released_version_is_backed_up_before_its_upgrade_and_sells_after_it() {
    for version in 1..=RELEASED {
        let folder = tempfile::tempdir().unwrap();
        let (place, path) = (folder.path().to_owned(), folder.path().join("keyclerk.db"));
        let mut database = filled(version, &path).await;
        sqlx::raw_sql(if version > OLD_LAYOUT { FINISHED } else { FINISHED_IN_OLD_LAYOUT })
            .execute(&mut database)
            .await
            .unwrap();
        database.close().await.unwrap();
        let stage = Stage::set_in(folder, licenses(2)).await.unwrap();
        let buyer = stage.guild.member("anna", &[]);
        stage.moderator.sells_to(&buyer).says("License sold").await;
        let stage = stage.restart().await.unwrap();
        stage.moderator.sells_to(&stage.guild.member("ben", &[])).says("License sold").await;
        assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 2, "from version {version}");

        // The second start needs no upgrade, so there is one backup. It is a ledger of the old version.
        let backups = backups(&place);
        let [backup] = &backups[..] else { panic!("from version {version}: {backups:?}") };
        assert_eq!(backup.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let mut backup = connect(backup).await;
        let found = "select max(version) from _sqlx_migrations";
        assert_eq!(sqlx::query_scalar::<_, i64>(found).fetch_one(&mut backup).await.unwrap(), version);
        let sales: i64 =
            sqlx::query_scalar("select count(*) from sale").fetch_one(&mut backup).await.unwrap();
        assert_eq!(sales, 17);
        backup.close().await.unwrap();
        stage.strike().await;
    }
}

#[tokio::test]
async fn a_ledger_that_cannot_be_backed_up_is_not_upgraded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyclerk.db");
    let mut database = filled(RELEASED, &path).await;
    let page = "select rootpage from sqlite_schema where name = 'sale_of_guild'";
    let page: i64 = sqlx::query_scalar(page).fetch_one(&mut database).await.unwrap();
    database.close().await.unwrap();
    let mut damaged = std::fs::read(&path).unwrap();
    let page = usize::try_from(page).unwrap();
    damaged[(page - 1) * 4096..page * 4096].fill(0x5a);
    std::fs::write(&path, &damaged).unwrap();
    let refused = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap_err();
    assert!(matches!(refused, OpenError::Backup(_)), "{refused}");
    assert!(refused.to_string().contains("nothing was changed"), "{refused}");
    assert!(std::fs::read(&path).unwrap() == damaged, "the ledger was changed");
    assert!(backups(folder.path()).is_empty(), "{:?}", backups(folder.path()));
}

#[tokio::test]
async fn a_new_ledger_needs_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    Ledger::open(&folder.path().join("keyclerk.db"), Arc::new(SystemClock)).await.unwrap().close().await;
    assert!(backups(folder.path()).is_empty());
}
