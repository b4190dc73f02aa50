//! Tests of an unreachable vendor: nothing is sent, and the reason is reported.

use std::sync::Arc;
use std::time::Duration;

use keyclerk::reseller::{Client, Unreachable, Vendor, VendorError};
use rcgen::generate_simple_self_signed;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::{serve_response, settings};

/// Calls an unreachable vendor and returns the reason.
async fn reason(base_url: &str) -> Unreachable {
    let client = Client::new(settings(base_url, Duration::from_secs(5))).unwrap();
    match client.my_available().await {
        Err(VendorError::NeverSent(reason)) => reason,
        other => panic!("{base_url}: {other:?}"),
    }
}

/// Starts a TLS server with an untrusted certificate. Returns its port.
async fn untrusted() -> u16 {
    let made = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            assert!(acceptor.accept(socket).await.is_err(), "the client trusts any certificate");
        }
    });
    port
}

#[tokio::test]
async fn a_closed_port_is_reported_as_a_refused_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    for scheme in ["http", "https"] {
        assert_eq!(reason(&format!("{scheme}://{address}")).await, Unreachable::Refused);
    }
}

#[tokio::test]
async fn an_unresolved_name_is_reported() {
    assert_eq!(reason("https://vendor.invalid").await, Unreachable::Name);
}

#[tokio::test]
async fn an_untrusted_certificate_is_reported() {
    assert_eq!(reason(&format!("https://localhost:{}", untrusted().await)).await, Unreachable::Tls);
}

#[tokio::test]
async fn a_server_without_tls_is_reported() {
    let plain = serve_response("400 Bad Request", "", b"this is no TLS".to_vec()).await;
    assert_eq!(reason(&format!("https://{plain}")).await, Unreachable::Tls);
}
