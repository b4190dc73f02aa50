//! Tests of the vendor's server with clients that send too slowly, too much or nothing.

use std::time::{Duration, Instant};

use keyclerk::vendor::Limits;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::vendor::{Served, serve_within};

/// The limit under test, and the limit for everything that must not end the connection.
const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_mins(1);

fn limits() -> Limits {
    Limits { head: LONG, body: LONG, idle: LONG, unread: LONG, connections: 64 }
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server.url().trim_start_matches("http://")).await.unwrap()
    }

    async fn send(&self, text: &str) -> TcpStream {
        let mut connection = self.connect().await;
        connection.write_all(text.replace("KEY", &self.key).as_bytes()).await.unwrap();
        connection
    }
}

/// Reads until the server closes the connection. Returns the status and the JSON of the response, if
/// there is one.
async fn closed(connection: &mut TcpStream) -> Option<(u16, Value)> {
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), connection.read_to_end(&mut answer));
    read.await.expect("the server closes the connection").unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Some((status, serde_json::from_str(body).unwrap()))
}

/// Reads one response from a connection that stays open.
async fn answered(connection: &mut TcpStream) -> String {
    let mut answer = vec![0; 4096];
    let read = tokio::time::timeout(Duration::from_secs(20), connection.read(&mut answer));
    let size = read.await.expect("a response arrives").unwrap();
    String::from_utf8_lossy(&answer[..size]).into_owned()
}

const REQUEST: &str = "GET /reseller/fetchlicense?api_token=KEY HTTP/1.1\r\nhost: vendor\r\n\r\n";

#[test]
fn the_default_limits_match_the_manual() {
    let limits = Limits::default();
    assert_eq!((limits.head.as_secs(), limits.body.as_secs()), (5, 5));
    assert!(limits.idle > Duration::from_secs(90), "keyclerk's client closes an idle connection earlier");
}

