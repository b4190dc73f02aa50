//! The interface of the ledger.
//!
//! [`Ledger`] adds the clock and the cached settings to the engine, and contains no SQL.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::{
    BuyerId, Change, Clock, DmState, GuildId, KeyHash, Product, Reminder, RoleId, Sale, SaleId, SaleRequest,
    Settled, StaffId, StockAlert, StockAlertId, Timestamp,
};

use super::settings_cache::ShopSettingsCache;
use super::sqlite::Sqlite;
use super::{
    Event, Lane, LedgerError, ListedSale, OpenError, OwnedLicense, Page, ProductMark, Requested, SaleFilter,
    SettingChange, ShopSetting, ShopSettings, SoldOnDay, StockAudit, StockHash,
};

/// The time during which a key that a staff member was shown is not drawn for others.
const SHOWN_FOR: Duration = Duration::from_mins(15);

/// The ledger. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub(in crate::ledger) sqlite: Sqlite,
    clock: Arc<dyn Clock>,
    opened_at: Timestamp,
    shops: ShopSettingsCache,
}

impl Ledger {
    /// Opens the ledger at `path`. Creates it (mode 0600) when it is missing, and migrates it.
    ///
    /// # Errors
    /// Returns [`OpenError`], worded for the owner. In that case nothing was changed, except that a new
    /// file may exist.
    pub async fn open(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::over(Sqlite::open(path).await?, clock).await
    }

    /// Opens the ledger at `path` for reading, beside the process that sells. Locks, creates and
    /// migrates nothing, and refuses every write.
    ///
    /// # Errors
    /// Returns [`OpenError`] if the ledger does not exist, is not readable, or has another version.
    pub async fn open_to_read(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::over(Sqlite::open_to_read(path).await?, clock).await
    }

    async fn over(sqlite: Sqlite, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let shops = ShopSettingsCache::read(&sqlite).await.map_err(OpenError::Settings)?;
        Ok(Self { sqlite, opened_at: clock.now(), clock, shops })
    }

    /// Checks that the bot could write or create the ledger at `path`, without writing or creating
    /// anything.
    ///
    /// # Errors
    /// Returns [`OpenError`] if the bot could not.
    pub fn check_writable(path: &Path) -> Result<(), OpenError> {
        Sqlite::check_writable(path)
    }

    /// Closes every connection. Finishes pending writes first, and refuses later ones.
    pub async fn close(&self) {
        self.sqlite.close().await;
    }

    /// Completes once a write has failed because of the disk.
    pub async fn broken(&self) {
        self.sqlite.broken().await;
    }

    /// Returns true if a process began to write this ledger after it was opened as a file that nobody
    /// changes. The parts that were read may then be inconsistent.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.sqlite.is_outdated()
    }

    /// Returns how many bytes of the write-ahead log survive a power loss.
    #[must_use]
    pub fn synced_wal(&self) -> u64 {
        self.sqlite.synced_wal()
    }

    /// Returns the current instant, by the ledger's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// Sales.
impl Ledger {
    /// Records a request under its interaction's id.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn request(&self, request: &SaleRequest) -> Result<Requested, LedgerError> {
        let shop = self.shop(request.guild);
        let mut requested = self.sqlite.request(request, self.now(), shop.repeats_within).await?;
        match &mut requested {
            Requested::New(sale) => {
                if let Some(language) = shop.value(ShopSetting::Language) {
                    sale.guild_locale = Some(language.to_string());
                }
            }
            // Staff are shown the other sale's number.
            Requested::Referenced(_) | Requested::Replaced(_) => self.sqlite.sync().await?,
            Requested::Replayed(_) | Requested::Repeats(_) => {}
        }
        Ok(requested)
    }

    /// Commits a change atomically and returns the changed sale.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when another task has changed the sale since it was read.
    /// Returns a unique violation if another live sale holds an added license, the reference, or the
    /// place as the replacement. Returns the database's error otherwise.
    pub async fn commit(&self, change: Change) -> Result<Sale, LedgerError> {
        self.sqlite.commit(change).await
    }

    /// Loads a sale.
    ///
    /// # Errors
    /// Returns [`LedgerError::NoSuchSale`], or the database's error.
    pub async fn sale(&self, sale: SaleId) -> Result<Sale, LedgerError> {
        self.sqlite.sale(sale).await
    }

    /// Records the results of attempts to send messages of a sale. A message that was settled before
    /// stays unchanged.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn settle(&self, sale: SaleId, settled: &[Settled]) -> Result<(), LedgerError> {
        self.sqlite.settle(sale, settled, self.now()).await
    }

    /// Finds the sales with due work, and the lane of the work. The sales that have been due for
    /// longest come first. Each lane has at most `limit_per_lane` of them.
    ///
    /// Skips a sale that this process has just recorded, because its own task acknowledges it within
    /// three seconds.
    ///
    /// # Errors
    /// Returns the database's error, or [`LedgerError::Corrupt`].
    pub async fn due(&self, limit_per_lane: u32) -> Result<Vec<(SaleId, Lane)>, LedgerError> {
        self.sqlite.due(self.now(), self.opened_at, limit_per_lane).await
    }

    /// Deletes the reply tokens that have expired at Discord.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn wipe_dead_tokens(&self) -> Result<(), LedgerError> {
        self.sqlite.wipe_dead_tokens(self.now()).await
    }

    /// Returns the state of the newest DM of a sale, or `None` if no DM was due yet.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn last_dm(&self, sale: SaleId) -> Result<Option<DmState>, LedgerError> {
        self.sqlite.last_dm(sale).await
    }

    /// Lists the reminders of a sale that are due or were sent.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn reminders(&self, sale: SaleId) -> Result<Vec<Reminder>, LedgerError> {
        self.sqlite.reminders(sale).await
    }
}

