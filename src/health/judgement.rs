//! Decides from a written state whether the bot is well.

use std::time::Duration;

use crate::domain::Timestamp;

use super::ailment::Ailment;
use super::state::LedgerHealth;
use super::state_file::WrittenState;

/// The age from which a state is too old. The bot writes one every five seconds.
const STALE: Duration = Duration::from_secs(30);
/// The time by which a state may lie in the future, because a clock was set back a little.
const AHEAD: Duration = Duration::from_secs(5);
/// The time that the bot has to connect to Discord after the start or a lost connection.
const GRACE: Duration = Duration::from_mins(1);

/// Decides whether the bot that wrote a state is well.
///
/// # Errors
/// Returns the most serious [`Ailment`].
pub fn judge(state: &WrittenState, now: Timestamp) -> Result<(), Ailment> {
    let at = Timestamp::from_millis(state.at);
    if state.writer_has_ended() {
        return Err(Ailment::Ended(state.pid));
    }
    if now.since(at) > STALE {
        return Err(Ailment::Stale(now.since(at)));
    }
    if at.since(now) > AHEAD {
        return Err(Ailment::Ahead(at.since(now)));
    }
    match (state.health.ledger, state.health.disconnected) {
        (LedgerHealth::Failed, _) => Err(Ailment::LedgerFailed),
        (LedgerHealth::Stuck, _) => Err(Ailment::LedgerStuck),
        (LedgerHealth::Well, Some(since)) if since > GRACE => Err(Ailment::Disconnected(since)),
        (LedgerHealth::Well, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::health::Health;

    #[test]
    fn a_state_is_judged_by_its_age_the_ledger_and_the_connection() {
        let seconds = Duration::from_secs;
        let now = Timestamp::from_millis(1_000_000);
        let judged = |at: Timestamp, ledger, disconnected| {
            let health = Health { disconnected, ledger, is_selling: false };
            judge(&WrittenState::of_this_process(at, health), now)
        };
        let (well, later) = (LedgerHealth::Well, |wait| now.after(seconds(wait)));
        for (at, ledger, disconnected, expected) in [
            (now, well, None, Ok(())),
            (now.before(seconds(30)), well, None, Ok(())),
            (now.before(seconds(31)), well, None, Err(Ailment::Stale(seconds(31)))),
            (
                Timestamp::from_millis(i64::MIN),
                well,
                None,
                Err(Ailment::Stale(now.since(Timestamp::from_millis(i64::MIN)))),
            ),
            (later(5), well, None, Ok(())),
            (later(6), well, None, Err(Ailment::Ahead(seconds(6)))),
            (now, well, Some(seconds(60)), Ok(())),
            (now, well, Some(seconds(61)), Err(Ailment::Disconnected(seconds(61)))),
            (now, LedgerHealth::Stuck, None, Err(Ailment::LedgerStuck)),
            (now, LedgerHealth::Failed, Some(seconds(61)), Err(Ailment::LedgerFailed)),
        ] {
            assert_eq!(judged(at, ledger, disconnected), expected, "{at:?} {ledger:?} {disconnected:?}");
        }
    }

    #[test]
    fn a_state_of_a_process_that_has_ended_is_not_trusted_however_new() {
        let health = Health { disconnected: None, ledger: LedgerHealth::Well, is_selling: true };
        let now = Timestamp::from_millis(0);
        let state = WrittenState { pid: 0x7fff_fff0, ..WrittenState::of_this_process(now, health) };
        assert_eq!(judge(&state, now), Err(Ailment::Ended(0x7fff_fff0)));
    }
}
