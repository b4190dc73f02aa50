//! Tests that every statement of the ledger finds its rows by an index.

use std::path::Path;
use std::sync::Arc;

use keyclerk::domain::SystemClock;
use keyclerk::ledger::Ledger;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row};

/// The tables that grow with the number of sales.
const LARGE: [&str; 4] = ["sale", "line", "event", "message"];

/// The indexes that contain only unfinished work, which stays small.
const FEW: [&str; 5] = ["sale_unfinished", "sale_held", "sale_with_token", "message_due", "line_to_look_at"];

/// The searches that return all sales of a server, or all recent ones.
const WIDE: [&str; 2] = ["(guild_id=?)", "(guild_id=? AND requested_at>?)"];

/// The statements that read only one index entry or count recent sales.
const ALLOWED: [&str; 2] = ["select min(product) from line", "group by 1, 2, 3, 4"];

/// The statements that read the whole ledger on purpose. The stock audit and the count before a move run
/// rarely and by hand.
const AUDIT: [&str; 3] = [
    "license_key from line where state = 'assigned'",
    "'in_doubt', 'held', 'assigned')",
    "as \"languages!: i64\"",
];

/// Returns the statements that the compiler checked, from `.sqlx`. A text with several statements is
/// split.
pub fn statements() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
    let mut statements = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let checked: serde_json::Value = serde_json::from_str(&text).unwrap();
        // A comment ends with its line, so comments are removed first. The statement is then joined into
        // one line.
        let lines = checked["query"].as_str().unwrap().lines();
        let text: Vec<&str> = lines.map(|line| line.split("--").next().unwrap_or(line).trim()).collect();
        statements.extend(text.join(" ").split("; ").map(str::to_owned));
    }
    statements
}

/// Tells whether a line of a query plan reads a whole large table.
fn is_slow(line: &str, statement: &str) -> bool {
    let scanned = line.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
    let is_large = |name: &str| {
        LARGE.iter().any(|large| name == *large || statement.contains(&format!("{large} as {name} ")))
    };
    // Reading all sales of a server, or all recent ones, is equally slow.
    let searched = line.strip_prefix("SEARCH ").and_then(|rest| rest.split(' ').next());
    let is_allowed = statement.ends_with(" limit 1") || ALLOWED.iter().any(|meant| statement.contains(meant));
    let is_wide = WIDE.iter().any(|found| line.ends_with(found)) && !is_allowed;
    scanned.is_some_and(is_large) && !FEW.iter().any(|index| line.ends_with(index))
        || searched.is_some_and(is_large) && is_wide
}

#[tokio::test]
async fn no_statement_scans_a_large_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
    let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let (mut explained, mut slow) = (0, Vec::new());
    for statement in statements() {
        let names_one = LARGE.iter().any(|large| {
            statement.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == *large)
        });
        if !names_one || AUDIT.iter().any(|whole| statement.contains(whole)) {
            continue;
        }
        let plan = sqlx::query(AssertSqlSafe(format!("explain query plan {statement}")));
        let plan =
            plan.fetch_all(&mut connection).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
        explained += 1;
        let lines: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
        if lines.iter().any(|line| is_slow(line, &statement)) {
            slow.push(format!("{statement}\n  {}", lines.join("\n  ")));
        }
    }
    assert!(explained > 40, "only {explained} statements were found");
    assert!(slow.is_empty(), "{}", slow.join("\n\n"));
    ledger.close().await;
}

#[tokio::test]
async fn no_page_of_the_sale_log_needs_a_sort() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
    let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let mut found = 0;
    let is_page = |text: &&String| text.contains(" desc limit ") && !text.contains("vendor_");
    for statement in statements().iter().filter(is_page) {
        let plan = sqlx::query(AssertSqlSafe(format!("explain query plan {statement}")));
        for row in plan.fetch_all(&mut connection).await.unwrap() {
            let line: String = row.get("detail");
            assert!(!line.contains("TEMP B-TREE"), "{line} in\n{statement}");
        }
        found += 1;
    }
    assert!(found >= 13, "only {found} statements of the sale log were found");
    ledger.close().await;
}

#[test]
fn a_table_scan_is_detected() {
    assert!(is_slow("SCAN sale", "select * from sale"));
    let wide = "SEARCH sale USING INDEX sale_of_time (guild_id=? AND requested_at>?)";
    assert!(is_slow(wide, "select id from sale where guild_id = ? and requested_at > ?"));
    assert!(!is_slow(wide, "select id from sale where guild_id = ? and requested_at > ? limit 1"));
    assert!(is_slow("SCAN held", "select * from line as held where true"));
    assert!(is_slow("SCAN sale USING COVERING INDEX sale_of_guild", "select count(*) from sale"));
    assert!(!is_slow("SCAN sale USING INDEX sale_unfinished", "select id from sale"));
    assert!(!is_slow("SCAN json_each VIRTUAL TABLE INDEX 1:", "select value from json_each(?)"));
}
