//! Faults: switches them on and off.

use crate::state::faults::Fault;

use super::sandbox::Sandbox;

impl Sandbox {
    /// Lets something go wrong.
    pub fn fault(&self, fault: Fault) {
        self.shared.world().faults.add(fault);
    }

    /// Lifts every fault, and answers the requests that hang.
    pub fn lift_faults(&self) {
        self.shared.world().faults.lift();
        self.shared.changed.notify_waiters();
    }
}
