//! A request and the bytes of its answer.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::multipart::{Form, Part};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serenity::all::CreateAttachment;

use super::failed::{Failed, Unanswered};
use super::route::{Pacing, Route};
use super::upload::Upload;

/// Times a request is sent before it is given up.
const MOST_TRIES: u32 = 3;
/// How long one attempt may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The wait before a request that was not answered is sent again, times the number of tries.
const BACK_OFF: Duration = Duration::from_millis(250);
/// How long a call may wait for rate limits, unless it says otherwise.
const PATIENCE: Duration = Duration::from_secs(1);

/// A request, ready to be sent more than once.
pub(super) struct Request {
    pub(super) route: Route,
    body: Vec<u8>,
    files: Vec<CreateAttachment>,
    /// The reason that the server's audit log shows; ASCII.
    pub(super) reason: Option<String>,
    pub(super) tries: u32,
    /// How long one attempt may take.
    pub(super) timeout: Duration,
    /// How long rate limits may be waited for in all.
    pub(super) patience: Duration,
    back_off: Duration,
    /// True where the same request comes back after the wait that it is told.
    pub(super) comes_back: bool,
}

impl Request {
    /// Makes a request without a body.
    pub(super) fn new(route: Route) -> Self {
        Self {
            route,
            body: Vec::new(),
            files: Vec::new(),
            reason: None,
            tries: MOST_TRIES,
            timeout: TIMEOUT,
            patience: PATIENCE,
            back_off: BACK_OFF,
            comes_back: false,
        }
    }

    /// Puts a JSON body on it.
    pub(super) fn json(mut self, body: &impl Serialize) -> Result<Self, Failed> {
        self.body = serde_json::to_vec(body).map_err(|error| Failed::unsendable(&error))?;
        Ok(self)
    }

    /// Puts a message and its files on it.
    pub(super) fn upload<M: Serialize>(mut self, upload: &Upload<M>) -> Result<Self, Failed> {
        self.files.clone_from(&upload.files);
        if upload.files.is_empty() {
            return self.json(&upload.message);
        }
        let body = upload.body().map_err(|error| Failed::unsendable(&error))?;
        self.json(&body)
    }

    /// Sets how it is repeated: so many attempts of this length with this pause between them.
    pub(super) fn repeated(mut self, tries: u32, timeout: Duration, back_off: Duration) -> Self {
        (self.tries, self.timeout, self.back_off) = (tries, timeout, back_off);
        self
    }

    /// Marks a request that comes back after the wait that it is told, as the outbox's do.
    pub(super) fn coming_back(mut self) -> Self {
        self.comes_back = true;
        self
    }

    /// Sets how long rate limits may be waited for.
    pub(super) fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    pub(super) fn back_off(&self, tries: u32) -> Duration {
        match self.route.pacing {
            Pacing::Bucket => self.back_off * tries,
            Pacing::Interaction => self.back_off,
        }
    }

    /// Puts body and headers on a request of the HTTP client's.
    pub(super) fn put_on(&self, sending: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        let sending = match self.reason.as_deref().and_then(|reason| HeaderValue::from_str(reason).ok()) {
            Some(reason) => sending.header("x-audit-log-reason", reason),
            None => sending,
        };
        if !self.files.is_empty() {
            return sending.multipart(self.form());
        }
        if self.body.is_empty() {
            return sending;
        }
        sending.header(CONTENT_TYPE, "application/json").body(self.body.clone())
    }

    fn form(&self) -> Form {
        let json = String::from_utf8_lossy(&self.body).into_owned();
        let form = Form::new().text("payload_json", json);
        self.files.iter().enumerate().fold(form, |form, (id, file)| {
            let part = Part::bytes(file.data.clone()).file_name(file.filename.clone());
            form.part(format!("files[{id}]"), part)
        })
    }
}

/// The body of an answer of success; empty where it was lost.
#[derive(Debug)]
pub(super) struct AnswerBody(pub(super) Vec<u8>);

impl AnswerBody {
    /// Reads the body.
    ///
    /// # Errors
    /// [`Unanswered::Incomplete`] names the field that is missing or odd.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Failed> {
        serde_json::from_slice(&self.0)
            .map_err(|error| Failed::Unanswered(Unanswered::Incomplete(error.to_string())))
    }
}

/// Reads a body up to a length; `None` where it is longer or breaks off.
pub(super) async fn read(mut response: reqwest::Response, longest: usize) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        if body.len() + chunk.len() > longest {
            return None;
        }
        body.extend_from_slice(&chunk);
    }
    Some(body)
}
