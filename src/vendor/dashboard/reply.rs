//! The answers of the dashboard: pages, redirects and failures.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::Markup;

use super::super::store::StoreError;
use super::document::bare;

/// An answer, or a failure of the database.
pub(super) type PageResult = Result<Response, PageFailure>;

/// A failure of the database. The page does not show its details.
#[derive(Debug)]
pub(super) struct PageFailure(StoreError);

impl From<StoreError> for PageFailure {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

impl IntoResponse for PageFailure {
    fn into_response(self) -> Response {
        tracing::error!(error = %self.0, "a page of the dashboard failed");
        problem(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong", "The log of the server says why.")
    }
}

/// Answers with a page.
pub(super) fn page(status: StatusCode, markup: Markup) -> Response {
    (status, Html(markup.into_string())).into_response()
}

/// Answers with a page that says why there is no other.
pub(super) fn problem(status: StatusCode, title: &str, text: &str) -> Response {
    let link = maud::html! { p { a href="/dashboard" { "Go to the dashboard" } } };
    page(status, bare(title, &maud::html! { h1 { (title) } p { (text) } (link) }))
}

/// Answers that there is no such page.
pub(super) fn not_found() -> Response {
    problem(StatusCode::NOT_FOUND, "Not found", "There is no such page, or it belongs to another account.")
}

/// Answers that a page only takes a form, or only shows one.
pub(super) fn not_allowed() -> Response {
    let text = "This address is only for a form. Nothing was changed. Go back and send the form again.";
    problem(StatusCode::METHOD_NOT_ALLOWED, "Not possible", text)
}

/// Sends the browser to another page of the dashboard, by GET. `path` is a fixed path or made of ids.
pub(super) fn redirect(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response(),
        Err(_) => not_found(),
    }
}
