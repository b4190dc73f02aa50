//! API keys in the browser, at the command line and in the API.

use std::time::Duration;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::browser::{PASSWORD, Premises};
use crate::vendor::vendor;

const HOUR: Duration = Duration::from_hours(1);
const KEYS: &str = "/dashboard/settings/keys";

impl Premises {
    async fn status(&self, key: &str) -> u16 {
        self.api("myavailable", key).await.0
    }
}

#[tokio::test]
async fn a_key_is_created_shown_once_and_works() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-AAAA-0000001-AAA"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    assert_eq!(browser.get("/dashboard/settings/keys/new").await.status, 200);
    let fields = [("name", "the <b>bot</b>"), ("scope", "assign"), ("expires", ""), ("password", PASSWORD)];
    let page = browser.post(KEYS, &fields).await;
    let key = page.api_key();
    let parts: Vec<&str> = key.split('_').collect();
    assert_eq!((page.status, &parts[..2], parts[2].len(), parts[3].len()), (200, &["kc", "live"][..], 30, 6));
    let curl = page.between("id=\"curl\">", "</code>").unwrap().replace("&quot;", "\"");
    assert_eq!(curl, format!("curl \"{}/reseller/myavailable?api_token={key}\"", premises.server.url()));
    let (status, stock) = premises.api("myavailable", &key).await;
    assert_eq!((status, &stock["licenses"][0]["key"]), (200, &json!("ps-AAAA-0000001-AAA")));
    assert_eq!(premises.assign("ps-AAAA-0000001-AAA", &key).await.0, 200);
    for path in [KEYS, "/dashboard/audit", "/dashboard/usage"] {
        let page = browser.get(path).await;
        assert!(
            !page.text.contains(&key) && page.text.contains("the &lt;b&gt;bot&lt;/b&gt;"),
            "{path}: {}",
            page.text
        );
    }
    assert!(browser.get(KEYS).await.text.contains(&key[..12]), "the prefix");
    let license = browser.get("/dashboard/licenses/1").await;
    assert!(license.text.contains("by API key 1"), "{}", license.text);
}

#[tokio::test]
async fn a_key_that_may_only_read_cannot_assign() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-AAAA-0000001-AAA"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    let key = browser.create_key("read", "").await;
    for endpoint in ["myavailable", "fetchlicense", "licenseinfo?license=ps-AAAA-0000001-AAA"] {
        assert_eq!(premises.api(endpoint, &key).await.0, 200, "{endpoint}");
    }
    let refused = json!({ "ok": false, "message": "Invalid API key" });
    assert_eq!(premises.assign("ps-AAAA-0000001-AAA", &key).await, (403, refused));
    assert!(premises.server.store.assigned().await.unwrap().is_empty());
    let usage = browser.get("/dashboard/usage").await;
    assert!(
        usage.text.contains("the API key may only read") && usage.text.contains("/reseller/assignlicense")
    );
    let odd = browser.create_key("everything", "").await;
    assert_eq!(
        premises.assign("ps-AAAA-0000001-AAA", &odd).await.0,
        403,
        "an unknown scope is the smaller one"
    );
}

#[tokio::test]
async fn a_key_expires_and_a_life_that_is_not_offered_is_refused() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let key = browser.create_key("assign", "7").await;
    premises.clock.advance_almost(7 * 24 * HOUR);
    assert_eq!(premises.status(&key).await, 200);
    premises.clock.advance(Duration::from_millis(1));
    let refused = json!({ "ok": false, "message": "Invalid API key" });
    assert_eq!(premises.api("myavailable", &key).await, (401, refused));
    let browser = premises.signed_in("shop").await;
    assert!(browser.get(KEYS).await.text.contains("expired"));
    assert!(browser.get("/dashboard/usage").await.text.contains("the API key has expired"));
    let fields = [("name", "bot"), ("scope", "read"), ("expires", "8"), ("password", PASSWORD)];
    assert_eq!(browser.post(KEYS, &fields).await.status, 422);
}

