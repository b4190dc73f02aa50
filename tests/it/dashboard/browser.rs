//! A server with two accounts, and a browser that follows no redirect by itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;

use keyclerk::vendor::{ServerSetup, VendorServer, hash_password};
use reqwest::header::{CACHE_CONTROL, COOKIE, HOST, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;
use sqlx::{AssertSqlSafe, SqlitePool};
use tokio::net::TcpListener;

use super::clock::TestClock;

pub const PASSWORD: &str = "correct horse battery";

/// A running server with the accounts `shop` and `rival`, which have the same password.
pub struct Premises {
    pub server: VendorServer,
    pub clock: TestClock,
    pub folder: tempfile::TempDir,
}

/// Returns the hash of [`PASSWORD`], which is slow to compute.
fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| hash_password(&PASSWORD.into()).unwrap())
}

impl Premises {
    pub async fn open() -> Self {
        let premises = Self::without_passwords(|setup| setup).await;
        for account in ["shop", "rival"] {
            premises.server.store.set_password(account, password_hash()).await.unwrap();
        }
        premises
    }

    pub async fn behind(url: &str, trusts_proxy: bool) -> Self {
        let public_url = Some(url.parse().unwrap());
        let premises =
            Self::without_passwords(|setup| ServerSetup { public_url, trusts_proxy, ..setup }).await;
        premises.server.store.set_password("shop", password_hash()).await.unwrap();
        premises
    }

    pub async fn without_passwords(change: impl FnOnce(ServerSetup) -> ServerSetup) -> Self {
        let (folder, clock) = (tempfile::tempdir().unwrap(), TestClock::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let setup = ServerSetup::new(&folder.path().join("vendor.db"), Some(100));
        let setup = change(ServerSetup { clock: Arc::new(clock.clone()), ..setup });
        let server = VendorServer::start_with(setup, listener).await.unwrap();
        Self { server, clock, folder }
    }

    pub fn browser(&self) -> Browser {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Browser { client, url: self.server.url(), cookie: None, csrf: String::new() }
    }

    /// Returns a browser in which the owner of an account is signed in.
    pub async fn signed_in(&self, account: &str) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.sign_in(account, PASSWORD).await, 303);
        browser
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("vendor.db")
    }

    /// Changes the database behind the server's back.
    pub async fn sql(&self, statement: &str) {
        let pool = SqlitePool::connect(&format!("sqlite:{}", self.database().display())).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&pool).await.unwrap();
    }

    /// Adds licenses to an account, in the order of their keys.
    pub async fn stock(&self, account: &str, keys: &[&str], product: &str) {
        let lines: Vec<String> = keys.iter().map(|key| format!("{key},{product},\n")).collect();
        let file = format!("key,product,expiration\n{}", lines.concat()).into_bytes();
        let known = keyclerk::vendor::KnownKeys::Refuse;
        self.server.store.import_file(account, file.into(), known).await.unwrap().unwrap();
    }

    /// Calls the API.
    pub async fn api(&self, endpoint: &str, key: &str) -> (u16, Value) {
        let url = format!("{}/reseller/{endpoint}", self.server.url());
        let answer =
            reqwest::get(format!("{url}{}api_token={key}", if url.contains('?') { "&" } else { "?" }));
        let answer = answer.await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    pub async fn assign(&self, license: &str, key: &str) -> (u16, Value) {
        let body = serde_json::json!({ "api_token": key, "license": license, "discord_user_id": "1" });
        let url = format!("{}/reseller/assignlicense", self.server.url());
        let answer = reqwest::Client::new().post(url).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }
}

/// An answer that was read to its end.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Page {
    pub async fn of(answer: Response) -> Self {
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Self { status, headers, text: answer.text().await.unwrap() }
    }

    pub fn header(&self, name: impl AsRef<str>) -> &str {
        self.headers.get(name.as_ref()).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION)
    }

    pub fn is_stored(&self) -> bool {
        self.header(CACHE_CONTROL) != "no-store"
    }

    /// Returns the text between two marks.
    pub fn between(&self, begin: &str, end: &str) -> Option<&str> {
        self.text.split_once(begin)?.1.split_once(end).map(|(within, _)| within)
    }

    /// Returns the API key that the page shows.
    pub fn api_key(&self) -> String {
        self.between("id=\"key\">", "</code>").unwrap_or_else(|| panic!("no key in {}", self.text)).to_owned()
    }
}

#[derive(Clone)]
pub struct Browser {
    pub client: reqwest::Client,
    pub url: String,
    pub cookie: Option<String>,
    pub csrf: String,
}

impl Browser {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        match &self.cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Page {
        Page::of(self.request(Method::GET, path).send().await.unwrap()).await
    }

    /// Submits a form, with the CSRF token of the session.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.submit(path, &[&[("csrf", self.csrf.as_str())], fields].concat()).await
    }

    /// Submits a form as it is.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = encoded(fields);
        let request = self.request(Method::POST, path);
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        Page::of(request.send().await.unwrap()).await
    }

    /// Signs in, and keeps the cookie and the CSRF token. Returns the status.
    pub async fn sign_in(&mut self, account: &str, password: &str) -> u16 {
        let page = self.submit("/dashboard/sign-in", &[("account", account), ("password", password)]).await;
        if let Some(cookie) = page.headers.get(SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().map(str::to_owned);
            let page = self.get("/dashboard/licenses").await;
            page.between("name=\"csrf\" value=\"", "\"").unwrap_or_default().clone_into(&mut self.csrf);
        }
        page.status
    }

    /// Creates an API key and returns it.
    pub async fn create_key(&self, scope: &str, days: &str) -> String {
        let fields = [("name", "bot"), ("scope", scope), ("expires", days), ("password", PASSWORD)];
        self.post("/dashboard/settings/keys", &fields).await.api_key()
    }

    /// Uploads a file to the form of the import.
    pub async fn upload(&self, file: &[u8], fields: &[(&str, &str)]) -> Page {
        let mut body = Vec::new();
        let mut part = |head: String, value: &[u8]| {
            body.extend(format!("--limit\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes());
            body.extend(value);
            body.extend(b"\r\n");
        };
        for (name, value) in [&[("csrf", self.csrf.as_str())], fields].concat() {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        part("name=\"file\"; filename=\"stock.csv\"".to_owned(), file);
        body.extend(b"--limit--\r\n");
        let request = self.request(Method::POST, "/dashboard/licenses/import");
        let request = request.header("content-type", "multipart/form-data; boundary=limit").body(body);
        Page::of(request.send().await.unwrap()).await
    }

    pub fn with_host(&self, path: &str, host: &str) -> RequestBuilder {
        self.request(Method::GET, path).header(HOST, host)
    }
}

/// Encodes the fields of a form.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let mut url = reqwest::Url::parse("http://localhost/").unwrap();
    url.query_pairs_mut().extend_pairs(fields);
    url.query().unwrap_or_default().to_owned()
}
