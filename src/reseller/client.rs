//! The HTTP client of the vendor's API.
//!
//! It refuses plain http except to this machine, follows no redirects and ignores proxies of the environment.
//! It bounds every body, and retries no request except after a new API key was read.
//!
//! Invariant: the API key is in the request and nowhere else. Errors of `reqwest` contain the URL, so they
//! are never kept.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use parking_lot::Mutex;
use reqwest::{Method, Url, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::domain::{BuyerId, Clock, License, LicenseKey, Licenses, SystemClock};

use super::answer::{self, Head, OkAnswer};
use super::answer_facts::AnswerFacts;
use super::body::ResponseBody;
use super::call_budget::{Budget, Priority};
use super::endpoint::Endpoint;
use super::error::Hidden;
use super::retry_after::{SHORTEST_AFTER_429, wait_after};
use super::token::{ReadAgain, Token};
use super::{ClientError, ClientSettings, LicenseInfo, Unreachable, Vendor, VendorError, connection, wire};

/// The maximum number of concurrent calls. Each uses a separate connection.
const MOST_IN_FLIGHT: usize = 24;
/// The time limit for connecting.
const CONNECT: Duration = Duration::from_secs(3);
/// The time limit for downloading the stock list, as a multiple of the limit for other calls.
const LIST_TIMES: u32 = 6;
/// The margin by which the limit for a pause within an answer exceeds the limit for a whole call.
const SLACK: Duration = Duration::from_millis(250);

/// The client. Cheap to clone; clones share connections, budget and API key.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Arc<str>,
    token: Token,
    timeout: Duration,
    budget: Budget,
    in_flight: Arc<Semaphore>,
    facts: Arc<Mutex<AnswerFacts>>,
    priority: Priority,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.base)
            .field("priority", &self.priority)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Builds a client for sales.
    ///
    /// # Errors
    /// Returns [`ClientError`].
    pub fn new(settings: ClientSettings) -> Result<Self, ClientError> {
        if !settings.allows_plain_http && !Self::keeps_private(&settings.base_url) {
            return Err(ClientError::NotHttps);
        }
        let connect = CONNECT.min(settings.timeout);
        let http = reqwest::Client::builder()
            .connect_timeout(connect)
            .dns_resolver(Arc::new(connection::Resolver { within: connect.mul_f32(0.9) }))
            .timeout(settings.timeout)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .tcp_nodelay(true)
            .pool_max_idle_per_host(16)
            .user_agent(concat!("keyclerk/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| ClientError::Setup)?;
        Ok(Self {
            http,
            base: settings.base_url.as_str().trim_end_matches('/').into(),
            token: Token::new(settings.api_token, settings.api_token_file),
            timeout: settings.timeout,
            budget: Budget::new(settings.rate_limit),
            in_flight: Arc::new(Semaphore::new(MOST_IN_FLIGHT)),
            facts: Arc::default(),
            priority: Priority::Sale,
        })
    }

    /// Returns the same client with a lower priority, for people who only browse. Sales take precedence over
    /// its calls.
    #[must_use]
    pub fn browsing(&self) -> Self {
        Self { priority: Priority::Browsing, ..self.clone() }
    }

    /// Returns what the newest answer tells beside its content.
    #[must_use]
    pub fn facts(&self) -> AnswerFacts {
        *self.facts.lock()
    }

    /// Returns true if a connection to this address is private, because it uses https or stays on this
    /// machine.
    #[must_use]
    pub fn keeps_private(url: &Url) -> bool {
        match (url.scheme(), url.host_str()) {
            ("https", Some(_)) => true,
            ("http", Some(host)) => {
                let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
                host == "localhost" || address.is_ok_and(|address| address.is_loopback())
            }
            _ => false,
        }
    }

    /// Returns how many calls for sales could start now, or `None` if there is no limit.
    #[must_use]
    pub fn calls_left(&self) -> Option<usize> {
        self.budget.left()
    }

    /// Reads the file of the API key again. All clones use a new key from then on.
    pub async fn read_api_key_again(&self) -> ReadAgain {
        self.token.read_again().await
    }

    /// Makes a call. If the vendor refuses the API key, reads the file of the key again and repeats the
    /// call once with a new key.
    async fn call(
        &self,
        endpoint: Endpoint,
        key: Option<&LicenseKey>,
        request: impl Fn(&SecretString) -> Result<reqwest::RequestBuilder, VendorError> + Send + Sync,
    ) -> Result<OkAnswer, VendorError> {
        self.call_into(endpoint, key, request, &mut ResponseBody::default()).await
    }

    /// Makes a call, and parses the entries of a list into `body`.
    async fn call_into(
        &self,
        endpoint: Endpoint,
        key: Option<&LicenseKey>,
        request: impl Fn(&SecretString) -> Result<reqwest::RequestBuilder, VendorError> + Send + Sync,
        body: &mut ResponseBody,
    ) -> Result<OkAnswer, VendorError> {
        let token = self.token.current();
        let refused = endpoint.counted(self.call_with(&token, key, request(&token)?, body)).await;
        if !matches!(refused, Err(VendorError::Unauthorised(_))) {
            return refused;
        }
        let Some(other) = self.token.instead_of(&token).await else { return refused };
        *body = ResponseBody::default();
        match endpoint.counted(self.call_with(&other, key, request(&other)?, body)).await {
            // The repeated request was not sent, but the first one was.
            Err(VendorError::NeverSent(_)) => refused,
            answer => answer,
        }
    }

    /// Makes a call with a token. Replaces the token and the license key in the vendor's message, which may
    /// repeat them.
    async fn call_with(
        &self,
        token: &SecretString,
        key: Option<&LicenseKey>,
        request: reqwest::RequestBuilder,
        body: &mut ResponseBody,
    ) -> Result<OkAnswer, VendorError> {
        let token = Hidden { word: token.clone(), shown: "[redacted]".to_owned() };
        let key = key.map(|key| Hidden { word: SecretString::from(key.reveal()), shown: key.to_string() });
        let hidden: Vec<Hidden> = key.into_iter().chain([token]).collect();
        let permit = self.budget.admit(self.priority).await;
        let slot = self.in_flight.acquire().await;
        let answer = self.exchange(request, &hidden, body).await;
        drop(slot);
        drop(permit);
        if matches!(answer, Err(VendorError::RateLimited)) {
            self.budget.pause(SHORTEST_AFTER_429);
        }
        answer
    }

    async fn exchange(
        &self,
        request: reqwest::RequestBuilder,
        hidden: &[Hidden],
        body: &mut ResponseBody,
    ) -> Result<OkAnswer, VendorError> {
        let sent = SystemClock.now();
        let mut response = self.unless_silent(request.send()).await?;
        *self.facts.lock() = AnswerFacts::of(sent, response.headers(), SystemClock.now());
        if let Some(wait) = wait_after(response.status().as_u16(), response.headers()) {
            self.budget.pause(wait);
        }
        let head = Head {
            status: response.status().as_u16(),
            is_challenge: response.headers().contains_key("cf-mitigated"),
        };
        while let Some(chunk) = self.unless_silent(response.chunk()).await? {
            body.push(&chunk)?;
        }
        answer::read(head, body.envelope(), hidden)
    }

    /// Waits for the next part of an answer. The whole stock list may take longer, but no single part may.
    fn unless_silent<T>(
        &self,
        part: impl Future<Output = Result<T, reqwest::Error>>,
    ) -> impl Future<Output = Result<T, VendorError>> {
        tokio::time::timeout(self.timeout + SLACK, part)
            .map(|part| part.map_err(|_| VendorError::TimedOut)?.map_err(|error| failed(&error)))
    }

    fn query(
        &self,
        token: &SecretString,
        path: &str,
        parameters: &[(&str, &str)],
    ) -> Result<reqwest::RequestBuilder, VendorError> {
        let mut url = self.url(path)?;
        url.query_pairs_mut().append_pair("api_token", token.expose_secret()).extend_pairs(parameters);
        // Every server decodes `%20` as a space, but not every server decodes `+` as one.
        let query = url.query().unwrap_or_default().replace('+', "%20");
        url.set_query(Some(&query));
        Ok(self.http.request(Method::GET, url))
    }

    fn url(&self, path: &str) -> Result<Url, VendorError> {
        Url::parse(&format!("{}{path}", self.base)).map_err(|_| VendorError::NeverSent(Unreachable::Other))
    }
}

impl Vendor for Client {
    async fn my_available(&self) -> Result<Licenses, VendorError> {
        let patience = self.timeout * LIST_TIMES;
        let list =
            |token: &SecretString| Ok(self.query(token, wire::path::MY_AVAILABLE, &[])?.timeout(patience));
        let mut body = ResponseBody::default();
        let answer = self.call_into(Endpoint::MyAvailable, None, list, &mut body).await?;
        answer::stock(answer, body.into_licenses())
    }

    async fn fetch_license(&self) -> Result<License, VendorError> {
        let request = |token: &SecretString| self.query(token, wire::path::FETCH_LICENSE, &[]);
        answer::fetched(self.call(Endpoint::FetchLicense, None, request).await?)
    }

    async fn license_info(&self, key: &LicenseKey) -> Result<LicenseInfo, VendorError> {
        let request =
            |token: &SecretString| self.query(token, wire::path::LICENSE_INFO, &[("license", key.reveal())]);
        answer::info(self.call(Endpoint::LicenseInfo, Some(key), request).await?, key)
    }

    async fn assign_license(&self, key: &LicenseKey, buyer: BuyerId) -> Result<(), VendorError> {
        let request = |token: &SecretString| {
            let body = wire::AssignRequest {
                api_token: token.expose_secret().to_owned(),
                license: key.reveal().to_owned(),
                discord_user_id: buyer.to_string(),
            };
            Ok(self.http.post(self.url(wire::path::ASSIGN_LICENSE)?).json(&body))
        };
        self.call(Endpoint::AssignLicense, Some(key), request).await.map(drop)
    }

    fn wait_for(&self, calls: usize) -> Option<Duration> {
        self.budget.wait_for(calls)
    }
}

/// Converts an error of `reqwest`. Only a failed connection proves that nothing was sent.
fn failed(error: &reqwest::Error) -> VendorError {
    if error.is_connect() || error.is_builder() {
        VendorError::NeverSent(connection::why(error))
    } else if error.is_timeout() {
        VendorError::TimedOut
    } else {
        VendorError::ConnectionLost
    }
}

impl OkAnswer {
    /// Removes a field of the object and returns it.
    pub(super) fn field(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        let private = |text: &str| Client::keeps_private(&text.parse().unwrap());
        assert!(
            private("https://vendor.example") && private("http://127.0.0.1:9") && private("http://[::1]:9")
        );
        assert!(private("http://localhost:1"));
        assert!(!private("http://vendor.example") && !private("http://127.0.0.1.evil.example"));
        assert!(!private("ftp://127.0.0.1"));
    }

    #[test]
    fn a_client_shows_no_token() {
        let settings = ClientSettings {
            base_url: "https://vendor.example".parse().unwrap(),
            api_token: SecretString::from("very-secret"),
            api_token_file: None,
            rate_limit: None,
            timeout: Duration::from_secs(1),
            allows_plain_http: false,
        };
        let shown = format!("{settings:?} {:?}", Client::new(settings.clone()).unwrap());
        assert!(!shown.contains("very-secret"), "{shown}");
    }
}