#[tokio::test]
async fn a_rolled_key_works_until_its_overlap_ends() {
    let premises = Premises::open().await;
    for (overlap, hours) in [("1", 1), ("24", 24)] {
        let browser = premises.signed_in("shop").await;
        let old = browser.create_key("read", "").await;
        let id = premises.server.store.keys().await.unwrap().last().unwrap().id;
        let path = format!("{KEYS}/{id}/roll");
        assert_eq!(browser.get(&path).await.status, 200);
        let new = browser.post(&path, &[("overlap", overlap), ("password", PASSWORD)]).await.api_key();
        assert_ne!(new, old);
        premises.clock.advance_almost(hours * HOUR);
        assert_eq!((premises.status(&old).await, premises.status(&new).await), (200, 200));
        premises.clock.advance(Duration::from_millis(1));
        assert_eq!((premises.status(&old).await, premises.status(&new).await), (401, 200));
        assert_eq!(premises.assign("ps-NOBODY", &new).await.0, 403, "the scope stays");
        let browser = premises.signed_in("shop").await;
        let again = browser.post(&path, &[("overlap", "0"), ("password", PASSWORD)]).await;
        assert_eq!(again.status, 409, "a key has one successor");
    }
}

#[tokio::test]
async fn a_key_that_leaked_is_replaced_at_once_and_its_successor_lasts_as_long() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let old = browser.create_key("assign", "30").await;
    let id = premises.server.store.keys().await.unwrap()[0].id;
    let path = format!("{KEYS}/{id}/roll");
    for fields in [[("overlap", "0"), ("password", "wrong")], [("overlap", "2"), ("password", PASSWORD)]] {
        assert_eq!(browser.post(&path, &fields).await.status, 422);
        assert_eq!(premises.status(&old).await, 200);
    }
    premises.clock.advance(20 * HOUR);
    let browser = premises.signed_in("shop").await;
    let new = browser.post(&path, &[("overlap", "0"), ("password", PASSWORD)]).await.api_key();
    assert_eq!((premises.status(&old).await, premises.status(&new).await), (401, 200));
    premises.clock.advance_almost(30 * 24 * HOUR);
    assert_eq!(premises.status(&new).await, 200);
    premises.clock.advance(Duration::from_millis(1));
    assert_eq!(premises.status(&new).await, 401);
}

#[tokio::test]
async fn a_revoked_key_is_refused() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let key = browser.create_key("assign", "").await;
    let path = format!("{KEYS}/1/revoke");
    assert!(browser.get(&path).await.text.contains("cannot be undone"));
    assert_eq!(browser.post(&path, &[("password", "wrong")]).await.status, 422);
    assert_eq!(premises.status(&key).await, 200);
    assert_eq!(
        browser.post(&path, &[("password", PASSWORD)]).await.location(),
        "/dashboard/settings/keys?done=revoked"
    );
    assert_eq!(premises.status(&key).await, 401);
    let page = browser.get("/dashboard/settings/keys?done=revoked").await;
    assert!(page.text.contains("The API key is revoked.") && page.text.contains("No longer working"));
}

