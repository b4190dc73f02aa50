//! Controls the gateway: its URL, shards, session starts and connections.

use std::time::Duration;

use crate::state::world::World;

use super::sandbox::Sandbox;

impl Sandbox {
    /// Announces another URL of the gateway, such as the URL of a TLS proxy.
    pub fn gateway_at(&self, url: &str) {
        self.shared.world().gateway_url = Some(url.to_owned());
    }

    /// Recommends this many shards to the bot.
    pub fn shards(&self, shards: u64) {
        self.shared.world().sessions.recommend(shards);
    }

    /// Sets the number of session starts that are left, and the time after which it is reset to 1,000.
    pub fn session_starts(&self, remaining: u32, reset_after: Duration) {
        self.shared.world().sessions.leave_starts(remaining, reset_after);
    }

    /// Closes every connection of the gateway. The client can resume and then gets the events that it missed.
    pub fn drop_gateway(&self) {
        self.shared.world().sessions.disconnect(None);
        self.shared.changed.notify_waiters();
    }

    /// Closes the connection of one shard. The client can resume and then gets the events that it missed.
    pub fn drop_shard(&self, shard: u64) {
        self.shared.world().sessions.disconnect(Some(shard));
        self.shared.changed.notify_waiters();
    }

    /// Waits until every recommended shard is connected.
    ///
    /// # Panics
    /// On timeout.
    pub async fn shards_connected(&self) {
        let all = |world: &World| world.sessions.are_connected().then_some(());
        self.shared.wait_for("every shard", all).await;
    }
}
