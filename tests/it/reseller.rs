//! Tests of the vendor client with servers that misbehave.

mod blocked;
mod retries;
mod unreachable;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use keyclerk::domain::{BuyerId, LicenseKey};
use keyclerk::reseller::{Client, ClientSettings, MalformedAnswer, Vendor, VendorError};
use secrecy::SecretString;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const TOKEN: &str = "hush-hush-token";

fn settings(base_url: &str, timeout: Duration) -> ClientSettings {
    ClientSettings {
        base_url: base_url.parse().unwrap(),
        api_token: SecretString::from(TOKEN),
        api_token_file: None,
        rate_limit: None,
        timeout,
        allows_plain_http: false,
    }
}

fn client(address: &str, timeout: Duration) -> Client {
    Client::new(settings(&format!("http://{address}"), timeout)).unwrap()
}

/// Starts a server that handles each connection with `misbehave` after it received a request.
pub async fn server<F, Fut>(misbehave: F) -> (String, Arc<AtomicUsize>)
where
    F: Fn(TcpStream, String) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let requests = Arc::new(AtomicUsize::new(0));
    let (counter, misbehave) = (Arc::clone(&requests), Arc::new(misbehave));
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let (counter, misbehave) = (Arc::clone(&counter), Arc::clone(&misbehave));
            tokio::spawn(async move {
                let mut buffer = vec![0; 8192];
                let read = socket.read(&mut buffer).await.unwrap_or(0);
                if read > 0 {
                    counter.fetch_add(1, Ordering::SeqCst);
                    misbehave(socket, String::from_utf8_lossy(&buffer[..read]).into_owned()).await;
                }
            });
        }
    });
    (address, requests)
}

/// Starts a server that answers every request with this status line and body.
pub async fn serve_response(status: &'static str, headers: &'static str, body: Vec<u8>) -> String {
    let answer = Arc::new(body);
    server(move |mut socket, _| {
        let body = Arc::clone(&answer);
        async move {
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}connection: close\r\n\r\n",
                body.len()
            );
            drop(socket.write_all(head.as_bytes()).await);
            drop(socket.write_all(&body).await);
        }
    })
    .await
    .0
}

fn key() -> LicenseKey {
    "ps-XXXX-XXXXXXX-XXX".parse().unwrap()
}

async fn assign(address: &str) -> Result<(), VendorError> {
    let buyer = BuyerId::new(123_456_789_012_345_678).unwrap();
    let outcome = client(address, Duration::from_millis(700)).assign_license(&key(), buyer).await;
    assert!(!format!("{outcome:?}").contains(TOKEN));
    outcome
}

