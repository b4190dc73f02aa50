//! Tests of the vendor's server over real sockets, and of its command line as a real process.

use std::process::{Command, Output};

use keyclerk::cli::demo::licenses;
use keyclerk::vendor::{Limits, VendorServer};
use serde_json::{Value, json};
use sqlx::Row;
use tokio::net::TcpListener;

pub struct Served {
    pub server: VendorServer,
    pub key: String,
    pub folder: tempfile::TempDir,
}

async fn serve(stock: usize, limit: Option<u32>) -> Served {
    serve_within(stock, limit, Limits::default()).await
}

pub async fn serve_within(stock: usize, limit: Option<u32>, limits: Limits) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server =
        VendorServer::start_within(&folder.path().join("vendor.db"), listener, limit, limits).await.unwrap();
    let key = server.store.create_key("shop").await.unwrap();
    server.store.import("shop", &licenses(stock)).await.unwrap().unwrap();
    Served { server, key, folder }
}

impl Served {
    pub async fn get(&self, endpoint: &str) -> (u16, Value) {
        let url = format!("{}/reseller/{endpoint}", self.server.url());
        read(reqwest::get(url.replace("KEY", &self.key)).await.unwrap()).await
    }

    pub async fn assign(&self, license: &str, buyer: &str) -> (u16, Value) {
        let body = json!({ "api_token": self.key, "license": license, "discord_user_id": buyer });
        self.post("assignlicense", body.to_string()).await
    }

    pub async fn post(&self, endpoint: &str, body: String) -> (u16, Value) {
        let request =
            reqwest::Client::new().post(format!("{}/reseller/{endpoint}", self.server.url())).body(body);
        read(request.send().await.unwrap()).await
    }
}

async fn read(response: reqwest::Response) -> (u16, Value) {
    (response.status().as_u16(), response.json().await.unwrap())
}

