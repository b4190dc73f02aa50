//! The rights of people, decided in one place.
//!
//! Administrators can change Discord's own command permissions in a server's settings, so those authorise
//! nothing. Roles and permissions are those that Discord sent with the interaction itself.

use serenity::all::{Member, Permissions};

use crate::courier::custom_id::Right;
use crate::domain::{GuildId, RoleId, Sale, SaleId};
use crate::i18n::Language;
use crate::ledger::{Ledger, LedgerError};

use super::interaction::Invocation;

/// The servers keyclerk sells in, and the roles that sell.
#[derive(Debug, Clone)]
pub struct Access {
    guilds: Vec<GuildId>,
    staff_roles: Vec<RoleId>,
    ledger: Ledger,
}

/// The reason why somebody lacks a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    /// The server is not one of ours, or the interaction comes from a direct message.
    WrongGuild,
    /// The member is not staff.
    NotStaff,
    /// The member does not administer the server.
    NotAdministrator,
    /// The sale is not the user's, or there is no such sale.
    NotTheirSale,
    /// The sale is not one of this server's, or another staff member made it.
    NoSuchSale,
    /// A direct message has no such button.
    NoSuchButton,
}

impl Denied {
    /// Returns the words for the person.
    pub(super) fn words(self, language: Language) -> String {
        language.say(match self {
            Self::WrongGuild => "denied-wrong-guild",
            Self::NotStaff => "denied-not-staff",
            Self::NotAdministrator => "denied-not-administrator",
            Self::NotTheirSale => "not-your-license",
            Self::NoSuchSale => "no-such-sale",
            Self::NoSuchButton => "outdated",
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

    /// Returns the roles that sell where a server chose none.
    #[must_use]
    pub fn default_roles(&self) -> &[RoleId] {
        &self.staff_roles
    }

    /// Returns the servers keyclerk sells in.
    #[must_use]
    pub fn guilds(&self) -> &[GuildId] {
        &self.guilds
    }

    /// Checks a right, and returns the server in which it holds. `sale` is the sale that the interaction
    /// names, which a right about a sale depends on.
    ///
    /// # Errors
    /// [`LedgerError`] when the sale cannot be read.
    pub(super) async fn authorise(
        &self,
        invocation: &Invocation<'_>,
        right: Right,
        sale: Option<SaleId>,
    ) -> Result<Result<GuildId, Denied>, LedgerError> {
        Ok(match right {
            Right::Member => self.member(invocation),
            Right::Staff if invocation.guild.is_none() => Err(Denied::NoSuchButton),
            Right::Staff => self.staff(invocation),
            Right::Administrator => self.administrator(invocation),
            Right::BuyerOfSale => self.buyer_of(invocation, self.sale(sale).await?),
            Right::StaffOfSale => self.staff_of(invocation, sale).await?.map(|sale| sale.guild),
            Right::SellerOfSale => {
                let sale = self.staff_of(invocation, sale).await?;
                sale.and_then(|sale| {
                    if sale.staff == invocation.actor { Ok(sale.guild) } else { Err(Denied::NoSuchSale) }
                })
            }
        })
    }

    /// Tells whether the user has a right that depends on no sale.
    pub(super) async fn has(&self, invocation: &Invocation<'_>, right: Right) -> Result<bool, LedgerError> {
        Ok(self.authorise(invocation, right, None).await?.is_ok())
    }

    fn member(&self, invocation: &Invocation<'_>) -> Result<GuildId, Denied> {
        invocation.guild.filter(|guild| self.guilds.contains(guild)).ok_or(Denied::WrongGuild)
    }

    fn staff(&self, invocation: &Invocation<'_>) -> Result<GuildId, Denied> {
        let guild = self.member(invocation)?;
        let member = invocation.member.ok_or(Denied::NotStaff)?;
        let settings = self.ledger.shop(guild);
        let staff_roles = settings.staff_roles.as_deref().unwrap_or(&self.staff_roles);
        let has_role =
            member.roles.iter().any(|role| staff_roles.iter().any(|staff| staff.as_u64() == role.get()));
        if has_role || administers(member) { Ok(guild) } else { Err(Denied::NotStaff) }
    }

    fn administrator(&self, invocation: &Invocation<'_>) -> Result<GuildId, Denied> {
        let guild = self.member(invocation)?;
        if invocation.member.is_some_and(administers) { Ok(guild) } else { Err(Denied::NotAdministrator) }
    }

    /// Checks that the user bought a sale of a server of ours: of this one, or in a direct message of any.
    fn buyer_of(&self, invocation: &Invocation<'_>, sale: Option<Sale>) -> Result<GuildId, Denied> {
        let sale = sale.ok_or(Denied::NotTheirSale)?;
        let is_ours = self.guilds.contains(&sale.guild)
            && invocation.guild.is_none_or(|guild| guild == sale.guild)
            && invocation.user.id.get() == sale.buyer.as_u64();
        if is_ours { Ok(sale.guild) } else { Err(Denied::NotTheirSale) }
    }

    /// Checks that the user is staff of the sale's server, or the application's owner in a direct message.
    async fn staff_of(
        &self,
        invocation: &Invocation<'_>,
        sale: Option<SaleId>,
    ) -> Result<Result<Sale, Denied>, LedgerError> {
        let guild = match self.staff(invocation) {
            Ok(guild) => Some(guild),
            Err(_) if invocation.is_of_owner() => None,
            Err(denied) => return Ok(Err(denied)),
        };
        let sale = self.sale(sale).await?;
        let sale = sale.filter(|sale| guild.is_none_or(|guild| guild == sale.guild));
        Ok(sale.ok_or(Denied::NoSuchSale))
    }

    async fn sale(&self, sale: Option<SaleId>) -> Result<Option<Sale>, LedgerError> {
        let Some(sale) = sale else { return Ok(None) };
        match self.ledger.sale(sale).await {
            Ok(sale) => Ok(Some(sale)),
            Err(LedgerError::NoSuchSale(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn administers(member: &Member) -> bool {
    member.permissions.is_some_and(|permissions| permissions.contains(Permissions::ADMINISTRATOR))
}
