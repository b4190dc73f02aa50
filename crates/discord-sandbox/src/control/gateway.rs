//! The gateway: its address, its shards and its connections.

use std::time::Duration;

use crate::state::world::World;

use super::sandbox::Sandbox;

impl Sandbox {
    /// Announces another address of the gateway, such as that of a proxy with TLS.
    pub fn gateway_at(&self, url: &str) {
        self.shared.world().gateway_url = Some(url.to_owned());
    }

    /// Recommends this many shards to the bot.
    pub fn shards(&self, shards: u64) {
        self.shared.world().sessions.recommend(shards);
    }

    /// Leaves the bot this many session starts of its 1,000 until they are reset after this time.
    pub fn session_starts(&self, remaining: u32, reset_after: Duration) {
        self.shared.world().sessions.leave_starts(remaining, reset_after);
    }

    /// Cuts every connection of the gateway. The client resumes and gets the events that it missed.
    pub fn drop_gateway(&self) {
        self.shared.world().sessions.disconnect(None);
        self.shared.changed.notify_waiters();
    }

    /// Cuts the connection of one shard. The client resumes and gets the events that it missed.
    pub fn drop_shard(&self, shard: u64) {
        self.shared.world().sessions.disconnect(Some(shard));
        self.shared.changed.notify_waiters();
    }

    /// Waits until every shard of the bot is connected.
    ///
    /// # Panics
    /// When one is not in time.
    pub async fn shards_connected(&self) {
        let all = |world: &World| world.sessions.are_connected().then_some(());
        self.shared.wait_for("every shard", all).await;
    }
}
