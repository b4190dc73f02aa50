//! `keyclerk backup`: copies the ledger to a file, also while the bot runs.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use crate::domain::{Clock, SystemClock};
use crate::ledger::{Backup, BackupError, back_up, remove_old_backups};
use crate::settings::ledger_path;

use super::exit::{finish, wrong_setting};
use super::output::print;

/// Back up the ledger, also while the bot runs
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// A new file, or a folder in which the backup is named by the time
    target: PathBuf,
    /// Remove the oldest backups of the folder, so that this number stays
    #[arg(long, value_name = "N")]
    keep: Option<NonZeroUsize>,
    /// The ledger, as sqlite:PATH
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite:keyclerk.db", hide_env_values = true)]
    database_url: OsString,
}

/// Runs the command, prints the result, and returns the exit code.
pub(super) async fn run(args: BackupArgs) -> ExitCode {
    let path = match ledger_path(&args.database_url) {
        Ok(path) => path,
        Err(fault) => return wrong_setting(format!("DATABASE_URL: {fault}")),
    };
    finish(backed_up(&path, &args).await)
}

async fn backed_up(path: &Path, args: &BackupArgs) -> anyhow::Result<()> {
    if args.keep.is_some() && !args.target.is_dir() {
        return Err(BackupError::KeepsNoFile(args.target.clone()).into());
    }
    let now = SystemClock.now();
    let backup = back_up(path, &args.target, now).await.context("no backup was made")?;
    print(&described(&backup)).context("standard output")?;
    if let Some(keep) = args.keep {
        for removed in remove_old_backups(&args.target, keep.get(), now)? {
            print(&format!("removed {}\n", removed.display())).context("standard output")?;
        }
    }
    Ok(())
}

fn described(backup: &Backup) -> String {
    let kib = backup.bytes.div_ceil(1024);
    format!("{}: {kib} KiB, {} sales\n", backup.path.display(), backup.sales)
}
