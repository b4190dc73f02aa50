//! Bursts of sales: many members of staff sell at the same time.

use std::collections::HashMap;
use std::time::Instant;

use discord_sandbox::Person;
use keyclerk::cli::demo::{PersonExt, Stage};

use super::contestant::{Contestant, STAFF};
use super::figures::{Figures, Sales, percentile};

/// The size of a burst, the number of bursts in a turn, and the number of turns.
struct Plan {
    at_once: usize,
    bursts: usize,
    rounds: usize,
    sales: fn(&mut Figures) -> &mut Sales,
}

const FIFTY: Plan = Plan { at_once: 50, bursts: 6, rounds: 5, sales: |figures| &mut figures.fifty };
const TWO_HUNDRED: Plan =
    Plan { at_once: STAFF, bursts: 1, rounds: 9, sales: |figures| &mut figures.two_hundred };

/// Measures bursts of 50 and of 200 sales. The bots take turns.
pub async fn measure(contestants: &mut [Contestant]) {
    for plan in [FIFTY, TWO_HUNDRED] {
        for _ in 0..plan.rounds {
            for contestant in &mut *contestants {
                turn(contestant, &plan).await;
            }
        }
    }
    for contestant in contestants {
        contestant.figures.after_bursts = contestant.bot.resident();
    }
}

async fn turn(contestant: &mut Contestant, plan: &Plan) {
    let cpu = contestant.bot.cpu();
    for _ in 0..plan.bursts {
        let sales = (plan.sales)(&mut contestant.figures);
        burst(&contestant.stage, &contestant.staff[..plan.at_once], sales).await;
    }
    (plan.sales)(&mut contestant.figures).cpu += contestant.bot.cpu().saturating_sub(cpu);
    contestant.restock(plan.at_once * plan.bursts).await;
}

/// Lets everybody sell at once, and waits for the last answer.
async fn burst(stage: &Stage, staff: &[Person], sales: &mut Sales) {
    let buyers: Vec<_> = staff.iter().map(|_| stage.guild.member("buyer", &[])).collect();
    let begun = Instant::now();
    let both = staff.iter().zip(&buyers);
    let replies: Vec<_> = both.map(|(staff, buyer)| (Instant::now(), staff.sells_to(buyer))).collect();
    for (_, reply) in &replies {
        reply.says("License sold").await;
    }
    sales.rates.push(staff.len() as f64 / begun.elapsed().as_secs_f64());
    let mut channels = Vec::new();
    for buyer in &buyers {
        channels.push(buyer.dm("Your license").await.channel);
    }
    let arrivals = arrivals(stage);
    let mut first_answers = Vec::new();
    for ((sent, reply), channel) in replies.iter().zip(channels) {
        first_answers.push(reply.acknowledged().await);
        sales.dms.push(arrivals[&format!("channels/{channel}/messages")].duration_since(*sent));
    }
    sales.late_answers.push(percentile(&first_answers, 99));
    sales.first_answers.extend(first_answers);
}

/// Returns the time of the last message in each channel, by the path of the request.
fn arrivals(stage: &Stage) -> HashMap<String, Instant> {
    let requests = stage.sandbox.requests().into_iter();
    requests.filter(|request| request.method == "POST").map(|request| (request.path, request.at)).collect()
}
