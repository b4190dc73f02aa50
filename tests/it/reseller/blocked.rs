//! Tests of a firewall that answers in place of the vendor. Staff and `doctor` are told so, and the key
//! is not blamed.

use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::cli::doctor;

use super::serve_response;

/// A challenge page of Cloudflare.
const CHALLENGE: &[u8] = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>\
    <body>Checking your browser</body></html>";

#[tokio::test(flavor = "multi_thread")]
async fn a_firewall_challenge_is_reported_as_a_blocked_request() {
    let headers = "cf-mitigated: challenge\r\ncontent-type: text/html; charset=UTF-8\r\n";
    let firewall = serve_response("403 Forbidden", headers, CHALLENGE.to_vec()).await;
    let mut stage = Stage::set(licenses(1)).await.unwrap();
    let vendor = stage.settings.reseller.base_url.clone();
    stage.settings.reseller.base_url = format!("http://{firewall}").parse().unwrap();
    let mut stage = stage.restart().await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let reply = stage.moderator.sells_to(&anna);
    reply.says("Nothing was sold").await;
    reply.says("A firewall or proxy blocked the request").await;
    stage.moderator.runs("/myavailable").send().says("A firewall or proxy blocked the request").await;
    let said = doctor::examine(&stage.settings, false).await.to_string();
    assert!(said.contains("WRONG  the connection to the vendor: the request was blocked"), "{said}");
    assert!(!said.contains("RESELLER_API_TOKEN"), "{said}");

    // The same command sells after the firewall is gone.
    stage.settings.reseller.base_url = vendor;
    let stage = stage.restart().await.unwrap();
    stage.moderator.sells_to(&anna).says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    stage.strike().await;
}
