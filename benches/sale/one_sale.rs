//! A single sale and its times.

use std::time::{Duration, Instant};

use keyclerk::cli::demo::{PersonExt, Stage};

use super::figures::percentile;

/// The times of one sale.
pub struct Times {
    pub first_answer: Duration,
    pub dm: Duration,
}

/// Sells one license and waits for the buyer's message and the final answer.
pub async fn sell(stage: &Stage) -> Times {
    let buyer = stage.guild.member("buyer", &[]);
    let begun = Instant::now();
    let reply = stage.moderator.sells_to(&buyer);
    buyer.dm("Your license").await;
    let dm = begun.elapsed();
    reply.says("License sold").await;
    Times { first_answer: reply.acknowledged().await, dm }
}

/// Measures the median time until the buyer's message.
pub async fn dm_median(stage: &Stage, sales: usize) -> Duration {
    let mut times = Vec::new();
    for _ in 0..sales {
        times.push(sell(stage).await.dm);
    }
    percentile(&times, 50)
}
