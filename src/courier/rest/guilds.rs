//! Servers with their members, roles and channels.
//!
//! Each type reads only the fields that keyclerk needs, so that a field that Discord drops one day
//! costs nothing.

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
    /// True for a bot.
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

impl Member {
    /// Returns the name that the server shows.
    #[must_use]
    pub fn display_name(&self) -> &str {
        let user = self.user.global_name.as_deref().unwrap_or(&self.user.username);
        self.nick.as_deref().unwrap_or(user)
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
    /// The permissions of its members.
    pub permissions: Permissions,
    /// Its place; a role manages those below it.
    pub position: i64,
    /// True where Discord or an integration gives it.
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
    /// The channel that a thread is in, or the category that a channel is in.
    #[serde(default, deserialize_with = "optional_id")]
    pub parent_id: Option<u64>,
    /// The permissions that differ here.
    #[serde(default)]
    pub permission_overwrites: Vec<PermissionOverwrite>,
    /// The state of a thread; `None` for other channels.
    #[serde(default, rename = "thread_metadata")]
    pub thread: Option<Thread>,
}

/// The state of a thread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Thread {
    /// True until the next message.
    #[serde(default)]
    pub archived: bool,
    /// True where only moderators write and take it out of the archive.
    #[serde(default)]
    pub locked: bool,
}

impl Channel {
    /// Returns the server that owns it.
    #[must_use]
    pub fn guild(&self) -> Option<GuildId> {
        self.guild_id.and_then(|guild| GuildId::new(guild).ok())
    }

    /// Tells whether messages can be sent to it: a category, a directory, a forum and a media channel
    /// take none (<https://docs.discord.com/developers/resources/channel#channel-object-channel-types>).
    #[must_use]
    pub fn takes_messages(&self) -> bool {
        !matches!(self.kind, 4 | 14 | 15 | 16)
    }
}

/// How long reads wait for rate limits.
pub(super) const READ_PATIENCE: Duration = Duration::from_secs(3);

impl Rest {
    /// Returns the bot's own id.
    ///
    /// # Errors
    /// [`Failed`] when Discord refuses the call, limits it, or does not answer.
    pub async fn current_user(&self) -> Result<u64, Failed> {
        Ok(self.read::<User>(Route::current_user()).await?.id)
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

    /// Returns the channels of a server, threads not among them.
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
    /// [`Failed`]; refused with code 10007 for somebody who is no member.
    pub async fn member(&self, guild: GuildId, user: u64) -> Result<Member, Failed> {
        self.read(Route::member(guild, user)).await
    }

    /// Gives a member a role, or takes it; `reason` is for the server's audit log.
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

/// Reads a snowflake, which Discord writes as text.
pub(super) fn id<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    Ok(serenity::all::GenericId::deserialize(from)?.get())
}

pub(super) fn optional_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    Ok(Option::<serenity::all::GenericId>::deserialize(from)?.map(serenity::all::GenericId::get))
}
