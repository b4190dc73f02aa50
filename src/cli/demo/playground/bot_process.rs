//! The bot as a process of its own: `keyclerk run`, with its settings in the environment.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::Context;
use secrecy::ExposeSecret;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

use super::super::stage::Stage;
use super::power::{CUT, WATCHES, cut_off};

/// The bot's process, which may be down.
pub(super) struct BotProcess {
    settings: Vec<(&'static str, OsString)>,
    program: PathBuf,
    folder: PathBuf,
    ledger: PathBuf,
    child: Option<Child>,
}

impl BotProcess {
    /// Prepares the bot of a stage.
    ///
    /// # Errors
    /// Returns an error if the path of this program is unknown.
    pub(super) fn of(stage: &Stage) -> anyhow::Result<Self> {
        let ledger = stage.ledger_path();
        let folder = ledger.parent().context("the ledger has no folder")?.to_owned();
        let mut database = OsString::from("sqlite:");
        database.push(&ledger);
        let joined = |ids: Vec<String>| OsString::from(ids.join(","));
        let own = &stage.settings;
        let settings = vec![
            ("DISCORD_TOKEN", own.discord_token.expose_secret().into()),
            ("DISCORD_API_URL", stage.sandbox.url().into()),
            ("GUILD_IDS", joined(own.guild_ids.iter().map(ToString::to_string).collect())),
            ("STAFF_ROLE_IDS", joined(own.staff_role_ids.iter().map(ToString::to_string).collect())),
            ("SALES_CHANNEL_ID", stage.sales_channel.to_string().into()),
            ("RESELLER_BASE_URL", stage.vendor.url().into()),
            ("RESELLER_API_TOKEN", stage.vendor_key.clone().into()),
            ("DATABASE_URL", database),
            ("RUST_LOG", "warn".into()),
            (WATCHES, "yes".into()),
        ];
        let program = std::env::current_exe().context("the path of this program is unknown")?;
        Ok(Self { settings, program, folder, ledger, child: None })
    }

    /// Starts the bot if it is down. Does not wait until it is ready.
    ///
    /// # Errors
    /// Returns an error if the process cannot be started.
    pub(super) fn start(&mut self) -> anyhow::Result<()> {
        if self.runs() {
            return Ok(());
        }
        let child = Command::new(&self.program)
            .arg("run")
            .env_clear()
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            // A folder without an `.env`, whose settings would be added.
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("the bot cannot be started")?;
        self.child = Some(child);
        Ok(())
    }

    /// Returns whether the process runs.
    pub(super) fn runs(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    /// Kills the process, which can finish nothing.
    pub(super) async fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It fails only if the process has ended already.
            drop(child.kill().await);
        }
    }

    /// Cuts the power of the bot's machine, and starts the bot again on what the disk has. Returns how many bytes of the
    /// ledger are lost.
    ///
    /// # Errors
    /// Returns an error if the bot does not say what is synced, or cannot be started.
    pub(super) async fn cut_power(&mut self) -> anyhow::Result<u64> {
        let mut lost = 0;
        if let Some(mut child) = self.child.take() {
            let mut input = child.stdin.take().context("the bot has no input")?;
            input.write_all(format!("{CUT}\n").as_bytes()).await?;
            let output = child.stdout.take().context("the bot has no output")?;
            let mut line = String::new();
            BufReader::new(output).read_line(&mut line).await?;
            child.wait().await?;
            // Without an answer, the bot had ended before. The system then has everything that it wrote.
            if let Ok(synced) = line.trim().parse() {
                lost = cut_off(&self.ledger, synced)?;
            }
        }
        self.start()?;
        Ok(lost)
    }
}
