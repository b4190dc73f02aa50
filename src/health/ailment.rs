//! The reasons why a bot is not well.

use std::path::PathBuf;
use std::time::Duration;

/// The reason why a bot is not well, in words for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ailment {
    /// There is no state.
    #[error("keyclerk is not running: there is no {}", .0.display())]
    NotRunning(PathBuf),
    /// The state cannot be read.
    #[error("the state of keyclerk in {} cannot be read: {reason}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        reason: String,
    },
    /// The process that wrote the state has ended.
    #[error("keyclerk is not running: process {0} has ended")]
    Ended(u32),
    /// The state is too old.
    #[error(
        "keyclerk has not written its state for {} s; it hangs, or it cannot write beside its ledger",
        .0.as_secs()
    )]
    Stale(Duration),
    /// The state is from the future.
    #[error("the state of keyclerk is {} s ahead of the clock, which was set back", .0.as_secs())]
    Ahead(Duration),
    /// The ledger cannot be written.
    #[error("keyclerk cannot write its ledger; the log names the cause")]
    LedgerFailed,
    /// The ledger's writer does not answer.
    #[error("keyclerk waits for the disk of its ledger")]
    LedgerStuck,
    /// The bot is not connected to Discord's gateway.
    #[error("keyclerk has not been connected to Discord for {} s", .0.as_secs())]
    Disconnected(Duration),
}
