//! The names of the checks, for people and for programs.

use std::borrow::Cow;
use std::fmt;

use crate::domain::{ChannelId, GuildId};

/// The subject of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// A setting, or a line of `.env`.
    Setting(Cow<'static, str>),
    /// The switches of the application in the developer portal.
    Application,
    /// The link that invites the bot.
    InviteLink,
    /// The connections that the bot may still begin today.
    Gateway,
    /// This machine's clock, compared with Discord's.
    DiscordClock,
    /// The bot's membership of a server.
    Membership(GuildId),
    /// The bot's permissions in a server.
    Permissions(GuildId),
    /// The registered commands of a server.
    Commands(GuildId),
    /// The roles that sell in a server.
    StaffRoles(GuildId),
    /// A channel of a server.
    Channel(ChannelId, GuildId),
    /// The way to the vendor.
    VendorConnection,
    /// The vendor's own service.
    Vendor,
    /// The vendor's stock.
    Stock,
    /// This machine's clock, compared with the vendor's.
    VendorClock,
    /// The access rights of the ledger's files.
    LedgerMode,
    /// The free space for the ledger.
    LedgerDisk,
    /// The write-ahead log of the ledger.
    LedgerLog,
    /// The database of the ledger.
    LedgerDatabase,
    /// The ledger, compared with the vendor's stock.
    Books,
}

impl Check {
    /// Names a setting.
    pub(in crate::cli) fn setting(name: &'static str) -> Self {
        Self::Setting(Cow::Borrowed(name))
    }

    /// Returns the name for programs, which does not change.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Setting(name) => name,
            Self::Application => "application",
            Self::InviteLink => "invite_link",
            Self::Gateway => "gateway",
            Self::DiscordClock => "discord_clock",
            Self::Membership(_) => "membership",
            Self::Permissions(_) => "permissions",
            Self::Commands(_) => "commands",
            Self::StaffRoles(_) => "staff_roles",
            Self::Channel(..) => "channel",
            Self::VendorConnection => "vendor_connection",
            Self::Vendor => "vendor",
            Self::Stock => "stock",
            Self::VendorClock => "vendor_clock",
            Self::LedgerMode => "ledger_mode",
            Self::LedgerDisk => "ledger_disk",
            Self::LedgerLog => "ledger_log",
            Self::LedgerDatabase => "ledger_database",
            Self::Books => "books",
        }
    }

    /// Returns the server that the check concerns.
    #[must_use]
    pub fn server(&self) -> Option<GuildId> {
        match self {
            Self::Membership(guild)
            | Self::Permissions(guild)
            | Self::Commands(guild)
            | Self::StaffRoles(guild)
            | Self::Channel(_, guild) => Some(*guild),
            _ => None,
        }
    }
}

impl fmt::Display for Check {
    /// Writes the name for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InviteLink => f.write_str("invite link"),
            Self::DiscordClock => f.write_str("the clock and Discord's"),
            Self::Membership(guild) => write!(f, "GUILD_IDS {guild}"),
            Self::Permissions(guild) => write!(f, "permissions in {guild}"),
            Self::Commands(guild) => write!(f, "commands in {guild}"),
            Self::StaffRoles(guild) => write!(f, "roles that sell in {guild}"),
            Self::Channel(channel, guild) => write!(f, "channel {channel} in {guild}"),
            Self::VendorConnection => f.write_str("the connection to the vendor"),
            Self::Vendor => f.write_str("the vendor"),
            Self::VendorClock => f.write_str("the clock and the vendor's"),
            Self::LedgerMode => f.write_str("access to the ledger"),
            Self::LedgerDisk => f.write_str("disk of the ledger"),
            Self::LedgerLog => f.write_str("log of the ledger"),
            Self::LedgerDatabase => f.write_str("database of the ledger"),
            Self::Books => f.write_str("ledger and stock"),
            Self::Setting(_) | Self::Application | Self::Gateway | Self::Stock => f.write_str(self.name()),
        }
    }
}
