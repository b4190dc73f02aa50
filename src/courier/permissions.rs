//! The bot's permissions in a server, computed as Discord documents it
//! (<https://docs.discord.com/developers/topics/permissions>), and those that it lacks for the server's
//! settings.

use serenity::all::{PermissionOverwriteType, Permissions};

use crate::domain::{ChannelId, GuildId, RoleId};
use crate::ledger::ShopSettings;

use super::rest::{Channel, Failed, Member, Rest, Role};

/// The permissions that the bot needs wherever it sells.
pub const NEEDED: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES).union(Permissions::EMBED_LINKS);

/// The permissions that the bot needs in a thread. *Send Messages* does not count there.
const NEEDED_IN_THREADS: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES_IN_THREADS).union(Permissions::EMBED_LINKS);

/// The bot's tasks besides selling.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Duties {
    /// The bot gives and takes roles.
    pub gives_roles: bool,
    /// The bot posts in a thread.
    pub posts_in_threads: bool,
}

/// Returns the link that invites the application with exactly the permissions that it needs. *Attach Files*
/// is not among them. Files go into direct messages, where permissions do not count, and into answers to
/// interactions, where every application may attach them (<https://docs.discord.com/developers/change-log>).
#[must_use]
pub fn invite(application: u64, duties: Duties) -> String {
    let mut needed = NEEDED;
    needed.set(Permissions::MANAGE_ROLES, duties.gives_roles);
    needed.set(Permissions::SEND_MESSAGES_IN_THREADS, duties.posts_in_threads);
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        needed.bits()
    )
}

/// The bot as a member of a server.
pub struct BotMember {
    me: Member,
    roles: Vec<Role>,
    channels: Vec<Channel>,
    guild: u64,
}

/// Something that the bot lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// The channel was deleted, or the bot may not see it.
    NoSuchChannel(ChannelId),
    /// The channel is a category, a forum or the like.
    TakesNoMessages(ChannelId),
    /// The thread is locked, and the bot may not manage threads.
    Locked(ChannelId),
    /// The bot may not do this in the channel.
    InChannel(ChannelId, Permissions),
    /// The role was deleted.
    NoSuchRole(RoleId),
    /// Only Discord gives this role, because it belongs to everybody, a bot or a subscription.
    NotGiven(RoleId),
    /// The role is not below the bot's highest.
    TooHigh(RoleId),
    /// The bot may not give roles.
    ManageRoles,
}

