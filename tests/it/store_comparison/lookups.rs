//! Compares what people read, and what selling reads about licenses, buyers and servers.

use keyclerk::domain::{BuyerId, Product, SaleId, SaleState, StaffId, TransferNumber};
use keyclerk::ledger::{Engine, ListedSale, Page, SaleFilter};
use rand::Rng;

use super::answers::{listed, plain, sorted};
use super::{Pair, requests, same};

impl Pair {
    pub(super) async fn look_up(&mut self) {
        self.look_up_stock().await;
        self.look_up_servers().await;
        for _ in 0..5 {
            let number = self.number();
            let show = |sale: &Option<ListedSale>| sale.as_ref().map(listed).unwrap_or_default();
            drop(same!(self, show, engine => engine.listed(number)));
            let transfer = TransferNumber::new(self.rng.random_range(1..20));
            drop(same!(self, plain, engine => engine.former_buyer(number, transfer)));
        }
        let guilds = self.guilds.clone();
        drop(same!(self, counted, engine => engine.backlog(&guilds)));
        drop(same!(self, plain, engine => engine.guilds()));
        drop(same!(self, |settings| sorted(settings), engine => engine.settings()));
    }

    async fn look_up_stock(&mut self) {
        let (since, staff) =
            (self.now.before(std::time::Duration::from_mins(15)), StaffId::new(300).unwrap());
        for key in self.licenses.iter().map(|license| license.key.hash()).collect::<Vec<_>>() {
            drop(same!(self, plain, engine => std::future::ready(engine.is_free(&key, staff, since))));
            drop(same!(self, plain, engine => engine.holder_of(&key)));
            drop(same!(self, plain, engine => engine.is_unattributed(&key)));
            drop(same!(self, plain, engine => engine.may_be_lost(&key)));
        }
        drop(same!(self, plain, engine => engine.unattributed()));
        let sqlite = self.sqlite_audit(&self.sqlite).await;
        self.compare("stock_audit", &sqlite, &self.sqlite_audit(&self.model).await);
        let now = self.now;
        let alert = |alert: &keyclerk::domain::ServerAlert| {
            let keyclerk::domain::ServerAlert { guild, subject, id, nonce: _, attempts } = alert;
            format!("{guild} {subject:?} {id} {attempts}")
        };
        drop(
            same!(self, |alerts| plain(&alerts.iter().map(alert).collect::<Vec<_>>()), engine => engine.due_server_alerts(now)),
        );
    }

    /// Writes the licenses that an engine knows. Each engine has hashes of its own.
    async fn sqlite_audit(&self, engine: &dyn Engine) -> String {
        let audit = engine.stock_audit().await.unwrap();
        let keys = |lines: &[(SaleId, keyclerk::domain::LicenseKey)]| {
            lines.iter().map(|(sale, key)| format!("{sale} {}", key.reveal())).collect::<Vec<_>>()
        };
        let is_seen = |license: &&keyclerk::domain::License| {
            audit.seen_and_not_sold.contains(&engine.stock_hash(&license.key.hash()))
        };
        let seen =
            self.licenses.iter().filter(is_seen).map(|license| license.key.reveal()).collect::<Vec<_>>();
        let count = audit.seen_and_not_sold.len();
        let may_return = engine.may_return().await.unwrap();
        let returns = |license: &&keyclerk::domain::License| {
            may_return.contains(&engine.stock_hash(&license.key.hash()))
        };
        let returning =
            self.licenses.iter().filter(returns).map(|license| license.key.reveal()).collect::<Vec<_>>();
        plain(&(keys(&audit.sold), &audit.open, keys(&audit.quarantined), seen, count, returning))
    }

    async fn look_up_servers(&mut self) {
        let (now, most) = (self.now, self.rng.random_range(1..8));
        for guild in self.guilds.clone() {
            drop(same!(self, plain, engine => engine.content_of(guild)));
            drop(same!(self, |low| sorted(low), engine => engine.low_products(guild)));
            drop(same!(self, plain, engine => engine.products(guild)));
            drop(same!(self, plain, engine => engine.first_sale_at(guild)));
            drop(same!(self, |sold| sorted(sold), engine => engine.sold_since(guild, requests::START)));
            let typed = SaleId::new(self.rng.random_range(0..4));
            let typed = self.rng.random_bool(0.5).then_some(typed);
            drop(
                same!(self, |sales| plain(&sales.iter().map(listed).collect::<Vec<_>>()), engine => engine.numbered(guild, typed, most)),
            );
            for product in ["lifetime", "month", "none"].map(|name| Product::new(name).unwrap()) {
                let mark = same!(self, plain, engine => engine.mark_of(guild, &product));
                if let Ok(Some(mark)) = mark {
                    drop(same!(self, plain, engine => engine.marked(guild, mark)));
                }
            }
            for buyer in (401..404).map(|buyer| BuyerId::new(buyer).unwrap()) {
                drop(same!(self, |held| sorted(held), engine => engine.held_by(guild, buyer, now)));
                drop(same!(self, plain, engine => engine.locale_of(guild, buyer)));
                let offset = self.rng.random_range(0..3);
                drop(same!(self, owned, engine => engine.licenses_of(guild, buyer, offset, most)));
            }
            let filter = self.filter(guild);
            let before = SaleId::new(self.rng.random_range(0..=self.most));
            let before = self.rng.random_bool(0.5).then_some(before);
            drop(same!(self, page, engine => engine.page(&filter, before, most)));
        }
    }

    fn filter(&mut self, guild: keyclerk::domain::GuildId) -> SaleFilter {
        let rng = &mut self.rng;
        let state = SaleState::ALL[rng.random_range(0..SaleState::ALL.len())];
        SaleFilter {
            guild,
            buyer: rng.random_bool(0.3).then(|| BuyerId::new(401).unwrap()),
            staff: rng.random_bool(0.3).then(|| StaffId::new(300).unwrap()),
            product: rng.random_bool(0.3).then(|| Product::new("lifetime").unwrap()),
            state: rng.random_bool(0.3).then_some(state),
            since: rng.random_bool(0.3).then(|| self.now.before(std::time::Duration::from_mins(30))),
        }
    }
}

/// Writes the numbers of unfinished work. States without sales may be missing.
fn counted(backlog: &keyclerk::ledger::Backlog) -> String {
    let sales: Vec<_> = backlog.sales.iter().filter(|(_, count)| *count > 0).collect();
    format!("{} {} {}", sorted(&sales), backlog.quarantined_licenses, backlog.due_messages)
}

fn owned((licenses, count): &(Vec<keyclerk::ledger::OwnedLicense>, u32)) -> String {
    let keys: Vec<_> = licenses.iter().map(|owned| owned.license.key.reveal()).collect();
    format!("{licenses:?} {keys:?} of {count}")
}

fn page(page: &Page) -> String {
    plain(&(page.sales.iter().map(listed).collect::<Vec<_>>(), page.older))
}
