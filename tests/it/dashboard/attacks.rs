//! Attacks: other sites, other hosts, frames, large bodies, and pages that a browser keeps.

use reqwest::Method;

use super::browser::{Browser, PASSWORD, Page, Premises, encoded};

/// The pages of an owner, and the forms that change something.
const PAGES: [&str; 13] = [
    "/dashboard/licenses",
    "/dashboard/licenses/1",
    "/dashboard/licenses/products",
    "/dashboard/licenses/import",
    "/dashboard/licenses/withdraw",
    "/dashboard/licenses/export",
    "/dashboard/usage",
    "/dashboard/audit",
    "/dashboard/settings/keys",
    "/dashboard/settings/keys/new",
    "/dashboard/settings/keys/1/roll",
    "/dashboard/settings/keys/1/revoke",
    "/dashboard/settings/account",
];
const FORMS: [&str; 13] = [
    "/dashboard/sign-out",
    "/dashboard/licenses",
    "/dashboard/licenses/1/reveal",
    "/dashboard/licenses/1/assign",
    "/dashboard/licenses/1/withdraw",
    "/dashboard/licenses/1/restore",
    "/dashboard/licenses/withdraw",
    "/dashboard/licenses/export",
    "/dashboard/licenses/import/confirm",
    "/dashboard/settings/keys",
    "/dashboard/settings/keys/1/roll",
    "/dashboard/settings/keys/1/revoke",
    "/dashboard/settings/account/sign-out-everywhere",
];

async fn prepared() -> (Premises, Browser) {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-AAAA-1111111-AAA"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    browser.create_key("assign", "").await;
    (premises, browser)
}

async fn sent(browser: &Browser, path: &str, fields: &[(&str, &str)], header: (&str, &str)) -> Page {
    let request = browser.request(Method::POST, path).header(header.0, header.1);
    Page::of(request.body(encoded(fields)).send().await.unwrap()).await
}

fn everything() -> Vec<(&'static str, &'static str)> {
    vec![
        ("password", PASSWORD),
        ("name", "evil"),
        ("scope", "assign"),
        ("overlap", "0"),
        ("discord_user_id", "666"),
        ("keys", "ps-AAAA-1111111-AAA"),
    ]
}

#[tokio::test]
async fn no_form_is_accepted_without_the_token_of_its_session() {
    let (premises, browser) = prepared().await;
    let other = premises.signed_in("shop").await;
    for path in FORMS {
        for token in ["", "00", other.csrf.as_str()] {
            let page = browser.submit(path, &[&[("csrf", token)], everything().as_slice()].concat()).await;
            assert_eq!(page.status, 403, "{path} with {token:?}");
        }
        assert_eq!(browser.submit(path, &everything()).await.status, 403, "{path} without a token");
    }
    let upload = Browser { csrf: other.csrf.clone(), ..browser.clone() };
    assert_eq!(upload.upload(b"key,product,expiration\nps-X-1,a,\n", &[]).await.status, 403);
    assert_eq!(browser.submit("/dashboard/settings/account/password", &everything()).await.status, 403);
    untouched(&premises, &browser).await;
}

#[tokio::test]
async fn no_form_is_accepted_from_another_site_even_with_its_token() {
    let (premises, browser) = prepared().await;
    let fields = [&[("csrf", browser.csrf.as_str())], everything().as_slice()].concat();
    for path in FORMS.into_iter().chain(["/dashboard/sign-in", "/dashboard/licenses/import"]) {
        for header in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:1"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert_eq!(sent(&browser, path, &fields, header).await.status, 403, "{path} with {header:?}");
        }
    }
    untouched(&premises, &browser).await;
    let own = premises.server.url();
    assert_eq!(sent(&browser, "/dashboard/licenses/1/reveal", &fields, ("origin", &own)).await.status, 200);
    let same = ("sec-fetch-site", "same-origin");
    assert_eq!(sent(&browser, "/dashboard/licenses/1/reveal", &fields, same).await.status, 200);
}

