//! The bots that are compared. Each has a process, a Discord and a vendor of its own.

use std::time::Duration;

use discord_sandbox::Person;
use keyclerk::cli::demo::{Stage, licenses};

use super::bare;
use super::bot::{Bot, Kind};
use super::figures::Figures;

/// Names the binary of an older build.
const BASE: &str = "KEYCLERK_BASE";
/// How many members of staff can sell at once.
pub const STAFF: usize = 200;
/// How many licenses the vendor has before each turn.
const STOCK: usize = 2_000;
/// The lone sales of a process whose synced writes are counted.
const COUNTED: usize = 100;

pub struct Contestant {
    pub column: &'static str,
    pub kind: Kind,
    pub stage: Stage,
    pub staff: Vec<Person>,
    pub bot: Bot,
    /// From the start of the process until its commands were registered.
    pub start: Duration,
    pub figures: Figures,
}

/// Starts all bots: keyclerk, the bare ones, and an older build where the environment names one.
pub async fn all() -> Vec<Contestant> {
    let mut all = vec![
        Contestant::start("keyclerk", Kind::Keyclerk).await,
        Contestant::start("bare, no ledger", Kind::Bare).await,
        Contestant::start("bare, five commits", Kind::BareWithCommits).await,
    ];
    if let Some(binary) = std::env::var_os(BASE) {
        let binary = std::fs::canonicalize(binary).unwrap();
        all.push(Contestant::start("base", Kind::Base(binary)).await);
    }
    all
}

impl Contestant {
    async fn start(column: &'static str, kind: Kind) -> Self {
        let stage = neighbours().await;
        let role = stage.settings.staff_role_ids[0];
        let staff = (0..STAFF).map(|_| stage.guild.member("staff", &[role.as_u64()])).collect();
        let (bot, start) = Bot::start(&stage, kind.command()).await;
        Self { column, kind, stage, staff, bot, start, figures: Figures::default() }
    }

    /// Gives the vendor as many licenses as were sold, so that each turn meets the same stock.
    pub async fn restock(&self, sold: usize) {
        restock(&self.stage, sold).await;
    }

    /// Returns the synced writes of a lone sale. A bare bot has them by construction; keyclerk's
    /// ledger counts them, in a process of its own.
    pub async fn synced_per_sale(&self) -> Option<f64> {
        match self.kind {
            Kind::Bare => Some(0.0),
            Kind::BareWithCommits => Some(bare::COMMITS_PER_SALE),
            Kind::Keyclerk | Kind::Base(_) => {
                // The difference leaves out what starting, stopping and a first sale write.
                let first = synced_after(&self.kind, 1).await?;
                let all = synced_after(&self.kind, 1 + COUNTED).await?;
                Some((all as f64 - first as f64) / COUNTED as f64)
            }
        }
    }
}

/// Returns the synced groups of a process that makes so many lone sales.
async fn synced_after(kind: &Kind, sales: usize) -> Option<u64> {
    let stage = neighbours().await;
    let mut command = kind.command();
    command.env("RUST_LOG", "warn,keyclerk::ledger=info");
    let (bot, _) = Bot::start(&stage, command).await;
    for _ in 0..sales {
        super::one_sale::sell(&stage).await;
    }
    bot.stop().await
}

/// Adds licenses to the vendor's stock.
pub async fn restock(stage: &Stage, count: usize) {
    assert!(stage.vendor.store.import("shop", &licenses(count)).await.unwrap().is_ok());
}

/// Sets a stage without a bot. Where the machine has a file system in memory, the vendor's database
/// is there: the vendor answers at once, and the bot has the disk to itself.
pub async fn neighbours() -> Stage {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    Stage::set_in(folder, licenses(STOCK)).await.unwrap().without_bot().await
}
