//! Counts the answers of a comparison, which show that it tried what it is about.

use std::collections::HashSet;

use keyclerk::domain::{Sale, SaleState};
use keyclerk::ledger::{LedgerError, Requested};

/// The answers of a run, which show that it tried what it is about.
#[derive(Debug, Default)]
pub struct Counts {
    new: u64,
    replayed: u64,
    repeats: u64,
    referenced: u64,
    replaced: u64,
    committed: u64,
    overtaken: u64,
    taken: u64,
    refused: u64,
    /// The states of sales before and after a change.
    pub ways: HashSet<(SaleState, SaleState)>,
}

impl Counts {
    pub fn of_request(&mut self, answer: &Result<Requested, LedgerError>) {
        *match answer {
            Ok(Requested::New(_)) => &mut self.new,
            Ok(Requested::Replayed(_)) => &mut self.replayed,
            Ok(Requested::Repeats(_)) => &mut self.repeats,
            Ok(Requested::Referenced(_)) => &mut self.referenced,
            Ok(Requested::Replaced(_)) => &mut self.replaced,
            Err(_) => &mut self.refused,
        } += 1;
    }

    pub fn of_commit(&mut self, before: SaleState, answer: &Result<Sale, LedgerError>) {
        self.ways.extend(answer.as_ref().ok().map(|after| (before, after.state)));
        *match answer {
            Ok(_) => &mut self.committed,
            Err(LedgerError::Overtaken(_)) => &mut self.overtaken,
            Err(LedgerError::Taken(_)) => &mut self.taken,
            Err(_) => &mut self.refused,
        } += 1;
    }

    /// Adds the counts of another ledger.
    pub fn add(&mut self, other: Self) {
        self.new += other.new;
        self.replayed += other.replayed;
        self.repeats += other.repeats;
        self.referenced += other.referenced;
        self.replaced += other.replaced;
        self.committed += other.committed;
        self.overtaken += other.overtaken;
        self.taken += other.taken;
        self.refused += other.refused;
        self.ways.extend(other.ways);
    }

    /// Returns the rarest answer's count.
    pub fn least(&self) -> u64 {
        let requests = [self.new, self.replayed, self.repeats, self.referenced, self.replaced, self.refused];
        let commits = [self.committed, self.overtaken, self.taken];
        requests.into_iter().chain(commits).min().unwrap_or(0)
    }
}
