//! A server's name, icon and language, as Discord knows them.
//!
//! Answers of Discord are cached. A DM waits only briefly for them, because it is complete without them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

use crate::domain::GuildId;

use super::rest::Rest;

/// How long an answer is cached.
const KEPT: Duration = Duration::from_mins(10);
/// How long no request is made after a time-out.
const SILENT: Duration = Duration::from_secs(30);
/// How long a message waits for the first answer.
const PATIENCE: Duration = Duration::from_millis(200);

/// Name, icon and language of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuildProfile {
    /// Its name.
    pub name: String,
    /// The address of its icon, if it has one.
    pub icon: Option<String>,
    /// Its preferred locale, as Discord names it.
    pub locale: String,
}

/// A cached profile, if known, and the time before which no request is made.
#[derive(Clone)]
struct KnownProfile {
    profile: Option<Arc<GuildProfile>>,
    until: Instant,
}

/// The profiles of all servers.
pub struct GuildProfiles {
    rest: Arc<Rest>,
    known: Mutex<HashMap<GuildId, KnownProfile>>,
}

impl GuildProfiles {
    /// Makes a store that requests profiles through `rest`.
    #[must_use]
    pub fn new(rest: Arc<Rest>) -> Self {
        Self { rest, known: Mutex::default() }
    }

    /// Returns a server's profile. A known profile is returned at once, however old, and refreshed in the
    /// background. An unknown one is waited for briefly. After a time-out, nobody waits again for a while.
    pub async fn of(self: &Arc<Self>, guild: GuildId) -> Option<Arc<GuildProfile>> {
        self.within(guild, PATIENCE).await
    }

    /// Does the same as [`Self::of`], for a caller that can wait longer.
    pub async fn within(self: &Arc<Self>, guild: GuildId, patience: Duration) -> Option<Arc<GuildProfile>> {
        let known = self.known.lock().get(&guild).cloned();
        if let Some(known) = &known
            && Instant::now() < known.until
        {
            return known.profile.clone();
        }
        let profiles = Arc::clone(self);
        let asking = tokio::spawn(async move { profiles.ask(guild).await });
        if let Some(profile) = known.and_then(|known| known.profile) {
            return Some(profile);
        }
        let Ok(asked) = tokio::time::timeout(patience, asking).await else {
            self.missed(guild);
            return None;
        };
        asked.ok()?
    }

    async fn ask(&self, guild: GuildId) -> Option<Arc<GuildProfile>> {
        let Ok(answer) = self.rest.guild(guild).await else {
            self.missed(guild);
            return None;
        };
        let profile = Arc::new(GuildProfile {
            icon: answer.icon_url(),
            name: answer.name,
            locale: answer.preferred_locale,
        });
        let known = KnownProfile { profile: Some(Arc::clone(&profile)), until: Instant::now() + KEPT };
        self.known.lock().insert(guild, known);
        Some(profile)
    }

    /// Records that no answer came in time. A known profile stays known.
    fn missed(&self, guild: GuildId) {
        let until = Instant::now() + SILENT;
        let mut known = self.known.lock();
        let entry = known.entry(guild).or_insert(KnownProfile { profile: None, until });
        entry.until = entry.until.max(until);
    }
}
