//! What things look like on the wire, in the shapes Discord sends.

use serde_json::{Value, json};

use super::limits::EPHEMERAL;
use super::message::Message;
use super::state::{APPLICATION, BOT_NAME, EVERYONE, World};

const JOINED_AT: &str = "2024-01-01T00:00:00+00:00";

impl World {
    pub(super) fn user_json(&self, id: u64) -> Value {
        let (name, bot) = self.users.get(&id).map_or((BOT_NAME, true), |user| (user.name.as_str(), user.bot));
        json!({ "id": id.to_string(), "username": name, "discriminator": "0", "global_name": null,
            "avatar": null, "bot": bot, "public_flags": 0 })
    }

    /// A member without its user and permissions; `None` for somebody who is not there.
    pub(super) fn member_json(&self, guild: u64, user: u64) -> Option<Value> {
        let guild = self.guilds.get(&guild)?;
        let roles: Vec<String> = match guild.members.get(&user) {
            Some(member) => member.roles.iter().map(ToString::to_string).collect(),
            None if user == APPLICATION => Vec::new(),
            None => return None,
        };
        Some(json!({ "roles": roles, "joined_at": JOINED_AT, "flags": 0, "nick": null, "avatar": null,
            "banner": null, "premium_since": null, "pending": false, "communication_disabled_until": null }))
    }

    /// A member with its user, as members are answered and interactions carry them.
    pub(super) fn whole_member_json(&self, guild: u64, user: u64) -> Option<Value> {
        let mut member = self.member_json(guild, user)?;
        member["user"] = self.user_json(user);
        member["deaf"] = json!(false);
        member["mute"] = json!(false);
        Some(member)
    }

    pub(super) fn channel_json(&self, channel: u64) -> Value {
        let id = channel.to_string();
        if let Some(user) = self.dm_recipient(channel) {
            return json!({ "id": id, "type": 1, "last_message_id": null, "flags": 0,
                "recipients": [self.user_json(user)] });
        }
        let (guild, name) = self.channels.get(&channel).map_or((0, ""), |state| (state.guild, state.name.as_str()));
        json!({ "id": id, "type": 0, "guild_id": guild.to_string(), "name": name, "position": 0,
            "permission_overwrites": [], "nsfw": false, "parent_id": null, "topic": null, "flags": 0,
            "last_message_id": null, "rate_limit_per_user": 0 })
    }

    pub(super) fn roles_json(&self, guild: u64) -> Value {
        let Some(state) = self.guilds.get(&guild) else { return json!([]) };
        let role = |id: u64, name: &str, permissions: u64| {
            json!({ "id": id.to_string(), "name": name, "color": 0,
                "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
                "hoist": false, "position": i32::from(id != guild), "permissions": permissions.to_string(),
                "managed": false, "mentionable": false, "flags": 0 })
        };
        // Discord's @everyone has its server's id.
        let everyone = role(guild, "@everyone", EVERYONE);
        std::iter::once(everyone).chain(state.roles.iter().map(|(id, name)| role(*id, name, 0))).collect()
    }

    /// A guild as the REST API answers it.
    pub(super) fn guild_json(&self, guild: u64) -> Option<Value> {
        let state = self.guilds.get(&guild)?;
        let owner = state.members.keys().next().copied().unwrap_or(APPLICATION);
        Some(json!({ "id": guild.to_string(), "name": state.name, "icon": null, "splash": null,
            "discovery_splash": null, "owner_id": owner.to_string(), "afk_channel_id": null, "afk_timeout": 300,
            "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
            "roles": self.roles_json(guild), "emojis": [], "features": [], "mfa_level": 0,
            "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
            "rules_channel_id": null, "vanity_url_code": null, "description": null, "banner": null,
            "premium_tier": 0, "preferred_locale": "en-US", "public_updates_channel_id": null,
            "nsfw_level": 0, "stickers": [], "premium_progress_bar_enabled": false,
            "safety_alerts_channel_id": null }))
    }

    /// A guild as the gateway tells of it.
    pub(super) fn guild_create_json(&self, guild: u64) -> Option<Value> {
        let mut body = self.guild_json(guild)?;
        let state = self.guilds.get(&guild)?;
        body["channels"] = state.channels.iter().map(|channel| self.channel_json(*channel)).collect();
        body["joined_at"] = json!(JOINED_AT);
        body["large"] = json!(false);
        body["unavailable"] = json!(false);
        body["member_count"] = json!(state.members.len() + 1);
        // Without the privileged intent a bot is told of itself only.
        body["members"] = self.whole_member_json(guild, APPLICATION).into_iter().collect();
        for name in ["voice_states", "threads", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"] {
            body[name] = json!([]);
        }
        Some(body)
    }

    pub(super) fn message_json(&self, message: &Message) -> Value {
        let flags = message.flags | if message.ephemeral { EPHEMERAL } else { 0 } | u64::from(message.thinking) << 7;
        let mut json = json!({ "id": message.id.to_string(), "channel_id": message.channel.to_string(),
            "author": self.user_json(APPLICATION), "content": message.content,
            "embeds": message.embeds.iter().map(as_sent_back).collect::<Value>(),
            "components": message.components, "timestamp": message.created_at.to_string(),
            "edited_timestamp": message.edited_at.map(|at| at.to_string()), "tts": false,
            "mention_everyone": message.pings_everyone, "mention_roles": [], "attachments": [],
            "mentions": self.mentioned(message), "pinned": false, "type": message.kind, "flags": flags });
        if message.kind != 0 {
            json["application_id"] = json!(APPLICATION.to_string());
            json["webhook_id"] = json!(APPLICATION.to_string());
        }
        json
    }

    /// The answer to whoever sends a message; nobody else is told its nonce.
    pub(super) fn message_json_with_nonce(&self, message: &Message, nonce: &Value) -> Value {
        let mut json = self.message_json(message);
        if !nonce.is_null() {
            json["nonce"] = nonce.clone();
        }
        json
    }

    fn mentioned(&self, message: &Message) -> Value {
        let people = message.pings.iter().filter(|id| self.users.contains_key(id));
        people.map(|id| self.user_json(*id)).collect()
    }
}

/// Discord names the kind of every embed it sends.
fn as_sent_back(embed: &Value) -> Value {
    let mut embed = embed.clone();
    embed["type"] = json!("rich");
    embed
}
