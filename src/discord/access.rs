//! Who may do what. Discord's own command permissions can be changed in a server's settings and
//! are no authorisation; this is.

use serenity::all::{Member, Permissions};

use crate::domain::{GuildId, RoleId};
use crate::i18n::Language;
use crate::ledger::Ledger;

use super::interaction::Invocation;

/// The servers keyclerk sells in, and the roles that sell.
#[derive(Debug, Clone)]
pub struct Access {
    guilds: Vec<GuildId>,
    staff_roles: Vec<RoleId>,
    ledger: Ledger,
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    /// The server is not one of ours, or it is no server at all.
    WrongGuild,
    /// The member is not staff.
    NotStaff,
    /// The member does not administer the server.
    NotAdministrator,
}

impl Denied {
    /// What the person is told.
    pub(super) fn words(self, language: Language) -> String {
        language.say(match self {
            Self::WrongGuild => "denied-wrong-guild",
            Self::NotStaff => "denied-not-staff",
            Self::NotAdministrator => "denied-not-administrator",
        })
    }
}

impl Access {
    /// Sells in `guilds`. Staff are administrators, and members with one of the roles that the
    /// server chose, or of `staff_roles` where it chose none.
    #[must_use]
    pub fn new(guilds: Vec<GuildId>, staff_roles: Vec<RoleId>, ledger: Ledger) -> Self {
        Self { guilds, staff_roles, ledger }
    }

    /// The roles that sell where a server chose none.
    #[must_use]
    pub fn default_roles(&self) -> &[RoleId] {
        &self.staff_roles
    }

    /// The servers keyclerk sells in.
    #[must_use]
    pub fn guilds(&self) -> &[GuildId] {
        &self.guilds
    }

    /// Returns the server, if it is one of ours.
    pub(super) fn guild(&self, invocation: &Invocation<'_>) -> Result<GuildId, Denied> {
        invocation.guild.filter(|guild| self.guilds.contains(guild)).ok_or(Denied::WrongGuild)
    }

    /// Returns the server, if it is one of ours and the member is staff there. Roles and permissions
    /// are those Discord sent with this very interaction.
    pub(super) fn staff(&self, invocation: &Invocation<'_>) -> Result<GuildId, Denied> {
        let guild = self.guild(invocation)?;
        let member = invocation.member.ok_or(Denied::NotStaff)?;
        let shop = self.ledger.shop(guild);
        let staff_roles = shop.staff_roles.as_deref().unwrap_or(&self.staff_roles);
        let has_role =
            member.roles.iter().any(|role| staff_roles.iter().any(|staff| staff.as_u64() == role.get()));
        if has_role || administers(member) { Ok(guild) } else { Err(Denied::NotStaff) }
    }

    /// Returns the server, if it is one of ours and the member administers it.
    pub(super) fn administrator(&self, invocation: &Invocation<'_>) -> Result<GuildId, Denied> {
        let guild = self.guild(invocation)?;
        if invocation.member.is_some_and(administers) { Ok(guild) } else { Err(Denied::NotAdministrator) }
    }
}

fn administers(member: &Member) -> bool {
    member.permissions.is_some_and(|permissions| permissions.contains(Permissions::ADMINISTRATOR))
}
