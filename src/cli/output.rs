//! Writes the output of commands to standard output.

use std::io::{self, ErrorKind, Write};

/// Writes a text to standard output. A reader that stops early, such as `head`, is not an error.
///
/// If the reader stops reading, this thread blocks but the runtime does not. Signals are still handled.
///
/// # Errors
/// Returns any other error of standard output.
pub fn print(text: &str) -> io::Result<()> {
    let written = tokio::task::block_in_place(|| {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    });
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
