//! Tests of the queue position that staff see while the vendor limits calls.

use discord_sandbox::{Reply, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};

use crate::staging::wait_for_sale;

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_their_queue_position_while_the_vendor_limits_calls() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    // Each limited call makes all calls wait for five seconds. Two of the limits may hit the sales at the
    // same moment.
    stage.vendor.faults.limit_calls(3);
    let first = stage.moderator.sells_to(&anna);
    wait_for_sale(&stage, 1).await;
    let second = stage.moderator.sells_to(&ben);
    let told = first.says("number 1 in line").await;
    assert!(first.is_ephemeral() && anna.dms().is_empty(), "{told:?}");
    let told = render(&told.body);
    assert!(!told.contains('#'), "the sale number is not written to disk yet: {told}");
    second.says("number 2 in line").await;
    second.says("Don't sell again").await;
    first.says("License sold").await;
    second.says("License sold").await;
    assert_eq!((anna.dms().len(), ben.dms().len()), (1, 1));
    let requests = stage.sandbox.requests();
    let answers = |reply: &Reply| requests.iter().filter(|one| one.path.contains(&reply.token())).count();
    let all = answers(&first) + answers(&second);
    assert!(all >= 7, "expected two deferrals, two positions, two outcomes and one update: {all}");
    stage.strike().await;
}
