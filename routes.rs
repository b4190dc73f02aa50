//! The routes keyclerk uses. Any other is a violation.

use std::net::SocketAddr;

use serde_json::{Value, json};

use super::answer::{Answer, Refusal};
use super::state::{APPLICATION, BOT_NAME, World};

/// A request, taken apart.
pub(super) struct Asked<'a> {
    pub(super) method: &'a str,
    /// After `/api/v10`.
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) body: &'a Value,
}

impl World {
    pub(super) fn route(&mut self, address: SocketAddr, asked: &Asked) -> Answer {
        let parts: Vec<&str> = asked.path.trim_start_matches('/').split('/').collect();
        let (query, body) = (asked.query, asked.body);
        match (asked.method, parts.as_slice()) {
            ("GET", ["gateway"]) => Ok(json!({ "url": format!("ws://{address}") })),
            ("GET", ["gateway", "bot"]) => Ok(json!({ "url": format!("ws://{address}"), "shards": 1,
                "session_start_limit":
                    { "total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1 } })),
            ("GET", ["users", "@me"]) => Ok(self.user_json(APPLICATION)),
            ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => Ok(self.application()),
            ("PUT", ["applications", app, rest @ ..]) => match rest {
                _ if *app != APPLICATION.to_string() => Err(Refusal::MissingAccess),
                ["commands"] => self.register(None, body),
                ["guilds", guild, "commands"] => self.register(Some(snowflake(guild)), body),
                _ => Err(Refusal::UnknownRoute),
            },
            ("GET", ["applications", _, "commands"]) => {
                Ok(json!(self.commands.get(&None).cloned().unwrap_or_default()))
            }
            ("GET", ["applications", _, "guilds", guild, "commands"]) => {
                Ok(json!(self.commands.get(&Some(snowflake(guild))).cloned().unwrap_or_default()))
            }
            ("POST", ["interactions", id, token, "callback"]) => {
                self.callback(id, token, body, query.contains("with_response=true"))
            }
            (method, ["webhooks", app, token, rest @ ..]) => self.webhook(method, app, token, rest, body),
            ("POST", ["users", "@me", "channels"]) => self.open_dm(body),
            (method, ["channels", rest @ ..]) if !rest.is_empty() => {
                self.channel_route(method, rest, query, body)
            }
            ("GET", ["guilds", guild, rest @ ..]) => self.guild_route(snowflake(guild), rest),
            _ => Err(Refusal::UnknownRoute),
        }
    }

    fn application(&self) -> Value {
        json!({ "id": APPLICATION.to_string(), "name": BOT_NAME, "icon": null, "description": "",
            "bot_public": false, "bot_require_code_grant": false, "verify_key": "00", "team": null,
            "flags": 0, "summary": "", "bot": self.user_json(APPLICATION) })
    }

    fn guild_route(&self, guild: u64, rest: &[&str]) -> Answer {
        if !self.guilds.contains_key(&guild) {
            return Err(Refusal::UnknownGuild);
        }
        match rest {
            [] => self.guild_json(guild).ok_or(Refusal::UnknownGuild),
            ["roles"] => Ok(self.roles_json(guild)),
            ["channels"] => {
                let channels = &self.guilds[&guild].channels;
                Ok(channels.iter().map(|channel| self.channel_json(*channel)).collect())
            }
            ["members", user] => {
                self.whole_member_json(guild, snowflake(user)).ok_or(Refusal::UnknownMember)
            }
            _ => Err(Refusal::UnknownRoute),
        }
    }
}

/// A snowflake of a path; what is none is nobody's.
fn snowflake(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}
