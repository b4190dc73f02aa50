//! In a crowd, acknowledgements come first: Discord waits three seconds for each of them, and for
//! nothing else.
//!
//! A sale draws and opens the buyer's DM channel beside its acknowledgement. Where more than a few
//! sales wait for theirs, that work would only be in their way; it waits until most are through.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

/// So many acknowledgements under way are no crowd.
const FEW: usize = 4;
/// How long Discord waits for an acknowledgement.
const DISCORDS_PATIENCE: Duration = Duration::from_secs(3);

/// The sales that wait to be acknowledged.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    waiting: AtomicUsize,
    thinned: Notify,
}

/// A sale among them, until it is dropped.
#[derive(Debug)]
pub(super) struct Unacknowledged<'a>(&'a Crowd);

impl Crowd {
    /// A sale is to be acknowledged.
    pub(super) fn join(&self) -> Unacknowledged<'_> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        Unacknowledged(self)
    }

    /// Waits while there is a crowd; no longer than Discord does, whatever joins it meanwhile.
    pub(super) async fn thins(&self) {
        // Either will do: few are left, or those that were here are decided.
        let _ = tokio::time::timeout(DISCORDS_PATIENCE, self.few()).await;
    }

    async fn few(&self) {
        loop {
            let thinned = self.thinned.notified();
            tokio::pin!(thinned);
            // Before looking, so that no change in between is missed.
            thinned.as_mut().enable();
            if self.waiting.load(Ordering::SeqCst) <= FEW {
                return;
            }
            thinned.await;
        }
    }
}

impl Drop for Unacknowledged<'_> {
    fn drop(&mut self) {
        if self.0.waiting.fetch_sub(1, Ordering::SeqCst) == FEW + 1 {
            self.0.thinned.notify_waiters();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_crowd_holds_up_until_few_are_left_and_few_hold_nobody_up() {
        let crowd = Crowd::default();
        let mut waiting: Vec<_> = (0..FEW).map(|_| crowd.join()).collect();
        crowd.thins().await;
        waiting.extend([crowd.join(), crowd.join()]);
        let thins = crowd.thins();
        tokio::pin!(thins);
        let mut held_up = async || tokio::time::timeout(Duration::from_secs(1), &mut thins).await.is_err();
        assert!(held_up().await);
        waiting.pop();
        assert!(held_up().await);
        waiting.pop();
        assert!(!held_up().await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_crowd_that_stays_holds_nobody_up_for_ever() {
        let crowd = Crowd::default();
        let _waiting: Vec<_> = (0..=FEW).map(|_| crowd.join()).collect();
        let begun = tokio::time::Instant::now();
        crowd.thins().await;
        assert_eq!(begun.elapsed(), DISCORDS_PATIENCE);
    }
}
