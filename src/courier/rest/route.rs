//! The routes of Discord's REST API that keyclerk uses.
//!
//! A route is displayed as its template. The path itself contains ids and, for interactions, a token that
//! must not be logged.

use std::fmt;

use reqwest::Method;

use crate::domain::{ChannelId, GuildId, InteractionId, RoleId};

/// The way in which a route is paced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pacing {
    /// It is paced by its bucket and the global limit.
    Bucket,
    /// It is not paced. Interaction callbacks and webhooks are exempt from the global limit and have separate
    /// buckets per token. Only a 429 delays them.
    Interaction,
}

/// A method and a path.
#[derive(Clone)]
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) template: &'static str,
    /// The major id, which separates buckets: the first id in the path
    /// (<https://docs.discord.com/developers/topics/rate-limits>), or 0 if there is none.
    pub(super) major: u64,
    pub(super) pacing: Pacing,
}

impl Route {
    fn new(method: Method, template: &'static str, ids: &[u64]) -> Self {
        let mut path = String::with_capacity(template.len() + 20 * ids.len());
        let mut ids_left = ids.iter();
        for part in template.split_inclusive("{}") {
            match part.strip_suffix("{}") {
                Some(before) => {
                    path.push_str(before);
                    path.push_str(&ids_left.next().map(u64::to_string).unwrap_or_default());
                }
                None => path.push_str(part),
            }
        }
        Self { method, path, template, major: ids.first().copied().unwrap_or(0), pacing: Pacing::Bucket }
    }

    fn interaction(method: Method, template: &'static str, id: u64, token: &str, rest: &str) -> Self {
        let (folder, _) = template.split_once('/').unwrap_or((template, ""));
        Self {
            method,
            path: format!("{folder}/{id}/{token}{rest}"),
            template,
            major: 0,
            pacing: Pacing::Interaction,
        }
    }

    pub(super) fn application() -> Self {
        Self::new(Method::GET, "oauth2/applications/@me", &[])
    }

    pub(super) fn gateway() -> Self {
        Self::new(Method::GET, "gateway/bot", &[])
    }

    pub(super) fn current_user() -> Self {
        Self::new(Method::GET, "users/@me", &[])
    }

    /// The servers that the bot is in, 200 at most, after a given one.
    pub(super) fn own_guilds(after: u64) -> Self {
        let mut route = Self::new(Method::GET, "users/@me/guilds", &[]);
        route.path = format!("{}?limit=200&after={after}", route.path);
        route
    }

    /// The commands of a guild. The application is not a major parameter, so each guild is paced separately.
    pub(super) fn commands(method: Method, application: u64, guild: GuildId) -> Self {
        let template = "applications/{}/guilds/{}/commands";
        Self { major: guild.as_u64(), ..Self::new(method, template, &[application, guild.as_u64()]) }
    }

    pub(super) fn command_permissions(application: u64, guild: GuildId) -> Self {
        let template = "applications/{}/guilds/{}/commands/permissions";
        Self { major: guild.as_u64(), ..Self::new(Method::GET, template, &[application, guild.as_u64()]) }
    }

    pub(super) fn callback(interaction: InteractionId, token: &str) -> Self {
        let template = "interactions/{}/callback";
        Self::interaction(Method::POST, template, interaction.as_u64(), token, "/callback")
    }

    pub(super) fn original_reply(application: u64, token: &str) -> Self {
        let template = "webhooks/{}/messages/@original";
        Self::interaction(Method::PATCH, template, application, token, "/messages/@original")
    }

    pub(super) fn follow_up(application: u64, token: &str) -> Self {
        Self::interaction(Method::POST, "webhooks/{}", application, token, "")
    }

    pub(super) fn open_dm() -> Self {
        Self::new(Method::POST, "users/@me/channels", &[])
    }

    pub(super) fn channel(channel: ChannelId) -> Self {
        Self::new(Method::GET, "channels/{}", &[channel.as_u64()])
    }

    /// The messages of a channel: `GET` reads them, `POST` adds one.
    pub(super) fn messages(method: Method, channel: ChannelId) -> Self {
        Self::new(method, "channels/{}/messages", &[channel.as_u64()])
    }

    /// The newest messages of a channel, or the newest before a given message. Returns at most `limit`
    /// messages.
    pub(super) fn page_of_messages(channel: ChannelId, limit: usize, before: Option<u64>) -> Self {
        let mut route = Self::messages(Method::GET, channel);
        let before = before.map_or_else(String::new, |before| format!("&before={before}"));
        route.path = format!("{}?limit={limit}{before}", route.path);
        route
    }

    pub(super) fn guild(guild: GuildId) -> Self {
        Self::new(Method::GET, "guilds/{}", &[guild.as_u64()])
    }

    pub(super) fn roles(guild: GuildId) -> Self {
        Self::new(Method::GET, "guilds/{}/roles", &[guild.as_u64()])
    }

    pub(super) fn channels(guild: GuildId) -> Self {
        Self::new(Method::GET, "guilds/{}/channels", &[guild.as_u64()])
    }

    pub(super) fn member(guild: GuildId, user: u64) -> Self {
        Self::new(Method::GET, "guilds/{}/members/{}", &[guild.as_u64(), user])
    }

    /// A member's role: `PUT` gives it, `DELETE` takes it.
    pub(super) fn member_role(method: Method, guild: GuildId, user: u64, role: RoleId) -> Self {
        Self::new(method, "guilds/{}/members/{}/roles/{}", &[guild.as_u64(), user, role.as_u64()])
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.template)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_fills_its_ids_in_and_prints_without_them() {
        let guild = GuildId::new(7).unwrap();
        let route = Route::member_role(Method::PUT, guild, 8, RoleId::new(9).unwrap());
        assert_eq!((route.path.as_str(), route.major), ("guilds/7/members/8/roles/9", 7));
        assert_eq!(route.to_string(), "PUT guilds/{}/members/{}/roles/{}");

        let route = Route::callback(InteractionId::new(5).unwrap(), "secret");
        assert_eq!(route.path, "interactions/5/secret/callback");
        assert_eq!(route.to_string(), "POST interactions/{}/callback");
        assert_eq!(Route::original_reply(4, "t").path, "webhooks/4/t/messages/@original");
        assert_eq!(Route::follow_up(4, "t").path, "webhooks/4/t");
        let page = Route::page_of_messages(ChannelId::new(6).unwrap(), 100, Some(9));
        assert_eq!(page.path, "channels/6/messages?limit=100&before=9");
        assert_eq!((page.to_string().as_str(), page.major), ("GET channels/{}/messages", 6));
        assert_eq!(Route::commands(Method::PUT, 4, guild).path, "applications/4/guilds/7/commands");
    }
}
