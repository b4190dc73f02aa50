//! The process of a bot: starting, stopping, memory and CPU time.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use keyclerk::cli::demo::Stage;
use rustix::process::{Pid, Signal, kill_process};

use super::bare;

/// Returns the path of the bot that ships. The profile `dist` has a folder of its own beside that of the benchmark.
pub fn binary() -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_keyclerk")).with_file_name("../dist/keyclerk")
}

/// The text before the counts in the log line of a closed ledger.
const CLOSED: &str = "ledger closed: ";

/// The bots that can be measured.
pub enum Kind {
    Keyclerk,
    Bare,
    BareWithCommits,
    /// An older build of keyclerk.
    Base(PathBuf),
}

impl Kind {
    /// Returns a command that runs this bot with a clean environment.
    pub fn command(&self) -> Command {
        let this = || std::env::current_exe().unwrap();
        let (program, mode) = match self {
            Self::Keyclerk => (binary(), None),
            Self::Base(binary) => (binary.clone(), None),
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
    stderr: Option<JoinHandle<Option<u64>>>,
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
        let mut process = command
            .current_dir(folder.path())
            .env("DISCORD_TOKEN", stage.sandbox.token())
            .env("DISCORD_API_URL", stage.sandbox.url())
            .env("GUILD_IDS", stage.guild.id().to_string())
            .env("STAFF_ROLE_IDS", stage.settings.staff_role_ids[0].to_string())
            .env("RESELLER_BASE_URL", stage.vendor.url())
            .env("RESELLER_API_TOKEN", &stage.vendor_key)
            .env("RESELLER_RATE_LIMIT", "1000000")
            .env("DATABASE_URL", "sqlite:keyclerk.db")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = process.stderr.take().unwrap();
        let stderr = Some(std::thread::spawn(move || synced_groups(stderr)));
        stage.sandbox.connected().await;
        (Self { process, stderr, _folder: folder }, begun.elapsed())
    }

    /// Stops the process by SIGTERM. Returns the number of synced groups, if its ledger logged it.
    pub async fn stop(mut self) -> Option<u64> {
        kill_process(Pid::from_child(&self.process), Signal::TERM).unwrap();
        while self.process.try_wait().unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.stderr.take()?.join().unwrap()
    }

    /// Returns the resident memory in MiB.
    pub fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// Returns the CPU time used so far, user and system.
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // Linux reports hundredths of a second, regardless of the kernel's internal clock.
        let ticks = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(ticks * 10)
    }
}

/// Reads a bot's log to its end, and returns the number of synced groups. Passes other lines on.
fn synced_groups(stderr: ChildStderr) -> Option<u64> {
    let mut synced = None;
    for line in BufReader::new(stderr).lines() {
        let line = line.unwrap();
        match line.split_once(CLOSED) {
            Some((_, counts)) => synced = count(counts, "synced groups"),
            None => eprintln!("{line}"),
        }
    }
    synced
}

/// Returns one number from a list such as `720 synced groups, 2160 lazy groups, 3 checkpoints`.
fn count(counts: &str, of: &str) -> Option<u64> {
    counts.split(", ").find_map(|part| part.strip_suffix(of)?.trim_end().parse().ok())
}
