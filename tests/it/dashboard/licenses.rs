//! Licenses in the browser: search, reveal, assign, withdraw, restore and export.

use serde_json::json;

use super::browser::{Browser, Premises};

const LICENSES: &str = "/dashboard/licenses";

async fn audit(browser: &Browser) -> String {
    browser.get("/dashboard/audit").await.text
}

#[tokio::test]
async fn the_stock_is_counted_by_product_whatever_happens_to_a_license() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-A-1", "ps-A-2", "ps-A-3", "ps-A-4"], "lifetime").await;
    premises.stock("shop", &["ps-B-1"], "monthly").await;
    premises.stock("rival", &["ps-C-1"], "lifetime").await;
    premises.sql("update vendor_license set expiration = 1 where license_key = 'ps-A-4'").await;
    let key = premises.server.store.create_key("shop").await.unwrap();
    assert_eq!(premises.assign("ps-A-1", &key).await.0, 200);
    premises.server.store.withdraw("shop", &["ps-A-2".parse().unwrap()]).await.unwrap();
    let page = premises.signed_in("shop").await.get(LICENSES).await;
    let row = |product: &str| {
        let begin = format!("<th class=\"words\" scope=\"row\"><bdi>{product}</bdi></th>");
        let cells = page.between(&begin, "</tr>").unwrap().split("<td").skip(1);
        let parsed = |part: &str| part.split('<').next().and_then(|text| text.parse::<u32>().ok());
        let number = |cell: &str| cell.split('>').find_map(parsed).unwrap();
        cells.map(number).collect::<Vec<u32>>()
    };
    assert_eq!((row("lifetime"), row("monthly")), (vec![1, 1, 1, 1], vec![1, 0, 0, 0]));
}

#[tokio::test]
async fn licenses_that_expire_today_count_as_expired_once_they_do() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-A-1"], "lifetime").await;
    premises.sql("update vendor_license set expiration = 1767225600000 + 3600000").await;
    let browser = premises.signed_in("shop").await;
    let cell = "<td class=\"number\">1</td>";
    assert!(!browser.get(LICENSES).await.text.contains(cell));
    premises.clock.advance(std::time::Duration::from_hours(1));
    let browser = premises.signed_in("shop").await;
    assert!(browser.get(LICENSES).await.text.contains(cell), "the number of expired licenses");
}

#[tokio::test]
async fn licenses_are_found_by_key_state_product_and_buyer() {
    let premises = Premises::open().await;
    premises
        .stock("shop", &["ps-AAAA-1111111-AAA", "ps-BBBB-2222222-BBB", "ps-CCCC-33%_\\33-CCC"], "lifetime")
        .await;
    premises.stock("shop", &["ps-DDDD-1111111-DDD"], "monthly").await;
    premises.stock("rival", &["ps-EEEE-1111111-EEE"], "lifetime").await;
    let key = premises.server.store.create_key("shop").await.unwrap();
    premises.assign("ps-BBBB-2222222-BBB", &key).await;
    let browser = premises.signed_in("shop").await;
    let found = async |fields: &[(&str, &str)]| {
        let mut page = browser.post(LICENSES, fields).await;
        if page.status == 303 {
            let location = page.location().to_owned();
            page = browser.get(&location).await;
        }
        let links = page.text.split("href=\"/dashboard/licenses/").skip(1);
        links.filter_map(|rest| rest.split('"').next()?.parse::<i64>().ok()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[("key", "1111111")]).await, [1, 4], "in the order of keys, and only the own ones");
    assert_eq!(found(&[("key", "ps-aaaa-1111111-aaa")]).await, [1], "upper and lower case are alike");
    assert_eq!(found(&[("key", "%")]).await, [3], "a percent sign is a percent sign");
    assert_eq!((found(&[("key", "_")]).await, found(&[("key", "\\")]).await), (vec![3], vec![3]));
    assert_eq!(found(&[("key", "1111111"), ("product", "monthly")]).await, [4]);
    assert_eq!(found(&[("key", "ps-"), ("state", "assigned")]).await, [2]);
    assert_eq!(found(&[("key", "ps-"), ("buyer", "1")]).await, [2]);
    assert_eq!(found(&[("state", "in_stock")]).await, [4, 3, 1]);
    assert_eq!(found(&[("state", "assigned")]).await, [2]);
    assert_eq!(found(&[("product", "lifetime")]).await, [3, 2, 1]);
    assert_eq!(found(&[("product", "lifetime"), ("state", "in_stock")]).await, [3, 1]);
    assert_eq!(found(&[("buyer", "1")]).await, [2]);
    assert_eq!(found(&[("buyer", "1"), ("state", "withdrawn")]).await, [] as [i64; 0]);
    assert_eq!(found(&[]).await, [4, 3, 2, 1]);
    let page = browser.post(LICENSES, &[("key", "ps-AAAA"), ("state", "in_stock")]).await;
    assert_eq!(page.status, 200, "a search for a key is no URL");
}

