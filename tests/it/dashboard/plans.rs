//! Tests that no statement of the vendor's server reads all licenses, but for the search for a part of a key.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row};

use super::browser::Premises;
use crate::query_plans::statements;

/// The statements that read all licenses on purpose: the search for a part of a key, which walks an index, and the
/// list of all assigned licenses, which only tests ask for.
const WIDE: [&str; 2] = ["license_key like ?2", "where assigned_to is not null order by assigned_at"];

#[tokio::test]
async fn no_page_reads_all_licenses() {
    let premises = Premises::open().await;
    let mut connection = SqliteConnectOptions::new().filename(premises.database()).connect().await.unwrap();
    let (mut explained, mut slow) = (0, Vec::new());
    for statement in statements() {
        let tables = ["vendor_license", "vendor_stock_count", "vendor_audit", "vendor_session"];
        if !tables.iter().any(|table| statement.contains(table))
            || WIDE.iter().any(|wide| statement.contains(wide))
        {
            continue;
        }
        explained += 1;
        let plan = sqlx::query(AssertSqlSafe(format!("explain query plan {statement}")));
        let plan =
            plan.fetch_all(&mut connection).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
        let lines: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
        // The sessions are few: those that have expired are removed at each sign-in.
        let scans = lines.iter().any(|line| line.starts_with("SCAN") && !line.contains("vendor_session"));
        // An account may have a million licenses, so that its number alone is no index.
        let is_wide =
            lines.iter().any(|line| line.contains("vendor_license") && line.ends_with("(account_id=?)"));
        let sorts = statement.contains("limit ?") && lines.iter().any(|line| line.contains("TEMP B-TREE"));
        let is_list_of_the_stock = statement.ends_with("order by slot");
        if scans || (is_wide && !is_list_of_the_stock) || sorts {
            slow.push(format!("{statement}\n  {}", lines.join("\n  ")));
        }
    }
    assert!(explained > 20, "only {explained} statements were found");
    assert!(slow.is_empty(), "{}", slow.join("\n\n"));
}

#[tokio::test]
async fn the_search_for_a_part_of_a_key_walks_the_index_of_keys() {
    let premises = Premises::open().await;
    let mut connection = SqliteConnectOptions::new().filename(premises.database()).connect().await.unwrap();
    let search = statements().into_iter().find(|statement| statement.contains(WIDE[0])).unwrap();
    let plan = sqlx::query(AssertSqlSafe(format!("explain query plan {search}")));
    let lines: Vec<String> =
        plan.fetch_all(&mut connection).await.unwrap().iter().map(|row| row.get("detail")).collect();
    assert!(lines[0].contains("USING INDEX sqlite_autoindex_vendor_license_1 (license_key>?)"), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("TEMP B-TREE")), "{lines:?}");
}
