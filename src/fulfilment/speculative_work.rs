//! Work that starts before it is known to be needed, such as drawing a license.
//!
//! Invariant: while a sale awaits something else, its early work is either polled or dropped. Work that
//! is neither could hold a lock that others wait for.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A piece of early work and, once it is done, its result.
pub(super) struct Early<'a, T> {
    running: Option<Pin<Box<dyn Future<Output = T> + Send + 'a>>>,
    done: Option<T>,
}

impl<'a, T> Early<'a, T> {
    /// Wraps work, which starts when it is first polled.
    pub(super) fn of(work: impl Future<Output = T> + Send + 'a) -> Self {
        Self { running: Some(Box::pin(work)), done: None }
    }

    /// Takes the result, if the work is done.
    pub(super) fn take(&mut self) -> Option<T> {
        self.done.take()
    }

    /// Waits for the result. Returns `None` when it was taken before.
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

/// Awaits `work` and polls two pieces of early work meanwhile.
///
/// The work is boxed: an async function would reserve its space twice, as its argument and pinned.
pub(super) fn beside<T, A, B>(
    one: &mut Early<'_, A>,
    other: &mut Early<'_, B>,
    work: impl Future<Output = T>,
) -> impl Future<Output = T> {
    let mut work = Box::pin(work);
    poll_fn(move |context| {
        let done = work.as_mut().poll(context);
        if done.is_pending() {
            one.poll(context);
            other.poll(context);
        }
        done
    })
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
        // This await ends only if the early work is polled meanwhile.
        beside(&mut one, &mut other, async { turn.acquire().await.unwrap().forget() }).await;
        assert_eq!((one.take(), other.take()), (Some(()), None));
        assert_eq!(one.finish().await, None);
    }
}
