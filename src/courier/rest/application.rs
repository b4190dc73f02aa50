//! The bot's application: its owner, and the address of its gateway.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::guilds::{User, id, optional_id};
use super::route::Route;
use super::{Failed, Rest, Unanswered};

/// The bot's application.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Application {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    #[serde(default, deserialize_with = "lenient")]
    owner: Option<User>,
    #[serde(default, deserialize_with = "lenient")]
    team: Option<Team>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Team {
    #[serde(default, deserialize_with = "optional_id")]
    owner_user_id: Option<u64>,
}

impl Application {
    /// Returns the person who owns the application. For a team, this is the team's owner, because a team
    /// cannot receive messages.
    #[must_use]
    pub fn owner(&self) -> Option<u64> {
        match &self.team {
            Some(team) => team.owner_user_id,
            None => self.owner.as_ref().map(|owner| owner.id),
        }
    }
}

/// The address of the gateway, and Discord's recommendations for connecting to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Gateway {
    /// The address.
    pub url: String,
    /// The number of connections that Discord recommends.
    #[serde(default = "one")]
    pub shards: u32,
    /// The limit on session starts, or `None` if it cannot be parsed.
    #[serde(default, deserialize_with = "lenient")]
    pub session_start_limit: Option<SessionStarts>,
}

/// The limit on session starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct SessionStarts {
    /// The number of starts left before Discord resets the bot's token.
    pub remaining: u32,
    /// Milliseconds until the count is reset.
    #[serde(default)]
    reset_after: u64,
}

impl SessionStarts {
    /// Returns the time until the count is reset.
    #[must_use]
    pub fn reset_after(&self) -> Duration {
        Duration::from_millis(self.reset_after)
    }
}

impl Rest {
    /// Requests the bot's application from Discord and caches it.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn application(&self) -> Result<Application, Failed> {
        let application: Application = self.read(Route::application()).await?;
        // The application is already cached if this was called before.
        let _ = self.application.set(application.clone());
        Ok(application)
    }

    /// Waits until the application is known.
    pub async fn application_known(&self) {
        self.application.wait().await;
    }

    /// Returns the application's id.
    ///
    /// # Errors
    /// [`Unanswered::NoApplication`] until the application is known.
    pub(super) fn application_id(&self) -> Result<u64, Failed> {
        self.told().map(|application| application.id)
    }

    /// Returns the person who owns the application, if there is one.
    ///
    /// # Errors
    /// [`Unanswered::NoApplication`] until the application is known.
    pub fn owner(&self) -> Result<Option<u64>, Failed> {
        self.told().map(Application::owner)
    }

    fn told(&self) -> Result<&Application, Failed> {
        self.application.get().ok_or(Failed::Unanswered(Unanswered::NoApplication))
    }

    /// Requests the address of the gateway and the recommendations for connecting.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn gateway(&self) -> Result<Gateway, Failed> {
        self.read(Route::gateway()).await
    }
}

/// Parses a value that the start can do without. Returns `None` if the value is malformed.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(from)?).ok())
}

fn one() -> u32 {
    1
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_owner_is_a_person_and_odd_fields_cost_nothing() {
        let (person, team) = (json!({ "id": "5" }), json!({ "id": "9", "owner_user_id": "6" }));
        for (owner, team, expected) in [
            (person.clone(), json!(null), Some(5)),
            (person.clone(), team, Some(6)),
            (person.clone(), json!({ "id": "9" }), None),
            (person, json!("odd"), Some(5)),
            (json!(["odd"]), json!(null), None),
            (json!(null), json!(null), None),
        ] {
            let application = json!({ "id": "1", "owner": owner, "team": team });
            let application: Application = serde_json::from_value(application.clone()).unwrap();
            assert_eq!(application.owner(), expected, "{application:?}");
        }
        assert!(serde_json::from_value::<Application>(json!({ "id": "1" })).is_ok());
    }

    #[test]
    fn a_gateway_needs_only_its_address() {
        let odd = json!({ "url": "wss://g", "session_start_limit": { "remaining": "many" } });
        let gateway: Gateway = serde_json::from_value(odd).unwrap();
        assert_eq!((gateway.shards, gateway.session_start_limit), (1, None));
    }
}
