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
    /// Its name.
    #[serde(default)]
    pub name: String,
    #[serde(default, deserialize_with = "lenient")]
    owner: Option<User>,
    #[serde(default, deserialize_with = "lenient")]
    team: Option<Team>,
    #[serde(default, deserialize_with = "lenient")]
    flags: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    interactions_endpoint_url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    bot_require_code_grant: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Team {
    #[serde(default)]
    name: String,
    #[serde(default, deserialize_with = "optional_id")]
    owner_user_id: Option<u64>,
}

/// A privileged intent, which a bot gets only if it is switched on in the developer portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// The presence of members.
    Presence,
    /// The list of members.
    ServerMembers,
    /// The content of messages.
    MessageContent,
}

impl Intent {
    /// The flags of an application that has the intent, with and without the limit on servers
    /// (<https://docs.discord.com/developers/resources/application#application-object-application-flags>).
    const FLAGS: [(Self, u64); 3] = [
        (Self::Presence, 1 << 12 | 1 << 13),
        (Self::ServerMembers, 1 << 14 | 1 << 15),
        (Self::MessageContent, 1 << 18 | 1 << 19),
    ];

    /// Returns the name in the developer portal.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Presence => "Presence Intent",
            Self::ServerMembers => "Server Members Intent",
            Self::MessageContent => "Message Content Intent",
        }
    }
}

impl Application {
    /// Returns the name of the team that owns the application, if one does.
    #[must_use]
    pub fn team_name(&self) -> Option<&str> {
        self.team.as_ref().map(|team| team.name.as_str())
    }

    /// Returns the user that Discord names as the owner. For a team, this is a pseudo user.
    #[must_use]
    pub fn owner_name(&self) -> Option<&str> {
        self.owner.as_ref().map(User::display_name)
    }

    /// Returns the privileged intents that are switched on.
    #[must_use]
    pub fn privileged_intents(&self) -> Vec<Intent> {
        let flags = self.flags.unwrap_or(0);
        let on = Intent::FLAGS.into_iter().filter(|(_, flag)| flags & flag != 0);
        on.map(|(intent, _)| intent).collect()
    }

    /// Returns true if Discord sends interactions to a web address instead of the gateway.
    #[must_use]
    pub fn has_interactions_endpoint(&self) -> bool {
        self.interactions_endpoint_url.as_ref().is_some_and(|url| !url.is_empty())
    }

    /// Returns true if an invitation by link fails, because the application requires a code grant.
    #[must_use]
    pub fn requires_code_grant(&self) -> bool {
        self.bot_require_code_grant == Some(true)
    }

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
        let odd = json!({ "id": "1", "flags": "many", "bot_require_code_grant": 3, "interactions_endpoint_url": [] });
        for application in [json!({ "id": "1" }), odd] {
            let application: Application = serde_json::from_value(application).unwrap();
            assert!(application.privileged_intents().is_empty());
            assert!(!application.has_interactions_endpoint() && !application.requires_code_grant());
        }
    }

    #[test]
    fn the_switches_of_the_developer_portal_are_read() {
        let set = json!({ "id": "1", "flags": (1 << 15) | (1 << 18) | (1 << 23),
            "bot_require_code_grant": true, "interactions_endpoint_url": "https://shop.example" });
        let application: Application = serde_json::from_value(set).unwrap();
        assert_eq!(application.privileged_intents(), [Intent::ServerMembers, Intent::MessageContent]);
        assert!(application.has_interactions_endpoint() && application.requires_code_grant());
    }

    #[test]
    fn a_gateway_needs_only_its_address() {
        let odd = json!({ "url": "wss://g", "session_start_limit": { "remaining": "many" } });
        let gateway: Gateway = serde_json::from_value(odd).unwrap();
        assert_eq!((gateway.shards, gateway.session_start_limit), (1, None));
    }
}
