//! Direct messages, and the messages of channels.

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use serenity::all::CreateMessage;

use crate::domain::{ChannelId, InvalidSnowflake, MessageId};

use super::request::Request;
use super::route::Route;
use super::upload::Upload;
use super::{Failed, Rest, Unanswered};

/// The number of messages per page, which is Discord's maximum.
const PAGE: usize = 100;
/// The maximum number of pages to read from a channel. It bounds the work in a flooded channel.
const MOST_PAGES: usize = 20;

/// A message as Discord returns it.
#[derive(Debug, Deserialize)]
pub struct Found {
    #[serde(deserialize_with = "super::guilds::id")]
    id: u64,
    #[serde(default)]
    author: Author,
    #[serde(default)]
    content: String,
    #[serde(default)]
    embeds: Vec<Value>,
    #[serde(default)]
    attachments: Vec<Value>,
}

#[derive(Debug, Default, Deserialize)]
struct Author {
    #[serde(default)]
    bot: bool,
}

/// The fields that are read from a newly opened channel.
#[derive(Deserialize)]
struct Made {
    #[serde(deserialize_with = "super::guilds::id")]
    id: u64,
}

impl Found {
    /// Returns true if a bot wrote it. In a DM, that is this bot.
    #[must_use]
    pub fn is_of_bot(&self) -> bool {
        self.author.bot
    }

    /// Lists the content and the descriptions of the embeds. Earlier versions put keys into embeds.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let descriptions = self.embeds.iter().filter_map(|embed| embed["description"].as_str());
        std::iter::once(self.content.as_str()).chain(descriptions)
    }

    /// Lists the names of its files.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.attachments.iter().filter_map(|file| file["filename"].as_str())
    }

    /// Returns the message's id.
    ///
    /// # Errors
    /// [`Failed::Unanswered`] when the id is not a snowflake.
    pub fn id(&self) -> Result<MessageId, Failed> {
        snowflake(self.id, MessageId::new)
    }
}

impl Rest {
    /// Opens the DM channel with a user, or finds the existing one. `comes_back` tells that the caller
    /// repeats the call after a rate limit.
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

    /// Sends a message and returns it as Discord stored it. The nonce lets Discord recognise a repeat.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn send(&self, channel: ChannelId, message: &Upload<CreateMessage>) -> Result<Found, Failed> {
        let request = Request::new(Route::messages(Method::POST, channel)).coming_back();
        self.call(&request.upload(message)?).await?.read()
    }

    /// Reads the messages of a channel whose ids are above `oldest`, newest first. Skips malformed messages.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses a call, limits it, or does not answer.
    pub async fn messages_after(&self, channel: ChannelId, oldest: u64) -> Result<Vec<Found>, Failed> {
        let (mut found, mut before) = (Vec::<Found>::new(), None);
        for _ in 0..MOST_PAGES {
            let route = Route::page_of_messages(channel, PAGE, before);
            let page: Vec<Value> = self.call(&Request::new(route)).await?.read()?;
            let is_last = page.len() < PAGE;
            let messages = page.into_iter().filter_map(|message| serde_json::from_value(message).ok());
            found.extend(messages);
            let reached = found.last().map(|message| message.id);
            if is_last || reached == before || reached.is_none_or(|reached| reached <= oldest) {
                break;
            }
            before = reached;
        }
        found.retain(|message| message.id > oldest);
        Ok(found)
    }
}

fn snowflake<T>(id: u64, parse: impl Fn(u64) -> Result<T, InvalidSnowflake>) -> Result<T, Failed> {
    parse(id).map_err(|error| Failed::Unanswered(Unanswered::Incomplete(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_is_found_tells_who_wrote_it_and_all_it_holds() {
        let mut message = json!({ "id": "7", "author": { "id": "1", "bot": true }, "content": "c",
            "embeds": [{ "description": "d" }, { "title": "t" }], "attachments": [{ "filename": "f.txt" }] });
        let found: Found = serde_json::from_value(message.clone()).unwrap();
        assert!(found.is_of_bot());
        assert_eq!(found.texts().collect::<Vec<_>>(), ["c", "d"]);
        assert_eq!(found.files().collect::<Vec<_>>(), ["f.txt"]);
        message["author"] = json!({ "id": "2" });
        let of_buyer: Found = serde_json::from_value(message).unwrap();
        assert!(!of_buyer.is_of_bot(), "what a buyer writes is no delivery");
    }
}