#[tokio::test]
async fn a_key_of_another_account_cannot_be_seen_rolled_or_revoked() {
    let premises = Premises::open().await;
    let rival = premises.signed_in("rival").await;
    let key = rival.create_key("assign", "").await;
    let browser = premises.signed_in("shop").await;
    for action in ["roll", "revoke"] {
        let path = format!("{KEYS}/1/{action}");
        assert_eq!(browser.get(&path).await.status, 404);
        let page = browser.post(&path, &[("overlap", "0"), ("password", PASSWORD)]).await;
        assert_eq!((page.status, page.text.contains("kc_live_")), (404, false));
    }
    assert!(!browser.get(KEYS).await.text.contains(&key[..12]));
    assert!(!browser.get("/dashboard/audit").await.text.contains("API key created"));
    assert_eq!(premises.status(&key).await, 200);
    assert_eq!(premises.server.store.keys().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_needs_a_name_that_fits() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let long = "n".repeat(101);
    for (name, words) in
        [("", "Enter a name."), (long.as_str(), "A name has at most 100"), ("a\u{7}", "no control")]
    {
        let fields = [("name", name), ("scope", "read"), ("expires", ""), ("password", PASSWORD)];
        let page = browser.post(KEYS, &fields).await;
        assert!(page.status == 422 && page.text.contains(words), "{name}: {}", page.text);
        assert!(
            page.text.contains("aria-describedby=\"name-hint name-error\""),
            "the error is linked to its field"
        );
    }
    assert!(premises.server.store.keys().await.unwrap().is_empty());
}

#[tokio::test]
async fn keys_of_an_earlier_version_keep_working_and_can_be_rolled() {
    let premises = Premises::open().await;
    // Earlier versions stored neither a name, nor a prefix or a scope.
    let key = "kc_0123456789abcdef";
    let digest = hex::encode(Sha256::digest(key.as_bytes()));
    premises
        .sql(&format!(
            "insert into vendor_api_key (account_id, key_hash, created_at)
            values ((select id from vendor_account where name = 'shop'), x'{digest}', 0)"
        ))
        .await;
    premises.stock("shop", &["ps-AAAA-0000001-AAA"], "lifetime").await;
    assert_eq!(premises.assign("ps-AAAA-0000001-AAA", key).await.0, 200);
    let browser = premises.signed_in("shop").await;
    assert!(browser.get(KEYS).await.text.contains("older key"));
    let rolled = browser.post(&format!("{KEYS}/1/roll"), &[("overlap", "0"), ("password", PASSWORD)]).await;
    assert!(rolled.api_key().starts_with("kc_live_"));
    assert_eq!(premises.status(key).await, 401);
}

#[tokio::test]
async fn the_last_use_is_written_once_a_minute_and_not_for_each_call() {
    let premises = Premises::open().await;
    let key = premises.server.store.create_key("shop").await.unwrap();
    let last_use = async || premises.server.store.keys().await.unwrap()[0].last_used_at;
    let written = async |before| {
        let changed = async {
            loop {
                let last = last_use().await;
                if last != before {
                    break last;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), changed).await.expect("the use is recorded")
    };
    assert_eq!(last_use().await, None);
    premises.status(&key).await;
    let first = written(None).await;
    premises.clock.advance(Duration::from_secs(59));
    for _ in 0..20 {
        premises.status(&key).await;
    }
    assert_eq!(last_use().await, first);
    premises.clock.advance(Duration::from_secs(1));
    premises.status(&key).await;
    let second = written(first).await.unwrap();
    assert_eq!(second.since(first.unwrap()), Duration::from_mins(1));
}

#[tokio::test]
async fn the_calls_of_a_key_are_counted_against_its_limit() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let key = browser.create_key("read", "").await;
    for _ in 0..100 {
        assert_eq!(premises.status(&key).await, 200);
    }
    assert_eq!(premises.status(&key).await, 429);
    let figures = browser.get("/dashboard/usage/figures").await;
    assert_eq!(figures.text, "{\"calls\":{\"1\":100}}");
    assert!(browser.get(KEYS).await.text.contains("<span data-calls=\"1\">100</span>"));
    let usage = browser.get("/dashboard/usage").await;
    assert!(usage.text.contains("101 calls in the last 60 minutes"), "{}", usage.text);
    assert!(usage.text.contains("Rate limit exceeded. Try again later."));
    let rival = premises.signed_in("rival").await;
    assert_eq!(rival.get("/dashboard/usage/figures").await.text, "{\"calls\":{}}");
    assert!(!rival.get("/dashboard/usage").await.text.contains("Rate limit exceeded"));
}

#[test]
fn the_command_line_creates_rolls_and_revokes_the_same_keys() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = vendor(folder.path(), arguments);
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    let (_, key) = run(&["key", "create", "shop", "--name", "bot", "--scope", "read", "--days", "30"]);
    let (_, list) = run(&["key", "list"]);
    assert!(list.contains(&format!("1  shop  {}  bot  read  active", &key[..12])), "{list}");
    assert!(!list.contains(key.trim()));
    let (_, rolled) = run(&["key", "roll", "1", "--overlap", "24"]);
    assert!(rolled.starts_with("kc_live_") && rolled != key);
    assert!(run(&["key", "list"]).1.contains("read  being replaced"));
    for (arguments, words) in [
        (["key", "roll", "1"].as_slice(), "only an active API key can be rolled"),
        (&["key", "roll", "9"], "there is no API key 9"),
        (&["key", "roll", "2", "--overlap", "2"], "--overlap takes 0, 1 or 24"),
        (&["key", "create", "shop", "--days", "0"], "--days takes a number from 1 to 3650"),
    ] {
        let (done, said) = run(arguments);
        assert!(!done && said.contains(words), "{said}");
    }
    assert!(run(&["key", "revoke", "1"]).0 && !run(&["key", "revoke", "1"]).0);
}
