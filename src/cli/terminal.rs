//! Reads lines from standard input, and hides what is typed at a prompt for a secret.
//!
//! Invariant: the terminal shows what is typed again after each hidden line. A stop signal during a hidden line
//! needs [`show_input`] as well.

use std::io::{BufRead, IsTerminal, Result, stdin};

use parking_lot::Mutex;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// The modes of the terminal from before it stopped showing what is typed.
static MODES: Mutex<Option<Termios>> = Mutex::new(None);

/// Returns true if standard input is a terminal.
pub(super) fn is_used() -> bool {
    stdin().is_terminal()
}

/// Reads a line without its line break. Returns `None` at the end of the input.
pub(super) fn line() -> Result<Option<String>> {
    let mut line = String::new();
    let length = stdin().lock().read_line(&mut line)?;
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok((length > 0).then_some(line))
}

/// Reads a line from the terminal, which does not show it.
pub(super) fn hidden_line() -> Result<Option<String>> {
    hide_input()?;
    let line = line();
    show_input();
    line
}

fn hide_input() -> Result<()> {
    let before = tcgetattr(stdin())?;
    let mut hidden = before.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    *MODES.lock() = Some(before);
    tcsetattr(stdin(), OptionalActions::Flush, &hidden)?;
    Ok(())
}

/// Lets the terminal show again what is typed, if it does not.
pub(super) fn show_input() {
    if let Some(before) = MODES.lock().take() {
        // Nothing is left to do if the terminal is gone.
        let _ = tcsetattr(stdin(), OptionalActions::Flush, &before);
    }
}
