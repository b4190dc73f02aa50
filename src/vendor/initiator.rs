//! The place from which an action is started, as the audit records it.

use std::net::IpAddr;

/// The place from which an action is started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Initiator {
    /// The command line of this machine.
    #[default]
    CommandLine,
    /// A browser at this address.
    Dashboard(IpAddr),
}
