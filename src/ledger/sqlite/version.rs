//! Reads the version of a ledger's tables.

use sqlx::SqliteConnection;

/// Returns the version of a ledger's tables, or 0 if there are none.
pub(super) async fn version(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let has_any = "select count(*) from sqlite_schema where name = '_sqlx_migrations'";
    if sqlx::query_scalar::<_, i64>(has_any).fetch_one(&mut *connection).await? == 0 {
        return Ok(0);
    }
    let newest = "select coalesce(max(version), 0) from _sqlx_migrations";
    sqlx::query_scalar(newest).fetch_one(connection).await
}
