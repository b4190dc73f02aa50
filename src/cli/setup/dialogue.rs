//! The dialogue with the person who sets keyclerk up: prints lines, and asks questions.
//!
//! Invariant: a secret is never printed, and a terminal does not show it while it is typed.

use std::fmt::Display;
use std::io::{self, Write};

use secrecy::SecretString;

use crate::cli::doctor::Findings;
use crate::cli::terminal;

use super::SetupError;

/// The source of the answers.
pub(super) trait Keyboard: Send {
    /// Reads a line. Returns `None` at the end of the input.
    fn line(&mut self) -> io::Result<Option<String>>;

    /// Reads a line that is not shown.
    fn hidden_line(&mut self) -> io::Result<Option<String>>;

    /// Returns true if the person sees their own line breaks.
    fn shows_line_breaks(&self) -> bool;
}

/// Standard input. A pipe is read like a terminal.
pub(super) struct StandardInput;

impl Keyboard for StandardInput {
    fn line(&mut self) -> io::Result<Option<String>> {
        terminal::line()
    }

    fn hidden_line(&mut self) -> io::Result<Option<String>> {
        if terminal::is_used() { terminal::hidden_line() } else { terminal::line() }
    }

    fn shows_line_breaks(&self) -> bool {
        terminal::is_used()
    }
}

/// A dialogue.
pub(super) struct Dialogue {
    keyboard: Box<dyn Keyboard>,
    screen: Box<dyn Write + Send>,
}

impl Dialogue {
    pub(super) fn new(keyboard: Box<dyn Keyboard>, screen: Box<dyn Write + Send>) -> Self {
        Self { keyboard, screen }
    }

    /// Prints a line.
    pub(super) fn say(&mut self, text: impl Display) -> Result<(), SetupError> {
        // Names come from Discord, and a terminal interprets control characters.
        let text = text.to_string();
        let shown = text.lines().map(|line| line.replace(char::is_control, " "));
        let shown = shown.collect::<Vec<_>>().join("\n");
        writeln!(self.screen, "{shown}")?;
        Ok(self.screen.flush()?)
    }

    /// Prints findings, each on a line.
    pub(super) fn report(&mut self, findings: &Findings) -> Result<(), SetupError> {
        self.say(findings)
    }

    /// Asks a question. Returns the answer without surrounding white space, or the default for an empty one.
    pub(super) fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, SetupError> {
        let default = default.unwrap_or_default();
        match default {
            "" => self.prompt(&format!("{question}: "))?,
            default => self.prompt(&format!("{question} [{default}]: "))?,
        }
        let line = tokio::task::block_in_place(|| self.keyboard.line());
        if !self.keyboard.shows_line_breaks() {
            writeln!(self.screen)?;
        }
        let line = line?.ok_or(SetupError::InputEnded)?;
        let answer = line.trim();
        Ok(if answer.is_empty() { default.to_owned() } else { answer.to_owned() })
    }

    /// Asks for a secret. Returns `known` for an empty answer, and `None` if nothing is known.
    pub(super) fn ask_secret(
        &mut self,
        question: &str,
        known: Option<&SecretString>,
    ) -> Result<Option<String>, SetupError> {
        let default = if known.is_some() { " [keep the present one]" } else { "" };
        self.prompt(&format!("{question} (is not shown){default}: "))?;
        let line = tokio::task::block_in_place(|| self.keyboard.hidden_line());
        // The terminal does not show the line break either.
        writeln!(self.screen)?;
        let line = line?.ok_or(SetupError::InputEnded)?;
        Ok(Some(line.trim().to_owned()).filter(|answer| !answer.is_empty()))
    }

    /// Asks until the answer is yes or no.
    pub(super) fn confirm(&mut self, question: &str) -> Result<bool, SetupError> {
        loop {
            match self.ask(&format!("{question} (yes or no)"), Some("no"))?.to_ascii_lowercase().as_str() {
                "yes" | "y" => return Ok(true),
                "no" | "n" => return Ok(false),
                _ => self.say("Answer yes or no.")?,
            }
        }
    }

    fn prompt(&mut self, text: &str) -> Result<(), SetupError> {
        write!(self.screen, "{}", text.replace(char::is_control, " "))?;
        Ok(self.screen.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::Arc;

    use parking_lot::Mutex;

    use super::*;

    struct Script(VecDeque<&'static str>);

    impl Keyboard for Script {
        fn line(&mut self) -> io::Result<Option<String>> {
            Ok(self.0.pop_front().map(str::to_owned))
        }

        fn hidden_line(&mut self) -> io::Result<Option<String>> {
            self.line()
        }

        fn shows_line_breaks(&self) -> bool {
            false
        }
    }

    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<Vec<u8>>>);

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn dialogue(answers: &[&'static str]) -> (Dialogue, Screen) {
        let screen = Screen::default();
        let keyboard = Box::new(Script(answers.iter().copied().collect()));
        (Dialogue::new(keyboard, Box::new(screen.clone())), screen)
    }

    #[test]
    fn an_empty_answer_takes_the_default_and_the_end_of_the_input_ends_the_dialogue() {
        let (mut dialogue, screen) = dialogue(&["", " two ", "", "hush", "", "perhaps", "Y", ""]);
        assert_eq!(dialogue.ask("Number", Some("one")).unwrap(), "one");
        assert_eq!(dialogue.ask("Number", Some("one")).unwrap(), "two");
        assert_eq!(dialogue.ask("Number", None).unwrap(), "");
        assert_eq!(dialogue.ask_secret("Token", None).unwrap().unwrap(), "hush");
        let known = SecretString::from("quiet");
        assert!(dialogue.ask_secret("Token", Some(&known)).unwrap().is_none());
        assert!(dialogue.confirm("Sure?").unwrap());
        assert!(!dialogue.confirm("Sure?").unwrap(), "the default is no");
        assert!(matches!(dialogue.ask("More", None), Err(SetupError::InputEnded)));
        dialogue.say("a name with \u{1b}[31m colour").unwrap();
        let said = String::from_utf8(screen.0.lock().clone()).unwrap();
        assert!(said.contains("Number [one]: \n") && said.contains("[keep the present one]"), "{said}");
        assert!(!said.contains("hush") && !said.contains("quiet") && !said.contains('\u{1b}'), "{said}");
    }
}
