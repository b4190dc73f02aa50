//! Tests of the buckets.

use reqwest::Method;

use crate::domain::ChannelId;

use super::*;

fn route(channel: u64) -> Route {
    Route::messages(Method::POST, ChannelId::new(channel).unwrap())
}

fn quota(remaining: u32, millis: u64) -> Quota {
    Quota { limit: 5, remaining, reset_after: Duration::from_millis(millis) }
}

fn taken(buckets: &mut Buckets, route: &Route, now: Instant) -> Option<Admitted> {
    buckets.check(route, now).ok().map(|()| buckets.take(route, now))
}

fn wait(buckets: &mut Buckets, route: &Route, now: Instant) -> Duration {
    match buckets.check(route, now) {
        Err(Held::Full(wait) | Held::Stopped(wait)) => wait,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_request_of_a_route_is_sent_alone_and_the_others_learn_from_it() {
    let (mut buckets, now) = (Buckets::default(), Instant::now());
    let first = taken(&mut buckets, &route(1), now).unwrap();
    assert!(matches!(buckets.check(&route(2), now), Err(Held::Learning(_))), "of any channel");
    buckets.learn(&first, Some(quota(4, 5_000)), now);
    for _ in 0..4 {
        taken(&mut buckets, &route(1), now).unwrap();
    }
    assert_eq!(wait(&mut buckets, &route(1), now), Duration::from_secs(5) + MARGIN);
    for _ in 0..5 {
        taken(&mut buckets, &route(2), now).unwrap();
    }
    assert!(taken(&mut buckets, &route(2), now).is_none(), "each channel has a bucket of its own");
}

#[test]
fn a_first_request_that_is_lost_leaves_the_learning_to_the_next_one() {
    let (mut buckets, now) = (Buckets::default(), Instant::now());
    let first = taken(&mut buckets, &route(1), now).unwrap();
    buckets.unanswered(&first);
    taken(&mut buckets, &route(1), now).unwrap();
    assert!(taken(&mut buckets, &route(1), now).is_none());
    taken(&mut buckets, &route(1), now + LEARNING).unwrap();
}

#[test]
fn a_route_without_limits_waits_for_nothing_but_a_429() {
    let (mut buckets, now) = (Buckets::default(), Instant::now());
    let first = taken(&mut buckets, &route(1), now).unwrap();
    buckets.learn(&first, None, now);
    for _ in 0..100 {
        taken(&mut buckets, &route(1), now).unwrap();
    }
    buckets.stop(&first, Duration::from_secs(3), now);
    assert_eq!(wait(&mut buckets, &route(1), now), Duration::from_secs(3) + MARGIN);
    taken(&mut buckets, &route(2), now).unwrap();
    taken(&mut buckets, &route(1), now + Duration::from_secs(4)).unwrap();
}

#[test]
fn a_window_that_is_over_gives_way_and_late_answers_do_not_count_in_it() {
    let (mut buckets, now) = (Buckets::default(), Instant::now());
    let first = taken(&mut buckets, &route(1), now).unwrap();
    buckets.learn(&first, Some(quota(4, 5_000)), now);
    let late = taken(&mut buckets, &route(1), now).unwrap();
    let next = now + Duration::from_millis(5_026);
    let of_next = taken(&mut buckets, &route(1), next).unwrap();
    buckets.learn(&late, Some(quota(0, 10)), next);
    for _ in 0..4 {
        taken(&mut buckets, &route(1), next).unwrap();
    }
    buckets.learn(&of_next, Some(quota(4, 5_000)), next);
    assert_eq!(wait(&mut buckets, &route(1), next), Duration::from_secs(5) + MARGIN);
}

#[test]
fn requests_that_come_back_are_promised_the_window_that_has_room_for_them() {
    let (mut buckets, now) = (Buckets::default(), Instant::now());
    let first = taken(&mut buckets, &route(1), now).unwrap();
    buckets.learn(&first, Some(quota(0, 5_000)), now);
    let mut waits = Vec::new();
    for _ in 0..11 {
        let wait = wait(&mut buckets, &route(1), now);
        waits.push(buckets.promise(&route(1), wait, now).as_secs());
    }
    assert_eq!(waits, [5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 16]);
}

#[test]
fn a_429_empties_the_bucket_for_as_long_as_it_says() {
    let (mut buckets, now) = (Buckets::default(), Instant::now());
    let first = taken(&mut buckets, &route(1), now).unwrap();
    buckets.learn(&first, Some(quota(4, 5_000)), now);
    buckets.stop(&first, Duration::from_secs(20), now);
    // Neither a shorter stop nor the answer to an earlier request shortens a stop.
    buckets.stop(&first, Duration::from_secs(2), now);
    buckets.learn(&first, Some(quota(3, 4_000)), now);
    assert_eq!(wait(&mut buckets, &route(1), now), Duration::from_secs(20) + MARGIN);
    taken(&mut buckets, &route(1), now + Duration::from_secs(21)).unwrap();
}

#[test]
fn two_channels_of_a_route_may_have_different_limits() {
    let (mut buckets, now) = (Buckets::default(), Instant::now());
    let first = taken(&mut buckets, &route(1), now).unwrap();
    buckets.learn(&first, Some(Quota { limit: 2, ..quota(1, 5_000) }), now);
    let other = taken(&mut buckets, &route(2), now).unwrap();
    buckets.learn(&other, Some(quota(4, 5_000)), now);
    taken(&mut buckets, &route(1), now).unwrap();
    assert!(taken(&mut buckets, &route(1), now).is_none(), "two of two are taken");
    taken(&mut buckets, &route(2), now).unwrap();
}

#[test]
fn memory_does_not_grow_with_the_channels() {
    let (mut buckets, mut now) = (Buckets::default(), Instant::now());
    let first = taken(&mut buckets, &route(1), now).unwrap();
    buckets.learn(&first, Some(quota(4, 5_000)), now);
    let mut most = 0;
    for channel in 2..50_000 {
        now += Duration::from_millis(20);
        let admitted = taken(&mut buckets, &route(channel), now).unwrap();
        buckets.learn(&admitted, Some(quota(4, 5_000)), now);
        most = most.max(buckets.len());
    }
    assert!(most <= 2 * SWEEP_FROM, "{most}");
}
