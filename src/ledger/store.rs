//! The interface of the ledger.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::{
    BuyerId, Change, Clock, DmState, GuildId, KeyHash, Product, Reminder, RoleId, Sale, SaleId, SaleRequest,
    Settled, StaffId, StockAlert, StockAlertId, Timestamp,
};

use super::settings_cache::ShopSettingsCache;
use super::sqlite::{OpenError, Sqlite};
use super::{
    Books, Event, Lane, LedgerError, ListedSale, OwnedLicense, Page, ProductMark, SaleFilter, SettingChange,
    ShopSetting, ShopSettings, SoldOnDay, StockHash,
};

/// For how long a key that somebody was shown is not drawn for others.
const SHOWN_FOR: Duration = Duration::from_mins(15);

/// The result of recording a request.
#[derive(Debug, Clone)]
pub enum Requested {
    /// A new sale, which nothing was done for yet.
    New(Box<Sale>),
    /// The interaction was seen before; this is its sale.
    Replayed(SaleId),
    /// A new sale that seems to repeat another one: it waits until staff say that it is meant.
    Repeats(SaleId),
    /// Nothing was written: the reference belongs to this sale.
    Referenced(SaleId),
    /// Nothing was written: the faulty sale was made good by this one before.
    Replaced(SaleId),
}

/// The ledger. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ledger {
    sqlite: Sqlite,
    clock: Arc<dyn Clock>,
    opened_at: Timestamp,
    shops: ShopSettingsCache,
}

impl Ledger {
    /// Opens the ledger at `path`, makes it (mode 0600) when it is missing and brings it up to date.
    ///
    /// # Errors
    /// [`OpenError`], each in words for the owner; nothing was changed then, save for a file newly made.
    pub async fn open(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::over(Sqlite::open(path).await?, clock).await
    }

    /// Opens the ledger at `path` to look at, beside the process that sells: nothing is locked,
    /// made or brought up to date, and every write is refused.
    ///
    /// # Errors
    /// [`OpenError`]: there is no ledger, it is not readable, or it is of another version.
    pub async fn open_to_read(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::over(Sqlite::open_to_read(path).await?, clock).await
    }

    async fn over(sqlite: Sqlite, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let shops = ShopSettingsCache::read(&sqlite).await.map_err(OpenError::Settings)?;
        Ok(Self { sqlite, opened_at: clock.now(), clock, shops })
    }

    /// Checks that the bot could write the ledger at `path`, or make it. Nothing is made or written.
    ///
    /// # Errors
    /// [`OpenError`]: it could not.
    pub fn check_writable(path: &Path) -> Result<(), OpenError> {
        Sqlite::check_writable(path)
    }

    /// Closes every connection; writes under way are finished first, later ones are refused.
    pub async fn close(&self) {
        self.sqlite.close().await;
    }

    /// Completes once a write has failed for the disk's sake; never while all is well.
    pub async fn broken(&self) {
        self.sqlite.broken().await;
    }

    /// Tells whether the bot began to write this ledger although it was opened to be read as a file
    /// that nobody changes: the parts that were read then may not fit together.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.sqlite.is_outdated()
    }

    /// Returns how many bytes of the write-ahead log are on the disk, whatever happens to the power.
    #[must_use]
    pub fn synced_wal(&self) -> u64 {
        self.sqlite.synced_wal()
    }

    /// Returns the present instant, by the ledger's clock.
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
    /// The database's.
    pub async fn request(&self, request: &SaleRequest) -> Result<Requested, LedgerError> {
        let shop = self.shop(request.guild);
        let mut requested = self.sqlite.request(request, self.now(), shop.repeats_within).await?;
        if let (Requested::New(sale), Some(language)) = (&mut requested, shop.value(ShopSetting::Language)) {
            sale.guild_locale = Some(language.to_string());
        }
        Ok(requested)
    }

    /// Writes a change whole, or nothing of it, and returns the sale as it is then.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where the sale is not as it was read any more, a unique violation where
    /// another live sale holds an added license, its reference or its place as a replacement, or the
    /// database's.
    pub async fn commit(&self, change: Change) -> Result<Sale, LedgerError> {
        self.sqlite.commit(change).await
    }

    /// Loads a sale.
    ///
    /// # Errors
    /// [`LedgerError::NoSuchSale`], or the database's.
    pub async fn sale(&self, sale: SaleId) -> Result<Sale, LedgerError> {
        self.sqlite.sale(sale).await
    }

    /// Records of messages that they were sent, that they never can be, or when they are due again; one
    /// that was settled before stays as it is.
    ///
    /// # Errors
    /// The database's.
    pub async fn settle(&self, sale: SaleId, settled: &[Settled]) -> Result<(), LedgerError> {
        self.sqlite.settle(sale, settled, self.now()).await
    }

    /// Finds the sales that have work due, with the lane of the work: those due for longest come
    /// first, and at most `limit_per_lane` of each lane.
    ///
    /// A sale that this process has just requested is left to the task that acknowledges it, which
    /// has three seconds.
    ///
    /// # Errors
    /// The database's, or [`LedgerError::Corrupt`].
    pub async fn due(&self, limit_per_lane: u32) -> Result<Vec<(SaleId, Lane)>, LedgerError> {
        self.sqlite.due(self.now(), self.opened_at, limit_per_lane).await
    }

    /// Forgets the reply tokens that Discord has forgotten.
    ///
    /// # Errors
    /// The database's.
    pub async fn wipe_dead_tokens(&self) -> Result<(), LedgerError> {
        self.sqlite.wipe_dead_tokens(self.now()).await
    }

    /// Returns how the newest DM of a sale stands; `None` where none was due yet.
    ///
    /// # Errors
    /// The database's.
    pub async fn last_dm(&self, sale: SaleId) -> Result<Option<DmState>, LedgerError> {
        self.sqlite.last_dm(sale).await
    }

    /// Lists the reminders of a sale that are due or were sent.
    ///
    /// # Errors
    /// The database's.
    pub async fn reminders(&self, sale: SaleId) -> Result<Vec<Reminder>, LedgerError> {
        self.sqlite.reminders(sale).await
    }
}

