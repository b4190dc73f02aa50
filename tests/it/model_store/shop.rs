//! The model as a [`ShopStore`].

use std::sync::Arc;

use async_trait::async_trait;
use keyclerk::domain::{
    Alert, BuyerId, DmState, Durability, GuildId, Message, MessageKind, Product, SaleId, SaleState, StaffId,
    Timestamp,
};
use keyclerk::ledger::{
    GuildContent, LedgerError, OnCommit, SettingChange, ShopSetting, ShopStore, StoredSetting,
};

use super::ModelStore;
use super::rows::{GuildMove, Rows, SaleRow};

#[async_trait]
impl ShopStore for ModelStore {
    async fn settings(&self) -> Result<Vec<StoredSetting>, LedgerError> {
        self.read(|rows| {
            let stored = rows.settings.iter().map(|((guild, name), value)| StoredSetting {
                guild: *guild,
                name: name.clone(),
                value: value.clone(),
            });
            stored.collect()
        })
        .await
    }

    async fn change_setting(
        &self,
        guild: GuildId,
        change: &SettingChange,
        _: StaffId,
        _: Timestamp,
        on_commit: OnCommit,
    ) -> Result<(), LedgerError> {
        self.write(Durability::Synced, |rows| {
            let name = (guild, change.setting().as_str().to_owned());
            match change {
                SettingChange::Set(value) => drop(rows.settings.insert(name, value.to_string())),
                SettingChange::Reset(_) => drop(rows.settings.remove(&name)),
            }
            // No write of the model fails after this.
            on_commit();
            Ok(())
        })
        .await
    }

    async fn locale_of(&self, guild: GuildId, user: BuyerId) -> Result<Option<String>, LedgerError> {
        self.read(|rows| rows.locales.get(&(guild, user)).cloned()).await
    }

    async fn learn_locale(
        &self,
        guild: GuildId,
        user: BuyerId,
        locale: &str,
        _: Timestamp,
    ) -> Result<(), LedgerError> {
        self.write(Durability::Lazy, |rows| {
            rows.locales.insert((guild, user), locale.to_owned());
            Ok(())
        })
        .await
    }

    async fn held_by(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        now: Timestamp,
    ) -> Result<Vec<Option<Product>>, LedgerError> {
        self.read(|rows| {
            let sold = rows.of(guild).filter(|row| row.sale.buyer == buyer).flat_map(|row| row.sale.sold());
            let lasting = sold.filter(|license| license.expires_at.is_none_or(|end| end > now));
            let mut products: Vec<_> = lasting.map(|license| license.product.clone()).collect();
            products.sort_unstable();
            products.dedup();
            products
        })
        .await
    }

    async fn content_of(&self, guild: GuildId) -> Result<GuildContent, LedgerError> {
        self.read(|rows| {
            let count = |counts: &dyn Fn(&SaleRow) -> usize| {
                rows.of(guild).map(|row| i64::try_from(counts(row)).unwrap()).sum()
            };
            let is_role = |kind: MessageKind| matches!(kind, MessageKind::RoleGive | MessageKind::RoleTake);
            let is_open = |state: SaleState| state == SaleState::Held || !state.is_settled();
            let names = rows.settings.keys().filter(|(of, _)| *of == guild);
            let languages = rows.locales.keys().filter(|(of, _)| *of == guild).count();
            GuildContent {
                sales: count(&|_| 1),
                unfinished: count(&|row| usize::from(is_open(row.sale.state))),
                undelivered: count(&|row| usize::from(row.sale.state == SaleState::Undelivered)),
                role_changes: count(&|row| row.due().filter(|due| is_role(due.kind())).count()),
                languages: i64::try_from(languages).unwrap(),
                settings: names.map(|(_, name)| name.clone()).collect(),
            }
        })
        .await
    }

    async fn move_guild(&self, old: GuildId, new: GuildId, now: Timestamp) -> Result<(), LedgerError> {
        self.write(Durability::Synced, |rows| {
            let last_sale = rows.of(old).map(|row| row.sale.id).max().unwrap_or(SaleId::new(0));
            rows.moves.push(GuildMove { at: now, old, new, last_sale });
            for row in rows.sales.values_mut().filter(|row| row.sale.guild == old) {
                move_sale(Arc::make_mut(row), new);
            }
            rows.alerts.iter_mut().filter(|row| row.alert.guild == old).for_each(|row| row.alert.guild = new);
            move_rest(rows, old, new);
            Ok(())
        })
        .await
    }
}

/// Moves a sale to another server, where its channel and its roles do not exist.
fn move_sale(row: &mut SaleRow, new: GuildId) {
    (row.sale.guild, row.sale.buyer_sees_channel) = (new, false);
    for message in row.messages.values_mut().filter(|row| row.state == DmState::Due) {
        let is_role = matches!(
            message.message.message,
            Message::RoleGive(..)
                | Message::RoleTake(..)
                | Message::FormerRole(..)
                | Message::Alert(Alert::Role(..) | Alert::FormerRole(..))
        );
        if is_role {
            message.state = DmState::Dropped;
        }
    }
}

/// Moves everything else, unless the new server has its own.
fn move_rest(rows: &mut Rows, old: GuildId, new: GuildId) {
    let is_lost = |name: &str| ShopSetting::parse(name).is_some_and(ShopSetting::is_of_its_server);
    rows.settings.retain(|(guild, name), _| *guild != old || !is_lost(name));
    for ((_, name), value) in rows.settings.extract_if(.., |(guild, _), _| *guild == old).collect::<Vec<_>>()
    {
        rows.settings.entry((new, name)).or_insert(value);
    }
    for ((_, user), locale) in rows.locales.extract_if(.., |(guild, _), _| *guild == old).collect::<Vec<_>>()
    {
        rows.locales.entry((new, user)).or_insert(locale);
    }
    for ((_, name), is_low) in rows.levels.extract_if(.., |(guild, _), _| *guild == old).collect::<Vec<_>>() {
        rows.levels.entry((new, name)).or_insert(is_low);
    }
}