async fn untouched(premises: &Premises, browser: &Browser) {
    assert_eq!(premises.server.store.keys().await.unwrap().len(), 1);
    assert_eq!(premises.server.store.stock_of("shop").await.unwrap().len(), 1);
    let audit = browser.get("/dashboard/audit").await;
    assert_eq!(audit.status, 200, "the session goes on");
    assert!(!audit.text.contains("revealed") && !audit.text.contains("exported"), "{}", audit.text);
}

#[tokio::test]
async fn nothing_is_shown_or_changed_without_a_session() {
    let (premises, browser) = prepared().await;
    let stranger = premises.browser();
    let forged = Browser { cookie: Some(format!("keyclerk_session={}", "0".repeat(64))), ..stranger.clone() };
    for visitor in [&stranger, &forged] {
        for path in PAGES {
            let page = visitor.get(path).await;
            assert_eq!((page.status, page.location()), (303, "/dashboard/sign-in"), "{path}");
            assert_eq!(page.header("connection"), "close", "a stranger keeps no connection");
        }
        for path in FORMS {
            let page = visitor
                .submit(path, &[&[("csrf", browser.csrf.as_str())], everything().as_slice()].concat())
                .await;
            assert_eq!((page.status, page.location()), (303, "/dashboard/sign-in"), "{path}");
        }
        assert_eq!(visitor.get("/dashboard/usage/figures").await.status, 401);
    }
    untouched(&premises, &browser).await;
}

#[tokio::test]
async fn every_answer_forbids_frames_scripts_of_others_and_being_kept() {
    let (premises, browser) = prepared().await;
    let mut pages =
        vec![premises.browser().get("/dashboard/sign-in").await, browser.get("/dashboard/nonsense").await];
    pages.push(browser.get("/dashboard").await);
    pages.push(browser.submit("/dashboard/licenses", &[]).await);
    for path in PAGES {
        pages.push(browser.get(path).await);
    }
    for page in pages {
        let policy = page.header("content-security-policy");
        for rule in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.split(';').any(|own| own.trim() == rule), "{rule} in {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(page.header("x-frame-options"), "DENY");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(page.header("cache-control"), "no-store");
        for inline in [" style=", "<style", " onclick", " onload", "javascript:"] {
            assert!(!page.text.contains(inline), "{inline} in {}", page.text);
        }
        let scripts = page.text.matches("<script").count();
        assert_eq!(
            scripts,
            page.text.matches("<script src=\"/dashboard/assets/script-").count(),
            "{}",
            page.text
        );
        for source in [" src=\"", " href=\""].into_iter().flat_map(|mark| page.text.split(mark).skip(1)) {
            assert!(source.starts_with(['/', '#']) && !source.starts_with("//"), "{source}");
        }
    }
}

#[tokio::test]
async fn fixed_files_are_kept_under_a_name_of_their_content() {
    let (premises, browser) = prepared().await;
    let page = browser.get("/dashboard/licenses").await;
    for (begin, kind) in [
        ("rel=\"stylesheet\" href=\"", "text/css; charset=utf-8"),
        ("<script src=\"", "text/javascript; charset=utf-8"),
        ("type=\"image/svg+xml\" href=\"", "image/svg+xml"),
    ] {
        let path = page.between(begin, "\"").unwrap();
        let file = premises.browser().get(path).await;
        assert_eq!((file.status, file.header("content-type")), (200, kind), "{path}");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
    }
    let missing = browser.get("/dashboard/assets/style-0000.css").await;
    assert_eq!((missing.status, missing.is_stored()), (404, false));
}

