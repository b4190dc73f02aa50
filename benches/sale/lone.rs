//! Lone sales: one after another.

use super::contestant::Contestant;
use super::one_sale::sell;

const WARM_UP: usize = 20;
const ROUNDS: usize = 7;
const SALES: usize = 100;

/// Makes 720 lone sales with each bot, in turns. The first 20 are not counted.
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
