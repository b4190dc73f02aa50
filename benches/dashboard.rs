//! Measures each page of the dashboard with a million licenses, over HTTP on this machine. Prints a table and does
//! not judge the figures.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

use std::path::Path;
use std::time::{Duration, Instant};

use keyclerk::vendor::{ApiKeyId, KeyRequest, Overlap, ServerSetup, Store, VendorServer, hash_password};
use reqwest::header::{COOKIE, SET_COOKIE};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use tokio::net::TcpListener;

const LICENSES: i64 = 1_000_000;
const TIMES: usize = 200;
const PASSWORD: &str = "a long password";

/// Fills the stock of an account: twenty products, a third of the licenses assigned to fifty thousand buyers, one
/// in a hundred withdrawn, and expirations over two years around now. Adds a hundred thousand entries of the audit.
async fn fill(path: &Path) {
    let store = Store::open(path).await.unwrap();
    for number in 0..30 {
        let name = format!("program {number}");
        store.issue_key("shop", &KeyRequest { name, ..KeyRequest::default() }).await.unwrap();
    }
    store.roll(None, ApiKeyId::new(1), Overlap::Day).await.unwrap();
    store.set_password("shop", &hash_password(&PASSWORD.into()).unwrap()).await.unwrap();
    let mut database = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    let fill = format!(
        "pragma synchronous = off; begin;
        create temp table now as select unixepoch() * 1000 as now;
        with recursive n (at) as (select 1 union all select at + 1 from n where at < {LICENSES})
        insert into vendor_license (account_id, license_key, product, expiration, created_at, assigned_to, assigned_at,
            withdrawn_at, slot)
        select 1, printf('ps-%04X-%07X-%03X', (at * 7919) % 65536, (at * 104729) % 268435456, at % 4096),
            'product ' || (at % 20), iif(at % 5 = 0, null, now + ((at * 31) % 730 - 365) * 86400000), now - at,
            iif(at % 3 = 0, 100000000000000000 + (at * 17) % 50000, null), iif(at % 3 = 0, now, null),
            iif(at % 100 = 1 and at % 3 <> 0, now, null), null
        from n, now;
        update vendor_license set slot = ranked.slot
            from (select id, row_number() over (order by id) - 1 as slot from vendor_license where state = 'in_stock') as ranked
            where ranked.id = vendor_license.id;
        with recursive n (at) as (select 1 union all select at + 1 from n where at < 100000)
        insert into vendor_audit (account_id, at, initiator, action, subject)
        select 1, now, 'command_line', 'withdrawn', 'ps-0000-•••••••-•••' from n, now;
        commit;"
    );
    sqlx::raw_sql(AssertSqlSafe(fill)).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

struct Browser {
    client: reqwest::Client,
    url: String,
    cookie: String,
    csrf: String,
}

impl Browser {
    async fn get(&self, path: &str) -> String {
        let request = self.client.get(format!("{}{path}", self.url)).header(COOKIE, &self.cookie);
        request.send().await.unwrap().error_for_status().unwrap().text().await.unwrap()
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        let mut url = reqwest::Url::parse("http://localhost/").unwrap();
        url.query_pairs_mut().append_pair("csrf", &self.csrf).extend_pairs(fields);
        let body = url.query().unwrap_or_default().to_owned();
        let request = self.client.post(format!("{}{path}", self.url)).header(COOKIE, &self.cookie);
        request.header("content-type", "application/x-www-form-urlencoded").body(body).send().await.unwrap()
    }
}

fn row(what: &str, times: &mut [Duration], weight: usize, aim: &str) {
    times.sort_unstable();
    let millis =
        |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    let weight = weight as f64 / 1000.0;
    println!(
        "| {what:<52} | {:>9.2} ms | {:>9.2} ms | {weight:>7.1} kB | {aim:>6} |",
        millis(50),
        millis(99)
    );
}

/// Measures an expression that returns a page.
macro_rules! measure {
    ($what:expr, $times:expr, $aim:expr, $each:expr) => {{
        let (mut times, mut weight) = (Vec::with_capacity($times), 0);
        for _ in 0..$times {
            let begun = Instant::now();
            let page: String = $each;
            times.push(begun.elapsed());
            weight = page.len();
        }
        row($what, &mut times, weight, $aim);
    }};
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor.db");
    let begun = Instant::now();
    fill(&path).await;
    println!("{LICENSES} licenses were filled in within {:.0} s\n", begun.elapsed().as_secs_f64());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = VendorServer::start_with(ServerSetup::new(&path, None), listener).await.unwrap();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut browser = Browser { client, url: server.url(), cookie: String::new(), csrf: String::new() };
    println!("| {:<52} | {:>12} | {:>12} | {:>10} | {:>6} |", "page", "median", "p99", "weight", "aim");
    println!(
        "|{}|{}|{}|{}|{}|",
        "-".repeat(54),
        "-".repeat(14),
        "-".repeat(14),
        "-".repeat(12),
        "-".repeat(8)
    );
    measure!("sign in", 20, "–", {
        let answer = browser.post("/dashboard/sign-in", &[("account", "shop"), ("password", PASSWORD)]).await;
        let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().clone_into(&mut browser.cookie);
        answer.text().await.unwrap()
    });
    let page = browser.get("/dashboard/licenses").await;
    let csrf = page.split_once("name=\"csrf\" value=\"").unwrap().1.split('"').next().unwrap();
    csrf.clone_into(&mut browser.csrf);
    for (what, path) in [
        ("licenses, with the stock by product", "/dashboard/licenses"),
        ("licenses, a page in the middle", "/dashboard/licenses?before=500000"),
        ("licenses in stock", "/dashboard/licenses?state=in_stock"),
        ("licenses, withdrawn, the last page", "/dashboard/licenses?state=withdrawn&before=5000"),
        ("licenses of a product and state", "/dashboard/licenses?product=product+7&state=assigned"),
        ("licenses of a buyer", "/dashboard/licenses?buyer=100000000000000051"),
        ("all products", "/dashboard/licenses/products"),
        ("a license", "/dashboard/licenses/500000"),
        ("usage", "/dashboard/usage"),
        ("usage, live figures", "/dashboard/usage/figures"),
        ("audit", "/dashboard/audit"),
        ("audit, an old page", "/dashboard/audit?before=100"),
        ("settings, API keys", "/dashboard/settings/keys"),
        ("settings, account", "/dashboard/settings/account"),
    ] {
        measure!(what, TIMES, "50 ms", browser.get(path).await);
    }
    for (what, key) in [
        ("search, a whole key", "ps-1EEF-0019919-001"),
        ("search, a part that is rare", "9919-001"),
        ("search, a part of no key", "NOTHING"),
        ("search, a part of every key", "ps-"),
    ] {
        let fields = [("key", key)];
        measure!(
            what,
            TIMES / 10,
            "500 ms",
            browser.post("/dashboard/licenses", &fields).await.text().await.unwrap()
        );
    }
    measure!("reveal a key", TIMES, "50 ms", {
        browser.post("/dashboard/licenses/500000/reveal", &[]).await.text().await.unwrap()
    });
    let mut license = 0;
    measure!("withdraw a license", TIMES, "50 ms", {
        license += 1;
        browser.post(&format!("/dashboard/licenses/{license}/withdraw"), &[]).await.text().await.unwrap()
    });
    server.stop().await;
}
