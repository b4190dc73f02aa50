//! Importing in the browser: preview, report and confirmation.

use super::browser::Premises;

const FILE: &str =
    "key,product,expiration\nps-AAAA-1111111-AAA,lifetime,\nps-BBBB-1111111-BBB,monthly,2099-12-31\n";

async fn stock(premises: &Premises) -> usize {
    premises.server.store.stock_of("shop").await.unwrap().len()
}

#[tokio::test]
async fn a_file_with_a_bad_line_is_reported_and_not_imported() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-KNOWN-111111-AAA"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    let file = format!("{FILE}ps-CCCC-1111111-CCC,monthly,soon\nps-KNOWN-111111-AAA,lifetime,\n");
    for page in [browser.upload(file.as_bytes(), &[]).await, browser.upload(b"", &[("text", &file)]).await] {
        assert_eq!(page.status, 422);
        assert!(page.text.contains("Nothing will be imported: 2 problems to correct."), "{}", page.text);
        assert!(page.text.contains("Line 4: the column expiration has no valid time"), "{}", page.text);
        assert!(page.text.contains("Line 5: the key is in stock already"), "{}", page.text);
        assert!(!page.text.contains("Import now") && !page.text.contains("1111111"), "{}", page.text);
    }
    assert_eq!(stock(&premises).await, 1);
}

#[tokio::test]
async fn a_preview_changes_nothing_and_its_file_is_imported_once() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let page = browser.upload(FILE.as_bytes(), &[("text", "ignored")]).await;
    assert_eq!(page.status, 200);
    for words in [
        "2 licenses will be imported",
        "ps-AAAA-•••••••-•••",
        "2099-12-31 23:59",
        "1 expiration without a time",
    ] {
        assert!(page.text.contains(words), "{words} in {}", page.text);
    }
    assert_eq!(stock(&premises).await, 0);
    let file = page.between("name=\"file\" value=\"", "\"").unwrap();
    let other = premises.signed_in("shop").await;
    let confirm = "/dashboard/licenses/import/confirm";
    assert_eq!(other.post(confirm, &[("file", file)]).await.status, 409, "another session's file");
    let done = browser.post(confirm, &[("file", file)]).await;
    assert_eq!((done.status, done.location()), (303, "/dashboard/licenses?imported=2"));
    assert_eq!(stock(&premises).await, 2);
    assert_eq!(browser.post(confirm, &[("file", file)]).await.status, 409, "a second time");
    let audit = browser.get("/dashboard/audit").await.text;
    assert!(audit.contains("Licenses imported") && audit.contains("2 licenses"), "{audit}");
}

#[tokio::test]
async fn known_licenses_are_skipped_on_request() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-AAAA-1111111-AAA"], "lifetime").await;
    let browser = premises.signed_in("shop").await;
    let file = format!("{FILE}ps-OLDD-1111111-OLD,monthly,2020-01-01\n");
    let page = browser.upload(file.as_bytes(), &[("skip_known", "yes")]).await;
    assert!(
        page.text
            .contains("1 license will be imported, 1 known license skipped, 1 expired license left out.")
    );
    assert!(page.text.contains("Line 2: in stock already") && page.text.contains("Line 4: expired at"));
    let file = page.between("name=\"file\" value=\"", "\"").unwrap();
    assert_eq!(browser.post("/dashboard/licenses/import/confirm", &[("file", file)]).await.status, 303);
    assert_eq!(stock(&premises).await, 2);
}

#[tokio::test]
async fn a_stock_that_changed_after_the_preview_stops_the_import() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    let page = browser.upload(FILE.as_bytes(), &[]).await;
    let file = page.between("name=\"file\" value=\"", "\"").unwrap();
    premises.stock("shop", &["ps-BBBB-1111111-BBB"], "monthly").await;
    let page = browser.post("/dashboard/licenses/import/confirm", &[("file", file)]).await;
    assert!(page.status == 409 && page.text.contains("Line 3: the key is in stock already"), "{}", page.text);
    assert_eq!(stock(&premises).await, 1);
}

#[tokio::test]
async fn an_empty_form_and_a_long_report_are_answered() {
    let premises = Premises::open().await;
    let browser = premises.signed_in("shop").await;
    assert_eq!(browser.upload(b"", &[("text", " \n")]).await.status, 422);
    let lines: Vec<String> = (0..5000).map(|number| format!("ps-{number:05}-1111111,lifetime,\n")).collect();
    let page = browser.upload(format!("key,product,expiration\n{}", lines.concat()).as_bytes(), &[]).await;
    assert!(
        page.text.contains("And 4,900 further lines.") && page.text.len() < 60_000,
        "{}",
        page.text.len()
    );
}
