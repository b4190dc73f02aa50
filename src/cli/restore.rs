//! `keyclerk restore`: puts a backup in the place of the ledger.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use crate::domain::{Clock, SystemClock};
use crate::ledger::{Restored, restore};
use crate::settings::ledger_path;

use super::exit::{finish, wrong_setting};
use super::output::print;

/// Put a backup in the place of the ledger; the old ledger is kept
#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// The backup
    file: PathBuf,
    /// The ledger, as sqlite:PATH
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite:keyclerk.db", hide_env_values = true)]
    database_url: OsString,
}

/// Runs the command, prints the result, and returns the exit code. A stop signal does not interrupt it.
pub(super) async fn run(args: RestoreArgs) -> ExitCode {
    let path = match ledger_path(&args.database_url) {
        Ok(path) => path,
        Err(fault) => return wrong_setting(format!("DATABASE_URL: {fault}")),
    };
    let restored = restore(&path, &args.file, SystemClock.now()).await;
    let printed = restored
        .context("nothing was restored")
        .and_then(|restored| print(&described(&restored)).context("standard output"));
    finish(printed)
}

fn described(restored: &Restored) -> String {
    let Restored { path, kept, sales, newest_change, unfinished, next_sale } = restored;
    let mut text = format!("{} was restored: {sales} sales\n", path.display());
    // Writing to a string cannot fail.
    if let Some(at) = newest_change {
        let _ = writeln!(text, "the newest change is of {at}; later sales are lost");
    }
    if let Some(kept) = kept {
        let _ = writeln!(text, "the old ledger is kept as {}", kept.display());
    }
    if *unfinished > 0 {
        let _ = writeln!(
            text,
            "{unfinished} sales were unfinished in the backup; they sell nothing more by themselves"
        );
    }
    let _ = writeln!(text, "the next sale has the number {next_sale}");
    let _ = writeln!(
        text,
        "start the bot: it compares the ledger with the vendor's stock, and sells nothing before"
    );
    text
}
