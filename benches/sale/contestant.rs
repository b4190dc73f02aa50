//! The bots that are compared. Each has a process, a Discord and a vendor of its own.

use std::time::Duration;

use keyclerk::demo::{Stage, licenses};
use keyclerk::sandbox::Person;

use super::bot::{Bot, Kind};
use super::figures::Figures;

/// How many members of staff can sell at once.
pub const STAFF: usize = 200;
/// How many licenses the vendor has before each turn.
const STOCK: usize = 2_000;

pub struct Contestant {
    pub column: &'static str,
    pub stage: Stage,
    pub staff: Vec<Person>,
    pub bot: Bot,
    /// From the start of the process until its commands were registered.
    pub start: Duration,
    pub figures: Figures,
}

/// Starts all bots: keyclerk and the bare ones.
pub async fn all() -> Vec<Contestant> {
    vec![
        Contestant::start("keyclerk", &Kind::Keyclerk).await,
        Contestant::start("bare, no ledger", &Kind::Bare).await,
        Contestant::start("bare, five commits", &Kind::BareWithCommits).await,
    ]
}

impl Contestant {
    async fn start(column: &'static str, kind: &Kind) -> Self {
        let stage = neighbours().await;
        let role = stage.settings.staff_role_ids[0];
        let staff = (0..STAFF).map(|_| stage.guild.member("staff", &[role])).collect();
        let (bot, start) = Bot::start(&stage, kind.command()).await;
        Self { column, stage, staff, bot, start, figures: Figures::default() }
    }

    /// Gives the vendor as many licenses as were sold, so that each turn meets the same stock.
    pub async fn restock(&self, sold: usize) {
        restock(&self.stage, sold).await;
    }
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
