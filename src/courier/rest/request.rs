//! A request, and the body of its answer.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::multipart::{Form, Part};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serenity::all::CreateAttachment;

use super::failed::{Failed, Unanswered};
use super::route::{Pacing, Route};
use super::upload::Upload;

/// The maximum number of attempts.
const MOST_TRIES: u32 = 3;
/// The time limit of one attempt.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The wait before an unanswered request is sent again, multiplied by the number of attempts so far.
const BACK_OFF: Duration = Duration::from_millis(250);
/// The maximum wait for rate limits, unless a call sets another.
const PATIENCE: Duration = Duration::from_secs(1);

/// A request that can be sent several times.
pub(super) struct Request {
    pub(super) route: Route,
    body: Vec<u8>,
    files: Vec<CreateAttachment>,
    /// The reason for the server's audit log, in ASCII.
    pub(super) reason: Option<String>,
    pub(super) tries: u32,
    /// The time limit of one attempt.
    pub(super) timeout: Duration,
    /// The maximum wait for rate limits in total.
    pub(super) patience: Duration,
    back_off: Duration,
    /// True if the caller repeats the request after the wait that it receives.
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

    /// Sets a JSON body.
    pub(super) fn json(mut self, body: &impl Serialize) -> Result<Self, Failed> {
        self.body = serde_json::to_vec(body).map_err(|error| Failed::unsendable(&error))?;
        Ok(self)
    }

    /// Sets a message and its files as the body.
    pub(super) fn upload<M: Serialize>(mut self, upload: &Upload<M>) -> Result<Self, Failed> {
        self.files.clone_from(&upload.files);
        if upload.files.is_empty() {
            return self.json(&upload.message);
        }
        let body = upload.body().map_err(|error| Failed::unsendable(&error))?;
        self.json(&body)
    }

    /// Sets the number of attempts, the time limit of each, and the pause between them.
    pub(super) fn repeated(mut self, tries: u32, timeout: Duration, back_off: Duration) -> Self {
        (self.tries, self.timeout, self.back_off) = (tries, timeout, back_off);
        self
    }

    /// Marks a request that the caller repeats after the wait that it receives, as the outbox does.
    pub(super) fn coming_back(mut self) -> Self {
        self.comes_back = true;
        self
    }

    /// Sets the maximum wait for rate limits.
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

    /// Adds the body and headers to a request of the HTTP client.
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

/// The body of a successful answer. It is empty if the body was lost.
#[derive(Debug)]
pub(super) struct AnswerBody(pub(super) Vec<u8>);

impl AnswerBody {
    /// Parses the body.
    ///
    /// # Errors
    /// [`Unanswered::Incomplete`] names the missing or malformed field.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Failed> {
        serde_json::from_slice(&self.0)
            .map_err(|error| Failed::Unanswered(Unanswered::Incomplete(error.to_string())))
    }
}

/// Reads a body up to a maximum length. Returns `None` if the body is longer or incomplete.
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
