//! Choices that the bot offers while somebody types.

use std::time::Duration;

use super::command_line::CommandLine;
use super::people::Person;
use super::reply::AnswerKind;

const AUTOCOMPLETE: u8 = 4;

/// The choices offered, and how long they took.
#[derive(Debug, Clone)]
pub struct Autocomplete {
    /// The choices, in the order shown.
    pub choices: Vec<Choice>,
    /// From the keystroke to the answer.
    pub took: Duration,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent when it is chosen; numbers as text.
    pub value: String,
}

impl Autocomplete {
    /// The names of the choices.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.choices.iter().map(|choice| choice.name.as_str()).collect()
    }
}

impl Person {
    /// Types into an option of a command and waits for the choices.
    ///
    /// # Panics
    /// When none come, or the option does not complete.
    pub async fn types(&self, command: &str, option: &str, text: &str) -> Autocomplete {
        self.runs(command).types(option, text).await
    }
}

impl CommandLine<'_> {
    /// Types into a further option and waits for the choices.
    ///
    /// # Panics
    /// When none come, or the option does not complete.
    pub async fn types(self, option: &str, text: &str) -> Autocomplete {
        let mut line = self.option(option, 3, text.into());
        if let Some(typed) = line.options.last_mut() {
            typed["focused"] = true.into();
        }
        let reply = line.person.interact(AUTOCOMPLETE, &line.data(false), line.place, None);
        let answered = reply
            .shared
            .wait_for(&format!("choices for {option}"), |world| {
                let sent = world.interactions.get(&reply.id)?;
                let answer = sent.answer.as_ref().filter(|answer| answer.kind == AnswerKind::Choices)?;
                Some((answer.data["choices"].clone(), answer.at.duration_since(sent.at)))
            })
            .await;
        let choices = answered.0.as_array().into_iter().flatten().map(|choice| Choice {
            name: choice["name"].as_str().unwrap_or_default().to_owned(),
            value: choice["value"].as_str().map_or_else(|| choice["value"].to_string(), str::to_owned),
        });
        Autocomplete { choices: choices.collect(), took: answered.1 }
    }
}
