//! Makes random writes to both engines, and compares what they answer and leave.

use std::time::Duration;

use keyclerk::domain::{BuyerId, GuildId, KeyHash, SaleId, ServerAlertId, Settled, StaffId};
use keyclerk::ledger::{Engine, SettingChange, ShopSetting};
use rand::Rng;

use super::answers::{due, plain, requested, sale, sorted};
use super::{Pair, requests, same, transitions};

impl Pair {
    /// Makes one write, and compares the answers and the due work.
    pub(super) async fn write(&mut self) {
        let passed = [0, 1, 3, 10, 60, 300, 900][self.rng.random_range(0..7)];
        self.now = self.now.after(Duration::from_secs(passed));
        match self.rng.random_range(0..100) {
            0..15 => self.request().await,
            15..80 => self.change().await,
            80..86 => self.settle().await,
            86..92 => self.stock().await,
            92..95 => self.alerts().await,
            95..99 => self.shop().await,
            _ => self.rare().await,
        }
        let (now, opened_at, limit) = (self.now, requests::START, self.rng.random_range(1..6));
        drop(same!(self, |work| due(work), engine => engine.due(now, opened_at, limit)));
    }

    async fn request(&mut self) {
        let guild = self.guilds[self.rng.random_range(0..self.guilds.len())];
        let mut request = requests::request(&mut self.rng, guild, self.interactions, self.most);
        if let Some(last) = self.last.as_ref().filter(|_| self.rng.random_bool(0.4)) {
            requests::repeat(&mut request, last);
        }
        self.last = Some(request.clone());
        self.interactions = self.interactions.max(request.interaction.as_u64());
        let within = Duration::from_mins([0, 10, 60, 60][self.rng.random_range(0..4)]);
        self.story.push(format!("{}: {request:?} {within:?}", self.now.as_millis()));
        let now = self.now;
        let answer = same!(self, requested, engine => engine.request(&request, now, within));
        self.most += i64::from(answer.is_ok());
        self.counts.of_request(&answer);
        let newest = SaleId::new(self.most);
        drop(same!(self, sale, engine => engine.sale(newest)));
    }

    /// Commits a change of a sale as it is, or as it was earlier.
    async fn change(&mut self) {
        let number = self.number();
        let Ok(current) = same!(self, sale, engine => engine.sale(number)) else { return };
        let is_stale = !self.stale.is_empty() && self.rng.random_bool(0.1);
        let before =
            if is_stale { self.stale[self.rng.random_range(0..self.stale.len())].clone() } else { current };
        let drawn = transitions::change(&mut self.rng, &before, &self.licenses, self.now);
        let Some(mut change) = drawn else { return };
        if !is_stale && self.rng.random_bool(0.05) {
            transitions::spoil(&mut self.rng, &mut change);
        }
        self.story.push(format!("{}: {change:?}", self.now.as_millis()));
        let answer = same!(self, sale, engine => engine.commit(change.clone()));
        self.counts.of_commit(before.state, &answer);
        if self.rng.random_bool(0.1) {
            self.stale.push(before.clone());
        }
        self.read(before.id).await;
    }

    async fn settle(&mut self) {
        let number = self.number();
        let Ok(current) = same!(self, sale, engine => engine.sale(number)) else { return };
        let (settled, now) = (transitions::settled(&mut self.rng, &current, self.now), self.now);
        self.story.push(format!("settled of {number}: {settled:?}"));
        drop(same!(self, plain, engine => engine.settle(number, &settled, now)));
        self.read(number).await;
    }

    /// Reads a sale and what belongs to it.
    async fn read(&mut self, number: SaleId) {
        drop(same!(self, sale, engine => engine.sale(number)));
        drop(same!(self, plain, engine => engine.events(number)));
        if !self.rng.random_bool(0.3) {
            return;
        }
        drop(same!(self, plain, engine => engine.last_dm(number)));
        drop(same!(self, |roles| sorted(roles), engine => engine.roles_given(number)));
        drop(same!(self, |reminders| sorted(reminders), engine => engine.reminders(number)));
    }

    /// Returns the number of a sale, usually of one of the newest.
    pub(super) fn number(&mut self) -> SaleId {
        let first = if self.rng.random_bool(0.8) { (self.most - 5).max(1) } else { 0 };
        SaleId::new(self.rng.random_range(first.min(self.most)..=self.most))
    }

    fn key(&mut self) -> KeyHash {
        self.licenses[self.rng.random_range(0..self.licenses.len())].key.hash()
    }

