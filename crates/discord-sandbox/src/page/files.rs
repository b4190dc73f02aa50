//! Serves the files that are attached to messages.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::image::image_type;
use super::refusal::Refusal;
use super::site::Site;
use super::view::sees_message;

#[derive(Deserialize)]
pub(super) struct Reader {
    person: String,
}

/// Answers `GET /files/{message}/{number}`. A picture is shown; every other file is downloaded.
pub(super) async fn read(
    State(site): State<Arc<Site>>,
    Path((message, number)): Path<(u64, usize)>,
    Query(reader): Query<Reader>,
) -> Result<Response, Refusal> {
    let person = site.person(&reader.person)?;
    let world = site.shared.world();
    let message = world.messages.one(message).ok_or(Refusal::NotVisible)?;
    if !sees_message(&world, &person, message) {
        return Err(Refusal::NotVisible);
    }
    let file = message.attachments.get(number).ok_or(Refusal::NotVisible)?;
    let bytes = file.bytes.clone();
    if let Some(kind) = image_type(&bytes) {
        return Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response());
    }
    // The page names the file by an attribute of its link. A name in a header could break it.
    let headers =
        [(header::CONTENT_TYPE, "application/octet-stream"), (header::CONTENT_DISPOSITION, "attachment")];
    Ok((headers, bytes).into_response())
}
