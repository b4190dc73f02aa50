//! The process of a bot: its start, its memory, and its CPU time.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keyclerk::demo::Stage;
use secrecy::ExposeSecret;

use super::bare;

/// The bot that ships.
pub const BINARY: &str = env!("CARGO_BIN_EXE_keyclerk");

/// The bots that can be measured.
pub enum Kind {
    Keyclerk,
    Bare,
    BareWithCommits,
}

impl Kind {
    /// Returns a command that runs this bot with an environment of its own.
    pub fn command(&self) -> Command {
        let this = || std::env::current_exe().unwrap();
        let (program, mode) = match self {
            Self::Keyclerk => (std::path::PathBuf::from(BINARY), None),
            Self::Bare => (this(), Some("without commits")),
            Self::BareWithCommits => (this(), Some(bare::COMMITS)),
        };
        let mut command = Command::new(program);
        command.env_clear().env("RUST_LOG", "warn");
        match mode {
            Some(mode) => command.env(bare::BARE, mode),
            None => command.arg("run"),
        };
        command
    }
}

pub struct Bot {
    process: Child,
    _folder: tempfile::TempDir,
}

impl Drop for Bot {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Bot {
    /// Starts the process and waits until its commands are registered.
    pub async fn start(stage: &Stage, mut command: Command) -> (Self, Duration) {
        let folder = tempfile::tempdir().unwrap();
        let begun = Instant::now();
        let process = command
            .current_dir(folder.path())
            .env("DISCORD_TOKEN", stage.sandbox.token().expose_secret())
            .env("DISCORD_API_URL", stage.sandbox.url())
            .env("GUILD_IDS", stage.guild.id().to_string())
            .env("STAFF_ROLE_IDS", stage.settings.staff_role_ids[0].to_string())
            .env("RESELLER_BASE_URL", stage.vendor.url())
            .env("RESELLER_API_TOKEN", &stage.vendor_key)
            .env("RESELLER_RATE_LIMIT", "1000000")
            .env("DATABASE_URL", "sqlite:keyclerk.db")
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        stage.sandbox.connected().await;
        (Self { process, _folder: folder }, begun.elapsed())
    }

    /// Resident memory, in MiB.
    pub fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// CPU time used so far, user and system.
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // Linux counts in hundredths of a second whatever the kernel's own clock.
        let ticks = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(ticks * 10)
    }
}