/// The stock.
impl Ledger {
    /// Tells whether a license may be drawn for a sale of `staff`: no live sale holds it, and nobody
    /// else was shown it in the last 15 minutes.
    ///
    /// # Errors
    /// The database's.
    pub async fn is_free(&self, key: &KeyHash, staff: StaffId) -> Result<bool, LedgerError> {
        self.sqlite.is_free(key, staff, self.now().before(SHOWN_FOR)).await
    }

    /// Returns the live sale that holds a license, if there is one.
    ///
    /// # Errors
    /// The database's.
    pub async fn holder_of(&self, key: &KeyHash) -> Result<Option<SaleId>, LedgerError> {
        self.sqlite.holder_of(key).await
    }

    /// Records that staff fetched a license of the stock, its key masked: it is theirs to assign for 15
    /// minutes.
    ///
    /// # Errors
    /// The database's.
    pub async fn fetched(&self, key: &KeyHash, staff: StaffId) -> Result<(), LedgerError> {
        self.sqlite.fetched(key, staff, self.now()).await
    }

    /// Records that staff are shown the key of a license of the stock: it is theirs to assign for 15
    /// minutes.
    ///
    /// # Errors
    /// The database's.
    pub async fn shown(&self, guild: GuildId, key: &KeyHash, staff: StaffId) -> Result<(), LedgerError> {
        self.sqlite.revealed(guild, &[*key], None, staff, self.now()).await
    }

    /// Records that staff are shown the keys of a sale.
    ///
    /// # Errors
    /// The database's.
    pub async fn revealed(
        &self,
        guild: GuildId,
        sale: SaleId,
        keys: &[KeyHash],
        staff: StaffId,
    ) -> Result<(), LedgerError> {
        self.sqlite.revealed(guild, keys, Some(sale), staff, self.now()).await
    }

    /// Records licenses as seen in stock at `at`, in batches that sales fit between.
    ///
    /// # Errors
    /// The database's.
    pub async fn seen(&self, keys: &[KeyHash], at: Timestamp) -> Result<(), LedgerError> {
        self.sqlite.seen(keys, at).await
    }

    /// Returns the keyed hash by which the ledger's rows name a buyer beside their id.
    #[must_use]
    pub fn buyer_hash(&self, buyer: BuyerId) -> [u8; 16] {
        self.sqlite.buyer_hash(buyer)
    }

    /// Returns a license as [`Books`] names those that were seen in stock.
    #[must_use]
    pub fn stock_hash(&self, key: &KeyHash) -> StockHash {
        self.sqlite.stock_hash(key)
    }

    /// Lists the products of a server that run low, as far as it was told.
    ///
    /// # Errors
    /// The database's.
    pub async fn low_products(&self, guild: GuildId) -> Result<Vec<String>, LedgerError> {
        self.sqlite.low_products(guild).await
    }

    /// Records that a product runs low, or that there is enough of it again. Where that is news the server
    /// is told: the alert becomes due with it.
    ///
    /// # Errors
    /// The database's.
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
    /// The database's.
    pub async fn due_stock_alerts(&self) -> Result<Vec<StockAlert>, LedgerError> {
        self.sqlite.due_stock_alerts(self.now()).await
    }

