//! The files of the page, which are part of the program.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::site::Site;

const PAGE: &str = include_str!("assets/index.html");
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const ASSETS: [(&str, &str, &str); 15] = [
    ("page.css", CSS, include_str!("assets/page.css")),
    ("icon.svg", SVG, include_str!("assets/icon.svg")),
    ("main.js", JS, include_str!("assets/main.js")),
    ("dom.js", JS, include_str!("assets/dom.js")),
    ("connection.js", JS, include_str!("assets/connection.js")),
    ("markdown.js", JS, include_str!("assets/markdown.js")),
    ("message.js", JS, include_str!("assets/message.js")),
    ("channel.js", JS, include_str!("assets/channel.js")),
    ("command.js", JS, include_str!("assets/command.js")),
    ("composer.js", JS, include_str!("assets/composer.js")),
    ("fold.js", JS, include_str!("assets/fold.js")),
    ("form.js", JS, include_str!("assets/form.js")),
    ("menu.js", JS, include_str!("assets/menu.js")),
    ("counter.js", JS, include_str!("assets/counter.js")),
    ("tour.js", JS, include_str!("assets/tour.js")),
];

/// Answers `GET /` with the page, which contains the token.
pub(super) async fn page(State(site): State<Arc<Site>>) -> Html<String> {
    Html(text_of("index.html", PAGE).replace("{token}", &site.token))
}

/// Answers `GET /assets/{name}`.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, _, _)| *known == name) {
        Some((name, kind, text)) => ([(header::CONTENT_TYPE, *kind)], text_of(name, text)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Returns the text of a file. A debug build reads it again from the folder that `PLAYGROUND_ASSETS` names, so that
/// the page can be changed without a build.
fn text_of(name: &str, text: &'static str) -> String {
    if cfg!(debug_assertions)
        && let Some(folder) = std::env::var_os("PLAYGROUND_ASSETS")
        && let Ok(current) = std::fs::read_to_string(std::path::Path::new(&folder).join(name))
    {
        return current;
    }
    text.to_owned()
}