impl Lack {
    /// Returns the words for a terminal: what is lacking, and the remedy. The panel has words of its own, in
    /// every language and with Discord's markup.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::NoSuchChannel(channel) => {
                format!(
                    "keyclerk does not see the channel {channel}. If it was deleted, choose another; else let keyclerk view it in the channel's permissions."
                )
            }
            Self::TakesNoMessages(channel) => {
                format!("The channel {channel} takes no messages. Choose a text channel.")
            }
            Self::Locked(thread) => {
                format!("The thread {thread} is locked. Unlock it, or allow keyclerk \"Manage Threads\".")
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

impl BotMember {
    /// Asks Discord. `set` are channels of interest, which may be threads. The list of a server's channels
    /// lacks its threads.
    ///
    /// # Errors
    /// Discord does not answer, or the bot is not in the server.
    pub async fn of(
        rest: &Rest,
        guild: GuildId,
        set: impl IntoIterator<Item = ChannelId>,
    ) -> Result<Self, Failed> {
        let me = rest.current_user().await?;
        let mut bot_member = Self {
            me: rest.member(guild, me).await?,
            roles: rest.roles(guild).await?,
            channels: rest.channels(guild).await?,
            guild: guild.as_u64(),
        };
        for channel in set {
            if bot_member.channel(channel.as_u64()).is_some() {
                continue;
            }
            match rest.channel(channel).await {
                Ok(found) if found.guild() == Some(guild) => bot_member.channels.push(found),
                Ok(_) | Err(Failed::Refused(_)) => {}
                Err(failed) => return Err(failed),
            }
        }
        Ok(bot_member)
    }

    fn channel(&self, id: u64) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id.get() == id)
    }

    /// Returns a role of the server.
    #[must_use]
    pub fn role(&self, role: RoleId) -> Option<&Role> {
        self.roles.iter().find(|other| other.id.get() == role.as_u64())
    }

    /// Returns what everybody may do in the server.
    #[must_use]
    pub fn everyone(&self) -> Permissions {
        let everyone = self.roles.iter().find(|role| role.id.get() == self.guild);
        everyone.map_or(Permissions::empty(), |role| role.permissions)
    }

    fn own_roles(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(|role| role.id.get() == self.guild || self.me.roles.contains(&role.id))
    }

    fn permissions(&self) -> Permissions {
        let all = self.own_roles().fold(Permissions::empty(), |all, role| all | role.permissions);
        if all.contains(Permissions::ADMINISTRATOR) { Permissions::all() } else { all }
    }

    /// Returns what the bot lacks to write to a channel or a thread.
    #[must_use]
    pub fn lack_in(&self, channel: ChannelId) -> Option<Lack> {
        let Some(found) = self.channel(channel.as_u64()) else {
            return Some(Lack::NoSuchChannel(channel));
        };
        if !found.takes_messages() {
            return Some(Lack::TakesNoMessages(channel));
        }
        let Some(thread) = found.thread else {
            let lacking = NEEDED - self.permissions_in(found);
            return (!lacking.is_empty()).then_some(Lack::InChannel(channel, lacking));
        };
        // A thread has no permissions of its own.
        let Some(parent) = found.parent_id.and_then(|parent| self.channel(parent)) else {
            return Some(Lack::NoSuchChannel(channel));
        };
        let may = self.permissions_in(parent);
        let lacking = NEEDED_IN_THREADS - may;
        if !lacking.is_empty() {
            return Some(Lack::InChannel(channel, lacking));
        }
        (thread.locked && !may.contains(Permissions::MANAGE_THREADS)).then_some(Lack::Locked(channel))
    }

    fn permissions_in(&self, channel: &Channel) -> Permissions {
        let mut may = self.permissions();
        if may == Permissions::all() {
            return may;
        }
        let everyone = |kind: &PermissionOverwriteType| matches!(kind, PermissionOverwriteType::Role(role) if role.get() == self.guild);
        let own = |kind: &PermissionOverwriteType| matches!(kind, PermissionOverwriteType::Role(role) if self.me.roles.contains(role));
        let me = |kind: &PermissionOverwriteType| matches!(kind, PermissionOverwriteType::Member(user) if user.get() == self.me.user.id);
        let rules: [&dyn Fn(&PermissionOverwriteType) -> bool; 3] = [&everyone, &own, &me];
        for rule in rules {
            let (mut allow, mut deny) = (Permissions::empty(), Permissions::empty());
            for overwrite in channel.permission_overwrites.iter().filter(|other| rule(&other.kind)) {
                allow |= overwrite.allow;
                deny |= overwrite.deny;
            }
            may = (may - deny) | allow;
        }
        may
    }

    /// Returns what the bot lacks to give a role.
    #[must_use]
    pub fn lack_for(&self, role: RoleId) -> Option<Lack> {
        let Some(found) = self.role(role) else {
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
        let in_channels = channels_of(shop, default).filter_map(|channel| self.lack_in(channel));
        let of_roles = shop.roles().filter_map(|role| self.lack_for(role));
        let mut lacks: Vec<Lack> = Vec::new();
        for lack in in_channels.chain(of_roles) {
            if !lacks.contains(&lack) {
                lacks.push(lack);
            }
        }
        lacks
    }
}

/// Returns the channels in which the bot posts of its own accord. `default` is the sales channel where
/// the server has chosen none.
pub fn channels_of(shop: &ShopSettings, default: Option<ChannelId>) -> impl Iterator<Item = ChannelId> {
    shop.sales_channel.or(default).into_iter().chain(shop.claims_channel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invitation_asks_for_what_is_needed_and_no_more() {
        assert!(invite(7, Duties::default()).contains("client_id=7&"));
        for (gives_roles, posts_in_threads, permissions) in [
            (false, false, "=19456"),
            (true, false, "=268454912"),
            (false, true, "=274877926400"),
            (true, true, "=275146361856"),
        ] {
            let link = invite(7, Duties { gives_roles, posts_in_threads });
            assert!(link.ends_with(permissions), "{link}");
        }
    }
}
