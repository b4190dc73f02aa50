//! Work that is begun before it is known to be needed.
//!
//! Invariant: while a sale awaits something else its early work goes on or is dropped. Work that is kept
//! and not polled could hold a turn for which others wait.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

/// Early work, and its result once there is one.
pub(super) struct Early<'a, T> {
    running: Option<Pin<Box<dyn Future<Output = T> + Send + 'a>>>,
    done: Option<T>,
}

impl<'a, T> Early<'a, T> {
    /// Takes work that begins once it is first polled.
    pub(super) fn of(work: impl Future<Output = T> + Send + 'a) -> Self {
        Self { running: Some(Box::pin(work)), done: None }
    }

    /// Returns the result, where there is one yet.
    pub(super) fn take(&mut self) -> Option<T> {
        self.done.take()
    }

    /// Waits for the result; `None` where it was taken before.
    pub(super) async fn finish(mut self) -> Option<T> {
        poll_fn(|context| {
            self.poll(context);
            if self.running.is_some() { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
        self.done
    }

    fn poll(&mut self, context: &mut Context<'_>) {
        if let Some(running) = &mut self.running
            && let Poll::Ready(done) = running.as_mut().poll(context)
        {
            (self.running, self.done) = (None, Some(done));
        }
    }
}

/// Does something while early work of two kinds goes on.
pub(super) async fn beside<T, A, B>(
    one: &mut Early<'_, A>,
    other: &mut Early<'_, B>,
    work: impl Future<Output = T>,
) -> T {
    let mut work = pin!(work);
    poll_fn(|context| {
        let done = work.as_mut().poll(context);
        if done.is_pending() {
            one.poll(context);
            other.poll(context);
        }
        done
    })
    .await
}

#[cfg(test)]
mod tests {
    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn early_work_goes_on_while_something_else_is_awaited() {
        let turn = Semaphore::new(0);
        let mut one = Early::of(async { turn.add_permits(1) });
        let mut other = Early::of(std::future::pending::<()>());
        // Ends only where the early work goes on beside it.
        beside(&mut one, &mut other, async { turn.acquire().await.unwrap().forget() }).await;
        assert_eq!((one.take(), other.take()), (Some(()), None));
        assert_eq!(one.finish().await, None);
    }
}
