//! Opaque names for licenses: what autocomplete values and custom ids carry in place of a key.
//!
//! A handle is a keyed hash of the key with secrets of this process, so that it says nothing of the
//! key and nobody can make one. The hash is a quick one: a handle is looked for in the whole stock.
//! LicenseHandles of an earlier process resolve to nothing, in words.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use crate::domain::License;
use crate::fulfilment::StockList;

/// Marks a handle. A key that begins so can be named while the stock lists it.
const MARK: &str = "stock~";
/// Digits that follow.
const DIGITS: usize = 32;
/// Licenses remembered that were handed out beside the list.
const REMEMBERED: usize = 1_000;

/// Makes and resolves handles.
#[derive(Default)]
pub struct LicenseHandles {
    secrets: [RandomState; 2],
    issued: Mutex<VecDeque<License>>,
}

impl LicenseHandles {
    /// The handle of the license with this key.
    pub(super) fn of(&self, key: &str) -> String {
        let [first, second] = self.hashes(key);
        format!("{MARK}{first:016x}{second:016x}")
    }

    fn hashes(&self, key: &str) -> [u64; 2] {
        self.secrets.each_ref().map(|secret| secret.hash_one(key))
    }

    /// The handle of a license that may not be in the stock list: it is remembered for a while.
    pub(super) fn issue(&self, license: &License) -> String {
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        if issued.len() == REMEMBERED {
            issued.pop_front();
        }
        issued.push_back(license.clone());
        self.of(license.key.reveal())
    }

    /// Whether a text is meant as a handle.
    pub(super) fn is_handle(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// The license of a handle, if it was issued by this process or is in `stock`.
    pub(super) fn resolve(&self, handle: &str, stock: Option<&StockList>) -> Option<License> {
        let handle = read(handle)?;
        let issued = self
            .issued
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .rev()
            .find_map(|license| (self.hashes(license.key.reveal()) == handle).then(|| license.clone()));
        issued.or_else(|| {
            let mut listed = stock?.licenses.iter();
            Some(listed.find(|license| self.hashes(license.reveal()) == handle)?.license())
        })
    }
}

/// The hashes that a handle is made of.
fn read(handle: &str) -> Option<[u64; 2]> {
    let digits = handle.strip_prefix(MARK).filter(|digits| digits.len() == DIGITS)?;
    let (first, second) = digits.split_at_checked(DIGITS / 2)?;
    let hash = |digits| u64::from_str_radix(digits, 16).ok();
    Some([hash(first)?, hash(second)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_resolves_in_its_own_process_and_tells_nothing_of_the_key() {
        let license =
            License { key: "ps-ABCD-EFGHIJK-LMN".parse().unwrap(), product: None, expires_at: None };
        let handles = LicenseHandles::default();
        let handle = handles.issue(&license);
        assert!(LicenseHandles::is_handle(&handle) && handle.len() <= 100);
        assert!(!LicenseHandles::is_handle("ps-ABCD-EFGHIJK-LMN"));
        assert_eq!(handles.resolve(&handle, None), Some(license.clone()));
        assert_eq!(LicenseHandles::default().resolve(&handle, None), None);
        assert_ne!(LicenseHandles::default().of(license.key.reveal()), handle);
    }
}
