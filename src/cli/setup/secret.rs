//! Asks for a secret, or reads it from the file that the operator keeps it in.

use secrecy::SecretString;

use crate::settings;

use super::SetupError;
use super::dialogue::Dialogue;
use super::present_settings::Present;

/// A secret that the set-up asks for.
pub(super) struct SecretQuestion<'a> {
    present: &'a Present,
    name: &'static str,
    question: &'static str,
    /// The secret that an empty answer keeps.
    known: Option<SecretString>,
}

impl<'a> SecretQuestion<'a> {
    pub(super) fn new(present: &'a Present, name: &'static str, question: &'static str) -> Self {
        Self { present, name, question, known: present.secret(name).ok() }
    }

    /// Asks until the answer can be a token. A secret that a file holds is read again instead.
    pub(super) fn ask(&mut self, dialogue: &mut Dialogue) -> Result<SecretString, SetupError> {
        if self.present.secret_file(self.name).is_some() {
            return self.read_file(dialogue);
        }
        loop {
            let Some(answer) = dialogue.ask_secret(self.question, self.known.as_ref())? else {
                match &self.known {
                    Some(known) => return Ok(known.clone()),
                    None => dialogue.say("It is required.")?,
                }
                continue;
            };
            if let Some(secret) = settings::token(&answer) {
                self.known = Some(secret.clone());
                return Ok(secret);
            }
            dialogue.say("It is one word without spaces. Copy it again.")?;
        }
    }

    /// Forgets the known secret, because the service refuses it.
    pub(super) fn is_refused(&mut self, dialogue: &mut Dialogue) -> Result<(), SetupError> {
        self.known = None;
        match self.present.secret_file(self.name) {
            Some(file) => {
                dialogue.say(format_args!(
                    "{}_FILE names {}; put the right one there.",
                    self.name,
                    file.display()
                ))?;
                dialogue.ask("Press Enter to read the file again", None).map(drop)
            }
            None => Ok(()),
        }
    }

    fn read_file(&self, dialogue: &mut Dialogue) -> Result<SecretString, SetupError> {
        loop {
            match self.present.secret(self.name) {
                Ok(secret) => {
                    dialogue.say(format_args!("{}: it comes from {}_FILE.", self.question, self.name))?;
                    return Ok(secret);
                }
                Err(faults) => {
                    dialogue.say(faults)?;
                    dialogue.ask("Press Enter to read the file again", None)?;
                }
            }
        }
    }
}
