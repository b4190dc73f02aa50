//! Compares SQLite with the model of the ledger's engine.
//!
//! Random requests and changes, valid and invalid, go to both. Every answer has to be the same, and so has
//! everything that can be read afterwards. The seed determines a comparison. `KEYCLERK_SEED` repeats one,
//! and `KEYCLERK_LEDGERS` says how many are made.

mod answers;
mod counts;
mod lookups;
mod requests;
mod transitions;
mod writes;

use std::path::Path;

use keyclerk::domain::{GuildId, License, Sale, SaleRequest, Timestamp};
use keyclerk::ledger::{Engine, Sqlite};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::model_store::ModelStore;
use counts::Counts;

/// The number of ledgers, and of writes to each.
const LEDGERS: u64 = 25;
const WRITES: usize = 200;
/// The number of writes between two comparisons of everything that people read.
const BETWEEN_LOOKUPS: usize = 25;

/// Calls both engines, compares the texts of their answers, and returns the first answer.
macro_rules! same {
    ($pair:expr, $show:expr, $engine:ident => $call:expr) => {{
        let sqlite = {
            let $engine: &dyn Engine = &$pair.sqlite;
            $call.await
        };
        let model = {
            let $engine: &dyn Engine = &$pair.model;
            $call.await
        };
        $pair.compare(
            stringify!($call),
            &$crate::store_comparison::answers::text(&sqlite, $show),
            &$crate::store_comparison::answers::text(&model, $show),
        );
        sqlite
    }};
}
use same;

/// Both engines, and what the comparison remembers.
struct Pair {
    seed: u64,
    sqlite: Sqlite,
    model: ModelStore,
    rng: StdRng,
    now: Timestamp,
    licenses: Vec<License>,
    /// The servers that sell. A move replaces one by another.
    guilds: Vec<GuildId>,
    interactions: u64,
    /// The highest number that a sale may have.
    most: i64,
    /// The newest request.
    last: Option<SaleRequest>,
    /// Earlier states of sales. Changes of them are overtaken.
    stale: Vec<Sale>,
    /// The writes so far.
    story: Vec<String>,
    counts: Counts,
}

impl Pair {
    async fn open(seed: u64, template: &Path, folder: &Path) -> Self {
        let path = folder.join("ledger.db");
        std::fs::copy(template, &path).unwrap();
        Self {
            seed,
            sqlite: Sqlite::open(&path).await.unwrap(),
            model: ModelStore::empty(),
            rng: StdRng::seed_from_u64(seed),
            now: requests::START,
            licenses: requests::stock(),
            guilds: [1, 2].map(|guild| GuildId::new(guild).unwrap()).to_vec(),
            interactions: 0,
            most: 0,
            last: None,
            stale: Vec::new(),
            story: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Fails unless both texts are the same.
    fn compare(&self, call: &str, sqlite: &str, model: &str) {
        if sqlite == model {
            return;
        }
        let differing = sqlite.split(", ").zip(model.split(", ")).find(|(one, other)| one != other);
        panic!(
            "KEYCLERK_SEED={}: {call} differs after {:#?}\nfirst in {differing:?}\nSQLite: {sqlite}\nmodel: {model}",
            self.seed, self.story
        );
    }
}

#[tokio::test]
async fn sqlite_and_the_model_give_the_same_answers() {
    let number = |variable| std::env::var(variable).ok()?.parse().ok();
    let begin: u64 = number("KEYCLERK_SEED").unwrap_or_else(|| rand::random::<u32>().into());
    let ledgers = number("KEYCLERK_LEDGERS").unwrap_or(LEDGERS);
    println!("comparisons from seed {begin} (KEYCLERK_SEED={begin} repeats them)");
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let template = folder.path().join("template.db");
    Sqlite::open(&template).await.unwrap().close().await;
    let mut total = Counts::default();
    for seed in begin..begin + ledgers {
        let folder = tempfile::tempdir_in(folder.path()).unwrap();
        let mut pair = Pair::open(seed, &template, folder.path()).await;
        for write in 0..WRITES {
            pair.write().await;
            if write % BETWEEN_LOOKUPS == 0 {
                pair.look_up().await;
            }
        }
        pair.look_up().await;
        pair.sqlite.close().await;
        total.add(pair.counts);
    }
    println!("sales moved between {} pairs of states; {total:?}", total.ways.len());
    assert!(total.least() >= 1, "an answer did not occur: {total:?}");
    assert!(total.ways.len() >= 25, "only these ways were gone: {total:?}");
}
