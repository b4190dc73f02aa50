//! Names, products, buyers and keys that hold markup, marks of writing direction or very many characters.

use super::browser::{PASSWORD, Premises};

const MARKUP: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;";
const BACKWARDS: &str = "\u{202e}evil\u{2066}\u{200f}";

#[tokio::test]
async fn markup_and_marks_of_direction_stay_text() {
    let premises = Premises::open().await;
    let quoted = MARKUP.replace('"', "\"\"");
    premises.stock("shop", &[&format!("\"{quoted}\""), BACKWARDS], &format!("\"{quoted}{BACKWARDS}\"")).await;
    premises.sql("update vendor_license set assigned_to = '<b>6</b>', slot = null where id = 2").await;
    let browser = premises.signed_in("shop").await;
    let name = format!("{MARKUP}{BACKWARDS}").chars().take(100).collect::<String>();
    let fields = [("name", name.as_str()), ("scope", "read"), ("expires", ""), ("password", PASSWORD)];
    browser.post("/dashboard/settings/keys", &fields).await.api_key();
    let wrong = [("name", name.as_str()), ("scope", MARKUP), ("expires", MARKUP), ("password", MARKUP)];
    let search = [("key", MARKUP), ("state", MARKUP), ("product", MARKUP), ("buyer", MARKUP)];
    let pages = [
        browser.get("/dashboard/licenses").await,
        browser.get("/dashboard/licenses/1").await,
        browser.get("/dashboard/licenses/2").await,
        browser.get("/dashboard/licenses/products").await,
        browser.post("/dashboard/licenses/1/reveal", &[]).await,
        browser.post("/dashboard/licenses/2/reveal", &[]).await,
        browser.post("/dashboard/licenses", &search).await,
        browser.post("/dashboard/settings/keys", &wrong).await,
        browser.get("/dashboard/settings/keys").await,
        browser.get("/dashboard/settings/keys/1/roll").await,
        browser.get("/dashboard/settings/keys/1/revoke").await,
        browser.get("/dashboard/usage").await,
        browser.get("/dashboard/audit").await,
        browser.upload(format!("\"{quoted}\",product,expiration,key\n,a,b,c\n").as_bytes(), &[]).await,
        premises.browser().submit("/dashboard/sign-in", &[("account", MARKUP), ("password", "x")]).await,
    ];
    let mut seen = 0;
    for page in &pages {
        for forbidden in ["<script>", "<img", "<b>", "\"'>"] {
            assert!(!page.text.contains(forbidden), "{forbidden} in {}", page.text);
        }
        seen += usize::from(page.text.contains("&lt;script&gt;alert(1)"));
        // A mark of direction stands only in an element or a value that isolates it.
        for (at, _) in page.text.match_indices('\u{202e}') {
            let before = &page.text[..at];
            let opened = before.rfind("<bdi").max(before.rfind("dir=\"auto\""));
            assert!(opened > before.rfind("</bdi>"), "{}", &before[before.len().saturating_sub(200)..]);
        }
    }
    assert!(seen >= 10, "the texts themselves are shown on {seen} pages");
}

#[tokio::test]
async fn six_thousand_characters_are_cut_in_lists_and_whole_on_their_page() {
    let premises = Premises::open().await;
    premises.stock("shop", &["ps-AAAA-1111111-AAA"], "lifetime").await;
    let long = "W".repeat(6000);
    premises.sql(&format!("update vendor_license set product = '{long}', license_key = 'k{long}'")).await;
    premises.sql(&format!("update vendor_account set name = '{long}' where name = 'rival'")).await;
    let browser = premises.signed_in("shop").await;
    let list = browser.get("/dashboard/licenses").await;
    assert!(list.text.contains(&format!("{}…", "W".repeat(120))) && !list.text.contains(&"W".repeat(121)));
    assert!(list.text.contains("•••••••"), "what is no license key is hidden");
    let page = browser.post("/dashboard/licenses/1/reveal", &[]).await;
    assert!(
        page.text.contains(&format!("<bdi>{long}</bdi>"))
            && page.text.contains(&format!("<bdi>k{long}</bdi>"))
    );
    let search = browser.post("/dashboard/licenses", &[("key", &long), ("product", &long)]).await;
    assert_eq!(search.status, 200);
    let fields = [("name", long.as_str()), ("scope", "read"), ("expires", ""), ("password", PASSWORD)];
    let page = browser.post("/dashboard/settings/keys", &fields).await;
    assert!(page.status == 422 && page.text.contains("A name has at most 100 characters"));
}

#[tokio::test]
async fn no_page_weighs_more_than_sixty_kilobytes() {
    let premises = Premises::open().await;
    let product = "ü".repeat(100);
    let keys: Vec<String> = (0..60).map(|number| format!("ps-{number:04}-{}", "ü".repeat(480))).collect();
    premises.stock("shop", &keys.iter().map(String::as_str).collect::<Vec<_>>(), &product).await;
    let browser = premises.signed_in("shop").await;
    for number in 0..4 {
        premises.server.store.create_key("shop").await.unwrap();
        premises.stock("shop", &[&format!("ps-{number}")], &format!("{}{number}", "ß".repeat(90))).await;
    }
    let page = browser.get("/dashboard/licenses").await;
    let mut fixed = 0;
    for begin in ["rel=\"stylesheet\" href=\"", "<script src=\"", "type=\"image/svg+xml\" href=\""] {
        fixed += browser.get(page.between(begin, "\"").unwrap()).await.text.len();
    }
    for path in [
        "/dashboard/licenses",
        "/dashboard/audit",
        "/dashboard/usage",
        "/dashboard/settings/keys",
        "/dashboard/licenses/1",
    ] {
        let weight = browser.get(path).await.text.len() + fixed;
        assert!(weight <= 60_000, "{path} weighs {weight}");
    }
}
