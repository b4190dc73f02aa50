//! Every statement of the ledger finds its rows by an index.

use std::path::Path;
use std::sync::Arc;

use keyclerk::domain::SystemClock;
use keyclerk::ledger::Ledger;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row};

/// The tables that grow with the shop.
const LARGE: [&str; 4] = ["sale", "line", "event", "message"];

/// Indexes that hold what is under way alone, however large the shop.
const FEW: [&str; 5] = ["sale_unfinished", "sale_held", "sale_with_token", "message_due", "line_to_look_at"];

/// Searches that find whatever a server sold, all of it or what is new enough.
const WIDE: [&str; 2] = ["(guild_id=?)", "(guild_id=? AND requested_at>?)"];

/// Take one step along the index, or count what was sold of late.
const MEANT: [&str; 2] = ["select min(product) from line", "group by 1, 2, 3, 4"];

/// Read the whole ledger, and are meant to: the books are balanced by hand and at leisure.
const WHOLE: [&str; 2] =
    ["license_key from line where state = 'assigned'", "'in_doubt', 'held', 'assigned')"];

/// The statements that the compiler checked, out of `.sqlx`; of several in one text, each.
fn statements() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
    let mut statements = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let checked: serde_json::Value = serde_json::from_str(&text).unwrap();
        // Comments end with their lines; then a statement is one line, so that words are found in it.
        let lines = checked["query"].as_str().unwrap().lines();
        let text: Vec<&str> = lines.map(|line| line.split("--").next().unwrap_or(line).trim()).collect();
        statements.extend(text.join(" ").split("; ").map(str::to_owned));
    }
    statements
}

/// Whether a line of a plan reads a large table from end to end.
fn is_slow(line: &str, statement: &str) -> bool {
    let scanned = line.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
    let is_large = |name: &str| {
        LARGE.iter().any(|large| name == *large || statement.contains(&format!("{large} as {name} ")))
    };
    // All that a server sold, or sold of late, is no better.
    let searched = line.strip_prefix("SEARCH ").and_then(|rest| rest.split(' ').next());
    let is_meant = statement.ends_with(" limit 1") || MEANT.iter().any(|meant| statement.contains(meant));
    let is_wide = WIDE.iter().any(|found| line.ends_with(found)) && !is_meant;
    scanned.is_some_and(is_large) && !FEW.iter().any(|index| line.ends_with(index))
        || searched.is_some_and(is_large) && is_wide
}

#[tokio::test]
async fn no_statement_reads_a_large_table_from_end_to_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
    let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let (mut explained, mut slow) = (0, Vec::new());
    for statement in statements() {
        let names_one = LARGE.iter().any(|large| {
            statement.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == *large)
        });
        if !names_one || WHOLE.iter().any(|whole| statement.contains(whole)) {
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
async fn the_log_is_never_sorted_to_find_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
    let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let mut found = 0;
    for statement in statements().iter().filter(|text| text.contains(" desc limit ")) {
        let plan = sqlx::query(AssertSqlSafe(format!("explain query plan {statement}")));
        for row in plan.fetch_all(&mut connection).await.unwrap() {
            let line: String = row.get("detail");
            assert!(!line.contains("TEMP B-TREE"), "{line} in\n{statement}");
        }
        found += 1;
    }
    assert!(found >= 13, "only {found} of the list's statements were found");
    ledger.close().await;
}

#[test]
fn a_scan_is_seen() {
    assert!(is_slow("SCAN sale", "select * from sale"));
    let wide = "SEARCH sale USING INDEX sale_of_time (guild_id=? AND requested_at>?)";
    assert!(is_slow(wide, "select id from sale where guild_id = ? and requested_at > ?"));
    assert!(!is_slow(wide, "select id from sale where guild_id = ? and requested_at > ? limit 1"));
    assert!(is_slow("SCAN held", "select * from line as held where true"));
    assert!(is_slow("SCAN sale USING COVERING INDEX sale_of_guild", "select count(*) from sale"));
    assert!(!is_slow("SCAN sale USING INDEX sale_unfinished", "select id from sale"));
    assert!(!is_slow("SCAN json_each VIRTUAL TABLE INDEX 1:", "select value from json_each(?)"));
}
