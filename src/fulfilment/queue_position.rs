//! While the vendor's budget is spent: staff see their place in the queue and how long it may take.
//!
//! Nothing here decides about a sale. What is shown is put into staff's own reply; should it come
//! after the sale has put its outcome there, the outcome is told again.

use std::future::Future;
use std::time::Duration;

use crate::courier::Courier;
use crate::domain::SaleId;
use crate::reseller::Vendor;

use super::Fulfilment;

/// How long a sale may take before staff are shown where it stands, and how often that moves along.
const FIRST_AFTER: Duration = Duration::from_secs(2);
const THEN_EVERY: Duration = Duration::from_secs(5);
/// How long one edit is waited for.
const EDITED_WITHIN: Duration = Duration::from_secs(1);
/// Calls of a sale to the vendor: the draw, and the assignment.
const CALLS_OF_A_SALE: usize = 2;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Does the work of a sale; meanwhile staff see their place in the queue, if there is one.
    pub(super) async fn telling_the_place<T>(&self, sale: SaleId, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        let (mut pause, mut was_shown) = (FIRST_AFTER, false);
        loop {
            tokio::select! {
                biased;
                done = &mut work => {
                    if was_shown {
                        self.reply_again(sale).await;
                    }
                    return done;
                }
                // Not the sale's own clock: this is about people who look at a screen.
                () = tokio::time::sleep(pause) => pause = THEN_EVERY,
            }
            // The sale goes on meanwhile: it may have its turn at the ledger, for which others wait.
            let overtook = {
                // Boxed: few sales wait so long, and each would keep room for it.
                let told = Box::pin(self.tell_place(sale));
                let mut edited = std::pin::pin!(tokio::time::timeout(EDITED_WITHIN, told));
                tokio::select! {
                    biased;
                    done = &mut work => {
                        let _ = edited.await;
                        Some(done)
                    }
                    shown = &mut edited => match shown {
                        Ok(()) => {
                            was_shown = true;
                            continue;
                        }
                        // Dropped here, with the turn at the ledger that may be its own.
                        Err(_) => None,
                    },
                }
            };
            let done = match overtook {
                Some(done) => done,
                None => work.await,
            };
            self.reply_again(sale).await;
            return done;
        }
    }

    /// The place may have been put over the outcome, or stand there though nobody waits in line.
    async fn reply_again(&self, sale: SaleId) {
        if let Ok(record) = self.ledger.sale(sale).await {
            // Overtaken or not, whoever moved the sale tells of it.
            if let Ok(change) = record.replying_again(self.clock.now()) {
                let _ = self.ledger.commit(change).await;
            }
        }
    }

    async fn tell_place(&self, sale: SaleId) {
        let place = self.in_progress.place_of(sale);
        let Some(wait) = self.vendor.wait_for(place * CALLS_OF_A_SALE) else { return };
        if let Ok(record) = self.ledger.sale(sale).await
            && !record.state.is_settled()
        {
            self.courier.tell_place(&record, place, wait).await;
        }
    }
}
