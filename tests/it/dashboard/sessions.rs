//! Sessions: how they begin and end.

use std::time::Duration;

use super::browser::{Browser, PASSWORD, Premises};
use crate::vendor::vendor;

const MINUTE: Duration = Duration::from_mins(1);

async fn is_signed_in(browser: &Browser) -> bool {
    let page = browser.get("/dashboard/licenses").await;
    assert!([200, 303].contains(&page.status));
    page.status == 200
}

#[tokio::test]
async fn a_token_from_before_the_sign_in_is_never_taken_over() {
    let premises = Premises::open().await;
    let planted = format!("keyclerk_session={}", "a".repeat(64));
    let mut browser = Browser { cookie: Some(planted.clone()), ..premises.browser() };
    assert_eq!(browser.sign_in("shop", PASSWORD).await, 303);
    assert_ne!(browser.cookie.as_ref().unwrap(), &planted);
    let attacker = Browser { cookie: Some(planted), ..premises.browser() };
    assert!(is_signed_in(&browser).await && !is_signed_in(&attacker).await);
    let first = browser.clone();
    assert_eq!(browser.sign_in("shop", PASSWORD).await, 303);
    assert_ne!(first.cookie, browser.cookie, "a second sign-in begins another session");
    assert!(is_signed_in(&browser).await && !is_signed_in(&first).await, "and ends the first one");
}

#[tokio::test]
async fn the_database_holds_no_token() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let token = browser.cookie.unwrap().split_once('=').unwrap().1.to_owned();
    for name in ["vendor.db", "vendor.db-wal"] {
        let bytes = std::fs::read(premises.folder.path().join(name)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&token) && !text.contains(PASSWORD), "{name}");
    }
}

#[tokio::test]
async fn a_session_ends_half_an_hour_after_the_last_page() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    for _ in 0..3 {
        premises.clock.advance(29 * MINUTE);
        assert!(is_signed_in(&browser).await);
    }
    // The script's figures are no page.
    premises.clock.advance(29 * MINUTE);
    assert_eq!(browser.get("/dashboard/usage/figures").await.status, 200);
    premises.clock.advance(MINUTE);
    assert!(!is_signed_in(&browser).await);
    assert_eq!(browser.get("/dashboard/usage/figures").await.status, 401);
}

#[tokio::test]
async fn a_session_ends_twelve_hours_after_the_sign_in() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    for _ in 0..35 {
        premises.clock.advance(20 * MINUTE);
        assert!(is_signed_in(&browser).await);
    }
    premises.clock.advance(20 * MINUTE);
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_no_page_was_stored() {
    let premises = Premises::open().await;
    let (browser, other) = (premises.signed_in("shop").await, premises.signed_in("shop").await);
    for path in
        ["/dashboard/licenses", "/dashboard/settings/keys", "/dashboard/audit", "/dashboard/usage/figures"]
    {
        assert!(!browser.get(path).await.is_stored(), "{path}");
    }
    let page = browser.post("/dashboard/sign-out", &[]).await;
    assert_eq!((page.status, page.location()), (303, "/dashboard/sign-in?done=signed-out"));
    assert_eq!(page.header("clear-site-data"), "\"cache\"");
    assert!(page.header("set-cookie").contains("Max-Age=0"));
    assert!(!is_signed_in(&browser).await, "the token is worth nothing any more");
    assert!(is_signed_in(&other).await, "the other session goes on");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_the_account_only() {
    let premises = Premises::open().await;
    let (first, second) = (premises.signed_in("shop").await, premises.signed_in("shop").await);
    let rival = premises.signed_in("rival").await;
    assert_eq!(first.post("/dashboard/settings/account/sign-out-everywhere", &[]).await.status, 303);
    assert!(!is_signed_in(&first).await && !is_signed_in(&second).await && is_signed_in(&rival).await);
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let premises = Premises::open().await;
    let (first, mut second) = (premises.signed_in("shop").await, premises.signed_in("shop").await);
    let path = "/dashboard/settings/account/password";
    let short = first.post(path, &[("password", PASSWORD), ("new_password", "short")]).await;
    assert!(short.status == 422 && short.text.contains("A password has at least 12 characters."));
    let wrong = first.post(path, &[("password", "wrong"), ("new_password", "another long one")]).await;
    assert_eq!(wrong.status, 422);
    assert!(is_signed_in(&first).await);
    assert_eq!(
        first.post(path, &[("password", PASSWORD), ("new_password", "another long one")]).await.status,
        303
    );
    assert!(!is_signed_in(&first).await && !is_signed_in(&second).await);
    assert_eq!(second.sign_in("shop", PASSWORD).await, 422);
    assert_eq!(second.sign_in("shop", "another long one").await, 303);
    // The command line of a running server does the same.
    let folder = premises.folder.path();
    let set = super::passwords::set_password(folder, "shop", "yet another one\n");
    assert!(set.status.success(), "{set:?}");
    assert!(!is_signed_in(&second).await);
    assert!(vendor(folder, &["key", "list"]).status.success());
}

#[tokio::test]
async fn behind_https_the_cookie_is_secure_and_bound_to_the_host() {
    let premises = Premises::behind("https://shop.example", false).await;
    let browser = premises.browser();
    let request = browser.request(reqwest::Method::POST, "/dashboard/sign-in").header("host", "shop.example");
    let body = super::browser::encoded(&[("account", "shop"), ("password", PASSWORD)]);
    let answer = request.body(body).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-keyclerk_session="), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/; Secure"), "{cookie}");
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=31536000");
    let value = cookie.split(';').next().unwrap().to_owned();
    let open = |cookie: String| {
        browser
            .request(reqwest::Method::GET, "/dashboard/licenses")
            .header("host", "shop.example")
            .header("cookie", cookie)
    };
    assert_eq!(open(value.clone()).send().await.unwrap().status(), 200);
    let plain = value.trim_start_matches("__Host-").to_owned();
    assert_eq!(open(plain).send().await.unwrap().status(), 303, "a cookie that a plain connection could set");
}
