//! What the bot may do in a server, computed as Discord documents it
//! (<https://docs.discord.com/developers/topics/permissions>), and what it lacks to do what is set.

use serenity::all::{PermissionOverwriteType, Permissions};

use crate::domain::{ChannelId, GuildId, RoleId};
use crate::ledger::ShopSettings;

use super::rest::{Channel, Failed, Member, Rest, Role};

/// What the bot needs wherever it sells.
pub const NEEDED: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES).union(Permissions::EMBED_LINKS);

/// The link that invites the application with exactly what it needs; `gives_roles` where it is to
/// give roles. *Attach Files* is not among it: files go into direct messages, where permissions do
/// not count, and into answers to interactions, where every application may attach them
/// (<https://docs.discord.com/developers/change-log>).
#[must_use]
pub fn invite(application: u64, gives_roles: bool) -> String {
    let needed = if gives_roles { NEEDED | Permissions::MANAGE_ROLES } else { NEEDED };
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        needed.bits()
    )
}

/// What the bot is and may in a server.
pub struct Standing {
    me: Member,
    roles: Vec<Role>,
    channels: Vec<Channel>,
    guild: u64,
}

/// What the bot lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// The channel was deleted, or the bot is not let see that there is one.
    NoSuchChannel(ChannelId),
    /// The bot may not do this in the channel.
    InChannel(ChannelId, Permissions),
    /// The role was deleted.
    NoSuchRole(RoleId),
    /// Discord gives this role itself: it is everybody's, a bot's or a subscription's.
    NotGiven(RoleId),
    /// The role is not below the bot's highest.
    TooHigh(RoleId),
    /// The bot may not give roles.
    ManageRoles,
}

impl Lack {
    /// What is lacking, and the remedy, for a terminal: the panel has words of its own, in every
    /// language and with Discord's markup.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::NoSuchChannel(channel) => {
                format!(
                    "keyclerk does not see the channel {channel}. If it was deleted, choose another; else let keyclerk view it in the channel's permissions."
                )
            }
            Self::InChannel(channel, lacking) => format!(
                "In the channel {channel} keyclerk lacks \"{}\". Allow it in the channel's permissions.",
                lacking.get_permission_names().join(", ")
            ),
            Self::NoSuchRole(role) => format!("The role {role} was deleted. Choose another."),
            Self::NotGiven(role) => {
                format!(
                    "The role {role} belongs to Discord or to a bot, and cannot be given. Choose another role."
                )
            }
            Self::TooHigh(role) => format!(
                "The role {role} is not below keyclerk's own. Move keyclerk's role above it in Server Settings → Roles."
            ),
            Self::ManageRoles => {
                "keyclerk lacks \"Manage Roles\". Allow it for keyclerk's role in Server Settings → Roles."
                    .to_owned()
            }
        }
    }
}

impl Standing {
    /// Asks Discord.
    ///
    /// # Errors
    /// Discord does not answer, or the bot is not in the server.
    pub async fn of(rest: &Rest, guild: GuildId) -> Result<Self, Failed> {
        let me = rest.current_user().await?;
        Ok(Self {
            me: rest.member(guild, me).await?,
            roles: rest.roles(guild).await?,
            channels: rest.channels(guild).await?,
            guild: guild.as_u64(),
        })
    }

    fn own_roles(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(|role| role.id.get() == self.guild || self.me.roles.contains(&role.id))
    }

    fn permissions(&self) -> Permissions {
        let all = self.own_roles().fold(Permissions::empty(), |all, role| all | role.permissions);
        if all.contains(Permissions::ADMINISTRATOR) { Permissions::all() } else { all }
    }

    /// What the bot lacks to write to a channel.
    #[must_use]
    pub fn lack_in(&self, channel: ChannelId) -> Option<Lack> {
        let Some(found) = self.channels.iter().find(|other| other.id.get() == channel.as_u64()) else {
            return Some(Lack::NoSuchChannel(channel));
        };
        let mut may = self.permissions();
        if may != Permissions::all() {
            let everyone = |kind: &PermissionOverwriteType| matches!(kind, PermissionOverwriteType::Role(role) if role.get() == self.guild);
            let own = |kind: &PermissionOverwriteType| matches!(kind, PermissionOverwriteType::Role(role) if self.me.roles.contains(role));
            let me = |kind: &PermissionOverwriteType| matches!(kind, PermissionOverwriteType::Member(user) if user.get() == self.me.user.id);
            let rules: [&dyn Fn(&PermissionOverwriteType) -> bool; 3] = [&everyone, &own, &me];
            for rule in rules {
                let (mut allow, mut deny) = (Permissions::empty(), Permissions::empty());
                for overwrite in found.permission_overwrites.iter().filter(|other| rule(&other.kind)) {
                    allow |= overwrite.allow;
                    deny |= overwrite.deny;
                }
                may = (may - deny) | allow;
            }
        }
        let lacking = NEEDED - may;
        (!lacking.is_empty()).then_some(Lack::InChannel(channel, lacking))
    }

    /// What the bot lacks to give a role.
    #[must_use]
    pub fn lack_for(&self, role: RoleId) -> Option<Lack> {
        let Some(found) = self.roles.iter().find(|other| other.id.get() == role.as_u64()) else {
            return Some(Lack::NoSuchRole(role));
        };
        if found.managed || found.id.get() == self.guild {
            return Some(Lack::NotGiven(role));
        }
        if !self.permissions().contains(Permissions::MANAGE_ROLES) {
            return Some(Lack::ManageRoles);
        }
        let highest = self.own_roles().map(|role| role.position).max().unwrap_or(0);
        (found.position >= highest).then_some(Lack::TooHigh(role))
    }

    /// Returns everything the bot lacks to post where a server has set it to, and to give its roles.
    /// `default` is the sales channel where the server has chosen none.
    #[must_use]
    pub fn lacks(&self, shop: &ShopSettings, default: Option<ChannelId>) -> Vec<Lack> {
        let set = shop.sales_channel.into_iter().chain(shop.claims_channel);
        let default = default.filter(|_| shop.sales_channel.is_none());
        let in_default = default.and_then(|channel| self.lack_in(channel));
        let in_set = set.filter_map(|channel| self.lack_in(channel));
        let of_roles = shop.roles().filter_map(|role| self.lack_for(role));
        let mut lacks: Vec<Lack> = Vec::new();
        for lack in in_default.into_iter().chain(in_set).chain(of_roles) {
            if !lacks.contains(&lack) {
                lacks.push(lack);
            }
        }
        lacks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invitation_asks_for_what_is_needed_and_no_more() {
        assert!(invite(7, false).contains("client_id=7&"));
        assert!(invite(7, false).ends_with("permissions=19456"));
        assert!(invite(7, true).ends_with("permissions=268454912"));
    }
}
