//! Opaque names for licenses, which autocomplete values and custom ids carry in place of a key.
//!
//! A handle is a keyed hash of the key, with secrets of this process. Therefore it reveals nothing about the
//! key, and nobody else can make one. The hash is fast, because resolving a handle may hash every key of the
//! stock. A handle of an earlier process resolves to no license.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};

use crate::courier::custom_id::LicenseHandle;
use crate::domain::{License, LicenseKey};
use crate::fulfilment::StockList;
use crate::i18n::Language;
use parking_lot::Mutex;

/// The maximum number of remembered licenses that the stock list may lack.
const MOST_ISSUED: usize = 1_000;

/// The reason why a command's option names no license.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InvalidLicenseOption {
    /// The handle resolves to no license, because the license or the process that issued the handle is gone.
    Gone,
    /// The text is not a license key.
    NotAKey,
}

impl InvalidLicenseOption {
    /// Returns the text that tells staff.
    pub(super) fn words(self, language: Language) -> String {
        language.say(match self {
            Self::Gone => "license-gone",
            Self::NotAKey => "no-license-key",
        })
    }
}

/// Makes and resolves handles.
#[derive(Default)]
pub struct LicenseHandles {
    secrets: [RandomState; 2],
    issued: Mutex<VecDeque<License>>,
}

impl LicenseHandles {
    /// Returns the handle of the license with this key.
    pub(super) fn of(&self, key: &str) -> LicenseHandle {
        LicenseHandle::new(self.secrets.each_ref().map(|secret| secret.hash_one(key)))
    }

    /// Returns the handle of a license that the stock list may lack, and remembers the license for a while.
    pub(super) fn issue(&self, license: &License) -> LicenseHandle {
        let mut issued = self.issued.lock();
        if issued.len() == MOST_ISSUED {
            issued.pop_front();
        }
        issued.push_back(license.clone());
        self.of(license.key.reveal())
    }

    /// Returns the license of a handle if this process issued the handle or `stock` lists the license.
    pub(super) fn resolve(&self, handle: LicenseHandle, stock: Option<&StockList>) -> Option<License> {
        let issued = self
            .issued
            .lock()
            .iter()
            .rev()
            .find_map(|license| (self.of(license.key.reveal()) == handle).then(|| license.clone()));
        issued.or_else(|| {
            let mut listed = stock?.licenses.iter();
            Some(listed.find(|license| self.of(license.reveal()) == handle)?.license())
        })
    }

    /// Returns the license that a command's option names: a choice of autocomplete, or a typed or pasted key.
    /// Spells the key as `stock` does if `stock` lists it.
    ///
    /// # Errors
    /// Returns [`InvalidLicenseOption`].
    pub(super) fn named(
        &self,
        text: &str,
        stock: Option<&StockList>,
    ) -> Result<License, InvalidLicenseOption> {
        let listed = stock.and_then(|list| list.named(text));
        if LicenseHandle::is_meant(text) && listed.is_none() {
            let handle = text.parse().ok();
            return handle.and_then(|handle| self.resolve(handle, stock)).ok_or(InvalidLicenseOption::Gone);
        }
        let key =
            listed.map_or_else(|| LicenseKey::typed(text), Ok).map_err(|_| InvalidLicenseOption::NotAKey)?;
        Ok(License { key, product: None, expires_at: None })
    }
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
        assert!(LicenseHandle::is_meant(&handle.to_string()) && handle.to_string().len() <= 100);
        assert!(!LicenseHandle::is_meant("ps-ABCD-EFGHIJK-LMN"));
        assert_eq!(handles.resolve(handle, None), Some(license.clone()));
        assert_eq!(LicenseHandles::default().resolve(handle, None), None);
        assert_ne!(LicenseHandles::default().of(license.key.reveal()), handle);
    }
}
