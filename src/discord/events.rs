//! Handles the events that the framework does not: the connection, servers that the bot joins or leaves, and
//! interactions that cannot be decoded.

use std::future::Future;
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

use super::bot::Bot;
use super::registration::{Membership, Memberships, keep_registered};

/// The type of an autocomplete interaction. It cannot be answered with a text.
const AUTOCOMPLETE: u64 = 4;

/// Handles these events.
pub struct Events {
    rest: Arc<Rest>,
    memberships: Memberships,
    connected: Arc<Notify>,
}

impl Events {
    /// Starts the tasks that keep the commands registered in every server. The events belong to the gateway's
    /// connection. The future completes once the gateway is connected and a registration was attempted in
    /// each server.
    pub fn start(bot: &Bot) -> (Self, impl Future<Output = ()> + Send + use<>) {
        let (memberships, tried) = keep_registered(&bot.rest, bot.access.guilds());
        let connected = Arc::new(Notify::new());
        let events = Self { rest: Arc::clone(&bot.rest), memberships, connected: Arc::clone(&connected) };
        let ready = async move {
            tried.await;
            connected.notified().await;
        };
        (events, ready)
    }

    /// Reports that the bot joined or left a server.
    fn changed(&self, guild: Result<GuildId, InvalidSnowflake>, change: Membership) {
        if let Ok(guild) = guild {
            self.memberships.changed(guild, change);
        }
    }

    /// Logs that an interaction cannot be decoded, and tells the user that nothing was done.
    async fn undecoded(&self, value: &Value) {
        let id = value["id"].as_str().and_then(|id| id.parse::<InteractionId>().ok());
        // serenity does not keep the error, so the interaction is decoded again.
        let error = decoding_error(value);
        let (Some(id), Some(token)) = (id, value["token"].as_str()) else {
            tracing::warn!(%error, "interaction without id or token rejected");
            return;
        };
        tracing::warn!(%error, "interaction {id} rejected: it cannot be decoded");
        if value["type"] == AUTOCOMPLETE {
            return;
        }
        let words = Language::or_english(value["locale"].as_str().unwrap_or_default()).say("not-taken");
        let message =
            CreateInteractionResponseMessage::new().content(words).ephemeral(true).allowed_mentions(nobody());
        let response = CreateInteractionResponse::Message(message);
        if let Err(failed) = self.rest.respond(id, token, &response).await {
            tracing::warn!(%failed, "interaction {id} not answered");
        }
    }
}

/// Counts a connection to the gateway, which begins a new session or resumes one.
fn count_connection(session: &'static str) {
    metrics::counter!("keyclerk_gateway_connections_total", "session" => session).increment(1);
}

/// Returns the reason why an interaction cannot be decoded.
fn decoding_error(value: &Value) -> String {
    match serde_json::from_value::<Interaction>(value.clone()) {
        Ok(_) => "the event around the interaction is malformed".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[async_trait]
impl RawEventHandler for Events {
    async fn raw_event(&self, _: Context, event: Event) {
        match event {
            Event::Ready(_) => {
                count_connection("new");
                self.connected.notify_one();
            }
            Event::Resumed(_) => count_connection("resumed"),
            Event::GuildCreate(event) => self.changed(GuildId::new(event.guild.id.get()), Membership::Joined),
            // An unavailable server has an outage. The bot was not removed.
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
