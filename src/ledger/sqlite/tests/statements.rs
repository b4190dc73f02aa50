//! Tests that each constant statement matches the schema, and finds its rows by an index.

use sqlx::{AssertSqlSafe, Row};

use super::opened;
use crate::ledger::Engine;
use crate::ledger::sqlite::sale_store::WIPE_TOKENS;
use crate::ledger::sqlite::{
    change, draw_check, guild_move, reconciliation, request, returns, server_alerts, settings, stock_levels,
    stock_sightings,
};

/// The tables that grow with the number of sales.
const LARGE: [&str; 6] = ["sale", "line", "event", "message", "seen", "reveal"];

#[tokio::test]
async fn every_constant_statement_fits_the_tables_and_finds_its_rows_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    for statement in [
        change::MOVE,
        change::DETAILS,
        change::TRANSFER,
        change::TRANSFER_LINES,
        change::ADD_TRANSFER,
        change::ADD_LINE,
        change::MOVE_LINE,
        change::NOTE_LINE,
        change::SETTLE,
        change::PUT_OFF,
        change::ADD_EVENT,
        change::ADD_MESSAGE,
        request::RECORD,
        request::EVENTS,
        request::WANTED,
        request::RECORDED,
        stock_sightings::SHOWN,
        stock_sightings::SEEN,
        stock_sightings::REVEAL,
        settings::SET,
        settings::UNSET,
        settings::LOCALE,
        stock_levels::LEVEL,
        stock_levels::ALERT,
        draw_check::IS_TAKEN,
        server_alerts::BACKUPS,
        server_alerts::SETTLE,
        server_alerts::PUT_OFF,
        reconciliation::LOOK_ANEW,
        returns::LOOKED,
        returns::RETURN,
        WIPE_TOKENS,
    ] {
        let plan = sqlx::query(AssertSqlSafe(format!("explain query plan {statement}")));
        let plan = plan.fetch_all(&mut *ledger.reader.lock().await.unwrap()).await;
        let plan = plan.unwrap_or_else(|error| panic!("{statement}: {error}"));
        for line in plan.iter().map(|row| row.get::<String, _>("detail")) {
            let scanned = line.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            // The index of valid reply tokens contains only the sales of a quarter of an hour.
            let is_slow =
                scanned.is_some_and(|table| LARGE.contains(&table)) && !line.ends_with("sale_with_token");
            assert!(!is_slow && !line.ends_with("(guild_id=?)"), "{line} in\n{statement}");
        }
    }
    ledger.close().await;
}

#[tokio::test]
async fn a_move_reads_only_the_rows_that_it_moves() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    for statement in [
        guild_move::RECORD,
        guild_move::DROP_ROLES,
        guild_move::LINES,
        guild_move::SALES,
        guild_move::ALERTS,
        guild_move::UNSET,
        guild_move::SETTINGS,
        guild_move::REST_OF_SETTINGS,
        guild_move::LOCALES,
        guild_move::REST_OF_LOCALES,
        guild_move::LEVELS,
        guild_move::REST_OF_LEVELS,
    ] {
        let plan = sqlx::query(AssertSqlSafe(format!("explain query plan {statement}")));
        let plan = plan.fetch_all(&mut *ledger.reader.lock().await.unwrap()).await;
        let plan = plan.unwrap_or_else(|error| panic!("{statement}: {error}"));
        for line in plan.iter().map(|row| row.get::<String, _>("detail")) {
            let scanned = line.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            // The index of due messages contains only those.
            let is_slow =
                scanned.is_some_and(|table| LARGE.contains(&table)) && !line.ends_with("message_due");
            assert!(!is_slow, "{line} in\n{statement}");
        }
    }
    ledger.close().await;
}
