//! Signing in: passwords, limits of attempts, and equal work for every account.

use std::time::Duration;

use serde_json::{Value, json};

use super::browser::{PASSWORD, Premises};

const QUARTER: Duration = Duration::from_mins(15);

#[tokio::test]
async fn there_is_no_dashboard_until_an_account_has_a_password() {
    let premises = Premises::without_passwords(|setup| setup).await;
    premises.server.store.create_key("shop").await.unwrap();
    let browser = premises.browser();
    for path in ["/dashboard", "/dashboard/sign-in", "/dashboard/assets/style.css"] {
        let page = browser.get(path).await;
        let unknown = json!({ "ok": false, "message": "Unknown endpoint" });
        assert_eq!(
            (page.status, serde_json::from_str::<Value>(&page.text).unwrap()),
            (404, unknown),
            "{path}"
        );
    }
    let refused = browser.submit("/dashboard/sign-in", &[("account", "shop"), ("password", "")]).await;
    assert_eq!((refused.status, premises.server.compared_passwords()), (404, 0));
}

#[tokio::test]
async fn an_owner_signs_in_and_gets_a_cookie_that_scripts_cannot_read() {
    let premises = Premises::open().await;
    let mut browser = premises.browser();
    let page = browser.get("/dashboard").await;
    assert_eq!((page.status, page.location()), (303, "/dashboard/sign-in"));
    let fields = [("account", " shop "), ("password", PASSWORD)];
    let page = browser.submit("/dashboard/sign-in", &fields).await;
    assert_eq!((page.status, page.location()), (303, "/dashboard/licenses"));
    let cookie = page.header("set-cookie");
    assert!(cookie.starts_with("keyclerk_session=") && !cookie.contains("Secure"), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/dashboard"), "{cookie}");
    assert_eq!(browser.sign_in("shop", PASSWORD).await, 303);
    let page = browser.get("/dashboard/licenses").await;
    assert!(page.status == 200 && page.text.contains("Sign out") && page.text.contains("<bdi>shop</bdi>"));
    assert_eq!(browser.get("/dashboard/sign-in").await.location(), "/dashboard/licenses");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_get_the_same_answer_for_the_same_work() {
    let premises = Premises::open().await;
    premises.server.store.create_key("no password").await.unwrap();
    let browser = premises.browser();
    let mut answers = Vec::new();
    for account in ["shop", "nobody", "no password"] {
        let before = premises.server.compared_passwords();
        let fields = [("account", account), ("password", "wrong wrong wrong")];
        let page = browser.submit("/dashboard/sign-in", &fields).await;
        let work = premises.server.compared_passwords() - before;
        assert!(page.headers.get("set-cookie").is_none());
        answers.push((page.status, page.text.replace(account, "ACCOUNT"), work));
    }
    assert_eq!((answers[0].0, answers[0].2), (422, 1));
    assert!(answers[0].1.contains("The account or the password is wrong."));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let owner = premises.signed_in("shop").await;
    // The audit is written in the background, so that it takes no time of the answer.
    let recorded = async {
        while !owner.get("/dashboard/audit").await.text.contains("Wrong password") {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), recorded).await.expect("the audit holds the attempt");
}

#[tokio::test]
async fn after_ten_wrong_passwords_even_the_right_one_waits_a_quarter_of_an_hour() {
    let premises = Premises::open().await;
    let mut browser = premises.browser();
    for _ in 0..10 {
        assert_eq!(browser.sign_in("shop", "wrong wrong wrong").await, 422);
    }
    let fields = [("account", "shop"), ("password", PASSWORD)];
    let page = browser.submit("/dashboard/sign-in", &fields).await;
    assert_eq!(
        (page.status, premises.server.compared_passwords()),
        (429, 10),
        "no password is compared any more"
    );
    assert!(page.text.contains("Too many attempts. Try again in 15 minutes."), "{}", page.text);
    assert_eq!(premises.browser().sign_in("rival", PASSWORD).await, 303, "another account");
    premises.clock.advance_almost(QUARTER);
    assert_eq!(browser.sign_in("shop", PASSWORD).await, 429);
    premises.clock.advance(Duration::from_millis(1));
    assert_eq!(browser.sign_in("shop", PASSWORD).await, 303);
}

#[tokio::test]
async fn a_stranger_who_guesses_does_not_keep_the_owner_from_changing_api_keys() {
    let premises = Premises::open().await;
    let owner = premises.signed_in("shop").await;
    let mut stranger = premises.browser();
    for _ in 0..10 {
        assert_eq!(stranger.sign_in("shop", "wrong wrong wrong").await, 422);
    }
    assert_eq!(stranger.sign_in("shop", PASSWORD).await, 429);
    let fields = [("name", "bot"), ("scope", "read"), ("expires", ""), ("password", PASSWORD)];
    assert_eq!(owner.post("/dashboard/settings/keys", &fields).await.status, 200);
}

#[tokio::test]
async fn an_address_is_limited_over_all_accounts() {
    let premises = Premises::open().await;
    let mut browser = premises.browser();
    for number in 0..30 {
        assert_eq!(browser.sign_in(&format!("made up {number}"), "wrong wrong wrong").await, 422);
    }
    assert_eq!(browser.sign_in("shop", PASSWORD).await, 429);
}

#[tokio::test]
async fn parallel_attempts_are_limited_as_well() {
    let premises = Premises::open().await;
    let attempts = (0..25).map(|_| {
        let mut browser = premises.browser();
        tokio::spawn(async move { browser.sign_in("shop", "wrong wrong wrong").await })
    });
    let mut statuses = Vec::new();
    for attempt in attempts.collect::<Vec<_>>() {
        statuses.push(attempt.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 10, "{statuses:?}");
    assert_eq!(premises.server.compared_passwords(), 10);
}

#[tokio::test]
async fn a_password_that_is_asked_again_counts_as_an_attempt() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let fields = [("name", "bot"), ("scope", "read"), ("expires", ""), ("password", "wrong wrong wrong")];
    for _ in 0..10 {
        assert_eq!(browser.post("/dashboard/settings/keys", &fields).await.status, 422);
    }
    let right = [("name", "bot"), ("scope", "read"), ("expires", ""), ("password", PASSWORD)];
    let page = browser.post("/dashboard/settings/keys", &right).await;
    assert!(page.status == 422 && page.text.contains("Too many attempts"), "{}", page.text);
    assert!(premises.server.store.keys().await.unwrap().is_empty());
}

#[tokio::test]
async fn only_a_trusted_proxy_names_the_address_of_a_client() {
    for (trusts_proxy, status) in [(false, 429), (true, 422)] {
        let premises = Premises::behind("http://shop.example", trusts_proxy).await;
        let browser = premises.browser();
        let mut last = 0;
        for number in 0..31 {
            let fields = [("account", format!("made up {number}")), ("password", "wrong".to_owned())];
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            let request = browser.request(reqwest::Method::POST, "/dashboard/sign-in");
            let request = request.header("host", "shop.example");
            let request = request.header("x-forwarded-for", format!("9.9.9.9, 10.0.0.{number}"));
            last = request.body(super::browser::encoded(&fields)).send().await.unwrap().status().as_u16();
        }
        assert_eq!(last, status, "trusts_proxy: {trusts_proxy}");
    }
}
