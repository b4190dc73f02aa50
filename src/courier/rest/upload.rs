//! A message with its attached files, in the form of a request.

use serde::Serialize;
use serde_json::{Value, json};
use serenity::all::CreateAttachment;

/// A message, or an edit of one, with the files to attach.
#[derive(Debug, Clone, Default)]
pub struct Upload<M> {
    /// The message.
    pub message: M,
    /// Its files.
    pub files: Vec<CreateAttachment>,
}

impl<M: Serialize> Upload<M> {
    /// Returns the JSON body, which lists the files
    /// (<https://docs.discord.com/developers/reference#uploading-files>).
    ///
    /// # Errors
    /// Returns the error of a message that cannot be serialised as JSON.
    pub fn body(&self) -> serde_json::Result<Value> {
        let mut body = serde_json::to_value(&self.message)?;
        if !self.files.is_empty() {
            let files = self.files.iter().enumerate();
            body["attachments"] = files
                .map(|(id, file)| json!({ "id": id, "filename": file.filename, "description": file.description }))
                .collect();
        }
        Ok(body)
    }
}

impl<M> From<M> for Upload<M> {
    fn from(message: M) -> Self {
        Self { message, files: Vec::new() }
    }
}
