//! Tests of a stock with unreadable entries: staff and the doctor see their number.

use discord_sandbox::render;
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use tokio::io::AsyncWriteExt;

use crate::process::command;
use crate::reseller::server;

const READABLE: &str = include_str!("../samples/stock-odd.json");
const UNREADABLE: &str = r#"{"ok":true,"licenses":[{"key":""},7,{"product":"lifetime"}]}"#;

/// Starts a vendor that returns this list and nothing else.
async fn vendor(list: &'static str) -> String {
    let answer = move |request: &str| {
        if request.contains("/myavailable") { list } else { r#"{"ok":false,"message":"No license"}"# }
    };
    let (address, _) = server(move |mut socket, request| async move {
        let body = answer(&request);
        let length = body.len();
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
        drop(socket.write_all(format!("{head}{body}").as_bytes()).await);
    })
    .await;
    format!("http://{address}")
}

async fn stage(list: &'static str) -> Stage {
    let mut stage = Stage::set(licenses(1)).await.unwrap();
    stage.settings.reseller.base_url = vendor(list).await.parse().unwrap();
    stage.restart().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_the_number_of_unreadable_stock_entries() {
    let stage = stage(READABLE).await;
    let page = stage.moderator.runs("/myavailable").send().says("5 in stock").await;
    assert!(render(&page.body).contains("2 stock entries could not be read"));
    stage.strike().await;

    let stage = self::stage(UNREADABLE).await;
    let words = "3 stock entries could not be read";
    stage.moderator.runs("/myavailable").send().says(words).await;
    stage.moderator.runs("/fetchlicense").send().says(words).await;
    let anna = stage.guild.member("anna", &[]);
    let told = stage.moderator.sells_to(&anna).says(words).await;
    assert!(render(&told.body).contains("Nothing was sold"), "{}", render(&told.body));
    stage.moderator.speaks("de");
    let ben = stage.guild.member("ben", &[]);
    stage.moderator.sells_to(&ben).says("3 Lagereinträge waren nicht lesbar").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_counts_the_unreadable_stock_entries() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let mut doctor = command(&stage, folder.path(), "doctor");
    doctor.env("RESELLER_BASE_URL", vendor(READABLE).await);
    let output = tokio::task::spawn_blocking(move || doctor.output().unwrap()).await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("5 licenses are in stock"), "{said}");
    assert!(said.contains("WRONG  stock: 2 entries of the vendor's list could not be read"), "{said}");
    assert!(!output.status.success());
}
