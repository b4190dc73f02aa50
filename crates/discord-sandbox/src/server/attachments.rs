//! The upload of files, and Discord's limits on them.

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;

use crate::state::messages::Attachment;

/// The total size of the files of one message that a guild without boosts allows.
const LARGEST: usize = 10 * 1024 * 1024;
const LONGEST_DESCRIPTION: usize = 1024;

/// An uploaded file. `id` is the number in the name of its form field.
pub(crate) struct File {
    id: String,
    name: String,
    bytes: Vec<u8>,
}

/// Reads the body of a request: JSON, or a form with JSON and files.
pub(crate) async fn read(headers: &HeaderMap, body: Body) -> (Value, Vec<File>) {
    let mut request = Request::new(body);
    let kind = headers.get(CONTENT_TYPE).cloned();
    let is_form = kind.as_ref().is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    request.headers_mut().extend(kind.map(|kind| (CONTENT_TYPE, kind)));
    if !is_form {
        let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await.unwrap_or_default();
        return (serde_json::from_slice(&bytes).unwrap_or(Value::Null), vec![]);
    }
    // axum reads only two megabytes of a form by default.
    DefaultBodyLimit::disable().apply(&mut request);
    let (mut value, mut files) = (Value::Null, Vec::new());
    let Ok(mut form) = Multipart::from_request(request, &()).await else { return (value, files) };
    while let Ok(Some(part)) = form.next_field().await {
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.unwrap_or_default();
        if field == "payload_json" {
            value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        } else if let Some(id) = field.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']')) {
            files.push(File { id: id.to_owned(), name, bytes: bytes.to_vec() });
        }
    }
    (value, files)
}

/// Returns the attachments that a request sets. Returns `None` if it leaves them unchanged.
///
/// # Errors
/// The files are too large, or a description is too long. The error is Discord's status, code and message.
pub(crate) fn attached(
    body: &Value,
    files: Vec<File>,
) -> Result<Option<Vec<Attachment>>, (u16, u32, &'static str)> {
    if files.iter().map(|file| file.bytes.len()).sum::<usize>() > LARGEST {
        return Err((413, 40_005, "Request entity too large"));
    }
    if files.is_empty() && body.get("attachments").is_none() {
        return Ok(None);
    }
    let about = |file: &File| {
        body["attachments"].as_array().into_iter().flatten().find(|about| {
            about["id"].as_str().map(str::to_owned).or_else(|| about["id"].as_u64().map(|id| id.to_string()))
                == Some(file.id.clone())
        })
    };
    let mut attached = Vec::new();
    for file in files {
        let description = about(&file).and_then(|about| about["description"].as_str()).map(str::to_owned);
        if description.as_ref().is_some_and(|text| text.chars().count() > LONGEST_DESCRIPTION) {
            return Err((
                400,
                50_035,
                "Invalid Form Body: attachments: descriptions have at most 1024 characters",
            ));
        }
        attached.push(Attachment { name: file.name, description, bytes: file.bytes });
    }
    Ok(Some(attached))
}
