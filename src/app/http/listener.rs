//! Accepts connections, few at a time and each for a short time.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::site::Site;

/// The maximum number of open connections. Further ones wait in the system's queue.
const MOST_CONNECTIONS: usize = 16;
/// The time limit for the head of a request.
const HEAD: Duration = Duration::from_secs(3);
/// The time limit for a whole connection.
const LONGEST: Duration = Duration::from_secs(10);
/// The size limit for the head of a request, in bytes. It is the smallest that hyper accepts.
const LARGEST_HEAD: usize = 8 * 1024;
/// The pause after a failure to accept, such as too many open files.
const PAUSE: Duration = Duration::from_secs(1);

/// The error of an address that cannot be listened on.
#[derive(Debug, thiserror::Error)]
#[error("HTTP_ADDR: {address} cannot be listened on: {}", reason(error))]
pub struct HttpError {
    address: SocketAddr,
    error: std::io::Error,
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => "another program uses this port; choose another port".to_owned(),
        std::io::ErrorKind::AddrNotAvailable => "this machine does not have this IP address".to_owned(),
        kind => kind.to_string(),
    }
}

/// A listener for health checks and metrics.
pub struct HttpListener(TcpListener);

impl HttpListener {
    /// Listens on an address.
    ///
    /// # Errors
    /// Returns [`HttpError`] if the address is in use, or this process may not use it.
    pub async fn bind(address: SocketAddr) -> Result<Self, HttpError> {
        let failed = |error| HttpError { address, error };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let actual = listener.local_addr().map_err(failed)?;
        tracing::info!("health checks and metrics at http://{actual}");
        Ok(Self(listener))
    }

    /// Serves until this future is dropped, which also closes every connection.
    pub(in crate::app) async fn serve(self, site: Site) -> Infallible {
        let (site, places) = (Arc::new(site), Arc::new(Semaphore::new(MOST_CONNECTIONS)));
        let mut connections = tokio::task::JoinSet::new();
        loop {
            while connections.try_join_next().is_some() {}
            let place = Arc::clone(&places).acquire_owned().await;
            match self.0.accept().await {
                Ok((stream, _)) => {
                    let site = Arc::clone(&site);
                    connections.spawn(async move {
                        let _place = place;
                        drop(tokio::time::timeout(LONGEST, converse(stream, &site)).await);
                    });
                }
                Err(error) => {
                    tracing::debug!(%error, "a connection for health checks was not accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}

/// Answers the requests of one connection.
async fn converse(stream: TcpStream, site: &Site) {
    let answer = service_fn(|request| async move { Ok::<_, Infallible>(site.answer(&request).await) });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(LARGEST_HEAD)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), answer)
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a request for health or metrics was not answered");
    }
}
