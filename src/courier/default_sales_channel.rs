//! `SALES_CHANNEL_ID`: the sales channel of the server that owns it, unless that server has chosen another.
//!
//! Invariant: another server's sales are never posted there.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::domain::{ChannelId, GuildId};

use super::Later;
use super::rest::{Failed, Rest};

/// How long a refusal is cached. It expires soon, because the bot may be given access to the channel.
const REFUSAL_CACHED: Duration = Duration::from_mins(5);
/// How long a caller waits for an answer, and how long no request is made after a time-out.
const PATIENCE: Duration = Duration::from_secs(3);
const UNANSWERED_CACHED: Duration = Duration::from_secs(3);

/// The server that owns a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// This server owns it.
    Guild(GuildId),
    /// Discord does not name the owner: there is no such channel, or the bot does not see it.
    Hidden,
}

/// The last answer of Discord about the owner of the channel.
#[derive(Debug, Clone, Copy)]
enum KnownOwner {
    Told(Owner),
    Unanswered,
}

/// The default channel, and its owner once Discord has named it.
pub struct DefaultChannel {
    rest: Arc<Rest>,
    channel: Option<ChannelId>,
    /// The only server, if there is only one. It is assumed to be the owner if Discord does not name one.
    only_guild: Option<GuildId>,
    known: Mutex<Option<(KnownOwner, Instant)>>,
}

impl DefaultChannel {
    /// Offers `channel` to the one of `guilds` that owns it.
    #[must_use]
    pub fn new(rest: Arc<Rest>, channel: Option<ChannelId>, guilds: &[GuildId]) -> Self {
        let only_guild = match guilds {
            [only] => Some(*only),
            _ => None,
        };
        Self { rest, channel, only_guild, known: Mutex::default() }
    }

    /// Returns the channel if this server owns it.
    ///
    /// # Errors
    /// [`Later`] when Discord did not answer.
    pub async fn of(&self, guild: GuildId) -> Result<Option<ChannelId>, Later> {
        let Some(channel) = self.channel else { return Ok(None) };
        let owner = match self.owner(channel).await? {
            Owner::Guild(owner) => Some(owner),
            Owner::Hidden => self.only_guild,
        };
        Ok(self.channel.filter(|_| owner == Some(guild)))
    }

    async fn owner(&self, channel: ChannelId) -> Result<Owner, Later> {
        // The lock is held during the request, so that concurrent callers share one request and its wait.
        let mut known = self.known.lock().await;
        match *known {
            Some((KnownOwner::Told(owner @ Owner::Guild(_)), _)) => return Ok(owner),
            Some((KnownOwner::Told(Owner::Hidden), since)) if since.elapsed() < REFUSAL_CACHED => {
                return Ok(Owner::Hidden);
            }
            Some((KnownOwner::Unanswered, since)) if since.elapsed() < UNANSWERED_CACHED => {
                return Err(Later { wait: Some(UNANSWERED_CACHED) });
            }
            _ => {}
        }
        match tokio::time::timeout(PATIENCE, owner_of(&self.rest, channel)).await {
            Ok(Ok(owner)) => {
                if owner == Owner::Hidden {
                    tracing::warn!(%channel, "SALES_CHANNEL_ID: Discord shows the bot no such channel");
                }
                *known = Some((KnownOwner::Told(owner), Instant::now()));
                Ok(owner)
            }
            Ok(Err(failed)) => {
                *known = Some((KnownOwner::Unanswered, Instant::now()));
                Err(failed.into())
            }
            Err(_) => {
                *known = Some((KnownOwner::Unanswered, Instant::now()));
                Err(Later { wait: Some(UNANSWERED_CACHED) })
            }
        }
    }
}

/// Asks Discord which server owns a channel.
///
/// # Errors
/// [`Failed`] when Discord did not answer. A refusal is not an error but [`Owner::Hidden`].
pub async fn owner_of(rest: &Rest, channel: ChannelId) -> Result<Owner, Failed> {
    match rest.channel(channel).await {
        Ok(channel) => Ok(channel.guild().map_or(Owner::Hidden, Owner::Guild)),
        Err(Failed::Refused(_)) => Ok(Owner::Hidden),
        Err(failed) => Err(failed),
    }
}