#[tokio::test]
async fn a_slow_request_head_is_cut_off_while_others_are_served() {
    let served = serve_within(1, None, Limits { head: SHORT, ..limits() }).await;
    let begun = Instant::now();
    let mut slow = served.send("GET /reseller/fetchlicense HTTP/1.1\r\n").await;
    let (mut reading, mut writing) = slow.split();
    let dripping = async {
        while writing.write_all(b"x-header: 1\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let being_closed = async {
        let mut rest = Vec::new();
        // The connection may end with a reset, because the server has not read all bytes.
        let _ = reading.read_to_end(&mut rest).await;
        rest
    };
    let others = async { served.get("fetchlicense?api_token=KEY").await.0 };
    let both = async { tokio::join!(others, being_closed) };
    let (status, rest) = tokio::select! { both = both => both, () = async { dripping.await; std::future::pending().await } => unreachable!() };
    assert_eq!((status, rest.len()), (200, 0));
    assert!(begun.elapsed() >= SHORT && begun.elapsed() < LONG / 4, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_connection_that_sends_nothing_is_closed() {
    let served = serve_within(1, None, Limits { head: SHORT, ..limits() }).await;
    assert_eq!(closed(&mut served.connect().await).await, None);
}

#[tokio::test]
async fn a_slow_body_is_refused_without_using_up_a_call() {
    let served = serve_within(1, Some(1), Limits { body: SHORT, ..limits() }).await;
    let head =
        "POST /reseller/assignlicense?api_token=KEY HTTP/1.1\r\nhost: v\r\ncontent-length: 100\r\n\r\n{";
    let mut slow = served.send(head).await;
    let refused = json!({ "ok": false, "message": "Request body took too long" });
    assert_eq!(closed(&mut slow).await, Some((408, refused)));
    assert_eq!(
        served.get("fetchlicense?api_token=KEY").await.0,
        200,
        "the only call of this minute is still available"
    );
    assert_eq!(served.get("fetchlicense?api_token=KEY").await.0, 429);
}

#[tokio::test]
async fn a_body_of_more_than_16_kib_is_refused_in_the_documented_format() {
    let served = serve_within(1, Some(1), limits()).await;
    let refused = json!({ "ok": false, "message": "Request body too large" });
    let body = |size: usize| {
        let fixed = json!({ "api_token": "", "x": "" }).to_string().len();
        json!({ "api_token": "", "x": "x".repeat(size - fixed) }).to_string()
    };
    for size in [16 * 1024 + 1, 512 * 1024] {
        assert_eq!(served.post("assignlicense", body(size)).await, (413, refused.clone()), "{size}");
    }
    assert_eq!(
        served.post("assignlicense", body(16 * 1024)).await.0,
        401,
        "a body of the maximum size is read"
    );
    let mut huge = served
        .send("POST /reseller/assignlicense?api_token=KEY HTTP/1.1\r\nhost: v\r\ncontent-length: 99999999999\r\n\r\n")
        .await;
    assert_eq!(closed(&mut huge).await, Some((413, refused.clone())));
    let mut chunked = served
        .send("POST /reseller/assignlicense?api_token=KEY HTTP/1.1\r\nhost: v\r\ntransfer-encoding: chunked\r\n\r\n")
        .await;
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    chunked.write_all(format!("{chunk}{chunk}0\r\n\r\n").as_bytes()).await.unwrap();
    assert_eq!(closed(&mut chunked).await, Some((413, refused)));
    assert_eq!(
        served.get("fetchlicense?api_token=KEY").await.0,
        200,
        "the only call of this minute is still available"
    );
}

#[tokio::test]
async fn an_idle_connection_and_an_unauthorised_one_are_closed() {
    let served = serve_within(1, None, Limits { idle: SHORT, ..limits() }).await;
    let mut idle = served.send(REQUEST).await;
    assert!(answered(&mut idle).await.starts_with("HTTP/1.1 200"));
    idle.write_all(REQUEST.replace("KEY", &served.key).as_bytes()).await.unwrap();
    assert!(answered(&mut idle).await.starts_with("HTTP/1.1 200"), "the connection is kept for a while");
    let since = Instant::now();
    assert_eq!(closed(&mut idle).await, None);
    assert!(since.elapsed() < LONG / 4, "{:?}", since.elapsed());

    let served = serve_within(1, None, limits()).await;
    let since = Instant::now();
    for path in ["reseller/fetchlicense?api_token=wrong", "reseller/fetchlicense", "admin"] {
        let mut stranger = served.send(&format!("GET /{path} HTTP/1.1\r\nhost: vendor\r\n\r\n")).await;
        assert_eq!(closed(&mut stranger).await.unwrap().1["ok"], false, "{path}");
    }
    assert!(since.elapsed() < LONG / 4, "{:?}", since.elapsed());
}

#[tokio::test]
async fn a_client_that_never_reads_its_response_is_disconnected() {
    let limits = Limits { unread: SHORT, connections: 1, ..limits() };
    let served = serve_within(60_000, None, limits).await;
    let request = "GET /reseller/myavailable?api_token=KEY HTTP/1.1\r\nhost: vendor\r\n\r\n";
    let _unread = served.send(request).await;
    assert_eq!(served.get("fetchlicense?api_token=KEY").await.0, 200, "the only connection is free again");
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_without_blocking_others() {
    let served = serve_within(1, None, Limits { head: SHORT * 4, connections: 2, ..limits() }).await;
    let mut first = served.send(REQUEST).await;
    assert!(answered(&mut first).await.starts_with("HTTP/1.1 200"));
    let mut crowd = Vec::new();
    for _ in 0..20 {
        crowd.push(served.connect().await);
    }
    for _ in 0..5 {
        first.write_all(REQUEST.replace("KEY", &served.key).as_bytes()).await.unwrap();
        assert!(
            answered(&mut first).await.starts_with("HTTP/1.1 200"),
            "a connection in use is served further"
        );
    }
    drop(crowd);
    assert_eq!(
        served.get("fetchlicense?api_token=KEY").await.0,
        200,
        "a waiting connection is served at last"
    );
}