/// The stock.
impl Ledger {
    /// Returns true if a license may be drawn for a sale of `staff`: no live sale holds it, and nobody
    /// else was shown it in the last 15 minutes.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn is_free(&self, key: &KeyHash, staff: StaffId) -> Result<bool, LedgerError> {
        self.sqlite.is_free(key, staff, self.now().before(SHOWN_FOR)).await
    }

    /// Returns the live sale that holds a license, if there is one.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn holder_of(&self, key: &KeyHash) -> Result<Option<SaleId>, LedgerError> {
        self.sqlite.holder_of(key).await
    }

    /// Records that a staff member fetched a license from the stock without seeing its key. For 15
    /// minutes, only they may assign it.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn fetched(&self, key: &KeyHash, staff: StaffId) -> Result<(), LedgerError> {
        self.sqlite.fetched(key, staff, self.now()).await
    }

    /// Records that a staff member is shown the key of a license in stock. For 15 minutes, only they
    /// may assign it.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn shown(&self, guild: GuildId, key: &KeyHash, staff: StaffId) -> Result<(), LedgerError> {
        self.sqlite.revealed(guild, &[*key], None, staff, self.now()).await
    }

    /// Records that staff are shown the keys of a sale.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn revealed(
        &self,
        guild: GuildId,
        sale: SaleId,
        keys: &[KeyHash],
        staff: StaffId,
    ) -> Result<(), LedgerError> {
        self.sqlite.revealed(guild, keys, Some(sale), staff, self.now()).await
    }

    /// Records licenses as seen in stock at `at`, in batches small enough not to delay sales.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn seen(&self, keys: &[KeyHash], at: Timestamp) -> Result<(), LedgerError> {
        self.sqlite.seen(keys, at).await
    }

    /// Returns the keyed hash of a buyer, by which the ledger looks them up.
    #[must_use]
    pub fn buyer_hash(&self, buyer: BuyerId) -> [u8; 16] {
        self.sqlite.buyer_hash(buyer)
    }

    /// Returns the keyed hash of a license, as [`StockAudit`] lists those seen in stock.
    #[must_use]
    pub fn stock_hash(&self, key: &KeyHash) -> StockHash {
        self.sqlite.stock_hash(key)
    }

    /// Lists the products whose stock is recorded as low in a server.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn low_products(&self, guild: GuildId) -> Result<Vec<String>, LedgerError> {
        self.sqlite.low_products(guild).await
    }

    /// Records that a product runs low, or that there is enough of it again. An alert becomes due if
    /// this changes the recorded level.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn level_is(
        &self,
        guild: GuildId,
        product: &str,
        left: u32,
        is_low: bool,
    ) -> Result<(), LedgerError> {
        self.sqlite.level_is(guild, product, left, is_low, self.now()).await
    }

    /// Lists the stock alerts that are due by now, oldest first.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn due_stock_alerts(&self) -> Result<Vec<StockAlert>, LedgerError> {
        self.sqlite.due_stock_alerts(self.now()).await
    }

    /// Records the result of an attempt to send a stock alert. An alert that was settled before stays
    /// unchanged.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn settle_stock_alert(&self, settled: Settled<StockAlertId>) -> Result<(), LedgerError> {
        self.sqlite.settle_stock_alert(settled, self.now()).await
    }
}

