//! Resolves the name of the vendor's host, and classifies failed connections.
//!
//! The classification uses the types in an error's chain of sources, never the text of a library.

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::Unreachable;

/// The error of a host name that was not resolved in time.
#[derive(Debug, thiserror::Error)]
#[error("the name cannot be resolved")]
struct NameUnknown;

/// The system's resolver, with an error type that can be found in a chain of sources.
#[derive(Debug)]
pub(super) struct Resolver {
    /// The time limit for resolving. It is shorter than the limit for connecting, which would otherwise
    /// expire first.
    pub(super) within: Duration,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let within = self.within;
        Box::pin(async move {
            let found = tokio::time::timeout(within, tokio::net::lookup_host((name.as_str(), 0)));
            let Ok(Ok(addresses)) = found.await else { return Err(NameUnknown.into()) };
            let addresses: Vec<_> = addresses.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Returns the reason why no connection could be made.
pub(super) fn why(error: &(dyn Error + 'static)) -> Unreachable {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<NameUnknown>() {
            return Unreachable::Name;
        }
        let Some(failed) = error.downcast_ref::<io::Error>() else {
            next = error.source();
            continue;
        };
        match failed.kind() {
            io::ErrorKind::ConnectionRefused => return Unreachable::Refused,
            // rustls reports every failed handshake as invalid data, except a connection that is closed
            // early.
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => return Unreachable::Tls,
            // The `source` of an I/O error skips its inner error, so the inner error is visited here.
            _ => next = failed.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        }
    }
    Unreachable::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_found_at_any_depth() {
        let wrapped = |kind: io::ErrorKind| io::Error::other(io::Error::other(io::Error::from(kind)));
        for (error, expected) in [
            (io::Error::other(NameUnknown), Unreachable::Name),
            (wrapped(io::ErrorKind::ConnectionRefused), Unreachable::Refused),
            (wrapped(io::ErrorKind::InvalidData), Unreachable::Tls),
            (wrapped(io::ErrorKind::UnexpectedEof), Unreachable::Tls),
            (wrapped(io::ErrorKind::TimedOut), Unreachable::Other),
            (io::Error::other("words mean nothing: connection refused"), Unreachable::Other),
        ] {
            assert_eq!(why(&error), expected, "{error:?}");
        }
    }

    #[tokio::test]
    async fn a_name_is_resolved_by_the_system() {
        let resolver = Resolver { within: Duration::from_secs(5) };
        let found = resolver.resolve("localhost".parse().unwrap()).await.unwrap();
        assert!(found.into_iter().all(|address| address.ip().is_loopback()));
        let unknown = resolver.resolve("vendor.invalid".parse().unwrap()).await.err().unwrap();
        assert_eq!(why(unknown.as_ref()), Unreachable::Name);
    }
}
