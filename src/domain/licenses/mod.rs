//! Many licenses in compact form: the keys of a block share one text, and each product is stored once.
//!
//! Invariant: a key is listed once, however often it was added. 200,000 licenses take about ten
//! megabytes, in blocks of similar size, so that the next list reuses the memory of an earlier one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use super::{KeyHash, License, LicenseKey, MaskedKey, Product, Timestamp};

/// The name that stands for a product without a name.
const UNNAMED: &str = "?";
/// The product index of an entry without a product.
const NO_PRODUCT: u32 = u32::MAX;

/// The number of licenses in a block.
const BLOCK: usize = 1024;

/// Consecutive licenses.
struct Block {
    keys: String,
    entries: Vec<PackedLicense>,
}

/// A license without its key. The key is the part of the block's text up to the next key.
struct PackedLicense {
    /// The end of the license, in milliseconds. `i64::MAX` if it has none.
    end: i64,
    key_from: u32,
    product: u32,
}

/// Licenses in the order the vendor lists them.
#[derive(Default)]
pub struct Licenses {
    blocks: Vec<Block>,
    count: usize,
    products: Vec<Product>,
    /// Positions of licenses, ordered by key.
    by_key: Vec<u32>,
    unreadable: u32,
}

/// One of [`Licenses`]. `Debug` masks its key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Listed<'a> {
    key: &'a str,
    /// The product, if the vendor named one.
    pub product: Option<&'a Product>,
    /// The end, if there is one.
    pub expires_at: Option<Timestamp>,
}

/// The stock of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shelf {
    /// The number of licenses.
    pub count: usize,
    /// The end of the license that ends first.
    pub first_end: Option<Timestamp>,
}

impl Licenses {
    /// Returns the number of licenses.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Returns true if there is no license.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns how many entries of the vendor's list could not be read.
    #[must_use]
    pub fn unreadable(&self) -> u32 {
        self.unreadable
    }

    /// Returns each named product once.
    #[must_use]
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// Returns the licenses in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Listed<'_>> {
        (0..self.count).map(|position| self.listed(position))
    }

    /// Returns the license at a position.
    #[must_use]
    pub fn at(&self, position: usize) -> Option<Listed<'_>> {
        (position < self.count).then(|| self.listed(position))
    }

    /// Returns the license with exactly this key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Listed<'_>> {
        let at = self.by_key.binary_search_by(|at| self.key(*at as usize).cmp(key)).ok()?;
        self.at(self.by_key[at] as usize)
    }

    /// Returns the unexpired stock of each product at `now`, by name. `?` stands for licenses without a
    /// product name.
    #[must_use]
    pub fn shelves(&self, now: Timestamp) -> BTreeMap<String, Shelf> {
        self.shelves_of(|license| !license.is_expired(now))
    }

    /// Returns the stock of each product among the licenses that fit, by name.
    pub fn shelves_of(&self, fits: impl Fn(&Listed<'_>) -> bool) -> BTreeMap<String, Shelf> {
        let mut by_product = vec![Shelf::default(); self.products.len() + 1];
        let entries = self.blocks.iter().flat_map(|block| &block.entries);
        for (entry, license) in entries.zip(self.iter()) {
            if fits(&license) {
                let sum = &mut by_product[self.products.len().min(entry.product as usize)];
                sum.count += 1;
                sum.first_end = sum.first_end.into_iter().chain(license.expires_at).min();
            }
        }
        let names = self.products.iter().map(Product::as_str).chain([UNNAMED]);
        let filled = names.zip(by_product).filter(|(_, shelf)| shelf.count > 0);
        let mut by_name: BTreeMap<String, Shelf> = BTreeMap::new();
        for (name, shelf) in filled {
            // A product may itself be called `?`.
            let sum = by_name.entry(name.to_owned()).or_default();
            sum.count += shelf.count;
            sum.first_end = sum.first_end.into_iter().chain(shelf.first_end).min();
        }
        by_name
    }

    fn listed(&self, position: usize) -> Listed<'_> {
        let entry = &self.blocks[position / BLOCK].entries[position % BLOCK];
        Listed {
            key: self.key(position),
            product: self.products.get(entry.product as usize),
            expires_at: (entry.end != i64::MAX).then(|| Timestamp::from_millis(entry.end)),
        }
    }

    fn key(&self, position: usize) -> &str {
        let (block, at) = (&self.blocks[position / BLOCK], position % BLOCK);
        let from = |entry: &PackedLicense| entry.key_from as usize;
        let to = block.entries.get(at + 1).map_or(block.keys.len(), from);
        &block.keys[from(&block.entries[at])..to]
    }
}

