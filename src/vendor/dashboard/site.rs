//! The address under which browsers reach the dashboard.
//!
//! Invariant: a name in the header `Host` is accepted only if the owner configured it. IP addresses and `localhost`
//! need no configuration, because a page of another site cannot be served from them under a name of its own.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::uri::Authority;

/// The address under which browsers reach the dashboard, as `https://HOST` or `https://HOST:PORT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// The scheme, host and port.
    origin: String,
    /// The host and port as the header `Host` holds them.
    authority: String,
    is_https: bool,
}

/// The error for a text that is no public URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a URL without a path, such as https://licenses.example.com")]
pub struct InvalidPublicUrl;

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = reqwest::Url::parse(text).map_err(|_| InvalidPublicUrl)?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let is_anonymous = url.username().is_empty() && url.password().is_none();
        if !is_bare || !is_anonymous || !["http", "https"].contains(&url.scheme()) {
            return Err(InvalidPublicUrl);
        }
        let origin = url.origin().ascii_serialization();
        let authority = origin.split_once("://").ok_or(InvalidPublicUrl)?.1.to_owned();
        Ok(Self { is_https: url.scheme() == "https", origin, authority })
    }
}

/// The rules for the headers `Host` and `Origin`.
#[derive(Debug)]
pub(super) struct Site(Option<PublicUrl>);

impl Site {
    pub(super) fn new(public: Option<PublicUrl>) -> Self {
        Self(public)
    }

    /// Returns true if browsers reach the dashboard by https, so that cookies have to be `Secure`.
    pub(super) fn is_secure(&self) -> bool {
        self.0.as_ref().is_some_and(|public| public.is_https)
    }

    /// Returns true if a request with this header `Host` is answered.
    pub(super) fn accepts_host(&self, host: &str) -> bool {
        if let Some(public) = &self.0 {
            return host.eq_ignore_ascii_case(&public.authority);
        }
        let Ok(authority) = host.parse::<Authority>() else { return false };
        let name = authority.host();
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        !host.contains('@') && (name.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok())
    }

    /// Returns true if `origin` is the dashboard's own origin, which answers under `host`.
    pub(super) fn is_own_origin(&self, origin: &str, host: &str) -> bool {
        match &self.0 {
            Some(public) => origin.eq_ignore_ascii_case(&public.origin),
            None => origin.strip_prefix("http://").is_some_and(|own| own.eq_ignore_ascii_case(host)),
        }
    }

    /// Returns the base URL of the API for a browser that reached the dashboard under `host`.
    pub(super) fn base_url(&self, host: &str) -> String {
        self.0.as_ref().map_or_else(|| format!("http://{host}"), |public| public.origin.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_has_no_path_and_no_password() {
        let url: PublicUrl = "https://Shop.example.com:443/".parse().unwrap();
        assert_eq!((url.origin.as_str(), url.is_https), ("https://shop.example.com", true));
        for wrong in
            ["shop.example.com", "https://a/b", "https://u:p@a", "ftp://a", "https://a?b", "file:///a"]
        {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn without_a_public_url_only_addresses_and_localhost_are_accepted() {
        let site = Site::new(None);
        for host in ["localhost:8080", "127.0.0.1", "192.168.0.7:8080", "[::1]:8080", "LOCALHOST"] {
            assert!(site.accepts_host(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example:8080",
            "x@localhost",
            "127.0.0.1.evil.example",
            "a b",
        ] {
            assert!(!site.accepts_host(host), "{host}");
        }
        assert!(site.is_own_origin("http://localhost:8080", "localhost:8080"));
        for origin in ["http://localhost:81", "https://localhost:8080", "null", "http://evil.example"] {
            assert!(!site.is_own_origin(origin, "localhost:8080"), "{origin}");
        }
    }

    #[test]
    fn with_a_public_url_only_its_host_and_origin_are_accepted() {
        let site = Site::new(Some("https://shop.example.com".parse().unwrap()));
        assert!(site.accepts_host("shop.example.com") && !site.accepts_host("localhost"));
        assert!(site.is_own_origin("https://shop.example.com", "shop.example.com"));
        assert!(!site.is_own_origin("http://shop.example.com", "shop.example.com"));
        assert!(site.is_secure() && !Site::new(Some("http://a".parse().unwrap())).is_secure());
    }
}
