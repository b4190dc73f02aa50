//! Parsers for single values. Each error states what is expected, and never repeats the value.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use reqwest::Url;
use secrecy::SecretString;

use crate::reseller::Client;

/// Removes one pair of quotes around a value, because Docker does not remove the quotes in an `--env-file`.
pub(super) fn unquoted(text: &str) -> &str {
    let within = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(text)
}

/// Parses a token: one word of visible characters, optionally surrounded by white space or quotes.
#[must_use]
pub fn token(text: &str) -> Option<SecretString> {
    let text = unquoted(text.trim());
    let is_token = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    is_token.then(|| SecretString::from(text))
}

pub(super) fn one_id<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: fmt::Display,
{
    text.trim().parse().map_err(|error: T::Err| error.to_string())
}

/// Parses ids that are separated by commas.
///
/// # Errors
/// Returns a description of the first word that is no id, or of a text without an id.
pub fn ids<T: FromStr>(text: &str) -> Result<Vec<T>, String>
where
    T::Err: fmt::Display,
{
    text.split(',')
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .map(one_id)
        .collect::<Result<Vec<T>, _>>()
        .and_then(|ids| if ids.is_empty() { Err("contains no id".to_owned()) } else { Ok(ids) })
}

pub(super) fn number(text: &str, range: std::ops::RangeInclusive<u32>) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|number| range.contains(number))
        .ok_or_else(|| format!("expected a number from {} to {}", range.start(), range.end()))
}

/// Parses the address of a proxy for Discord's API.
///
/// # Errors
/// Returns a description of what is expected.
pub fn discord_url(text: &str) -> Result<String, String> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() && url.query().is_none() => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("expected an http or https address".to_owned()),
    }
}

pub(super) fn socket_address(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| "expected an IP address and a port, such as 127.0.0.1:9464 or [::1]:9464".to_owned())
}

pub(super) fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("expected yes or no".to_owned()),
    }
}

/// Parses the vendor's address. Users copy it with or without the `/reseller` of the endpoints.
///
/// # Errors
/// Returns a description of what is expected.
pub fn vendor_url(text: &str, allows_plain_http: bool) -> Result<Url, String> {
    let mut url =
        Url::parse(text).map_err(|_| "expected an address such as https://vendor.example".to_owned())?;
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err("expected an address without a name, query or fragment".to_owned());
    }
    if !matches!(url.scheme(), "http" | "https") || !(allows_plain_http || Client::keeps_private(&url)) {
        return Err("must be https unless it is on this machine, because http would expose the API key. \
                    In a private network, RESELLER_ALLOW_PLAIN_HTTP=yes allows http"
            .to_owned());
    }
    let path = url.path().trim_end_matches('/');
    if let Some(base) = path.strip_suffix("/reseller").map(str::to_owned) {
        url.set_path(&base);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_to_listen_on_has_an_ip_address_and_a_port() {
        for text in ["127.0.0.1:9464", "0.0.0.0:80", "[::1]:9464", "127.0.0.1:0"] {
            assert_eq!(socket_address(text).map(|address| address.to_string()).as_deref(), Ok(text));
        }
        for text in ["9464", ":9464", "127.0.0.1", "localhost:9464", "127.0.0.1:70000", "http://127.0.0.1:1"]
        {
            assert!(socket_address(text).unwrap_err().contains("127.0.0.1:9464"), "{text}");
        }
    }

    #[test]
    fn the_vendors_address_may_end_in_reseller_and_be_plain_http_where_that_is_allowed() {
        for (text, expected) in [
            ("https://vendor.example", Some("https://vendor.example/")),
            ("https://vendor.example/reseller", Some("https://vendor.example/")),
            ("https://vendor.example/shop/reseller/", Some("https://vendor.example/shop")),
            ("https://vendor.example/resellers", Some("https://vendor.example/resellers")),
            ("http://127.0.0.1:9/reseller", Some("http://127.0.0.1:9/")),
            ("http://vendor:8080", None),
            ("ftp://vendor.example", None),
        ] {
            assert_eq!(vendor_url(text, false).ok().as_ref().map(Url::as_str), expected, "{text}");
        }
        assert!(vendor_url("http://vendor:8080", true).is_ok());
        assert!(vendor_url("ftp://vendor:8080", true).is_err());
        let refused = vendor_url("http://vendor:8080", false).unwrap_err();
        assert!(refused.contains("RESELLER_ALLOW_PLAIN_HTTP=yes"), "{refused}");
    }
}