impl PartialEq for Licenses {
    fn eq(&self, other: &Self) -> bool {
        self.unreadable == other.unreadable && self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Licenses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Licenses({}, {} unreadable)", self.len(), self.unreadable)
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

impl<'a> Listed<'a> {
    /// Returns the whole key, as [`LicenseKey::reveal`] does.
    #[must_use]
    pub fn reveal(&self) -> &'a str {
        self.key
    }

    /// Returns the key as people see it.
    #[must_use]
    pub fn masked(&self) -> MaskedKey<'a> {
        MaskedKey::of(self.key)
    }

    /// Returns the hash of the key.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        KeyHash::of(self.key)
    }

    /// Returns the name of the product, or `?` if it has none.
    #[must_use]
    pub fn product_name(&self) -> &'a str {
        self.product.map_or(UNNAMED, Product::as_str)
    }

    /// Returns true if the license has ended at `now`.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// Returns an owned copy of the license.
    #[must_use]
    pub fn license(&self) -> License {
        License {
            key: LicenseKey::checked(self.key),
            product: self.product.cloned(),
            expires_at: self.expires_at,
        }
    }
}

impl fmt::Debug for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Listed({})", self.masked())
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn licenses(keys: &[&str]) -> Licenses {
        keys.iter()
            .enumerate()
            .map(|(at, key)| License {
                key: key.parse().unwrap(),
                product: Product::new(["a", "b", ""][at % 3]),
                expires_at: (at > 0).then(|| Timestamp::from_millis(i64::try_from(at).unwrap())),
            })
            .collect()
    }

    #[test]
    fn what_is_added_is_listed_in_order_once_and_found_by_its_key() {
        let list = licenses(&["k-z", "k a", "k-z", "ключ", "k-a", "k a", "k-0"]);
        let keys: Vec<_> = list.iter().map(|license| license.reveal()).collect();
        assert_eq!(keys, ["k-z", "k a", "ключ", "k-a", "k-0"]);
        for (at, key) in keys.iter().enumerate() {
            assert_eq!(list.find(key), list.at(at));
            assert_eq!(list.find(key).unwrap().license().key.reveal(), *key);
        }
        assert_eq!(list.find("k"), None);
        assert_eq!(list.find("k-z").unwrap().expires_at, None, "the first one is kept");
    }

    #[test]
    fn shelves_count_what_has_not_expired_by_product() {
        let list = licenses(&["k0", "k1", "k2", "k3", "k4", "k5"]);
        let shelves = list.shelves(Timestamp::from_millis(2));
        let told: Vec<_> = shelves
            .iter()
            .map(|(name, shelf)| (name.as_str(), shelf.count, shelf.first_end.map(Timestamp::as_millis)))
            .collect();
        assert_eq!(told, [("?", 1, Some(5)), ("a", 2, Some(3)), ("b", 1, Some(4))]);
    }

    #[test]
    fn a_list_shows_no_key() {
        let list = licenses(&["ps-ABCD-EFGHIJK-LMN"]);
        let shown = format!("{list:?} {:?}", list.at(0));
        assert!(!shown.contains("EFG"), "{shown}");
    }
}