    async fn stock(&mut self) {
        let (now, key, other) = (self.now, self.key(), self.key());
        let (guild, staff) = (self.guilds[0], StaffId::new(self.rng.random_range(300..303)).unwrap());
        let number = SaleId::new(self.rng.random_range(0..=self.most + 1));
        let sale = self.rng.random_bool(0.5).then_some(number);
        let at = self.licenses.iter().position(|license| license.key.hash() == key);
        match self.rng.random_range(0..3) {
            0 => {
                self.story.push(format!("{staff} fetched {at:?}"));
                drop(same!(self, plain, engine => engine.fetched(&key, staff, now)));
            }
            1 => {
                self.story.push(format!("{staff} was shown {at:?} of {sale:?}"));
                drop(same!(self, plain, engine => engine.revealed(guild, &[key, other], sale, staff, now)));
            }
            _ => {
                self.story.push(format!("seen {at:?}"));
                drop(same!(self, plain, engine => engine.seen(&[key, other, key], now)));
            }
        }
    }

    async fn alerts(&mut self) {
        let (now, guild) = (self.now, self.guilds[self.rng.random_range(0..self.guilds.len())]);
        let product = ["lifetime", "month"][self.rng.random_range(0..2)];
        let (left, is_low) = (self.rng.random_range(0..9), self.rng.random_bool(0.5));
        if self.rng.random_bool(0.2) {
            self.story.push(format!("backups fail: {is_low}"));
            drop(same!(self, plain, engine => engine.backups_fail(guild, is_low, now)));
            return;
        }
        if self.rng.random_bool(0.6) {
            self.story.push(format!("level of {product} in {guild}: {is_low}"));
            drop(same!(self, plain, engine => engine.level_is(guild, product, left, is_low, now)));
            return;
        }
        let alert = ServerAlertId::new(self.rng.random_range(1..6));
        let again = now.after(Duration::from_mins(2));
        let settled = [Settled::Sent(alert, None), Settled::Dropped(alert), Settled::PutOff(alert, again)];
        let settled = settled[self.rng.random_range(0..3)];
        self.story.push(format!("alert {settled:?}"));
        drop(same!(self, plain, engine => engine.settle_server_alert(settled, now)));
    }

    async fn shop(&mut self) {
        let (now, guild) = (self.now, self.guilds[self.rng.random_range(0..self.guilds.len())]);
        let user = BuyerId::new(self.rng.random_range(401..404)).unwrap();
        let language = ["de", "fr", "en"][self.rng.random_range(0..3)];
        match self.rng.random_range(0..3) {
            0 => {
                self.story.push(format!("{user} reads {language} in {guild}"));
                drop(same!(self, plain, engine => engine.learn_locale(guild, user, language, now)));
            }
            1 => {
                self.story.push("dead tokens are wiped".to_owned());
                drop(same!(self, plain, engine => engine.wipe_dead_tokens(now)));
            }
            _ => {
                let (setting, value) = [(ShopSetting::Language, language), (ShopSetting::SalesChannel, "77")]
                    [self.rng.random_range(0..2)];
                let value = self.rng.random_bool(0.7).then_some(value);
                let (change, by) =
                    (SettingChange::parse(setting, value).unwrap(), StaffId::new(300).unwrap());
                self.story.push(format!("{change:?} in {guild}"));
                let change = &change;
                drop(
                    same!(self, plain, engine => engine.change_setting(guild, change, by, now, Box::new(|| ()))),
                );
            }
        }
    }

    /// Moves a server, or compares the stock as after a restore, or looks for licenses that return.
    async fn rare(&mut self) {
        let now = self.now;
        if self.rng.random_bool(0.5) {
            let new = GuildId::new(10 + u64::try_from(self.story.len()).unwrap()).unwrap();
            let at = self.rng.random_range(0..self.guilds.len());
            let old = std::mem::replace(&mut self.guilds[at], new);
            // A change of a sale names the server in which the sale was read.
            (self.last, self.stale) = (None, Vec::new());
            self.story.push(format!("server {old} moves to {new}"));
            drop(same!(self, plain, engine => engine.move_guild(old, new, now)));
        } else {
            let keys = self.licenses.iter().map(|license| license.key.hash()).collect::<Vec<_>>();
            let share = if self.rng.random_bool(0.5) { 0.8 } else { 0.2 };
            let listed: Vec<_> = keys.into_iter().filter(|_| self.rng.random_bool(share)).collect();
            if self.rng.random_bool(0.4) {
                let is_doubtful = self.rng.random_bool(0.3);
                self.story.push(format!("{} licenses are in stock, doubtful: {is_doubtful}", listed.len()));
                drop(same!(self, plain, engine => engine.reconcile(listed.clone(), is_doubtful, now)));
                return;
            }
            let looks = self.rng.random_range(1..6);
            self.story.push(format!("{looks} looks find {} licenses", listed.len()));
            for look in 0..looks {
                let at = now.after(Duration::from_mins(6) * look);
                drop(same!(self, plain, engine => async {
                    let hashes: Vec<_> = listed.iter().map(|key| engine.stock_hash(key)).collect();
                    engine.looked_for_returns(&hashes, at).await
                }));
            }
        }
    }
}
