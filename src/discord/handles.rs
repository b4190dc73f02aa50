//! Opaque names for licenses: what autocomplete values and custom ids carry in place of a key.
//!
//! A handle is a hash of the key with a secret of this process, so that it says nothing of the
//! key and nobody can make one. Handles of an earlier process resolve to nothing, in words.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::domain::{License, LicenseKey};
use crate::fulfilment::StockList;

/// Marks a handle; no key begins with it, for a key holds no `~`.
const MARK: &str = "stock~";
/// Licenses remembered that were handed out beside the list.
const REMEMBERED: usize = 1_000;

/// Makes and resolves handles.
pub struct Handles {
    secret: [u8; 32],
    issued: Mutex<VecDeque<License>>,
}

impl Default for Handles {
    fn default() -> Self {
        Self { secret: rand::random(), issued: Mutex::default() }
    }
}

impl Handles {
    /// The handle of a license.
    pub(super) fn of(&self, key: &LicenseKey) -> String {
        let mut hash = Sha256::new();
        hash.update(self.secret);
        hash.update(key.reveal());
        format!("{MARK}{}", &hex::encode(hash.finalize())[..32])
    }

    /// The handle of a license that may not be in the stock list: it is remembered for a while.
    pub(super) fn issue(&self, license: &License) -> String {
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        if issued.len() == REMEMBERED {
            issued.pop_front();
        }
        issued.push_back(license.clone());
        self.of(&license.key)
    }

    /// Whether a text is meant as a handle.
    pub(super) fn is_handle(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// The license of a handle, if it was issued by this process or is in `stock`.
    pub(super) fn resolve(&self, handle: &str, stock: Option<&StockList>) -> Option<License> {
        let issued = self
            .issued
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .rev()
            .find_map(|license| (self.of(&license.key) == handle).then(|| license.clone()));
        issued.or_else(|| stock?.licenses.iter().find(|license| self.of(&license.key) == handle).cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_resolves_in_its_own_process_and_tells_nothing_of_the_key() {
        let license =
            License { key: "ps-ABCD-EFGHIJK-LMN".parse().unwrap(), product: None, expires_at: None };
        let handles = Handles::default();
        let handle = handles.issue(&license);
        assert!(Handles::is_handle(&handle) && handle.len() <= 100);
        assert!(handle.parse::<LicenseKey>().is_err(), "a handle is never taken for a key");
        assert_eq!(handles.resolve(&handle, None), Some(license.clone()));
        assert_eq!(Handles::default().resolve(&handle, None), None);
        assert_ne!(Handles::default().of(&license.key), handle);
    }
}
