//! Checks the rights of users. No other module decides about rights.
//!
//! Administrators can change Discord's own command permissions in a server's settings, so those permissions
//! authorise nothing. Roles and permissions are taken from the interaction itself.

use serenity::all::{Member, Permissions};

use crate::courier::custom_id::Right;
use crate::domain::{GuildId, RoleId, Sale, SaleId};
use crate::i18n::Language;
use crate::ledger::{Ledger, LedgerError};

use super::interaction::Invocation;

/// The servers in which keyclerk sells, and the default roles of staff.
#[derive(Debug, Clone)]
pub struct Access {
    guilds: Vec<GuildId>,
    staff_roles: Vec<RoleId>,
    ledger: Ledger,
}

/// The reason why a user lacks a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    /// The server is not one of ours, or the interaction comes from a direct message.
    WrongGuild,
    /// The member is not staff.
    NotStaff,
    /// The member is not an administrator of the server.
    NotAdministrator,
    /// The user did not buy the sale, or there is no such sale.
    NotTheirSale,
    /// The sale belongs to another server, or another staff member made it.
    NoSuchSale,
    /// Direct messages have no such button.
    NoSuchButton,
}

impl Denied {
    /// Returns the text that tells the user.
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
    /// Sells in `guilds`. Staff are administrators, and members with one of the roles that the server chose.
    /// `staff_roles` applies to servers that chose none.
    #[must_use]
    pub fn new(guilds: Vec<GuildId>, staff_roles: Vec<RoleId>, ledger: Ledger) -> Self {
        Self { guilds, staff_roles, ledger }
    }

    /// Returns the roles of staff for servers that chose none.
    #[must_use]
    pub fn default_roles(&self) -> &[RoleId] {
        &self.staff_roles
    }

    /// Returns the servers in which keyclerk sells.
    #[must_use]
    pub fn guilds(&self) -> &[GuildId] {
        &self.guilds
    }

    /// Checks a right, and returns the server in which it holds. `sale` is the sale that the interaction
    /// names. Rights about a sale depend on it.
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

    /// Returns true if the user has a right that depends on no sale.
    pub(super) async fn has(&self, invocation: &Invocation<'_>, right: Right) -> Result<bool, LedgerError> {
        Ok(self.authorise(invocation, right, None).await?.is_ok())
    }

    fn member(&self, invocation: &Invocation<'_>) -> Result<GuildId, Denied> {
        let is_ours = |guild: &GuildId| self.guilds.contains(guild);
        invocation.guild.filter(is_ours).ok_or_else(|| {
            // Members are told only that the bot is not set up here. The log names the setting.
            if let Some(guild) = invocation.guild {
                tracing::info!("interaction {} refused: server {guild} is not in GUILD_IDS", invocation.id);
            }
            Denied::WrongGuild
        })
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

    /// Checks that the user is the buyer of the sale. The sale has to belong to this server, or in a direct
    /// message to any server in which keyclerk sells.
    fn buyer_of(&self, invocation: &Invocation<'_>, sale: Option<Sale>) -> Result<GuildId, Denied> {
        let sale = sale.ok_or(Denied::NotTheirSale)?;
        let is_ours = self.guilds.contains(&sale.guild)
            && invocation.guild.is_none_or(|guild| guild == sale.guild)
            && invocation.user.id.get() == sale.buyer.as_u64();
        if is_ours { Ok(sale.guild) } else { Err(Denied::NotTheirSale) }
    }

    /// Checks that the user is staff of the sale's server. In a direct message, the user has to own the
    /// application.
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
