//! Servers and their members, roles and channels.
//!
//! Each type contains only the fields that keyclerk needs, so that Discord can drop any other field without
//! consequences.

use std::time::Duration;

use reqwest::Method;
use serde::{Deserialize, Deserializer};
use serenity::all::{PermissionOverwrite, Permissions};

use crate::domain::{ChannelId, GuildId, RoleId};

use super::request::Request;
use super::route::Route;
use super::{Failed, Rest};

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct User {
    /// The snowflake.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// True if the user is a bot.
    #[serde(default)]
    pub bot: bool,
    #[serde(default)]
    username: String,
    #[serde(default)]
    global_name: Option<String>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Guild {
    #[serde(deserialize_with = "id")]
    id: u64,
    /// Its name.
    pub name: String,
    icon: Option<String>,
    /// Its language, as Discord names it.
    #[serde(default)]
    pub preferred_locale: String,
}

impl Guild {
    /// Returns the address of its icon.
    #[must_use]
    pub fn icon_url(&self) -> Option<String> {
        let icon = self.icon.as_ref()?;
        let kind = if icon.starts_with("a_") { "gif" } else { "webp" };
        Some(format!("https://cdn.discordapp.com/icons/{}/{icon}.{kind}", self.id))
    }
}

/// A server that the bot is in, as the list of the bot's servers shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OwnGuild {
    #[serde(deserialize_with = "id")]
    id: u64,
    /// Its name.
    #[serde(default)]
    pub name: String,
}

impl OwnGuild {
    /// Returns its id, or `None` if it is no snowflake.
    #[must_use]
    pub fn guild(&self) -> Option<GuildId> {
        GuildId::new(self.id).ok()
    }
}

/// A member of a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// The user.
    pub user: User,
    /// The roles.
    pub roles: Vec<serenity::all::RoleId>,
    #[serde(default)]
    nick: Option<String>,
}

impl User {
    /// Returns the name that Discord shows for the user.
    #[must_use]
    pub fn display_name(&self) -> &str {
        self.global_name.as_deref().unwrap_or(&self.username)
    }
}

impl Member {
    /// Returns the name that the server shows for the member.
    #[must_use]
    pub fn display_name(&self) -> &str {
        self.nick.as_deref().unwrap_or(self.user.display_name())
    }
}

/// A role of a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Role {
    /// The snowflake.
    pub id: serenity::all::RoleId,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// The permissions that the role grants.
    pub permissions: Permissions,
    /// The role's position. A role can manage only roles below it.
    pub position: i64,
    /// True if Discord or an integration manages the role.
    #[serde(default)]
    pub managed: bool,
}

/// A channel of a server, or a thread.
#[derive(Debug, Clone, Deserialize)]
pub struct Channel {
    /// The snowflake.
    pub id: serenity::all::ChannelId,
    /// The server; `None` for direct messages.
    #[serde(default, deserialize_with = "optional_id")]
    guild_id: Option<u64>,
    #[serde(rename = "type", default)]
    kind: u8,
    /// Its name; `None` for direct messages.
    #[serde(default)]
    pub name: Option<String>,
    /// The channel that a thread is in, or the category that a channel is in.
    #[serde(default, deserialize_with = "optional_id")]
    pub parent_id: Option<u64>,
    /// The permission overwrites of the channel.
    #[serde(default)]
    pub permission_overwrites: Vec<PermissionOverwrite>,
    /// The state of a thread; `None` for other channels.
    #[serde(default, rename = "thread_metadata")]
    pub thread: Option<Thread>,
}

/// The state of a thread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Thread {
    /// True if the thread is archived. The next message unarchives it.
    #[serde(default)]
    pub archived: bool,
    /// True if only moderators may write in the thread and unarchive it.
    #[serde(default)]
    pub locked: bool,
}

impl Channel {
    /// Returns the server that owns it.
    #[must_use]
    pub fn guild(&self) -> Option<GuildId> {
        self.guild_id.and_then(|guild| GuildId::new(guild).ok())
    }

    /// Returns true if it is a text channel or an announcement channel.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self.kind, 0 | 5)
    }

    /// Returns true if messages can be sent to it. Categories, directories, forums and media channels accept
    /// none (<https://docs.discord.com/developers/resources/channel#channel-object-channel-types>).
    #[must_use]
    pub fn takes_messages(&self) -> bool {
        !matches!(self.kind, 4 | 14 | 15 | 16)
    }
}

/// The number of servers that Discord lists at once.
const PAGE_OF_GUILDS: usize = 200;

/// How long read requests wait for rate limits.
pub(super) const READ_PATIENCE: Duration = Duration::from_secs(3);

impl Rest {
    /// Returns the bot's own id.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn current_user(&self) -> Result<u64, Failed> {
        Ok(self.read::<User>(Route::current_user()).await?.id)
    }

    /// Returns all servers that the bot is in.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn own_guilds(&self) -> Result<Vec<OwnGuild>, Failed> {
        let mut guilds: Vec<OwnGuild> = Vec::new();
        loop {
            let last = guilds.last().map_or(0, |guild| guild.id);
            let page: Vec<OwnGuild> = self.read(Route::own_guilds(last)).await?;
            // Discord sorts by id. The comparison ends the loop even if a proxy ignores the query.
            let is_last = page.len() < PAGE_OF_GUILDS || page.last().is_none_or(|guild| guild.id <= last);
            guilds.extend(page);
            if is_last {
                return Ok(guilds);
            }
        }
    }

    /// Returns a server.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn guild(&self, guild: GuildId) -> Result<Guild, Failed> {
        self.read(Route::guild(guild)).await
    }

    /// Returns the roles of a server.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn roles(&self, guild: GuildId) -> Result<Vec<Role>, Failed> {
        self.read(Route::roles(guild)).await
    }

    /// Returns the channels of a server, without threads.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn channels(&self, guild: GuildId) -> Result<Vec<Channel>, Failed> {
        self.read(Route::channels(guild)).await
    }

    /// Returns a channel or a thread.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn channel(&self, channel: ChannelId) -> Result<Channel, Failed> {
        self.read(Route::channel(channel)).await
    }

    /// Returns a member of a server.
    ///
    /// # Errors
    /// Returns [`Failed`]. Code 10007 means that the user is not a member.
    pub async fn member(&self, guild: GuildId, user: u64) -> Result<Member, Failed> {
        self.read(Route::member(guild, user)).await
    }

    /// Gives a role to a member, or removes it. `reason` appears in the server's audit log.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn change_role(
        &self,
        guild: GuildId,
        user: u64,
        role: RoleId,
        give: bool,
        reason: String,
    ) -> Result<(), Failed> {
        let method = if give { Method::PUT } else { Method::DELETE };
        let mut request = Request::new(Route::member_role(method, guild, user, role));
        request.reason = Some(reason);
        self.call(&request).await.map(drop)
    }

    pub(super) async fn read<T: serde::de::DeserializeOwned>(&self, route: Route) -> Result<T, Failed> {
        self.call(&Request::new(route).patience(READ_PATIENCE)).await?.read()
    }
}

/// Parses a snowflake, which Discord sends as a string.
pub(super) fn id<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    Ok(serenity::all::GenericId::deserialize(from)?.get())
}

pub(super) fn optional_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    Ok(Option::<serenity::all::GenericId>::deserialize(from)?.map(serenity::all::GenericId::get))
}