#[tokio::test]
async fn pages_of_licenses_follow_each_other_without_a_gap() {
    let premises = Premises::open().await;
    let keys: Vec<String> = (0..120).map(|number| format!("ps-{number:04}-AAAAAAA-AAA")).collect();
    premises.stock("shop", &keys.iter().map(String::as_str).collect::<Vec<_>>(), "lifetime").await;
    premises.server.store.withdraw("shop", &[keys[100].parse().unwrap()]).await.unwrap();
    let browser = premises.signed_in("shop").await;
    let ids = |text: &str| {
        let links = text.split("<th scope=\"row\"><a href=\"/dashboard/licenses/").skip(1);
        links.map(|rest| rest.split('"').next().unwrap().parse::<i64>().unwrap()).collect::<Vec<_>>()
    };
    let mut page = browser.get(LICENSES).await;
    let mut all = ids(&page.text);
    while let Some(next) = page.between("rel=\"next\" href=\"", "\"").map(|path| path.replace("&amp;", "&")) {
        page = browser.get(&next).await;
        all.extend(ids(&page.text));
    }
    assert_eq!(all, (1..=120).rev().collect::<Vec<_>>());
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page = browser.post(LICENSES, &[("key", "AAAAAAA"), ("after", &after)]).await;
        all.extend(ids(&page.text));
        match page.between("name=\"after\" value=\"", "\"") {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(all, (1..=120).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_search_that_begins_after_a_license_of_another_account_tells_nothing_about_its_key() {
    let premises = Premises::open().await;
    premises.stock("rival", &["KEY-M"], "lifetime").await;
    premises.stock("shop", &["KEY-A", "KEY-Z"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    let shown = |text: &str| ["2", "3"].map(|id| text.contains(&format!("/dashboard/licenses/{id}\"")));
    let page = browser.post(LICENSES, &[("key", "KEY-"), ("after", "1")]).await;
    assert_eq!(shown(&page.text), [true, true], "the license of the other account is no place to begin");
    let page = browser.post(LICENSES, &[("key", "KEY-"), ("after", "2")]).await;
    assert_eq!(shown(&page.text), [false, true]);
}

#[tokio::test]
async fn a_key_is_masked_until_it_is_revealed_and_the_audit_says_so() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-AAAA-1111111-AAA"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    for path in [LICENSES, "/dashboard/licenses/1"] {
        let page = browser.get(path).await;
        assert!(page.text.contains("ps-AAAA-•••••••-•••") && !page.text.contains("1111111"), "{path}");
    }
    assert!(!audit(&browser).await.contains("revealed"));
    let page = browser.post("/dashboard/licenses/1/reveal", &[]).await;
    assert!(page.status == 200 && page.text.contains("<bdi>ps-AAAA-1111111-AAA</bdi>") && !page.is_stored());
    let audit = audit(&browser).await;
    assert!(audit.contains("License key revealed") && audit.contains("ps-AAAA-•••••••-•••"));
    assert!(audit.contains("dashboard, <bdi>127.0.0.1</bdi>") && !audit.contains("1111111"));
}

#[tokio::test]
async fn a_license_is_withdrawn_restored_and_assigned_by_hand() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-AAAA-1111111-AAA"], "lifetime").await;
    let key = premises.server.store.create_key("shop").await.unwrap();
    let browser = premises.signed_in("shop").await;
    let path = |action: &str| format!("/dashboard/licenses/1/{action}");
    assert_eq!(browser.post(&path("withdraw"), &[]).await.location(), "/dashboard/licenses/1?done=withdrawn");
    assert_eq!(premises.api("fetchlicense", &key).await.0, 404);
    let twice = browser.post(&path("withdraw"), &[]).await;
    assert!(twice.status == 409 && twice.text.contains("The license is withdrawn."), "{}", twice.text);
    assert_eq!(browser.post(&path("assign"), &[("discord_user_id", "5")]).await.status, 409);
    assert_eq!(browser.post(&path("restore"), &[]).await.status, 303);
    assert_eq!(premises.api("fetchlicense", &key).await.0, 200);
    for wrong in ["", "somebody", "+5", "-5", "0"] {
        let page = browser.post(&path("assign"), &[("discord_user_id", wrong)]).await;
        assert!(page.status == 422 && page.text.contains("discord_user_id-error"), "{wrong}");
    }
    assert_eq!(browser.post(&path("assign"), &[("discord_user_id", " 5 ")]).await.status, 303);
    let assigned = premises.server.store.assigned().await.unwrap();
    assert_eq!((assigned.len(), assigned[0].1.to_string()), (1, "5".to_owned()));
    assert_eq!(browser.post(&path("assign"), &[("discord_user_id", "6")]).await.status, 409);
    assert_eq!(browser.post(&path("withdraw"), &[]).await.status, 409);
    let audit = audit(&browser).await;
    for words in ["License withdrawn", "License restored", "License assigned", "ps-AAAA-•••••••-••• to 5"]
    {
        assert!(audit.contains(words), "{words} in {audit}");
    }
}

#[tokio::test]
async fn several_licenses_are_withdrawn_with_a_report_line_by_line() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-AAAA-1111111-AAA", "ps-BBBB-1111111-BBB"], "lifetime").await;
    premises.stock("rival", &["ps-CCCC-1111111-CCC"], "lifetime").await;
    let key = premises.server.store.create_key("shop").await.unwrap();
    premises.assign("ps-BBBB-1111111-BBB", &key).await;
    let browser = premises.signed_in("shop").await;
    let keys = "ps-AAAA-1111111-AAA\r\n\r\nps-BBBB-1111111-BBB\r\nps-CCCC-1111111-CCC\r\nps-NOBODY-11111-X";
    let page = browser.post("/dashboard/licenses/withdraw", &[("keys", keys)]).await;
    assert_eq!(page.status, 409);
    assert!(page.text.contains("1 license withdrawn.") && !page.text.contains("1111111"));
    for line in [
        "Line 3 <bdi class=\"key\">ps-BBBB-•••••••-•••</bdi>: The license is assigned.",
        "Line 4 ",
        "Line 5 ",
    ] {
        assert!(page.text.contains(line), "{line} in {}", page.text);
    }
    assert_eq!(premises.api("fetchlicense", &key).await.0, 404);
    let rival = premises.server.store.stock_of("rival").await.unwrap();
    assert_eq!(rival.len(), 1, "the other account keeps its license");
    assert_eq!(browser.post("/dashboard/licenses/withdraw", &[("keys", " \r\n")]).await.status, 422);
}

#[tokio::test]
async fn an_export_holds_no_formula_and_whole_keys_only_on_request() {
    let premises = Premises::open().await;
    premises
        .stock(
            "shop",
            &["=cmd|1111111", "@SUM(1111111)", "ps-AAAA-1111111-AAA"],
            "\"=HYPERLINK(\"\"http://x\"\")\"",
        )
        .await;
    premises.stock("shop", &["ps-BBBB-1111111-BBB"], "+1").await;
    premises.stock("rival", &["ps-CCCC-1111111-CCC"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    let page = browser.post("/dashboard/licenses/export", &[("state", "in_stock")]).await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert_eq!(page.header("content-disposition"), "attachment; filename=\"licenses.csv\"");
    assert!(!page.text.contains("1111111") && !page.is_stored(), "{}", page.text);
    let page = browser.post("/dashboard/licenses/export", &[("state", ""), ("reveal", "yes")]).await;
    let mut table = csv::Reader::from_reader(page.text.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let keys: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(keys, ["ps-BBBB-1111111-BBB", "ps-AAAA-1111111-AAA", "'@SUM(1111111)", "'=cmd|1111111"]);
    assert_eq!((&rows[0][1], &rows[1][1]), ("'+1", "'=HYPERLINK(\"http://x\")"));
    assert!(rows.iter().flatten().all(|field| !field.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    assert!(audit(&browser).await.contains("any state, whole keys"));
}

#[tokio::test]
async fn a_large_export_is_complete() {
    let premises = Premises::open().await;
    premises
        .sql(
            "with recursive n (at) as (select 1 union all select at + 1 from n where at < 5000)
            insert into vendor_license (account_id, license_key, product, created_at, slot)
            select (select id from vendor_account where name = 'shop'), 'ps-' || at, 'lifetime', 0, at - 1 from n",
        )
        .await;
    let browser = premises.signed_in("shop").await;
    let page = browser.post("/dashboard/licenses/export", &[("reveal", "yes")]).await;
    assert_eq!(page.text.lines().count(), 5001);
    let keys: std::collections::BTreeSet<&str> =
        page.text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(keys.len(), 5000);
}

#[tokio::test]
async fn a_license_of_another_account_cannot_be_seen_or_changed() {
    let premises = Premises::open().await;
    premises.stock("rival", &["ps-CCCC-1111111-CCC"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    assert_eq!(browser.get("/dashboard/licenses/1").await.status, 404);
    for action in ["reveal", "assign", "withdraw", "restore"] {
        let page =
            browser.post(&format!("/dashboard/licenses/1/{action}"), &[("discord_user_id", "5")]).await;
        assert_eq!((page.status, page.text.contains("1111111")), (404, false), "{action}");
    }
    let key = premises.server.store.create_key("rival").await.unwrap();
    let info = premises.api("licenseinfo?license=ps-CCCC-1111111-CCC", &key).await.1;
    assert_eq!(info["info"]["is_assigned"], json!(false));
}