#[tokio::test]
async fn a_host_that_is_not_the_owners_is_refused() {
    let (premises, browser) = prepared().await;
    let open = async |browser: &Browser, host: &str| {
        Page::of(browser.with_host("/dashboard/licenses", host).send().await.unwrap()).await
    };
    for host in ["evil.example", "localhost.evil.example", "user@localhost", "127.0.0.1.nip.io"] {
        let page = open(&browser, host).await;
        assert_eq!((page.status, page.text.contains("AAAA")), (421, false), "{host}");
    }
    for host in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080"] {
        assert_eq!(open(&browser, host).await.status, 200, "{host}");
    }
    let public = Premises::behind("https://shop.example", false).await;
    let stranger = public.browser();
    for (host, status) in
        [("shop.example", 303), ("localhost", 421), ("evil.example", 421), ("shop.example:81", 421)]
    {
        assert_eq!(open(&stranger, host).await.status, status, "{host}");
    }
    // The API has no such rule: programs name the host as they like.
    let api = browser.with_host("/reseller/myavailable", "anything.example").send().await.unwrap();
    assert_eq!(api.status(), 401);
    drop(premises);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let (premises, browser) = prepared().await;
    let large = "x".repeat(600 * 1024);
    let page = browser.post("/dashboard/licenses/withdraw", &[("keys", &large)]).await;
    assert!(page.status == 413 && page.text.contains("Too large"), "{}", page.status);
    let page =
        premises.browser().submit("/dashboard/sign-in", &[("account", &large), ("password", "x")]).await;
    assert_eq!(page.status, 413);
    let pairs = "a&".repeat(9 * 1024);
    let page = premises.browser().submit("/dashboard/sign-in", &[("account", &pairs)]).await;
    assert_eq!(page.status, 413, "a stranger's form is small");
    let request = browser.request(Method::POST, "/dashboard/licenses/import");
    let announced = request
        .header("content-type", "multipart/form-data; boundary=limit")
        .body(vec![b'x'; 3 * 1024 * 1024]);
    // The server answers without reading such a body, so that the client may fail while it still sends.
    if let Ok(answer) = announced.send().await {
        assert_eq!(answer.status(), 413);
    }
    let fits = format!("key,product,expiration\n{}", "x".repeat(1024 * 1024));
    assert_eq!(browser.upload(fits.as_bytes(), &[]).await.status, 422, "a megabyte is read");
    untouched(&premises, &browser).await;
}

#[tokio::test]
async fn a_form_that_arrives_as_something_else_changes_nothing() {
    let (premises, browser) = prepared().await;
    for body in ["{\"csrf\":\"x\"}", "%%%", "csrf", "\u{0}"] {
        let request = browser.request(Method::POST, "/dashboard/settings/keys").body(body);
        assert_eq!(request.send().await.unwrap().status(), 403, "{body}");
    }
    let odd = browser.request(Method::POST, "/dashboard/licenses/import").body("csrf=x");
    assert_eq!(odd.send().await.unwrap().status(), 400);
    for path in FORMS {
        if !PAGES.contains(&path) && !path.ends_with("/withdraw") && !path.ends_with("export") {
            assert_eq!(browser.get(path).await.status, 405, "{path} by GET");
        }
    }
    untouched(&premises, &browser).await;
}

#[tokio::test]
async fn the_api_answers_as_before_beside_the_dashboard() {
    let (premises, browser) = prepared().await;
    for path in ["/", "/reseller", "/reseller/nonsense", "/dashboards", "/favicon.ico"] {
        let page = browser.get(path).await;
        let unknown = serde_json::json!({ "ok": false, "message": "Unknown endpoint" });
        let answer: serde_json::Value = serde_json::from_str(&page.text).unwrap();
        assert_eq!((page.status, answer), (404, unknown), "{path}");
        assert!(page.headers.get("content-security-policy").is_none());
    }
    assert_eq!(premises.api("myavailable", "wrong").await.1["message"], "Invalid API key");
    assert_eq!(browser.get("/reseller/myavailable").await.status, 401, "a session is no API key");
}