fn names(value: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn the_endpoints_return_the_fields_of_the_vendor_document() {
    let served = serve(1, None).await;
    let (status, stock) = served.get("myavailable?api_token=KEY").await;
    assert_eq!((status, &stock["ok"]), (200, &json!(true)));
    assert_eq!(names(&stock["licenses"][0]), ["created_at", "expiration", "key", "product"]);
    let key = stock["licenses"][0]["key"].as_str().unwrap();
    let (_, fetched) = served.get("fetchlicense?api_token=KEY").await;
    assert_eq!(names(&fetched["license"]), ["expiration", "key"]);
    let (_, info) = served.get(&format!("licenseinfo?api_token=KEY&license={key}")).await;
    assert_eq!(
        names(&info["info"]),
        ["created_at", "expiration", "is_assigned", "is_expired", "key", "product"]
    );
    let assigned = served.assign(key, "123456789012345678").await;
    assert_eq!(assigned, (200, json!({ "ok": true, "message": "License assigned successfully" })));
    assert_eq!(served.assign(key, "123456789012345678").await, assigned, "the same user again");
    assert_eq!(served.assign(key, "223456789012345678").await.0, 409);
    assert_eq!(served.get("fetchlicense?api_token=KEY").await.0, 404);
    assert_eq!(served.get("myavailable?api_token=KEY").await.1["licenses"], json!([]));
}

#[tokio::test]
async fn invalid_requests_are_refused_in_the_documented_format() {
    let served = serve(1, None).await;
    for (endpoint, status) in [
        ("myavailable", 401),
        ("myavailable?api_token=wrong", 401),
        ("licenseinfo?api_token=KEY", 400),
        ("licenseinfo?api_token=KEY&license=ps-NOBODY", 404),
        ("nonsense?api_token=KEY", 404),
        ("assignlicense?api_token=KEY", 405),
    ] {
        let (got, body) = served.get(endpoint).await;
        assert_eq!((got, &body["ok"]), (status, &json!(false)), "{endpoint}");
        assert!(body["message"].is_string());
    }
    for body in ["", "no json", "[]", r#"{"api_token": 7}"#] {
        let (status, answer) = served.post("assignlicense", body.to_owned()).await;
        assert!([400, 401].contains(&status) && answer["ok"] == false, "{body}");
    }
    assert_eq!(served.assign("ps-NOBODY", "1").await.0, 404);
    assert_eq!(served.assign("ps-NOBODY", "somebody").await.0, 400);
}

#[tokio::test]
async fn the_101st_request_of_a_minute_gets_the_documented_error() {
    let served = serve(1, Some(100)).await;
    for _ in 0..100 {
        assert_eq!(served.get("fetchlicense?api_token=KEY").await.0, 200);
    }
    let message = json!({ "ok": false, "message": "Rate limit exceeded. Try again later." });
    assert_eq!(served.get("fetchlicense?api_token=KEY").await, (429, message));
}

#[tokio::test]
async fn one_license_has_one_winner_among_many_buyers() {
    let served = serve(1, None).await;
    let key = served.server.store.stock_of("shop").await.unwrap()[0].key.clone();
    let mut winners = 0;
    let tries = (1..=20).map(|buyer| {
        let (key, body) = (
            key.clone(),
            json!({ "api_token": served.key, "license": key, "discord_user_id": buyer.to_string() }),
        );
        let url = format!("{}/reseller/assignlicense", served.server.url());
        let _ = key;
        tokio::spawn(async move {
            reqwest::Client::new().post(url).json(&body).send().await.unwrap().status().as_u16()
        })
    });
    for attempt in tries.collect::<Vec<_>>() {
        winners += usize::from(attempt.await.unwrap() == 200);
    }
    assert_eq!(winners, 1);
    assert_eq!(served.server.store.assigned().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_random_draw_can_return_any_remaining_license() {
    let served = serve(8, None).await;
    let stock = served.server.store.stock_of("shop").await.unwrap();
    for entry in &stock[..4] {
        served.assign(&entry.key, "1").await;
    }
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for _ in 0..400 {
        let (_, fetched) = served.get("fetchlicense?api_token=KEY").await;
        *seen.entry(fetched["license"]["key"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    // Each of the four licenses is expected 100 times in 400 draws. A count of 40 is seven deviations
    // away.
    assert_eq!(seen.len(), 4);
    assert!(seen.values().all(|count| *count > 40), "{:?}", seen.values());
}

pub fn vendor(folder: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_keyclerk"))
        .arg("vendor")
        .args(arguments)
        .args(["--database", "sqlite:vendor.db"])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn the_command_line_creates_keys_and_imports_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let said = |output: &Output| String::from_utf8(output.stdout.clone()).unwrap();
    let key = vendor(folder.path(), &["key", "create", "shop"]);
    let key = said(&key).trim().to_owned();
    assert!(key.starts_with("kc_") && !key.contains(char::is_whitespace), "{key}");
    let list = said(&vendor(folder.path(), &["key", "list"]));
    assert!(list.contains("1  shop") && !list.contains(&key), "{list}");

    std::fs::write(
        folder.path().join("bad.csv"),
        "key,product,expiration\nps-GOOD,lifetime,\nps-BAD,lifetime,soon\n",
    )
    .unwrap();
    let bad = vendor(folder.path(), &["stock", "import", "shop", "bad.csv"]);
    assert!(!bad.status.success());
    assert!(String::from_utf8_lossy(&bad.stderr).contains("line 3"));
    assert!(
        !said(&vendor(folder.path(), &["stock", "list", "shop"])).contains("lifetime"),
        "nothing is imported"
    );

    std::fs::write(folder.path().join("good.csv"), "key,product,expiration\nps-GOOD-1234567-XYZ,lifetime,\n")
        .unwrap();
    let good = vendor(folder.path(), &["stock", "import", "shop", "good.csv"]);
    assert_eq!(said(&good), "1 license imported\n");
    assert!(
        !vendor(folder.path(), &["stock", "import", "shop", "good.csv"]).status.success(),
        "a second import is refused"
    );
    let list = said(&vendor(folder.path(), &["stock", "list", "shop"]));
    assert!(list.contains("ps-GOOD-•••••••-•••,lifetime,"), "{list}");
    assert!(vendor(folder.path(), &["key", "revoke", "1"]).status.success());
    assert!(!vendor(folder.path(), &["key", "revoke", "1"]).status.success());
}

#[tokio::test]
async fn a_random_draw_and_a_lookup_by_key_each_use_one_index() {
    let served = serve(3, None).await;
    let path = served.folder.path().join("vendor.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    for (query, index) in [
        (
            "explain query plan select id from vendor_license where account_id = 1
                and slot = 7 % (select max(slot) + 1 from vendor_license where account_id = 1 and slot is not null)",
            "vendor_license_slot",
        ),
        (
            "explain query plan select id from vendor_license where license_key = 'x' and account_id = 1",
            "autoindex",
        ),
    ] {
        let rows = sqlx::query(query).fetch_all(&pool).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
        assert!(plan[0].starts_with("SEARCH") && plan[0].contains(index), "{plan:?}");
        let looked_up = |step: &String| step.starts_with("SEARCH") || step.starts_with("SCALAR");
        assert!(plan.iter().all(looked_up), "{plan:?}");
    }
}

#[tokio::test]
async fn expired_licenses_are_neither_listed_nor_drawn_nor_assigned() {
    let served = serve(1, None).await;
    let live = served.server.store.stock_of("shop").await.unwrap()[0].key.clone();
    let mut expired = licenses(300);
    for entry in &mut expired {
        entry.expires_at = Some(keyclerk::domain::Timestamp::from_millis(1_500_000_000_000));
    }
    served.server.store.import("shop", &expired).await.unwrap().unwrap();
    assert_eq!(served.get("myavailable?api_token=KEY").await.1["licenses"].as_array().unwrap().len(), 1);
    for _ in 0..20 {
        assert_eq!(served.get("fetchlicense?api_token=KEY").await.1["license"]["key"], json!(live));
    }
    let refused = served.assign(expired[0].key.reveal(), "1").await;
    assert_eq!(refused, (409, json!({ "ok": false, "message": "License has expired" })));
    assert_eq!(served.assign(&live, "+0005").await.0, 400);
    served.assign(&live, "5").await;
    assert_eq!(served.get("fetchlicense?api_token=KEY").await.0, 404);
}
