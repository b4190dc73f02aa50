//! The bot's first answer to an interaction.

use std::time::Instant;

use serde_json::{Value, json};

use super::answer::{Answer, FormError, Refusal};
use super::channels::Draft;
use super::limits::{self, EPHEMERAL};
use super::reply::AnswerKind;
use super::state::{Answered, Sent, World};

impl World {
    pub(super) fn callback(&mut self, id: &str, token: &str, body: &Value, with_response: bool) -> Answer {
        let id: u64 = id.parse().unwrap_or(0);
        let window = self.windows.first_answer;
        let Some(sent) = self.interactions.get(&id).filter(|sent| sent.token == token) else {
            return Err(Refusal::UnknownInteraction);
        };
        if sent.answer.is_some() {
            return Err(Refusal::AlreadyAcknowledged);
        }
        if sent.expired || sent.at.elapsed() > window {
            return Err(Refusal::UnknownInteraction);
        }
        let sent = sent.clone();
        let (kind, data) = (kind(&sent, body)?, &body["data"]);
        let (original, ephemeral) = self.carry_out(&sent, kind, data)?;
        let answered = Answered { kind, ephemeral, at: Instant::now(), data: data.clone() };
        if let Some(sent) = self.interactions.get_mut(&id) {
            sent.answer = Some(answered);
            sent.original = original;
        }
        if !with_response {
            return Ok(Value::Null);
        }
        let message = original.and_then(|id| self.message(id)).map(|message| self.message_json(message));
        Ok(json!({
            "interaction": { "id": id.to_string(), "type": sent.payload["type"],
                "response_message_id": original.map(|id| id.to_string()),
                "response_message_ephemeral": ephemeral,
                "response_message_loading": kind == AnswerKind::DeferredMessage },
            "resource": { "type": body["type"], "message": message },
        }))
    }

    /// Does what an answer says; tells which message `@original` now is, and whether it is ephemeral.
    fn carry_out(
        &mut self,
        sent: &Sent,
        kind: AnswerKind,
        data: &Value,
    ) -> Result<(Option<u64>, bool), Refusal> {
        let flags = data["flags"].as_u64().unwrap_or(0);
        let ephemeral = flags & EPHEMERAL != 0;
        let pressed = sent.payload["message"]["id"].as_str().and_then(|id| id.parse().ok());
        match kind {
            AnswerKind::Message => {
                limits::message(data)?;
                let draft = Draft::answering(sent, ephemeral);
                Ok((Some(self.post(draft, data)?), ephemeral))
            }
            AnswerKind::DeferredMessage => {
                // Whatever else a deferral says is dropped, as Discord drops it.
                let mut draft = Draft::answering(sent, ephemeral);
                draft.thinking = true;
                let flags = json!({ "flags": flags & EPHEMERAL });
                Ok((Some(self.post(draft, &flags)?), ephemeral))
            }
            AnswerKind::DeferredUpdate => Ok((pressed, false)),
            AnswerKind::Update => {
                limits::message(data)?;
                let pressed = pressed.ok_or(Refusal::UnknownMessage)?;
                self.edit(pressed, data)?;
                Ok((Some(pressed), self.message(pressed).is_some_and(|message| message.ephemeral)))
            }
            AnswerKind::Choices => limits::choices(data).map(|()| (None, false)),
            AnswerKind::Modal => limits::modal(data).map(|()| (None, false)),
        }
    }
}

/// The kind of an answer, if it fits what is answered.
fn kind(sent: &Sent, body: &Value) -> Result<AnswerKind, FormError> {
    let wrong = |message: String| FormError::new("type", message);
    let number = body["type"].as_u64().unwrap_or(0);
    let kind = AnswerKind::from_wire(number).ok_or_else(|| wrong(format!("no such type: {number}")))?;
    let asked = sent.payload["type"].as_u64().unwrap_or(0);
    let on_message = sent.payload["message"].is_object();
    let fits = match kind {
        AnswerKind::Choices => asked == 4,
        AnswerKind::Message | AnswerKind::DeferredMessage => matches!(asked, 2 | 3 | 5),
        AnswerKind::DeferredUpdate | AnswerKind::Update => matches!(asked, 3 | 5) && on_message,
        AnswerKind::Modal => matches!(asked, 2 | 3),
    };
    if fits { Ok(kind) } else { Err(wrong(format!("{kind:?} does not answer an interaction of type {asked}"))) }
}
