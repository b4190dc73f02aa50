//! A model of the ledger's engine: plain rows in memory, without SQL.
//!
//! It keeps the promises of [`Engine`] in the simplest way. A write changes a copy of the rows. The copies since
//! the newest synced write are kept, so that a loss of power can go back to any of them. A write that fails
//! drops its copy.

mod change;
mod due;
mod lookups;
mod request;
mod rows;
mod sales;
mod shop;
mod stock;
mod tests;

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use keyclerk::domain::Durability;
use keyclerk::ledger::{Engine, LedgerError};

use rows::Rows;

/// A process that has the model's rows open. Its clones are the same process.
#[derive(Debug, Clone)]
pub struct ModelStore(Arc<Mutex<Process>>);

#[derive(Debug)]
struct Process {
    /// The rows after the newest synced write, and after each lazy write since.
    since_synced: Vec<Rows>,
    is_closed: bool,
}

impl ModelStore {
    /// Creates a model without rows.
    pub fn empty() -> Self {
        Self::starting_with(vec![Rows::default()])
    }

    fn starting_with(since_synced: Vec<Rows>) -> Self {
        Self(Arc::new(Mutex::new(Process { since_synced, is_closed: false })))
    }

    fn process(&self) -> MutexGuard<'_, Process> {
        self.0.lock().unwrap()
    }

    /// Ends the process and returns the next one. It finds every write, and the lazy ones are still lazy.
    pub fn killed(&self) -> Self {
        let mut process = self.process();
        process.is_closed = true;
        Self::starting_with(std::mem::take(&mut process.since_synced))
    }

    /// Cuts the power and returns the next process. It finds what was synced, and `left` thousandths of the lazy
    /// writes since.
    pub fn without_power(&self, left: u64) -> Self {
        let mut process = self.process();
        process.is_closed = true;
        let lazy = process.since_synced.len() - 1;
        let kept = lazy * usize::try_from(left).unwrap() / 1000;
        Self::starting_with(vec![process.since_synced.swap_remove(kept)])
    }

    /// Returns a part of the rows. Another task may run first, as it may while a database reads.
    async fn read<T>(&self, look: impl FnOnce(&Rows) -> T) -> Result<T, LedgerError> {
        tokio::task::yield_now().await;
        self.read_now(look)
    }

    fn read_now<T>(&self, look: impl FnOnce(&Rows) -> T) -> Result<T, LedgerError> {
        let process = self.process();
        if process.is_closed {
            return Err(LedgerError::Closed);
        }
        Ok(look(process.since_synced.last().unwrap()))
    }

    /// Writes. Other tasks may run before and after it. A caller that is dropped in between finds the write done
    /// or not done.
    async fn write<T>(
        &self,
        durability: Durability,
        change: impl FnOnce(&mut Rows) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        tokio::task::yield_now().await;
        let answer = self.write_now(durability, change);
        tokio::task::yield_now().await;
        answer
    }

    fn write_now<T>(
        &self,
        durability: Durability,
        change: impl FnOnce(&mut Rows) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut process = self.process();
        if process.is_closed {
            return Err(LedgerError::Closed);
        }
        let mut rows = process.since_synced.last().unwrap().clone();
        let answer = change(&mut rows)?;
        if durability == Durability::Synced {
            process.since_synced.clear();
        }
        process.since_synced.push(rows);
        Ok(answer)
    }
}

#[async_trait]
impl Engine for ModelStore {
    async fn sync(&self) -> Result<(), LedgerError> {
        self.write(Durability::Synced, |_| Ok(())).await
    }

    async fn probe(&self) -> Result<(), LedgerError> {
        self.read(|_| ()).await
    }

    async fn broken(&self) {
        std::future::pending::<()>().await;
    }

    async fn close(&self) {
        self.process().is_closed = true;
    }
}

/// Returns the error of a write that breaks a rule across sales.
fn taken(rule: &'static str) -> LedgerError {
    LedgerError::Taken(rule.into())
}

/// Returns the error of a write that breaks another rule.
fn refused(rule: &'static str) -> LedgerError {
    LedgerError::Refused(rule.into())
}
