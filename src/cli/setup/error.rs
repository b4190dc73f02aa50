//! The reasons why the set-up ends early.

use std::io;
use std::path::PathBuf;

/// The reason why the set-up ended early. No message contains a secret.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// Standard input ended before the last question.
    #[error("the input ended before the last question; nothing was written")]
    InputEnded,
    /// Standard input or output failed.
    #[error("the terminal failed: {0}; nothing was written")]
    Terminal(#[from] io::Error),
    /// The file cannot be read or written.
    #[error("{} cannot be used by uid {}: {error}; nothing was changed", path.display(), rustix::process::geteuid().as_raw())]
    File {
        /// The file or its folder.
        path: PathBuf,
        /// The system's error.
        error: io::Error,
    },
    /// The HTTP client cannot be built.
    #[error("{0}; nothing was written")]
    Client(String),
}
