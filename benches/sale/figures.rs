//! The figures that are measured for each bot.

use std::time::Duration;

/// The measurements of sales of one kind, over all rounds.
#[derive(Default)]
pub struct Sales {
    /// The time from each interaction to its first answer.
    pub first_answers: Vec<Duration>,
    /// The 99th percentile of the first answers of each burst.
    pub late_answers: Vec<Duration>,
    /// The time from each interaction to the buyer's message.
    pub dms: Vec<Duration>,
    /// The sales per second of each burst.
    pub rates: Vec<f64>,
    /// The CPU time of all sales.
    pub cpu: Duration,
    /// The number of calls to the vendor for all sales.
    pub vendor_calls: u64,
}

impl Sales {
    /// Returns the mean CPU time of a sale.
    pub fn cpu_per_sale(&self) -> f64 {
        millis(self.cpu) / self.dms.len() as f64
    }

    /// Returns the mean number of calls to the vendor.
    pub fn calls_per_sale(&self) -> f64 {
        self.vendor_calls as f64 / self.dms.len() as f64
    }
}

/// All figures of one bot. Memory is in MiB.
#[derive(Default)]
pub struct Figures {
    pub lone: Sales,
    pub fifty: Sales,
    pub two_hundred: Sales,
    pub synced_per_sale: Option<f64>,
    pub idle: f64,
    pub after_lone: f64,
    pub after_bursts: f64,
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

pub fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

/// Returns the median of a list that is not empty.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
