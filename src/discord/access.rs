//! Who may do what. Discord's own command permissions can be changed in a server's settings and
//! are no authorisation; this is.

use serenity::all::{Member, Permissions};

use crate::domain::{GuildId, RoleId};
use crate::language::Language;

/// The servers keyclerk sells in, and the roles that sell.
#[derive(Debug, Clone)]
pub struct Access {
    guilds: Vec<GuildId>,
    staff_roles: Vec<RoleId>,
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    /// The server is not one of ours, or it is no server at all.
    WrongGuild,
    /// The member is not staff.
    NotStaff,
}

impl Denied {
    /// What the person is told.
    pub(super) fn words(self, language: Language) -> String {
        language.say(match self {
            Self::WrongGuild => "denied-wrong-guild",
            Self::NotStaff => "denied-not-staff",
        })
    }
}

impl Access {
    /// Sells in `guilds`; members with one of `staff_roles` and administrators are staff.
    #[must_use]
    pub fn new(guilds: Vec<GuildId>, staff_roles: Vec<RoleId>) -> Self {
        Self { guilds, staff_roles }
    }

    /// The servers keyclerk sells in.
    #[must_use]
    pub fn guilds(&self) -> &[GuildId] {
        &self.guilds
    }

    /// The guild, if it is one of ours.
    pub(super) fn guild(&self, guild: Option<serenity::all::GuildId>) -> Result<GuildId, Denied> {
        guild
            .and_then(|guild| GuildId::new(guild.get()).ok())
            .filter(|guild| self.guilds.contains(guild))
            .ok_or(Denied::WrongGuild)
    }

    /// The guild, if it is one of ours and the member is staff there. Roles and permissions are
    /// those Discord sent with this very interaction.
    pub(super) fn staff(
        &self,
        guild: Option<serenity::all::GuildId>,
        member: Option<&Member>,
    ) -> Result<GuildId, Denied> {
        let guild = self.guild(guild)?;
        let member = member.ok_or(Denied::NotStaff)?;
        let has_role =
            member.roles.iter().any(|role| self.staff_roles.iter().any(|staff| staff.as_u64() == role.get()));
        let administers =
            member.permissions.is_some_and(|permissions| permissions.contains(Permissions::ADMINISTRATOR));
        if has_role || administers { Ok(guild) } else { Err(Denied::NotStaff) }
    }
}
