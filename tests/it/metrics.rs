//! Tests of the metrics: a scrape after scripted sales holds every metric with the right value, and no secret.

use std::collections::BTreeMap;

use keyclerk::app::metrics::DESCRIPTIONS;
use keyclerk::cli::demo::{PersonExt, Stage, licenses};

use crate::health::{log, page, served_at, spawn};
use crate::process::{command, exit_code, send_signal};
use crate::start_up::wait_until;
use crate::wire::Wire;

/// Parses a scrape into the value of each series. Every line has to be valid.
fn series(text: &str) -> BTreeMap<&str, f64> {
    let mut described = Vec::new();
    let mut series = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(comment) = line.strip_prefix("# ") {
            let (kind, rest) = comment.split_once(' ').unwrap();
            assert!(["HELP", "TYPE"].contains(&kind), "{line}");
            described.push(rest.split(' ').next().unwrap());
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap();
        let metric = name.split('{').next().unwrap();
        let metric =
            ["_bucket", "_sum", "_count"].iter().find_map(|end| metric.strip_suffix(end)).unwrap_or(metric);
        assert_eq!(
            described.iter().filter(|one| **one == metric).count(),
            2,
            "{metric} has no HELP and TYPE"
        );
        assert!(series.insert(name, value.parse().unwrap()).is_none(), "{name} occurs twice");
    }
    series
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scrape_holds_every_metric_with_the_right_values_and_no_secret() {
    let stage = Stage::set(licenses(8)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let mut vendor = Wire::to(&stage.vendor.url()).await;
    let mut run = command(&stage, folder.path(), "run");
    run.env("HTTP_ADDR", "127.0.0.1:0").env("RESELLER_BASE_URL", vendor.url("http"));
    run.env("RESELLER_RATE_LIMIT", "1000").env("BACKUP_DIR", folder.path());
    let child = spawn(run, folder.path());
    let site = served_at(folder.path()).await;
    stage.sandbox.connected().await;

    // One sale is delivered, one meets closed DMs, one fails, and one stays in doubt.
    let buyers = ["anna", "ben", "carl", "dora"].map(|name| stage.guild.member(name, &[]));
    let [anna, ben, carl, dora] = &buyers;
    stage.moderator.sells_to(anna).says("License sold").await;
    ben.closes_dms(true);
    stage.moderator.sells_to(ben).says_any(&["DMs", "direct messages"]).await;
    let order = stage.moderator.runs("/assignlicense").user("member", carl).text("product", "nonsense");
    order.send().says("Nothing was sold").await;
    stage.vendor.faults.delay(std::time::Duration::from_millis(300));
    stage.vendor.faults.lose_assignments(1);
    drop(stage.moderator.sells_to(dora));
    wait_until(async || stage.vendor.store.assigned().await.unwrap().len() == 3).await;
    vendor.cut().await;
    stage.sandbox.drop_gateway();

    let scrape = async || page(&site, "/metrics").await.1;
    let is_settled = |text: &str| {
        [
            "keyclerk_sales{state=\"in_doubt\"} 1\n",
            "session=\"resumed\"} 1\n",
            "keyclerk_newest_backup_time_seconds ",
        ]
        .iter()
        .all(|line| text.contains(line))
    };
    wait_until(async || is_settled(&scrape().await)).await;
    let text = scrape().await;
    let series = series(&text);
    for (name, ..) in DESCRIPTIONS {
        assert!(series.keys().any(|key| key.starts_with(name)), "{name} is missing in\n{text}");
    }
    for (name, expected) in [
        ("keyclerk_up{part=\"ledger\"}", 1.0),
        ("keyclerk_up{part=\"selling\"}", 1.0),
        ("keyclerk_sales_requested_total", 4.0),
        ("keyclerk_sale_outcomes_total{outcome=\"delivered\"}", 1.0),
        ("keyclerk_sale_outcomes_total{outcome=\"undelivered\"}", 1.0),
        ("keyclerk_sale_outcomes_total{outcome=\"failed\"}", 1.0),
        ("keyclerk_sale_outcomes_total{outcome=\"held\"}", 0.0),
        ("keyclerk_sales{state=\"undelivered\"}", 1.0),
        ("keyclerk_sales{state=\"held\"}", 0.0),
        ("keyclerk_sales{state=\"assigned\"}", 0.0),
        ("keyclerk_licenses_quarantined", 0.0),
        ("keyclerk_recovery_errors_total", 0.0),
        ("keyclerk_vendor_calls_total{call=\"assignlicense\",outcome=\"ok\"}", 2.0),
        ("keyclerk_sale_step_seconds_count{step=\"acknowledge\"}", 4.0),
        ("keyclerk_sale_step_seconds_count{step=\"assign\"}", 3.0),
        ("keyclerk_sale_step_seconds_bucket{step=\"deliver\",le=\"+Inf\"}", 2.0),
        ("keyclerk_gateway_connections_total{session=\"new\"}", 1.0),
        ("keyclerk_rate_limited_total{service=\"vendor\"}", 0.0),
    ] {
        assert_eq!(series.get(name), Some(&expected), "{name} in\n{text}");
    }
    assert!(series["keyclerk_newest_backup_time_seconds"] > series["keyclerk_start_time_seconds"]);
    let left = series["keyclerk_vendor_calls_left"];
    assert!((900.0..1000.0).contains(&left), "{left}");
    let never_sent = |key: &&&str| key.starts_with("keyclerk_vendor_calls_total{call=\"licenseinfo\"");
    assert!(series.keys().filter(never_sent).count() > 0, "{text}");
    check_no_secret(&stage, &text, &buyers.map(|buyer| buyer.id().to_string())).await;
    vendor.mend().await;
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0), "{}", log(folder.path()));
}

async fn check_no_secret(stage: &Stage, text: &str, buyers: &[String]) {
    for (key, _) in stage.vendor.store.assigned().await.unwrap() {
        assert!(!text.contains(key.reveal()), "the scrape holds a key");
    }
    let people =
        buyers.iter().cloned().chain([stage.moderator.id().to_string(), stage.guild.id().to_string()]);
    for secret in people.chain([stage.vendor_key.clone(), stage.sandbox.token().to_owned()]) {
        assert!(!text.contains(&secret), "the scrape holds a secret");
    }
}

#[test]
fn the_document_names_every_metric() {
    let document = include_str!("../../docs/operations/metrics.md");
    for (name, ..) in DESCRIPTIONS {
        assert!(document.contains(&format!("| `{name}` |")), "docs/operations/metrics.md lacks {name}");
    }
    let documented = document.lines().filter(|line| line.starts_with("| `keyclerk_")).count();
    assert_eq!(documented, DESCRIPTIONS.len());
}
