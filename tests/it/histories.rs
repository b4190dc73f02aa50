//! Random histories of sales, faults, crashes, power losses, decisions and clock jumps. They run on the
//! real saga, over a ledger in a file and over the model store. At the end the faults stop. Every sale must then
//! settle within a limit, and the books must balance. The seed determines a history. A history that fails is
//! shrunk and printed.
//!
//! `KEYCLERK_SEED` sets the first seed. `KEYCLERK_HISTORIES` and `KEYCLERK_CHAOS_SECONDS` limit the
//! number of histories or the time.

mod balance;
mod ensure;
mod events;
mod history;
mod messages;
mod run;
mod tally;

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::model_store::ModelStore;
use crate::simulation::{Shop, Store};
use balance::balance;
use history::History;
use run::play;
use tally::Tally;

/// The number of histories in an ordinary test run, on each store.
const HISTORIES: u64 = 10_000;

/// The stores that histories run on.
#[derive(Debug, Clone)]
enum Stores {
    /// Copies of an empty ledger in a file.
    Files(PathBuf),
    Models,
}

impl Stores {
    /// Returns an empty store.
    async fn empty(&self) -> Store {
        let Self::Files(template) = self else { return Store::Model(ModelStore::empty()) };
        // The folder is in memory if possible, because the test does not examine the disk.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        std::fs::copy(template, folder.path().join("ledger.db")).unwrap();
        Store::within(folder).await
    }

    /// Returns the number of histories that run in parallel. On a file, each mostly waits for SQLite's threads.
    fn at_once(&self) -> usize {
        if matches!(self, Self::Files(_)) { 4 } else { 2 }
    }
}

impl fmt::Display for Stores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::Files(_)) { "SQLite" } else { "the model store" })
    }
}

/// Runs a history in its own thread, so that a panic counts as a failure.
fn outcome(history: &History, stores: &Stores, tally: &Arc<Tally>) -> Result<(), String> {
    let (history, stores, tally) = (history.clone(), stores.clone(), Arc::clone(tally));
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (run, calm) = play(&history, stores.empty().await, tally).await;
            let balanced = balance(&run).await;
            run.shop.fulfilment.ledger.close().await;
            calm.and(balanced)
        })
    });
    thread.join().unwrap_or_else(|_| Err("it panicked; see the message above".to_owned()))
}

/// Removes every step and outcome that the failure does not need.
fn shrink(mut history: History, fails: impl Fn(&History) -> bool) -> History {
    let mut at = 0;
    while at < history.steps.len() {
        let mut without = history.clone();
        without.steps.remove(at);
        if fails(&without) {
            history = without;
            continue;
        }
        let mut fate = 0;
        while fate < history.steps[at].fates.len() {
            let mut without = history.clone();
            without.steps[at].fates.remove(fate);
            if fails(&without) {
                history = without;
            } else {
                fate += 1;
            }
        }
        at += 1;
    }
    history
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Plays histories, and fails at the first whose books do not balance.
#[expect(clippy::print_stdout, reason = "the seed repeats a run")]
fn play_all(stores: &Stores) {
    let begin = number("KEYCLERK_SEED").unwrap_or_else(|| rand::random::<u32>().into());
    let until = number("KEYCLERK_CHAOS_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let count = number("KEYCLERK_HISTORIES").unwrap_or(if until.is_some() { u64::MAX } else { HISTORIES });
    println!("histories on {stores} from seed {begin} (KEYCLERK_SEED={begin} repeats them)");
    let (tally, clock) = (Arc::new(Tally::default()), Instant::now());
    let (played, failed) = (AtomicU64::new(0), Mutex::new(None));
    let worker = || {
        while failed.lock().unwrap().is_none() && until.is_none_or(|until| Instant::now() < until) {
            let at = played.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                break;
            }
            let history = History::of(begin + at);
            if let Err(why) = outcome(&history, stores, &tally) {
                failed.lock().unwrap().get_or_insert((begin + at, history, why));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..stores.at_once() {
            scope.spawn(worker);
        }
    });
    if let Some((seed, history, why)) = failed.into_inner().unwrap() {
        let shrunk = shrink(history, |history| outcome(history, stores, &tally).is_err());
        let at_last = outcome(&shrunk, stores, &tally);
        panic!("seed {seed}: on {stores}: {why}\nshrunk to {shrunk:#?}\nwhich fails with {at_last:?}");
    }
    let seconds = clock.elapsed().as_secs();
    println!("{} histories balanced in {seconds} s on {stores}", played.into_inner().min(count));
    let Tally { calm_rounds, losses, late, repeated } = &*tally;
    println!(
        "{losses:?} power losses, {late:?} assignments of quarantined licenses, at most {repeated:?} DMs with a key \
        per intended delivery, at most {calm_rounds:?} rounds until all work was done"
    );
}

#[test]
fn random_histories_leave_balanced_books() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let empty = runtime.block_on(Shop::open(0));
    runtime.block_on(empty.fulfilment.ledger.close());
    play_all(&Stores::Files(empty.path()));
}

#[test]
fn random_histories_leave_balanced_books_on_the_model_store() {
    play_all(&Stores::Models);
}
