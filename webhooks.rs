//! The bot's later words on an interaction: `@original` and follow-ups.

use serde_json::{Value, json};

use super::answer::{Answer, Refusal};
use super::channels::Draft;
use super::limits::{self, EPHEMERAL};
use super::state::{APPLICATION, World};

impl World {
    pub(super) fn webhook(&mut self, method: &str, app: &str, token: &str, rest: &[&str], body: &Value) -> Answer {
        if app != APPLICATION.to_string() {
            return Err(Refusal::UnknownWebhook);
        }
        let window = self.windows.token;
        let found = self.interactions.iter().find(|(_, sent)| sent.token == token);
        let Some((&interaction, sent)) = found else { return Err(Refusal::InvalidWebhookToken) };
        if sent.expired || sent.at.elapsed() > window {
            return Err(Refusal::InvalidWebhookToken);
        }
        if sent.answer.is_none() {
            return Err(Refusal::UnknownWebhook);
        }
        match (method, rest) {
            ("POST", []) => self.follow_up(interaction, body),
            ("GET" | "PATCH" | "DELETE", ["messages", which]) => {
                let sent = self.interactions.get(&interaction).ok_or(Refusal::UnknownWebhook)?;
                let id = match *which {
                    "@original" => sent.original,
                    id => id.parse().ok().filter(|id| sent.original == Some(*id) || sent.followups.contains(id)),
                };
                let id = id.ok_or(Refusal::UnknownMessage)?;
                self.webhook_message(method, id, body)
            }
            _ => Err(Refusal::UnknownRoute),
        }
    }

    fn webhook_message(&mut self, method: &str, id: u64, body: &Value) -> Answer {
        if self.message(id).is_none() {
            return Err(Refusal::UnknownMessage);
        }
        match method {
            "PATCH" => {
                limits::message(body)?;
                self.edit(id, body)?;
            }
            "DELETE" => {
                self.messages.retain(|message| message.id != id);
                return Ok(Value::Null);
            }
            _ => {}
        }
        let message = self.message(id).ok_or(Refusal::UnknownMessage)?;
        Ok(self.message_json(message))
    }

    /// The first follow-up after a deferral takes the place of "thinking…", and with it the
    /// deferral's ephemeral flag; its own is not looked at.
    fn follow_up(&mut self, interaction: u64, body: &Value) -> Answer {
        limits::message(body)?;
        let sent = self.interactions.get(&interaction).cloned().ok_or(Refusal::UnknownWebhook)?;
        let thinking = sent.original.filter(|id| self.message(*id).is_some_and(|message| message.thinking));
        let id = if let Some(id) = thinking {
            self.edit(id, body)?;
            id
        } else {
            let ephemeral = body["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
            let id = self.post(Draft::answering(&sent, ephemeral), body)?;
            if let Some(sent) = self.interactions.get_mut(&interaction) {
                sent.followups.push(id);
            }
            id
        };
        Ok(self.message(id).map_or(json!({}), |message| self.message_json(message)))
    }
}
