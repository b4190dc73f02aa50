//! Tests of the whole bot with a vendor and a Discord that misbehave.

use std::time::Duration;

use discord_sandbox::Fault;
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{Failure, SaleId, SaleState};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How a vendor answers every request.
#[derive(Debug, Clone, Copy)]
enum Behaviour {
    Garbage,
    EndlessGarbage,
    SlowBytes,
    Redirect,
    ServerError,
    Silence,
    InvalidTimes,
}

/// Starts a vendor that behaves in this way. Returns its address.
async fn vendor(behaviour: Behaviour) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            // The client may close the connection early, which is expected with these responses.
            tokio::spawn(async move { drop(answer(socket, behaviour).await) });
        }
    });
    format!("http://{address}")
}

async fn answer(mut socket: TcpStream, behaviour: Behaviour) -> std::io::Result<()> {
    let mut request = [0; 4096];
    if socket.read(&mut request).await? == 0 {
        return Ok(());
    }
    let (status, header, body) = match behaviour {
        Behaviour::Garbage => ("200 OK", "", b"<html>hello</html>".to_vec()),
        Behaviour::EndlessGarbage => ("200 OK", "", vec![b'x'; 10_000_000]),
        Behaviour::SlowBytes => ("200 OK", "", br#"{"ok":true,"licenses":[]}"#.to_vec()),
        Behaviour::Redirect => ("302 Found", "location: /reseller/elsewhere\r\n", vec![]),
        Behaviour::ServerError => {
            ("503 Service Unavailable", "", br#"{"ok":false,"message":"later"}"#.to_vec())
        }
        Behaviour::Silence => return std::future::pending().await,
        Behaviour::InvalidTimes => {
            let entry = |key: &str, at: serde_json::Value| json!({ "key": key, "product": "p", "expiration": at, "created_at": 0 });
            let entries =
                [entry("ps-AAAA-0000000-AAA", json!(-5)), entry("ps-BBBB-0000000-BBB", json!("soon"))];
            ("200 OK", "", json!({ "ok": true, "licenses": entries }).to_string().into_bytes())
        }
    };
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{header}\r\n", body.len());
    socket.write_all(head.as_bytes()).await?;
    if let Behaviour::SlowBytes = behaviour {
        for byte in body {
            socket.write_all(&[byte]).await?;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        return Ok(());
    }
    socket.write_all(&body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_answers_nonsense_sells_nothing_and_staff_are_told() {
    let mut stage = Stage::set(licenses(1)).await.unwrap();
    stage.settings.reseller.timeout = Duration::from_secs(1);
    let behaviours = [
        Behaviour::Garbage,
        Behaviour::EndlessGarbage,
        Behaviour::SlowBytes,
        Behaviour::Redirect,
        Behaviour::ServerError,
        Behaviour::Silence,
        Behaviour::InvalidTimes,
    ];
    for (number, behaviour) in (1..).zip(behaviours) {
        stage.settings.reseller.base_url = vendor(behaviour).await.parse().unwrap();
        stage = stage.restart().await.unwrap();
        let buyer = stage.guild.member(&format!("buyer{number}"), &[]);
        stage.moderator.sells_to(&buyer).says("Nothing was sold").await;
        let sale = stage.ledger().unwrap().sale(SaleId::new(number)).await.unwrap();
        assert_eq!(sale.state, SaleState::Failed, "{behaviour:?}");
        assert!(sale.lines.is_empty() && buyer.dms().is_empty(), "{behaviour:?}");
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_sale_begins_while_discord_answers_500_and_running_sales_finish() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    let trouble = json!({ "code": 0, "message": "500: Internal Server Error" });

    stage.sandbox.fault(Fault::answer("POST", "/messages", 500, trouble.clone()).times(6));
    let under_way = stage.moderator.sells_to(&anna);
    under_way.says("on its way").await;
    stage.sandbox.fault(Fault::answer("POST", "/callback", 500, trouble).times(3));
    let refused = stage.moderator.sells_to(&ben);

    under_way.says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    let ledger = stage.ledger().unwrap();
    let sale = loop {
        let sale = ledger.sale(SaleId::new(2)).await;
        if let Ok(sale) = sale
            && sale.state.is_settled()
        {
            break sale;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(sale.failure, Some(Failure::NotAcknowledged));
    assert!(refused.message().is_none() && ben.dms().is_empty());
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    stage.strike().await;
}
