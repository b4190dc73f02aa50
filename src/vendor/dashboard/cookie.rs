//! The cookie that holds the token of a session.
//!
//! Invariant: the cookie is `HttpOnly` and `SameSite=Strict`. Behind https it is `Secure`, and its name begins with
//! `__Host-`, so that no other host and no plain connection can set it.

use axum::http::{HeaderMap, HeaderValue, header};

use super::session::SessionToken;

const NAME: &str = "keyclerk_session";
const SECURE_NAME: &str = "__Host-keyclerk_session";

/// Returns the token in the cookie of a request. If the browser sends several, none is trusted.
pub(super) fn token_in(headers: &HeaderMap, is_secure: bool) -> Option<SessionToken> {
    let name = name(is_secure);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut values = cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(|(own, _)| *own == name)
        .map(|(_, value)| value);
    match (values.next(), values.next()) {
        (Some(value), None) => SessionToken::parse(value),
        _ => None,
    }
}

/// Returns the header that gives a browser its token.
pub(super) fn setting(token: &SessionToken, is_secure: bool) -> Option<HeaderValue> {
    line(token.text(), "", is_secure)
}

/// Returns the header that takes the token away.
pub(super) fn clearing(is_secure: bool) -> Option<HeaderValue> {
    line("", "; Max-Age=0", is_secure)
}

fn line(value: &str, more: &str, is_secure: bool) -> Option<HeaderValue> {
    let name = name(is_secure);
    // A name with `__Host-` requires the path `/`.
    let path = if is_secure { "/; Secure" } else { "/dashboard" };
    HeaderValue::from_str(&format!("{name}={value}; HttpOnly; SameSite=Strict; Path={path}{more}")).ok()
}

fn name(is_secure: bool) -> &'static str {
    if is_secure { SECURE_NAME } else { NAME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_for_the_dashboard_only() {
        let token = SessionToken::draw();
        let plain = setting(&token, false).unwrap();
        let text = plain.to_str().unwrap();
        assert!(
            text.starts_with("keyclerk_session=")
                && text.ends_with("HttpOnly; SameSite=Strict; Path=/dashboard")
        );
        let secure = setting(&token, true).unwrap();
        let text = secure.to_str().unwrap();
        assert!(text.starts_with("__Host-") && text.ends_with("Path=/; Secure"), "the rules of __Host-");
        assert!(clearing(true).unwrap().to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn a_token_that_comes_twice_is_not_trusted() {
        let token = SessionToken::draw();
        let sent = |cookies: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_str(cookies).unwrap());
            token_in(&headers, false).is_some()
        };
        let own = format!("keyclerk_session={}", token.text());
        assert!(sent(&format!("a=b; {own}; c=d")));
        assert!(!sent(&format!("{own}; {own}")) && !sent("keyclerk_session=x") && !sent("other=x"));
    }
}
