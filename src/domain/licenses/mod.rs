//! Many licenses in compact form: the keys of a block share one text, and each product is stored once.
//!
//! Invariant: a key is listed once, however often it was added. 200,000 licenses take about ten
//! megabytes, in blocks of similar size, so that the next list reuses the memory of an earlier one.

mod builder;
mod listed;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use super::{Product, Timestamp};
use listed::UNNAMED;

pub use builder::LicensesBuilder;
pub use listed::Listed;

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
