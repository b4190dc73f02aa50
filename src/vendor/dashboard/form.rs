//! Reads submitted forms, with limits of size and time, and checks their CSRF token.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::super::request::{Refused, read};
use super::csrf;
use super::reply::problem;
use super::state::Dashboard;
use super::visitor::{Visitor, signed_in};

/// The largest form without a file. It holds a pasted list of keys.
const LARGEST_FORM: usize = 512 * 1024;
/// The largest form of a sign-in, which a stranger sends.
const LARGEST_SIGN_IN: usize = 16 * 1024;
/// The largest form with a file. The API assigns nothing while the file is imported: about two seconds.
const LARGEST_UPLOAD: usize = 2 * 1024 * 1024;
/// The time within which a form arrives.
const FORM_TIME: Duration = Duration::from_secs(10);
const UPLOAD_TIME: Duration = Duration::from_mins(1);

/// The fields of a form.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Returns the first value of a field, or an empty text.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// Returns true if a box is ticked.
    pub(super) fn is_ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Parses the query of a URL or the body of a form.
    pub(super) fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }
}

/// A form of a signed-in owner.
pub(super) struct Submitted {
    pub(super) visitor: Visitor,
    pub(super) fields: Fields,
}

/// A form of a signed-in owner that may hold a file.
pub(super) struct Uploaded {
    pub(super) visitor: Visitor,
    pub(super) fields: Fields,
    pub(super) file: Vec<u8>,
}

impl FromRequest<Arc<Dashboard>> for Submitted {
    type Rejection = Response;

    async fn from_request(request: Request, dashboard: &Arc<Dashboard>) -> Result<Self, Response> {
        // Only the body of an owner is read.
        let visitor = signed_in(request.extensions(), dashboard).await?;
        let fields = fields_of(request).await?;
        refusal(&visitor, &fields).map_or(Ok(Self { visitor, fields }), Err)
    }
}

impl FromRequest<Arc<Dashboard>> for Uploaded {
    type Rejection = Response;

    async fn from_request(request: Request, dashboard: &Arc<Dashboard>) -> Result<Self, Response> {
        // Only the body of an owner is read.
        let visitor = signed_in(request.extensions(), dashboard).await?;
        let (parts, body) = request.into_parts();
        let body = received(body, LARGEST_UPLOAD, UPLOAD_TIME).await?;
        let request = Request::from_parts(parts, Body::from(body));
        let mut parts = Multipart::from_request(request, &()).await.map_err(IntoResponse::into_response)?;
        let (mut fields, mut file) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(IntoResponse::into_response)? {
            let (name, is_file) = (part.name().unwrap_or_default().to_owned(), part.file_name().is_some());
            let value = part.bytes().await.map_err(IntoResponse::into_response)?;
            if is_file {
                file = value.to_vec();
            } else {
                fields.push((name, String::from_utf8_lossy(&value).into_owned()));
            }
        }
        let fields = Fields(fields);
        refusal(&visitor, &fields).map_or(Ok(Self { visitor, fields, file }), Err)
    }
}

/// Reads the fields of an owner's form.
async fn fields_of(request: Request) -> Result<Fields, Response> {
    let body = received(request.into_body(), LARGEST_FORM, FORM_TIME).await?;
    Ok(Fields::parse(&body))
}

/// Reads the fields of a sign-in.
pub(super) async fn sign_in_fields(request: Request) -> Result<Fields, Response> {
    let body = received(request.into_body(), LARGEST_SIGN_IN, FORM_TIME).await?;
    Ok(Fields::parse(&body))
}

async fn received(body: Body, largest: usize, time: Duration) -> Result<Vec<u8>, Response> {
    let read = tokio::time::timeout(time, read(body, largest)).await;
    match read {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(Refused(StatusCode::PAYLOAD_TOO_LARGE, _))) => Err(problem(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Too large",
            "A form holds at most 512 KiB, a file at most 2 MiB, and a sign-in 16 KiB. The command line imports larger files.",
        )),
        Ok(Err(Refused(status, text))) => Err(problem(status, "Not received", text)),
        Err(_) => Err(problem(StatusCode::REQUEST_TIMEOUT, "Too slow", "The form did not arrive in time.")),
    }
}

/// Returns the refusal of a form that carries no token of this session.
fn refusal(visitor: &Visitor, fields: &Fields) -> Option<Response> {
    let text = "This form belongs to another session. Nothing was changed. Open the page again.";
    let is_own = csrf::is_valid(&visitor.token, fields.text("csrf"));
    (!is_own).then(|| problem(StatusCode::FORBIDDEN, "Not accepted", text))
}
