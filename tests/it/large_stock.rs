//! Tests of a stock with 200,000 licenses: the memory and the speed of the real process.

use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use discord_sandbox::render;
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use tokio::io::AsyncWriteExt;

use crate::process::{command, exit_code, send_signal};
use crate::reseller::server;

const LICENSES: usize = 200_000;
/// The memory limit of an optimised process, in kB.
const MOST_MEMORY: u64 = 60 * 1024;
/// The part of the memory that lists may use, in kB: one list in memory and one being received.
const MOST_FOR_LISTS: u64 = 36 * 1024;
/// The longest time for a lookup in a list in memory, in an unoptimised build.
const QUICK: Duration = Duration::from_secs(2);

/// Returns the peak memory of a process, in kB.
fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// A process that is killed if the test fails.
struct Running(Option<Child>);

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn key(at: usize) -> String {
    format!("ps-{at:06}-ABCDEFG-XYZ")
}

/// Starts a vendor with a large stock. Returns its address and a counter of its calls.
async fn vendor() -> (String, Arc<AtomicUsize>) {
    let entry = |at: usize| {
        let (key, product) = (key(at), ["lifetime", "monthly"][at % 2]);
        format!(r#"{{"key":"{key}","product":"{product}","expiration":null,"created_at":1735689600000}}"#)
    };
    let entries: Vec<String> = (0..LICENSES).map(entry).collect();
    let list = Arc::new(format!(r#"{{"ok":true,"licenses":[{}]}}"#, entries.join(",")));
    let (address, calls) = server(move |mut socket, request| {
        let list = Arc::clone(&list);
        async move {
            let path = request.split(' ').nth(1).unwrap_or_default();
            let body = match path.split(['?', '&']).collect::<Vec<_>>()[..] {
                ["/reseller/myavailable", ..] => list,
                ["/reseller/fetchlicense", ..] => {
                    Arc::new(format!(r#"{{"ok":true,"license":{{"key":"{}"}}}}"#, key(LICENSES)))
                }
                ["/reseller/licenseinfo", _, license] => {
                    let key = license.trim_start_matches("license=");
                    Arc::new(format!(
                        r#"{{"ok":true,"info":{{"key":"{key}","product":"lifetime","is_assigned":false}}}}"#
                    ))
                }
                _ => Arc::new(r#"{"ok":true,"message":"License assigned successfully"}"#.to_owned()),
            };
            let length = body.len();
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
            drop(socket.write_all(head.as_bytes()).await);
            drop(socket.write_all(body.as_bytes()).await);
        }
    })
    .await;
    (format!("http://{address}"), calls)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_thousand_licenses_fit_in_sixty_mebibytes() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let (vendor, calls) = vendor().await;
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(&stage, folder.path(), "run");
    let child = child.env("RESELLER_BASE_URL", vendor).env("RUST_LOG", "info");
    let child = child.stderr(std::process::Stdio::null()).spawn().unwrap();
    let (number, mut running) = (child.id(), Running(Some(child)));
    stage.sandbox.connected().await;
    let (before, idle) = (calls.load(Ordering::SeqCst), peak_memory(number));
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    // The sale fetches, looks up and assigns one license. A recent list makes the first two calls
    // unnecessary.
    let asked = calls.load(Ordering::SeqCst) - before;
    assert!((1..=3).contains(&asked), "a single sale took {asked} calls");

    let mut quickest = [Duration::MAX; 4];
    for _ in 0..3 {
        let page = stage.moderator.runs("/myavailable").send().says("200,000 in stock").await;
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

    let peak = peak_memory(number);
    println!("peak {peak} kB, idle {idle} kB");
    let child = running.0.take().unwrap();
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
    assert!(peak - idle <= MOST_FOR_LISTS, "{peak} kB at the peak, {idle} kB without a list");
    // An unoptimised program has three times as many memory pages.
    assert!(cfg!(debug_assertions) || peak <= MOST_MEMORY, "{peak} kB");
}
