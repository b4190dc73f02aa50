//! The state of a running bot.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// The state of a running bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// The time since the connection to Discord's gateway was lost, or since the start. `None` while the
    /// bot is connected.
    pub disconnected: Option<Duration>,
    /// The state of the ledger.
    pub ledger: LedgerHealth,
    /// True unless the vendor refused our API key and has accepted none since, or a restored ledger is not
    /// compared with the vendor's stock.
    pub is_selling: bool,
}

/// The state of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerHealth {
    /// Its writer answers.
    Well,
    /// Its writer did not answer in time.
    Stuck,
    /// A write has failed because of the disk.
    Failed,
}

/// A reason why the bot does not sell now. Its name is what `/readyz` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Cause {
    /// The bot is not connected to Discord's gateway.
    Gateway,
    /// The ledger is stuck or has failed.
    Ledger,
    /// The vendor refuses our API key, or a restored ledger is not compared with the vendor's stock.
    Selling,
}

impl Health {
    /// Returns every reason why the bot does not sell now.
    pub fn causes(&self) -> impl Iterator<Item = Cause> + use<> {
        let causes = [
            (self.disconnected.is_some(), Cause::Gateway),
            (self.ledger != LedgerHealth::Well, Cause::Ledger),
            (!self.is_selling, Cause::Selling),
        ];
        causes.into_iter().filter_map(|(is_true, cause)| is_true.then_some(cause))
    }
}
