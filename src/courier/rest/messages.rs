//! Direct messages and the messages of channels.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serenity::all::{CreateAttachment, CreateMessage};

use crate::domain::{ChannelId, InvalidSnowflake, MessageId};

use super::request::Request;
use super::route::Route;
use super::{Failed, Rest, Unanswered};

/// A message, or the edit of one, and the files that go with it.
#[derive(Debug, Clone, Default)]
pub struct Upload<M> {
    /// The message.
    pub message: M,
    /// Its files.
    pub files: Vec<CreateAttachment>,
}

impl<M: Serialize> Upload<M> {
    /// Returns the body as Discord wants it: it names the files
    /// (<https://docs.discord.com/developers/reference#uploading-files>).
    ///
    /// # Errors
    /// The message cannot be written as JSON.
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

/// A message that was found in a channel.
#[derive(Debug, Deserialize)]
pub struct Found {
    #[serde(deserialize_with = "super::guilds::id")]
    id: u64,
    #[serde(default)]
    embeds: Vec<Value>,
}

/// Something with an id: all that is read of a message or a channel that was made.
#[derive(Deserialize)]
struct Made {
    #[serde(deserialize_with = "super::guilds::id")]
    id: u64,
}

impl Found {
    /// Lists the texts below its embeds; an embed that is not as it should be has none.
    pub fn footers(&self) -> impl Iterator<Item = &str> {
        self.embeds.iter().filter_map(|embed| embed["footer"]["text"].as_str())
    }

    /// Returns the message's id.
    ///
    /// # Errors
    /// [`Failed::Unanswered`] where it is no snowflake.
    pub fn id(&self) -> Result<MessageId, Failed> {
        snowflake(self.id, MessageId::new)
    }
}

impl Rest {
    /// Opens the channel of the direct messages with a user, or finds the one there is. `comes_back`
    /// where a limit is answered by the same call later.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn open_dm(&self, user: u64, comes_back: bool) -> Result<ChannelId, Failed> {
        let mut request =
            Request::new(Route::open_dm()).json(&json!({ "recipient_id": user.to_string() }))?;
        request.comes_back = comes_back;
        let answer = self.call(&request).await?;
        self.dm_pause.end();
        snowflake(answer.read::<Made>()?.id, ChannelId::new)
    }

    /// Sends a message. It bears a nonce, so that a repeat is the same message.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn send(
        &self,
        channel: ChannelId,
        message: &Upload<CreateMessage>,
    ) -> Result<MessageId, Failed> {
        let request = Request::new(Route::messages(Method::POST, channel)).coming_back();
        let answer = self.call(&request.upload(message)?).await?;
        snowflake(answer.read::<Made>()?.id, MessageId::new)
    }

    /// Reads the newest messages of a channel, at most 50, the newest first. One that is not as it
    /// should be is left out.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn newest_messages(&self, channel: ChannelId) -> Result<Vec<Found>, Failed> {
        let messages: Vec<Value> =
            self.call(&Request::new(Route::messages(Method::GET, channel))).await?.read()?;
        Ok(messages.into_iter().filter_map(|message| serde_json::from_value(message).ok()).collect())
    }
}

fn snowflake<T>(id: u64, parse: impl Fn(u64) -> Result<T, InvalidSnowflake>) -> Result<T, Failed> {
    parse(id).map_err(|error| Failed::Unanswered(Unanswered::Incomplete(error.to_string())))
}