/// Settings and languages.
impl Ledger {
    /// Returns the settings of a server, from memory.
    #[must_use]
    pub fn shop(&self, guild: GuildId) -> Arc<ShopSettings> {
        self.shops.of(guild)
    }

    /// Changes one of a server's settings.
    ///
    /// # Errors
    /// Returns the database's error. In that case nothing is changed.
    pub async fn change_setting(
        &self,
        guild: GuildId,
        change: SettingChange,
        by: StaffId,
    ) -> Result<(), LedgerError> {
        self.shops.change(&self.sqlite, guild, change, by, self.now()).await
    }

    /// Remembers the language of a member, as Discord names it. Writes only if the language has
    /// changed.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn learn_locale(&self, guild: GuildId, user: BuyerId, locale: &str) -> Result<(), LedgerError> {
        if self.sqlite.locale_of(guild, user).await?.as_deref() == Some(locale) {
            return Ok(());
        }
        self.sqlite.learn_locale(guild, user, locale, self.now()).await
    }

    /// Returns true if an unexpired license of the buyer grants them this role.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn keeps_role(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        role: RoleId,
    ) -> Result<bool, LedgerError> {
        let shop = self.shop(guild);
        let held = self.sqlite.held_by(guild, buyer, self.now()).await?;
        Ok(held.iter().any(|product| shop.role_of(product.as_ref().map(Product::as_str)) == Some(role)))
    }
}

/// Lookups for people. A power loss cannot take back what these methods return.
impl Ledger {
    /// Reads, and returns the result once everything that it is based on is synced to the disk.
    async fn synced<T>(&self, read: impl Future<Output = Result<T, LedgerError>>) -> Result<T, LedgerError> {
        let found = read.await?;
        self.sqlite.sync().await?;
        Ok(found)
    }

    /// Lists the events of a sale, oldest first.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        self.synced(self.sqlite.events(sale)).await
    }

    /// Returns a page of the licenses that a buyer got in a server, newest first, and the total number.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn licenses_of(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<OwnedLicense>, u32), LedgerError> {
        self.synced(self.sqlite.licenses_of(guild, buyer, offset, limit)).await
    }

    /// Returns a sale as the list of sales shows it.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn listed(&self, sale: SaleId) -> Result<Option<ListedSale>, LedgerError> {
        self.synced(self.sqlite.listed(sale)).await
    }

    /// Lists the servers that have sales.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn guilds(&self) -> Result<Vec<GuildId>, LedgerError> {
        self.sqlite.guilds().await
    }

    /// Lists the newest sales of a server, at most `most`. If `typed` is given, lists only sales whose
    /// number begins with it.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn numbered(
        &self,
        guild: GuildId,
        typed: Option<SaleId>,
        most: u32,
    ) -> Result<Vec<ListedSale>, LedgerError> {
        self.synced(self.sqlite.numbered(guild, typed, most)).await
    }

    /// Returns at most `most` sales that pass the filter, newest first. If `before` is given, returns
    /// only sales with a lower number.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn page(
        &self,
        filter: &SaleFilter,
        before: Option<SaleId>,
        most: u32,
    ) -> Result<Page, LedgerError> {
        self.synced(self.sqlite.page(filter, before, most)).await
    }

    /// Lists the products that a server has sold, by name.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn products(&self, guild: GuildId) -> Result<Vec<Product>, LedgerError> {
        self.sqlite.products(guild).await
    }

    /// Returns the mark of a product, or `None` if no sale of the server has this product.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn mark_of(
        &self,
        guild: GuildId,
        product: &Product,
    ) -> Result<Option<ProductMark>, LedgerError> {
        self.sqlite.mark_of(guild, product).await
    }

    /// Returns the product of a mark, if the server has such a sale.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn marked(&self, guild: GuildId, mark: ProductMark) -> Result<Option<Product>, LedgerError> {
        self.sqlite.marked(guild, mark).await
    }

    /// Counts the licenses that a server sold since an instant, by day, product and staff member.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn sold_since(&self, guild: GuildId, since: Timestamp) -> Result<Vec<SoldOnDay>, LedgerError> {
        self.sqlite.sold_since(guild, since).await
    }

    /// Returns the instant at which the first sale of a server was requested.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn first_sale_at(&self, guild: GuildId) -> Result<Option<Timestamp>, LedgerError> {
        self.sqlite.first_sale_at(guild).await
    }

    /// Lists the licenses that the ledger knows, for comparison with the vendor's stock.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn stock_audit(&self) -> Result<StockAudit, LedgerError> {
        self.sqlite.stock_audit().await
    }
}
