//! Keeps the commands registered in every server. Each server has a separate task, so that a server that
//! refuses the commands or removed the bot does not delay others.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use crate::courier::rest::{Failed, INVALID_FORM, Refusal, Rest};
use crate::domain::GuildId;

use super::localise::registered_commands;

/// The wait after a refusal, unless the bot joins the server before.
const AFTER_REFUSAL: Duration = Duration::from_mins(5);
/// The first wait after an unanswered request. Each further wait is twice as long.
const FIRST_BACK_OFF: Duration = Duration::from_secs(1);
/// If Discord names a server this long after an attempt, the cause is a new connection to the gateway.
const NEW_CONNECTION: Duration = Duration::from_mins(1);
/// Discord's code for a server to which the bot has no access.
const MISSING_ACCESS: i64 = 50_001;

/// A change in the bot's membership of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Membership {
    Joined,
    Left,
}

/// Notifies the servers' tasks that the bot joined or left a server.
#[derive(Clone)]
pub(super) struct Memberships(Arc<HashMap<GuildId, mpsc::UnboundedSender<Membership>>>);

impl Memberships {
    /// Reports a change to the server's task. Ignores servers in which keyclerk does not sell.
    pub(super) fn changed(&self, guild: GuildId, change: Membership) {
        if let Some(task) = self.0.get(&guild) {
            // Without a receiver, the process is stopping.
            let _ = task.send(change);
        }
    }
}

/// Starts a task for each server. The future completes after the first attempt for every server.
pub(super) fn keep_registered(
    rest: &Arc<Rest>,
    guilds: &[GuildId],
) -> (Memberships, impl Future<Output = ()> + Send + use<>) {
    let (mut tasks, mut firsts) = (HashMap::new(), Vec::new());
    for guild in guilds {
        let (sender, changes) = mpsc::unbounded_channel();
        let (tried, first) = oneshot::channel();
        tasks.insert(*guild, sender);
        firsts.push(first);
        tokio::spawn(keep(Arc::clone(rest), *guild, changes, tried));
    }
    (Memberships(Arc::new(tasks)), join_all(firsts).map(drop))
}

async fn keep(
    rest: Arc<Rest>,
    guild: GuildId,
    mut changes: mpsc::UnboundedReceiver<Membership>,
    tried: oneshot::Sender<()>,
) {
    let (mut tried, mut back_off) = (Some(tried), FIRST_BACK_OFF);
    rest.application_known().await;
    loop {
        let attempt = Instant::now();
        // The texts are built for each attempt, because nothing else needs them in memory.
        let registered = rest.set_commands(guild, &registered_commands()).await;
        if let Some(tried) = tried.take() {
            // The receiver may have been dropped.
            let _ = tried.send(());
        }
        let wait = match registered {
            Ok(()) => {
                tracing::info!(%guild, "commands registered");
                back_off = FIRST_BACK_OFF;
                match lost(&mut changes, attempt).await {
                    Some(wait) => wait,
                    None => return,
                }
            }
            Err(Failed::Refused(refusal)) => {
                tracing::error!(%guild, %refusal, "commands not registered: {}", hint(&refusal));
                AFTER_REFUSAL
            }
            Err(failed) => {
                let wait = match failed {
                    Failed::Limited(wait) => wait,
                    _ => back_off,
                };
                tracing::warn!(%guild, %failed, "commands not registered, next attempt in {} s", wait.as_secs());
                back_off = (back_off * 2).min(AFTER_REFUSAL);
                wait
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            is_running = joined(&mut changes) => if !is_running { return },
        }
    }
}

/// Waits until the bot joins the server. Returns `false` if the process is stopping.
async fn joined(changes: &mut mpsc::UnboundedReceiver<Membership>) -> bool {
    loop {
        match changes.recv().await {
            Some(Membership::Joined) => return true,
            Some(Membership::Left) => {}
            None => return false,
        }
    }
}

/// Waits until the commands may be gone, and returns the wait before the next attempt. Returns `None` if the
/// process is stopping. When a bot leaves a server, Discord deletes its commands there. Discord also names
/// every server after each new connection, because the bot may have left and rejoined in between.
async fn lost(changes: &mut mpsc::UnboundedReceiver<Membership>, attempt: Instant) -> Option<Duration> {
    loop {
        match changes.recv().await? {
            Membership::Left => return Some(AFTER_REFUSAL),
            Membership::Joined if attempt.elapsed() > NEW_CONNECTION => return Some(Duration::ZERO),
            Membership::Joined => {}
        }
    }
}

/// Returns a hint how to fix a refusal.
fn hint(refusal: &Refusal) -> &'static str {
    match refusal.code {
        MISSING_ACCESS => {
            "the bot is not in this server, or was invited without commands; `keyclerk doctor` prints the link that invites it"
        }
        INVALID_FORM => "Discord does not accept the commands of this version; report this line",
        _ => "Discord names the cause; the next attempt is in 5 minutes",
    }
}
