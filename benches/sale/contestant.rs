//! The bots that are compared. Each has its own process, Discord and vendor.

use std::time::Duration;

use discord_sandbox::Person;
use keyclerk::cli::demo::{Stage, licenses};

use super::bare;
use super::bot::{Bot, Kind};
use super::figures::Figures;

/// The variable that names the binary of an older build.
const BASE: &str = "KEYCLERK_BASE";
/// The number of staff members.
pub const STAFF: usize = 200;
/// The number of licenses in stock before each turn.
const STOCK: usize = 2_000;
/// The number of lone sales for which synced writes are counted.
const COUNTED: usize = 100;

pub struct Contestant {
    pub column: &'static str,
    pub kind: Kind,
    pub stage: Stage,
    pub staff: Vec<Person>,
    pub bot: Bot,
    /// The time from the start of the process until its commands were registered.
    pub start: Duration,
    pub figures: Figures,
}

/// Starts all bots: keyclerk, the bare ones, and an older build if [`BASE`] names one.
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
        let stage = stage_without_bot().await;
        let role = stage.settings.staff_role_ids[0];
        let staff = (0..STAFF).map(|_| stage.guild.member("staff", &[role.as_u64()])).collect();
        let (bot, start) = Bot::start(&stage, kind.command()).await;
        Self { column, kind, stage, staff, bot, start, figures: Figures::default() }
    }

    /// Adds as many licenses as were sold, so that each turn has the same stock.
    pub async fn restock(&self, sold: usize) {
        restock(&self.stage, sold).await;
    }

    /// Returns the number of synced writes in a lone sale. A bare bot has a fixed number. keyclerk's ledger
    /// counts them in a separate process.
    pub async fn synced_per_sale(&self) -> Option<f64> {
        match self.kind {
            Kind::Bare => Some(0.0),
            Kind::BareWithCommits => Some(bare::COMMITS_PER_SALE),
            Kind::Keyclerk | Kind::Base(_) => {
                // The difference excludes the writes of start, stop and the first sale.
                let first = synced_after(&self.kind, 1).await?;
                let all = synced_after(&self.kind, 1 + COUNTED).await?;
                Some((all as f64 - first as f64) / COUNTED as f64)
            }
        }
    }
}

/// Returns the number of synced groups of a process that makes `sales` lone sales.
async fn synced_after(kind: &Kind, sales: usize) -> Option<u64> {
    let stage = stage_without_bot().await;
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

/// Starts a stage without a bot. The vendor's database is in memory if possible: the vendor answers at once,
/// and the bot has the disk to itself.
pub async fn stage_without_bot() -> Stage {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    Stage::set_in(folder, licenses(STOCK)).await.unwrap().without_bot().await
}
