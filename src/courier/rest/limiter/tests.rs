//! Tests of the limiter, with paused time.

use reqwest::Method;

use crate::domain::{ChannelId, InteractionId};

use super::*;

fn message(channel: u64) -> Route {
    Route::messages(Method::POST, ChannelId::new(channel).unwrap())
}

fn callback() -> Route {
    Route::callback(InteractionId::new(1).unwrap(), "token")
}

async fn admit<'a>(limiter: &'a Limiter, route: &Route, patience: u64) -> Result<SendPermit<'a>, Duration> {
    let deadline = Instant::now() + Duration::from_secs(patience);
    match limiter.admit(route, deadline, false, |_| {}).await {
        Admission::Admitted(permit) => Ok(permit),
        Admission::Later(wait) => Err(wait),
    }
}

/// Sends a request that is answered without headers.
async fn sent(limiter: &Limiter, route: &Route) -> bool {
    match admit(limiter, route, 60).await {
        Ok(mut permit) => {
            permit.learn(None, false);
            true
        }
        Err(_) => false,
    }
}

#[tokio::test(start_paused = true)]
async fn the_global_limit_holds_in_every_second_and_does_not_concern_interactions() {
    let limiter = Limiter::new(true);
    let mut times = Vec::new();
    for at in 0..175 {
        assert!(sent(&limiter, &message(at + 1)).await);
        times.push(Instant::now());
        assert!(admit(&limiter, &callback(), 0).await.is_ok());
    }
    for window in times.windows(GLOBAL_LIMIT + 1) {
        assert!(window[GLOBAL_LIMIT] - window[0] > Duration::from_secs(1));
    }
    assert!(times[174] - times[0] < Duration::from_secs(4));
    let proxied = Limiter::new(false);
    for at in 0..175 {
        assert!(sent(&proxied, &message(at + 1)).await);
    }
    assert_eq!(Instant::now(), times[174], "a proxy paces them");
}

#[tokio::test(start_paused = true)]
async fn a_429_for_the_bot_stops_all_but_interactions_and_one_for_the_address_stops_all() {
    let limiter = Limiter::new(true);
    let wait = Duration::from_secs(3);
    let mut permit = admit(&limiter, &callback(), 0).await.ok().unwrap();
    permit.stop(RateLimited { scope: Scope::Bot, wait });
    assert_eq!(admit(&limiter, &message(1), 1).await.err(), Some(wait));
    assert!(admit(&limiter, &callback(), 0).await.is_ok());
    permit.stop(RateLimited { scope: Scope::Address, wait });
    assert_eq!(admit(&limiter, &callback(), 1).await.err(), Some(wait));
    let begun = Instant::now();
    assert!(admit(&limiter, &callback(), 5).await.is_ok());
    assert_eq!(begun.elapsed(), wait);
}

#[tokio::test(start_paused = true)]
async fn who_learns_a_routes_limit_lets_the_others_go_at_once() {
    let limiter = Limiter::new(true);
    let mut first = admit(&limiter, &message(1), 0).await.ok().unwrap();
    let learning = async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        first.learn(None, false);
    };
    let begun = Instant::now();
    let other = message(2);
    let (admitted, ()) = tokio::join!(admit(&limiter, &other, 5), learning);
    assert!(admitted.is_ok());
    assert_eq!(begun.elapsed(), Duration::from_millis(30));
}

#[tokio::test(start_paused = true)]
async fn a_first_request_that_is_given_up_leaves_the_learning_to_the_next_one_at_once() {
    let limiter = Limiter::new(true);
    let first = admit(&limiter, &message(1), 0).await.ok().unwrap();
    assert!(admit(&limiter, &message(1), 0).await.is_err());
    drop(first);
    assert!(admit(&limiter, &message(1), 0).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_told_once_and_never_exceeds_the_deadline() {
    let limiter = Limiter::new(true);
    let mut first = admit(&limiter, &message(1), 0).await.ok().unwrap();
    let quota = Quota { limit: 1, remaining: 0, reset_after: Duration::from_secs(4) };
    first.learn(Some(quota), false);
    let mut told = 0;
    let deadline = Instant::now() + Duration::from_secs(5);
    let route = message(1);
    let admission = limiter.admit(&route, deadline, false, |_| told += 1).await;
    assert!(matches!(admission, Admission::Admitted(_)));
    assert_eq!(told, 1);
    assert!(admit(&limiter, &message(1), 1).await.is_err_and(|wait| wait > Duration::from_secs(3)));
}

#[tokio::test(start_paused = true)]
async fn only_requests_that_come_back_are_promised_a_place() {
    let limiter = Limiter::new(true);
    let mut first = admit(&limiter, &message(1), 0).await.ok().unwrap();
    first.learn(Some(Quota { limit: 1, remaining: 0, reset_after: Duration::from_secs(4) }), false);
    let route = message(1);
    let mut waits = Vec::new();
    for comes_back in [false, false, true, false, true, true] {
        let Admission::Later(wait) = limiter.admit(&route, Instant::now(), comes_back, |_| {}).await else {
            panic!("the bucket is full")
        };
        waits.push(wait.as_secs());
    }
    assert_eq!(waits, [4, 4, 4, 4, 8, 13]);
}

#[tokio::test(start_paused = true)]
async fn too_many_invalid_requests_stop_everything() {
    let limiter = Limiter::new(true);
    let mut permit = admit(&limiter, &callback(), 0).await.ok().unwrap();
    for _ in 0..8_000 {
        permit.learn(None, true);
    }
    assert!(admit(&limiter, &callback(), 2).await.is_err());
    tokio::time::advance(Duration::from_mins(9)).await;
    assert!(admit(&limiter, &message(1), 2).await.is_err());
    tokio::time::advance(Duration::from_mins(2)).await;
    assert!(admit(&limiter, &callback(), 2).await.is_ok());
}
