//! Faults: requests that fail, are delayed or get a wrong answer on purpose.
//!
//! If several faults match a request, the oldest applies. Rate limits come first: a request that they
//! refuse does not use up a fault.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::response::Outgoing;

/// A fault of the REST API. It applies to requests of one method whose path contains a text.
#[derive(Debug, Clone)]
pub struct Fault {
    method: String,
    path: String,
    pub(crate) effect: Effect,
    /// Headers of the answer. They replace the headers of a rate limit.
    pub(crate) headers: HeaderMap,
    /// The number of requests that it still applies to. `None` if it is unlimited.
    times: Option<u32>,
}

#[derive(Debug, Clone)]
pub(crate) enum Effect {
    /// Does not execute the request. Sends this answer.
    Refuse(Outgoing),
    /// Executes the request, and replaces its answer.
    Replace(Outgoing),
    /// Executes the request after this time.
    Slow(Duration),
    /// Does not execute the request, and does not answer it until the faults are lifted.
    Hang,
}

impl Fault {
    fn new(method: &str, path: &str, effect: Effect) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            effect,
            headers: HeaderMap::new(),
            times: Some(1),
        }
    }

    /// Answers the next matching request with this status and body. The request is not executed.
    #[must_use]
    pub fn answer(method: &str, path: &str, status: u16, body: Value) -> Self {
        Self::new(method, path, Effect::Refuse(Outgoing::json(status, body)))
    }

    /// Answers the next matching request with a body that may be something else than JSON. The request is
    /// not executed. The answer has no rate-limit headers, as if a proxy had sent it.
    #[must_use]
    pub fn raw(method: &str, path: &str, status: u16, content_type: &str, text: &str) -> Self {
        Self::new(method, path, Effect::Refuse(Outgoing::text(status, content_type, text)))
    }

    /// Executes the next matching request, and loses its answer: the client gets a 502.
    #[must_use]
    pub fn lose(method: &str, path: &str) -> Self {
        Self::new(method, path, Effect::Replace(Outgoing::json(502, json!("bad gateway"))))
    }

    /// Executes the next matching request, and answers 200 with this body instead of its own.
    #[must_use]
    pub fn answer_as(method: &str, path: &str, body: Value) -> Self {
        Self::new(method, path, Effect::Replace(Outgoing::json(200, body)))
    }

    /// Executes the next matching request after this time. It does not delay other requests. It is
    /// executed even if the client disconnects.
    #[must_use]
    pub fn slow(method: &str, path: &str, delay: Duration) -> Self {
        Self::new(method, path, Effect::Slow(delay))
    }

    /// Lets the next matching request hang. It is never executed. The connection stays open until
    /// [`Sandbox::lift_faults`](crate::Sandbox::lift_faults), when the client gets a 504.
    #[must_use]
    pub fn hang(method: &str, path: &str) -> Self {
        Self::new(method, path, Effect::Hang)
    }

    /// Makes the fault apply to this many requests instead of one.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Makes the fault apply to every matching request until
    /// [`Sandbox::lift_faults`](crate::Sandbox::lift_faults).
    #[must_use]
    pub fn until_lifted(mut self) -> Self {
        self.times = None;
        self
    }

    /// Adds a header to the answer. It replaces the same header of a rate limit.
    ///
    /// # Panics
    /// When the name or the value is not valid in a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let parsed = (HeaderName::try_from(name), HeaderValue::try_from(value));
        let (Ok(name), Ok(value)) = parsed else { panic!("{name}: {value} is not a header") };
        self.headers.append(name, value);
        self
    }
}

/// The faults that are not used up.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    waiting: Vec<Fault>,
    /// The number of times that all faults were lifted.
    pub(crate) lifted: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.waiting.push(fault);
    }

    /// Removes every fault. Hanging requests see that `lifted` has grown.
    pub(crate) fn lift(&mut self) {
        self.waiting.clear();
        self.lifted += 1;
    }

    /// Returns the fault that applies to a request, and counts the use.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let fits = |fault: &Fault| fault.method == method && path.contains(&fault.path);
        let at = self.waiting.iter().position(fits)?;
        let Some(times) = &mut self.waiting[at].times else { return Some(self.waiting[at].clone()) };
        *times = times.saturating_sub(1);
        if *times == 0 { Some(self.waiting.remove(at)) } else { Some(self.waiting[at].clone()) }
    }
}
