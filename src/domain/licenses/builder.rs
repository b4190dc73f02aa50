//! Builds the compact list of licenses.

use std::collections::{HashMap, HashSet};

use crate::domain::{License, LicenseKey, Product, Timestamp};

use super::{BLOCK, Block, Licenses, PackedLicense};

/// The product index of an entry without a product.
const NO_PRODUCT: u32 = u32::MAX;

/// Collects [`Licenses`] one by one.
#[derive(Default)]
pub struct LicensesBuilder {
    licenses: Licenses,
    positions: HashMap<Product, u32>,
}

impl LicensesBuilder {
    /// Adds a license, unless the text is not a valid key.
    pub fn add(&mut self, key: &str, product: Option<Product>, expires_at: Option<Timestamp>) {
        let licenses = &mut self.licenses;
        if !LicenseKey::is_key(key) {
            return self.add_unreadable();
        }
        let product = product.map_or(NO_PRODUCT, |product| {
            let next = u32::try_from(licenses.products.len()).unwrap_or(NO_PRODUCT);
            *self.positions.entry(product).or_insert_with_key(|product| {
                licenses.products.push(product.clone());
                next
            })
        });
        let end = expires_at.map_or(i64::MAX, Timestamp::as_millis);
        if licenses.count.is_multiple_of(BLOCK) {
            licenses.blocks.push(Block { keys: String::new(), entries: Vec::with_capacity(BLOCK) });
        }
        if let Some(block) = licenses.blocks.last_mut() {
            // A block of the longest keys takes two megabytes.
            let key_from = u32::try_from(block.keys.len()).unwrap_or(u32::MAX);
            block.keys.push_str(key);
            block.entries.push(PackedLicense { end, key_from, product });
            licenses.count += 1;
        }
    }

    /// Counts an entry that cannot be read.
    pub fn add_unreadable(&mut self) {
        self.licenses.unreadable = self.licenses.unreadable.saturating_add(1);
    }

    /// Returns the number of added licenses, including duplicates.
    #[must_use]
    pub fn len(&self) -> usize {
        self.licenses.len()
    }

    /// Returns true if no license was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.licenses.is_empty()
    }

    /// Returns the licenses. The first of several entries with the same key is kept.
    #[must_use]
    pub fn build(self) -> Licenses {
        let mut licenses = self.licenses;
        let count = u32::try_from(licenses.len()).unwrap_or(u32::MAX);
        let mut by_key: Vec<u32> = (0..count).collect();
        let key = |at: &u32| licenses.key(*at as usize);
        by_key.sort_unstable_by(|one, other| key(one).cmp(key(other)).then(one.cmp(other)));
        let came_before = |pair: &[u32]| (key(&pair[0]) == key(&pair[1])).then(|| pair[1] as usize);
        let again: HashSet<usize> = by_key.windows(2).filter_map(came_before).collect();
        if !again.is_empty() {
            let mut once = Self::default();
            for (_, license) in licenses.iter().enumerate().filter(|(at, _)| !again.contains(at)) {
                once.add(license.reveal(), license.product.cloned(), license.expires_at);
            }
            once.licenses.unreadable = licenses.unreadable;
            return once.build();
        }
        licenses.by_key = by_key;
        licenses
    }
}

impl FromIterator<License> for Licenses {
    fn from_iter<T: IntoIterator<Item = License>>(licenses: T) -> Self {
        let mut builder = LicensesBuilder::default();
        for license in licenses {
            builder.add(license.key.reveal(), license.product, license.expires_at);
        }
        builder.build()
    }
}
