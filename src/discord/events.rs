//! Events that the framework does not see: the connection, servers that the bot joins or leaves, and
//! interactions that cannot be decoded.

use std::sync::Arc;

use serde_json::Value;
use serenity::all::{
    Context, CreateInteractionResponse, CreateInteractionResponseMessage, Event, Interaction,
    RawEventHandler, UnknownEvent,
};
use serenity::async_trait;
use tokio::sync::Notify;

use crate::courier::letters::nobody;
use crate::courier::rest::Rest;
use crate::domain::{GuildId, InteractionId, InvalidSnowflake};
use crate::i18n::Language;

use super::registration::{Membership, Memberships};

/// The type of an interaction that asks for choices, and takes no words.
const AUTOCOMPLETE: u64 = 4;

/// Handles these events.
pub struct Events {
    rest: Arc<Rest>,
    memberships: Memberships,
    connected: Arc<Notify>,
}

impl Events {
    pub(super) fn new(rest: Arc<Rest>, memberships: Memberships, connected: Arc<Notify>) -> Self {
        Self { rest, memberships, connected }
    }

    /// Passes on that the bot joined or left a server, as `GUILD_CREATE` and `GUILD_DELETE` tell.
    fn changed(&self, guild: Result<GuildId, InvalidSnowflake>, change: Membership) {
        if let Ok(guild) = guild {
            self.memberships.changed(guild, change);
        }
    }

    /// Tells the log, and the person, that an interaction cannot be decoded: nothing was done.
    async fn undecoded(&self, value: &Value) {
        let id = value["id"].as_str().and_then(|id| id.parse::<InteractionId>().ok());
        // serenity keeps no error; decoding again tells it.
        let error = decoding_error(value);
        let (Some(id), Some(token)) = (id, value["token"].as_str()) else {
            tracing::warn!(%error, "an interaction without id or token was not taken");
            return;
        };
        tracing::warn!(%error, "interaction {id} cannot be decoded and was not taken");
        if value["type"] == AUTOCOMPLETE {
            return;
        }
        let words = Language::or_english(value["locale"].as_str().unwrap_or_default()).say("not-taken");
        let message =
            CreateInteractionResponseMessage::new().content(words).ephemeral(true).allowed_mentions(nobody());
        let response = CreateInteractionResponse::Message(message);
        if let Err(failed) = self.rest.respond(id, token, &response).await {
            tracing::warn!(%failed, "interaction {id} could not be answered");
        }
    }
}

/// Returns why an interaction cannot be decoded.
fn decoding_error(value: &Value) -> String {
    match serde_json::from_value::<Interaction>(value.clone()) {
        Ok(_) => "the event around it is odd".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[async_trait]
impl RawEventHandler for Events {
    async fn raw_event(&self, _: Context, event: Event) {
        match event {
            Event::Ready(_) => self.connected.notify_one(),
            Event::GuildCreate(event) => self.changed(GuildId::new(event.guild.id.get()), Membership::Joined),
            // An outage of Discord's is no removal.
            Event::GuildDelete(event) if !event.guild.unavailable => {
                self.changed(GuildId::new(event.guild.id.get()), Membership::Left);
            }
            Event::Unknown(UnknownEvent { kind, value, .. }) => {
                let guild = || value["id"].as_str().unwrap_or_default().parse();
                match kind.as_str() {
                    "INTERACTION_CREATE" => self.undecoded(&value).await,
                    "GUILD_CREATE" => self.changed(guild(), Membership::Joined),
                    "GUILD_DELETE" if value["unavailable"] != true => self.changed(guild(), Membership::Left),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
