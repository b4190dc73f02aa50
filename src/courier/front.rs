//! A shop's name and icon, as its buyers know them.
//!
//! They are Discord's to tell, and kept for a while. A DM never waits long for them: without them
//! it is less pretty, and there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::all::Http;
use tokio::time::Instant;

use crate::domain::GuildId;

/// How long an answer is kept.
const KEPT: Duration = Duration::from_mins(10);
/// How long a message waits for the first one.
const PATIENCE: Duration = Duration::from_millis(200);

/// Name and icon of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// Its name.
    pub name: String,
    /// Where its icon is, if it has one.
    pub icon: Option<String>,
}

/// The fronts of every server, asked for once in a while.
pub struct Fronts {
    http: Arc<Http>,
    known: Mutex<HashMap<GuildId, (Instant, Arc<Front>)>>,
}

impl Fronts {
    /// Asks over `http`.
    #[must_use]
    pub fn new(http: Arc<Http>) -> Self {
        Self { http, known: Mutex::default() }
    }

    /// A server's front: as it is known, however long; where it is not known yet, as Discord tells
    /// within a moment.
    pub async fn of(self: &Arc<Self>, guild: GuildId) -> Option<Arc<Front>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&guild).cloned();
        if let Some((at, front)) = &known
            && at.elapsed() < KEPT
        {
            return Some(Arc::clone(front));
        }
        let fronts = Arc::clone(self);
        let asking = tokio::spawn(async move { fronts.ask(guild).await });
        match known {
            Some((_, front)) => Some(front),
            None => tokio::time::timeout(PATIENCE, asking).await.ok()?.ok()?,
        }
    }

    async fn ask(&self, guild: GuildId) -> Option<Arc<Front>> {
        let answer = self.http.get_guild(serenity::all::GuildId::new(guild.as_u64())).await.ok()?;
        let front = Arc::new(Front { icon: answer.icon_url(), name: answer.name });
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(guild, (Instant::now(), Arc::clone(&front)));
        Some(front)
    }
}
