//! Applies random transitions with random arguments to a sale, and checks every accepted one against the
//! rules of the design.
//!
//! `KEYCLERK_SEED` repeats a run.

mod arguments;
mod rules;
mod transitions;
mod trial;

use std::time::Duration;

use super::LineState;
use arguments::Arguments;
use rules::check;
use trial::Trial;

/// The number of tried transitions. A debug build takes about five seconds.
const TRANSITIONS: u64 = 1_000_000;
/// The limits of one sale: tried transitions, messages and licenses.
const OF_ONE_SALE: u32 = 150;
const MOST_DUE: usize = 12;
const MOST_LINES: usize = 5;

#[test]
fn a_million_random_transitions_keep_the_rules() {
    let seed = std::env::var("KEYCLERK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| rand::random::<u32>().into());
    println!("transitions from seed {seed} (KEYCLERK_SEED={seed} repeats them)");
    let mut arguments = Arguments::of(seed);
    let (mut trial, mut of_this, mut accepted) = (arguments.sale(), 0, 0_u64);
    let mut ways = std::collections::HashSet::new();
    for at in 0..TRANSITIONS {
        if of_this == OF_ONE_SALE || trial.sale.due.len() > MOST_DUE || trial.sale.lines.len() > MOST_LINES {
            (trial, of_this) = (arguments.sale(), 0);
        }
        of_this += 1;
        let (name, transition) = arguments.transition(&trial);
        let Some(Ok(change)) = transition else { continue };
        if let Err(why) = check(&trial, name, &change) {
            let Trial { sale, story, .. } = &trial;
            panic!(
                "seed {seed}, transition {at}, {name}: {why}\nafter {story:?}\n{sale:#?}\nbecame {change:#?}"
            );
        }
        accepted += 1;
        ways.insert((trial.sale.state, change.after.state));
        if name == "judged" {
            let lines = change.after.in_state(LineState::Quarantined).map(|line| line.number);
            let judged = lines.filter(|number| {
                trial.sale.numbered(*number).is_some_and(|line| line.state == LineState::Held)
            });
            trial.set_aside.extend(judged);
        }
        if arguments.one_in(4) {
            trial.earlier = trial.sale.due.first().cloned();
        }
        trial.story.push((name, change.after.state));
        trial.sale = change.after;
        trial.now = trial.now.after(Duration::from_secs(7));
    }
    println!("{accepted} of {TRANSITIONS} were accepted, from {} pairs of states", ways.len());
    // Almost every transition of the table occurs; a few need a long sequence.
    assert!(ways.len() >= 40, "only these ways were gone: {ways:?}");
}
