//! Switches faults on and off.

use crate::state::faults::Fault;

use super::sandbox::Sandbox;

impl Sandbox {
    /// Adds a fault.
    pub fn fault(&self, fault: Fault) {
        self.shared.world().faults.add(fault);
    }

    /// Removes every fault, and answers the requests that hang.
    pub fn lift_faults(&self) {
        self.shared.world().faults.lift();
        self.shared.changed.notify_waiters();
    }
}
