//! Faults: requests that are refused, lost, delayed or answered oddly on purpose.
//!
//! The oldest fault that fits a request applies to it. Rate limits come first: a request that they
//! refuse uses up no fault.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::response::Outgoing;

/// Something that goes wrong with requests of one method whose path contains a text.
#[derive(Debug, Clone)]
pub struct Fault {
    method: String,
    path: String,
    pub(crate) effect: Effect,
    /// Headers of the answer; they replace those that a rate limit sets.
    pub(crate) headers: HeaderMap,
    /// How many more requests it applies to; `None` for any number.
    times: Option<u32>,
}

#[derive(Debug, Clone)]
pub(crate) enum Effect {
    /// The request is not carried out.
    Refuse(Outgoing),
    /// The request is carried out, but its answer is replaced.
    Replace(Outgoing),
    /// The request is carried out after this time.
    Slow(Duration),
    /// The request is neither carried out nor answered.
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

    /// Answers the next such request with this status and body, without carrying it out.
    #[must_use]
    pub fn answer(method: &str, path: &str, status: u16, body: Value) -> Self {
        Self::new(method, path, Effect::Refuse(Outgoing::json(status, body)))
    }

    /// Answers the next such request with a body that need not be JSON, without carrying it out.
    #[must_use]
    pub fn raw(method: &str, path: &str, status: u16, content_type: &str, text: &str) -> Self {
        Self::new(method, path, Effect::Refuse(Outgoing::text(status, content_type, text)))
    }

    /// Carries the next such request out, and answers with a 502.
    #[must_use]
    pub fn lose(method: &str, path: &str) -> Self {
        Self::new(method, path, Effect::Replace(Outgoing::json(502, json!("bad gateway"))))
    }

    /// Carries the next such request out, and answers 200 with this body instead of its own.
    #[must_use]
    pub fn answer_as(method: &str, path: &str, body: Value) -> Self {
        Self::new(method, path, Effect::Replace(Outgoing::json(200, body)))
    }

    /// Carries the next such request out after this time. No other request waits for it, and a
    /// client that hangs up does not stop it.
    #[must_use]
    pub fn slow(method: &str, path: &str, delay: Duration) -> Self {
        Self::new(method, path, Effect::Slow(delay))
    }

    /// Never carries the next such request out. The connection stays open without an answer until
    /// [`Sandbox::lift_faults`](crate::Sandbox::lift_faults); then the answer is a 504.
    #[must_use]
    pub fn hang(method: &str, path: &str) -> Self {
        Self::new(method, path, Effect::Hang)
    }

    /// Applies to this many requests instead of one.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Applies to every such request until [`Sandbox::lift_faults`](crate::Sandbox::lift_faults).
    #[must_use]
    pub fn until_lifted(mut self) -> Self {
        self.times = None;
        self
    }

    /// Adds a header to the answer. It replaces the same header of a rate limit.
    ///
    /// # Panics
    /// When the name or the value is not a header's.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let parsed = (HeaderName::try_from(name), HeaderValue::try_from(value));
        let (Ok(name), Ok(value)) = parsed else { panic!("{name}: {value} is not a header") };
        self.headers.append(name, value);
        self
    }
}

/// The faults that wait for a request.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    waiting: Vec<Fault>,
    /// How often all faults were lifted.
    pub(crate) lifted: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.waiting.push(fault);
    }

    /// Lifts every fault, and lets the requests that hang be answered.
    pub(crate) fn lift(&mut self) {
        self.waiting.clear();
        self.lifted += 1;
    }

    /// Returns the fault that applies to a request, and uses it up.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let fits = |fault: &Fault| fault.method == method && path.contains(&fault.path);
        let at = self.waiting.iter().position(fits)?;
        let Some(times) = &mut self.waiting[at].times else { return Some(self.waiting[at].clone()) };
        *times = times.saturating_sub(1);
        if *times == 0 { Some(self.waiting.remove(at)) } else { Some(self.waiting[at].clone()) }
    }
}