#[tokio::test]
async fn the_client_sends_the_requests_of_the_vendor_document() {
    let (sent, mut received) = tokio::sync::mpsc::unbounded_channel();
    let (address, _) = server(move |mut socket, request| {
        drop(sent.send(request));
        async move {
            let body = r#"{"ok": true, "message": "License assigned successfully"}"#;
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            drop(socket.write_all(answer.as_bytes()).await);
        }
    })
    .await;
    assign(&address).await.unwrap();
    let request = received.recv().await.unwrap();
    assert!(request.starts_with("POST /reseller/assignlicense HTTP/1.1\r\n"), "{request}");
    assert!(request.contains(r#""license":"ps-XXXX-XXXXXXX-XXX","discord_user_id":"123456789012345678""#));
    assert!(client(&address, Duration::from_secs(1)).my_available().await.is_err());
    let request = received.recv().await.unwrap();
    assert!(
        request.starts_with(&format!("GET /reseller/myavailable?api_token={TOKEN} HTTP/1.1\r\n")),
        "{request}"
    );
}

#[tokio::test]
async fn timeouts_and_broken_connections_are_reported_and_not_retried() {
    let (hangs, _) = server(|socket, _| async move {
        std::future::pending::<()>().await;
        drop(socket);
    })
    .await;
    assert_eq!(assign(&hangs).await, Err(VendorError::TimedOut));
    let (closes, requests) = server(|_, _| async {}).await;
    assert_eq!(assign(&closes).await, Err(VendorError::ConnectionLost));
    assert_eq!(requests.load(Ordering::SeqCst), 1, "the client never repeats a POST that may have arrived");
    let (breaks_off, _) = server(|mut socket, _| async move {
        drop(socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"ok\": tr").await);
    })
    .await;
    assert_eq!(assign(&breaks_off).await, Err(VendorError::ConnectionLost));
    let (trickles, _) = server(|mut socket, _| async move {
        drop(socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n").await);
        while socket.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    assert_eq!(assign(&trickles).await, Err(VendorError::TimedOut));
}

#[tokio::test]
async fn garbage_is_an_error_and_an_endless_body_is_not_read() {
    let html = serve_response("200 OK", "", b"<html>hello</html>".to_vec()).await;
    assert!(matches!(assign(&html).await, Err(VendorError::Malformed(_))));
    let garbage = serve_response("200 OK", "", vec![b'{'; 10 * 1024 * 1024]).await;
    assert!(matches!(assign(&garbage).await, Err(VendorError::Malformed(_) | VendorError::TimedOut)));
    let (endless, _) = server(|mut socket, _| async move {
        drop(socket.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n").await);
        while socket.write_all(&vec![b' '; 65_536]).await.is_ok() {}
    })
    .await;
    let outcome = client(&endless, Duration::from_secs(10)).my_available().await;
    assert_eq!(outcome, Err(VendorError::Malformed(MalformedAnswer::TooLong)));
    let broken = serve_response("502 Bad Gateway", "", br#"{"ok": true}"#.to_vec()).await;
    assert_eq!(assign(&broken).await, Err(VendorError::ServerError(502)));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (elsewhere, requests) = server(|_, _| async {}).await;
    let headers: &'static str = Box::leak(format!("location: http://{elsewhere}/\r\n").into_boxed_str());
    let redirects = serve_response("307 Temporary Redirect", headers, vec![]).await;
    assert!(matches!(assign(&redirects).await, Err(VendorError::Malformed(_))));
    assert_eq!(requests.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn refusals_are_recognised_with_any_status_code() {
    for status in ["200 OK", "400 Bad Request", "404 Not Found", "409 Conflict"] {
        let refuses =
            serve_response(status, "", br#"{"ok": false, "message": "Error description here"}"#.to_vec())
                .await;
        let Err(VendorError::Refused(words)) = assign(&refuses).await else { panic!("{status}") };
        assert_eq!(words.as_str(), "Error description here");
    }
    let limited = br#"{"ok": false, "message": "Rate limit exceeded. Try again later."}"#;
    let limited = serve_response("200 OK", "", limited.to_vec()).await;
    assert_eq!(assign(&limited).await, Err(VendorError::RateLimited));
    let unauthorised = serve_response("401 Unauthorized", "", br#"{"ok": false}"#.to_vec()).await;
    assert!(matches!(assign(&unauthorised).await, Err(VendorError::Unauthorised(_))));
    let blocked = serve_response("403 Forbidden", "cf-mitigated: challenge\r\n", b"<html>".to_vec()).await;
    assert_eq!(assign(&blocked).await, Err(VendorError::Blocked(403)));
}

#[tokio::test]
async fn a_list_of_two_hundred_thousand_licenses_may_exceed_the_usual_timeout() {
    let entry = |at: usize| {
        format!(
            r#"{{"key":"ps-{at:06}-ABCDEFG-XYZ","product":"lifetime","expiration":1767225600000,"created_at":1735689600000}}"#
        )
    };
    let entries: Vec<String> = (0..200_000).map(entry).collect();
    let body = Arc::new(format!(r#"{{"ok":true,"licenses":[{}]}}"#, entries.join(",")));
    let (address, _) = server(move |mut socket, _| {
        let body = Arc::clone(&body);
        async move {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            drop(socket.write_all(head.as_bytes()).await);
            for part in body.as_bytes().chunks(body.len() / 8) {
                tokio::time::sleep(Duration::from_millis(750)).await;
                drop(socket.write_all(part).await);
            }
        }
    })
    .await;
    let stock = client(&address, Duration::from_secs(5)).my_available().await.unwrap();
    assert_eq!((stock.len(), stock.unreadable()), (200_000, 0));
}

#[tokio::test]
async fn a_list_that_stalls_is_given_up() {
    let (address, _) = server(|mut socket, _| async move {
        drop(
            socket
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"ok\":true,\"licenses\":[")
                .await,
        );
        std::future::pending::<()>().await;
    })
    .await;
    let begun = std::time::Instant::now();
    let outcome = client(&address, Duration::from_secs(1)).my_available().await;
    assert_eq!(outcome, Err(VendorError::TimedOut));
    assert!(begun.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn a_key_in_a_query_reaches_the_vendor_unchanged() {
    let (sent, mut received) = tokio::sync::mpsc::unbounded_channel();
    let (address, _) = server(move |_, request| {
        drop(sent.send(request));
        async {}
    })
    .await;
    for key in ["two words", "a+b", "user:pa$$w0rd!&x=y#z", "{6F96}/?%20", "ключ 🔑"] {
        let asked = client(&address, Duration::from_secs(2)).license_info(&key.parse().unwrap()).await;
        assert!(asked.is_err());
        let request = received.recv().await.unwrap();
        let path = request.split(' ').nth(1).unwrap();
        assert!(!path.contains('+'), "not every server decodes a plus as a space: {path}");
        let url = reqwest::Url::parse(&format!("http://{address}{path}")).unwrap();
        let license = url.query_pairs().find(|(name, _)| name == "license").unwrap().1.into_owned();
        assert_eq!(license, key);
    }
}

#[tokio::test]
async fn a_vendor_message_is_quoted_without_the_token_and_the_key() {
    let key: LicenseKey = "ps-ABCD-1234567-XYZ".parse().unwrap();
    let echo = format!(r#"{{"ok":false,"message":"{TOKEN} may not see PS-abcd-1234567-xyz"}}"#);
    let address = serve_response("400 Bad Request", "", echo.into_bytes()).await;
    let client = client(&address, Duration::from_secs(5));
    let buyer = BuyerId::new(7).unwrap();
    for error in [client.license_info(&key).await.err(), client.assign_license(&key, buyer).await.err()] {
        let VendorError::Refused(words) = error.unwrap() else { panic!("the vendor refuses") };
        assert_eq!(words.as_str(), format!("[redacted] may not see {key}"));
    }
}
