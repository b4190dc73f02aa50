//! Tests of retried requests: with a new API key, or after the wait that the vendor asks for.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use keyclerk::domain::BuyerId;
use keyclerk::reseller::{Client, ClientSettings, TokenFile, Vendor, VendorError};
use secrecy::SecretString;
use tokio::io::AsyncWriteExt;

use super::{TOKEN, client, key, serve_response, server, settings};

const NEW_TOKEN: &str = "brand-new-token";

/// Starts a vendor that accepts only the new token, and that repeats the whole request in its refusal.
async fn renewed() -> (String, Arc<AtomicUsize>) {
    server(|mut socket, request| async move {
        let (status, body) = if request.contains(NEW_TOKEN) {
            ("200 OK", r#"{"ok": true, "licenses": []}"#.to_owned())
        } else {
            let said = request.split_whitespace().nth(1).unwrap_or_default();
            ("401 Unauthorized", format!(r#"{{"ok": false, "message": "no: {said}"}}"#))
        };
        let length = body.len();
        let answer =
            format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
        drop(socket.write_all(answer.as_bytes()).await);
    })
    .await
}

fn with_file(address: &str, path: &Path) -> Client {
    let parse = |text: &str| Some(SecretString::from(text.trim()));
    let settings = settings(&format!("http://{address}"), Duration::from_secs(5));
    let file = Some(TokenFile { path: path.to_owned(), parse });
    Client::new(ClientSettings { api_token_file: file, ..settings }).unwrap()
}

#[tokio::test]
async fn a_refused_api_key_is_retried_once_with_the_current_file_content() {
    let (address, requests) = renewed().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let client = with_file(&address, &path);
    let other = client.browsing();
    // Without a file or with the same token, the refusal stands and no request is repeated.
    for (sent, held) in [(1, None), (2, Some(format!("{TOKEN}\n")))] {
        if let Some(held) = held {
            std::fs::write(&path, held).unwrap();
        }
        let Err(VendorError::Unauthorised(words)) = client.my_available().await else { panic!("refused") };
        assert_eq!(words.as_str(), "no: /reseller/myavailable?api_token=[redacted]");
        assert_eq!(requests.load(Ordering::SeqCst), sent);
    }
    std::fs::write(&path, "another-wrong-token\n").unwrap();
    let Err(VendorError::Unauthorised(words)) = client.my_available().await else { panic!("refused") };
    assert_eq!(words.as_str(), "no: /reseller/myavailable?api_token=[redacted]");
    assert_eq!(requests.load(Ordering::SeqCst), 4, "the request is repeated once");

    std::fs::write(&path, format!("{NEW_TOKEN}\n")).unwrap();
    assert!(client.my_available().await.unwrap().is_empty());
    assert_eq!(requests.load(Ordering::SeqCst), 6);
    // The clone and a POST request use the new token too.
    assert!(other.my_available().await.unwrap().is_empty());
    assert_eq!(client.assign_license(&key(), BuyerId::new(7).unwrap()).await, Ok(()));
    assert_eq!(requests.load(Ordering::SeqCst), 8);
    assert!(!format!("{client:?}").contains("token"));
}

#[tokio::test]
async fn all_calls_keep_the_wait_that_a_response_asks_for() {
    let limit = br#"{"ok": false, "message": "Rate limit exceeded. Try again later."}"#;
    for (status, headers, body, seconds) in [
        ("429 Too Many Requests", "retry-after: 30\r\n", limit.to_vec(), 30),
        ("429 Too Many Requests", "retry-after: 30\r\n", b"<html>".to_vec(), 30),
        ("429 Too Many Requests", "", b"<html>".to_vec(), 5),
        ("429 Too Many Requests", "retry-after: 3600\r\n", limit.to_vec(), 60),
        ("503 Service Unavailable", "retry-after: 20\r\n", b"<html>".to_vec(), 20),
        (
            "503 Service Unavailable",
            "date: Sun, 06 Nov 1994 08:49:30 GMT\r\nretry-after: Sun, 06 Nov 1994 08:49:47 GMT\r\n",
            br#"{"ok": false}"#.to_vec(),
            17,
        ),
        ("200 OK", "", limit.to_vec(), 5),
    ] {
        let client = client(&serve_response(status, headers, body).await, Duration::from_secs(5));
        assert!(client.my_available().await.is_err());
        let wait = client.browsing().wait_for(1).unwrap();
        let (most, least) = (Duration::from_secs(seconds), Duration::from_secs(seconds - 2));
        assert!(least < wait && wait <= most, "{status} {headers}: {wait:?}");
    }
}

#[tokio::test]
async fn the_next_call_is_sent_after_the_wait() {
    let calls = Arc::new(AtomicUsize::new(0));
    let (address, _) = server(move |mut socket, _| {
        let is_first = calls.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            let answer = if is_first {
                "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            } else {
                "HTTP/1.1 200 OK\r\ncontent-length: 11\r\nconnection: close\r\n\r\n{\"ok\":true}"
            };
            drop(socket.write_all(answer.as_bytes()).await);
        }
    })
    .await;
    let (client, buyer) = (client(&address, Duration::from_secs(5)), BuyerId::new(7).unwrap());
    let begun = Instant::now();
    assert_eq!(client.assign_license(&key(), buyer).await, Err(VendorError::Blocked(503)));
    assert_eq!(client.assign_license(&key(), buyer).await, Ok(()));
    assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());
}
