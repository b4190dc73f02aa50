//! Shows staff their position in the queue while the vendor's rate limit delays a sale.
//!
//! The position is edited into staff's reply. If the edit arrives after the outcome, the outcome is
//! sent again. Nothing here decides anything about a sale.

use std::future::Future;
use std::time::Duration;

use crate::courier::Courier;
use crate::domain::SaleId;
use crate::reseller::Vendor;

use super::Fulfilment;

/// How long a sale may take before staff are shown its position.
const FIRST_AFTER: Duration = Duration::from_secs(2);
/// The time between two updates of the position.
const THEN_EVERY: Duration = Duration::from_secs(5);
/// The time limit of one edit.
const EDITED_WITHIN: Duration = Duration::from_secs(1);
/// The number of calls to the vendor that a sale needs, for the draw and the assignment.
const CALLS_OF_A_SALE: usize = 2;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Awaits the work of a sale. Shows staff their position in the queue if the sale has to wait.
    pub(super) async fn showing_queue_position<T>(&self, sale: SaleId, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        let (mut pause, mut was_shown) = (FIRST_AFTER, false);
        loop {
            tokio::select! {
                biased;
                done = &mut work => {
                    if was_shown {
                        self.make_reply_due_again(sale).await;
                    }
                    return done;
                }
                // This uses Tokio's clock instead of the ledger's, because people wait in real time.
                () = tokio::time::sleep(pause) => pause = THEN_EVERY,
            }
            // The sale is polled during the edit, because it may hold a lock that others wait for.
            let overtook = {
                // Boxed, because few sales wait this long and the others should reserve no space for
                // the edit.
                let told = Box::pin(self.show_position(sale));
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
                        // The edit is dropped here, and with it any lock that it holds.
                        Err(_) => None,
                    },
                }
            };
            let done = match overtook {
                Some(done) => done,
                None => work.await,
            };
            self.make_reply_due_again(sale).await;
            return done;
        }
    }

    /// Makes the reply to staff due again, because the position may have replaced the outcome or be
    /// outdated.
    async fn make_reply_due_again(&self, sale: SaleId) {
        if let Ok(record) = self.ledger.sale(sale).await {
            // If another task has moved the sale, that task sends the reply.
            if let Ok(change) = record.replying_again(self.clock.now()) {
                let _ = self.ledger.commit(change).await;
            }
        }
    }

    async fn show_position(&self, sale: SaleId) {
        let place = self.in_progress.place_of(sale);
        let Some(wait) = self.vendor.wait_for(place * CALLS_OF_A_SALE) else { return };
        if let Ok(record) = self.ledger.sale(sale).await
            && !record.state.is_settled()
        {
            self.courier.tell_place(&record, place, wait).await;
        }
    }
}
