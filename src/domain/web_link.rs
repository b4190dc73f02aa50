//! Links that Discord accepts for a button.

use reqwest::Url;

/// The longest address of a button, in characters.
const LONGEST: usize = 512;

/// Returns true if Discord accepts a text as the address of a button and people can open it. The
/// address needs `https`, a host name with a dot, no white space, and a bounded length.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let host = url.domain().unwrap_or_default().trim_end_matches('.');
    url.scheme() == "https"
        && host.split('.').count() > 1
        && host.split('.').all(|part| !part.is_empty())
        && url.as_str().len() <= LONGEST
        && text.starts_with("https://")
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_one_that_discord_takes() {
        for link in ["https://example.org", "https://discord.gg/abc?x=1#y", "https://shop.example.org:8443/é"]
        {
            assert!(is_link(link), "{link}");
        }
        let long = format!("https://example.org/{}", "x".repeat(512));
        for other in [
            "https://",
            "https://help",
            "https://example.",
            "https://.org",
            "https://exa mple.org",
            "https://example.org/a b",
            "https://example.org:port",
            "https:example.org",
            "http://example.org",
            "ftp://example.org",
            "https://[::1]/",
            "#support",
            &long,
        ] {
            assert!(!is_link(other), "{other}");
        }
    }
}
