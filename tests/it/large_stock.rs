//! A stock of 200,000 licenses: what it costs the real process, and that it stays quick.

use std::time::Duration;

use keyclerk::demo::{Stage, licenses};
use keyclerk::sandbox::render;

use crate::process::{command, end, signal};

const LICENSES: usize = 200_000;
/// The most memory that an optimised process may ever have held, in kB.
const MOST_MEMORY: u64 = 60 * 1024;
/// The most of it that lists may be the reason for, in kB: one in memory and one on its way.
const MOST_FOR_LISTS: u64 = 32 * 1024;
/// The longest that a look at a list in memory may take, with everything unoptimised.
const QUICK: Duration = Duration::from_secs(2);

/// The most memory a process ever held, in kB.
fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_thousand_licenses_work_in_sixty_mebibytes() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    stage.vendor.store.import("shop", &licenses(LICENSES)).await.unwrap().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(&stage, folder.path(), "run");
    let child = child.env("RUST_LOG", "info").stderr(std::process::Stdio::null()).spawn().unwrap();
    stage.sandbox.connected().await;
    let (before, idle) = (stage.vendor.faults.calls(), peak_memory(child.id()));
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    assert_eq!(
        stage.vendor.faults.calls() - before,
        3,
        "a lone sale fetches, looks up and assigns one license"
    );

    let mut quickest = [Duration::MAX; 4];
    for _ in 0..3 {
        let page = stage.moderator.runs("/myavailable").send().says("200,000 available").await;
        stage.moderator.presses(&page, "Next").acknowledged().await;
        let typing =
            [("license", "", 25), ("license", "ps-", 25), ("license", "in no key", 0), ("product", "", 2)];
        for (quickest, (option, typed, expected)) in quickest.iter_mut().zip(typing) {
            let (choices, took) = stage.moderator.types("/assignlicense", option, typed).await;
            assert_eq!(choices.len(), expected, "{typed:?}");
            *quickest = took.min(*quickest);
        }
    }
    assert!(quickest.iter().all(|took| *took < QUICK), "{quickest:?}");
    let (choices, _) = stage.moderator.types("/assignlicense", "license", "ps-").await;
    let ben = stage.guild.member("ben", &[]);
    let order = stage.moderator.runs("/assignlicense").user("member", &ben).text("license", &choices[0].1);
    let sold = order.send().says("License sold").await;
    assert!(render(&sold.body).contains(choices[0].0.split(' ').next().unwrap()));

    let peak = peak_memory(child.id());
    println!("peak {peak} kB, idle {idle} kB");
    signal(&child, "-TERM");
    assert_eq!(end(child).await, Some(0));
    assert!(peak - idle <= MOST_FOR_LISTS, "{peak} kB, of them {idle} kB without a list");
    // The pages of an unoptimised program are three times as many.
    assert!(cfg!(debug_assertions) || peak <= MOST_MEMORY, "{peak} kB");
}
