//! Lone sales, one after another.

use std::time::{Duration, Instant};

use keyclerk::demo::Stage;

use super::contestant::Contestant;
use super::figures::percentile;

const WARM_UP: usize = 20;
const ROUNDS: usize = 7;
const SALES: usize = 100;

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

/// Measures 720 lone sales of each bot, in turns; the first 20 are not counted.
pub async fn measure(contestants: &mut [Contestant]) {
    for contestant in &mut *contestants {
        for _ in 0..WARM_UP {
            sell(&contestant.stage).await;
        }
    }
    for _ in 0..ROUNDS {
        for contestant in &mut *contestants {
            turn(contestant).await;
        }
    }
    for contestant in contestants {
        contestant.figures.after_lone = contestant.bot.resident();
        contestant.restock(WARM_UP + ROUNDS * SALES).await;
    }
}

async fn turn(Contestant { stage, bot, figures, .. }: &mut Contestant) {
    let (cpu, calls) = (bot.cpu(), stage.vendor.faults.calls());
    for _ in 0..SALES {
        let times = sell(stage).await;
        figures.lone.first_answers.push(times.first_answer);
        figures.lone.dms.push(times.dm);
    }
    figures.lone.cpu += bot.cpu().saturating_sub(cpu);
    figures.lone.vendor_calls += stage.vendor.faults.calls() - calls;
}
