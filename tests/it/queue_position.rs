//! The vendor takes no more calls for a while: staff see where their sale stands.

use discord_sandbox::{Reply, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_their_place_while_the_vendor_takes_no_calls_and_both_sales_go_on() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    // Each has everybody wait for five seconds; two may meet the sales at the same moment.
    stage.vendor.faults.limit_calls(3);
    let first = stage.moderator.sells_to(&anna);
    first.acknowledged().await;
    let second = stage.moderator.sells_to(&ben);
    let told = first.says("number 1 in the queue").await;
    assert!(first.is_ephemeral() && anna.dms().is_empty(), "{told:?}");
    let told = render(&told.body);
    assert!(!told.contains('#'), "no write to the disk holds the sale's number yet: {told}");
    second.says("number 2 in the queue").await;
    second.says("do not sell again").await;
    first.says("License sold").await;
    second.says("License sold").await;
    assert_eq!((anna.dms().len(), ben.dms().len()), (1, 1));
    let requests = stage.sandbox.requests();
    let answers = |reply: &Reply| requests.iter().filter(|one| one.path.contains(&reply.token())).count();
    let all = answers(&first) + answers(&second);
    assert!(all >= 7, "both deferred, told their place and the outcome, one told again meanwhile: {all}");
    stage.strike().await;
}
