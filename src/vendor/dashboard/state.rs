//! The state that all pages of the dashboard share.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::super::password::Passwords;
use super::super::rate_limit::Limit;
use super::super::store::Store;
use super::super::usage::Usage;
use super::attempts::Attempts;
use super::site::{PublicUrl, Site};
use super::upload::Uploads;

/// The dashboard of a server.
#[derive(Debug)]
pub(in crate::vendor) struct Dashboard {
    pub(super) store: Store,
    pub(super) limit: Arc<Limit>,
    pub(super) usage: Arc<Usage>,
    pub(in crate::vendor) passwords: Passwords,
    pub(super) attempts: Attempts,
    pub(super) uploads: Uploads,
    /// The place for the one search by a part of a key that runs at a time.
    pub(super) searches: Semaphore,
    pub(super) site: Site,
    pub(super) trusts_proxy: bool,
}

impl Dashboard {
    /// Makes the dashboard of a database. `limit` and `usage` are those of the API.
    pub(in crate::vendor) fn new(
        store: Store,
        limit: Arc<Limit>,
        usage: Arc<Usage>,
        public_url: Option<PublicUrl>,
        trusts_proxy: bool,
    ) -> Self {
        Self {
            store,
            limit,
            usage,
            passwords: Passwords::default(),
            attempts: Attempts::default(),
            uploads: Uploads::default(),
            searches: Semaphore::new(1),
            site: Site::new(public_url),
            trusts_proxy,
        }
    }
}
