//! Standard output, for commands that are run for their output.

use std::io::{self, ErrorKind, Write};

/// Writes a text to standard output. A reader that has seen enough, such as `head`, is no error.
///
/// A reader that does not read blocks this thread, not the runtime: signals are still taken.
///
/// # Errors
/// Standard output fails in any other way.
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
