//! Simulates the world around the saga: a vendor, a Discord and a manually set clock. Each call can fail
//! in every way. The saga is the real one. The ledger is in a file, or in the model store.

mod clock;
mod courier;
mod fates;
mod model;
mod shop;
mod store;
mod vendor;
mod world;

pub use clock::START;
pub use fates::{Call, Fate, html, reset, server_error, timed_out};
pub use model::license;
pub use shop::{MOST_SALES, Shop, buyer_id};
pub use store::Store;
pub use world::{Shown, World};

/// Runs futures concurrently in this task.
pub async fn futures<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}