    /// Records the result of an attempt to send a stock alert. An alert that was settled before stays as
    /// it is.
    ///
    /// # Errors
    /// The database's.
    pub async fn settle_stock_alert(&self, settled: Settled<StockAlertId>) -> Result<(), LedgerError> {
        self.sqlite.settle_stock_alert(settled, self.now()).await
    }
}

/// Settings and languages.
impl Ledger {
    /// Returns the settings of a server. From memory.
    #[must_use]
    pub fn shop(&self, guild: GuildId) -> Arc<ShopSettings> {
        self.shops.of(guild)
    }

    /// Changes one of a server's settings.
    ///
    /// # Errors
    /// Returns the database's error; nothing is changed then.
    pub async fn change_setting(
        &self,
        guild: GuildId,
        change: SettingChange,
        by: StaffId,
    ) -> Result<(), LedgerError> {
        self.shops.change(&self.sqlite, guild, change, by, self.now()).await
    }

    /// Remembers the language of a member, as Discord names it. Writes only when it is a new one.
    ///
    /// # Errors
    /// The database's.
    pub async fn learn_locale(&self, guild: GuildId, user: BuyerId, locale: &str) -> Result<(), LedgerError> {
        if self.sqlite.locale_of(guild, user).await?.as_deref() == Some(locale) {
            return Ok(());
        }
        self.sqlite.learn_locale(guild, user, locale, self.now()).await
    }

    /// Tells whether a license that the buyer holds, and that has not ended, gives them this role.
    ///
    /// # Errors
    /// The database's.
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

/// Lookups for people.
impl Ledger {
    /// Lists the events of a sale, oldest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        self.sqlite.events(sale).await
    }

    /// Returns a page of the licenses a buyer got in a server, newest first, and how many there are in all.
    ///
    /// # Errors
    /// The database's.
    pub async fn licenses_of(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<OwnedLicense>, u32), LedgerError> {
        self.sqlite.licenses_of(guild, buyer, offset, limit).await
    }

    /// Returns a sale by its number, as the list shows it.
    ///
    /// # Errors
    /// The database's.
    pub async fn listed(&self, sale: SaleId) -> Result<Option<ListedSale>, LedgerError> {
        self.sqlite.listed(sale).await
    }

    /// Lists the servers that have sales.
    ///
    /// # Errors
    /// The database's.
    pub async fn guilds(&self) -> Result<Vec<GuildId>, LedgerError> {
        self.sqlite.guilds().await
    }

    /// Lists the newest sales of a server whose number begins with `typed`, or of all when it is empty;
    /// `most` at most.
    ///
    /// # Errors
    /// The database's.
    pub async fn numbered(
        &self,
        guild: GuildId,
        typed: Option<SaleId>,
        most: u32,
    ) -> Result<Vec<ListedSale>, LedgerError> {
        self.sqlite.numbered(guild, typed, most).await
    }

    /// Returns the newest sales that fit and whose number is below `before`, `most` of them at most.
    ///
    /// # Errors
    /// The database's.
    pub async fn page(
        &self,
        filter: &SaleFilter,
        before: Option<SaleId>,
        most: u32,
    ) -> Result<Page, LedgerError> {
        self.sqlite.page(filter, before, most).await
    }

    /// Lists the products a server has sold, by name.
    ///
    /// # Errors
    /// The database's.
    pub async fn products(&self, guild: GuildId) -> Result<Vec<Product>, LedgerError> {
        self.sqlite.products(guild).await
    }

    /// Returns the mark of a product; `None` where no sale of the server names it.
    ///
    /// # Errors
    /// The database's.
    pub async fn mark_of(
        &self,
        guild: GuildId,
        product: &Product,
    ) -> Result<Option<ProductMark>, LedgerError> {
        self.sqlite.mark_of(guild, product).await
    }

    /// Returns the product of a mark, if the server has it.
    ///
    /// # Errors
    /// The database's.
    pub async fn marked(&self, guild: GuildId, mark: ProductMark) -> Result<Option<Product>, LedgerError> {
        self.sqlite.marked(guild, mark).await
    }

    /// Counts what a server sold since an instant, by day, product and staff member.
    ///
    /// # Errors
    /// The database's.
    pub async fn sold_since(&self, guild: GuildId, since: Timestamp) -> Result<Vec<SoldOnDay>, LedgerError> {
        self.sqlite.sold_since(guild, since).await
    }

    /// Returns when the first sale of a server was asked for.
    ///
    /// # Errors
    /// The database's.
    pub async fn first_sale_at(&self, guild: GuildId) -> Result<Option<Timestamp>, LedgerError> {
        self.sqlite.first_sale_at(guild).await
    }

    /// Reads the books: the licenses as the ledger knows them, to be held against the vendor's word.
    ///
    /// # Errors
    /// The database's.
    pub async fn books(&self) -> Result<Books, LedgerError> {
        self.sqlite.books().await
    }
}
