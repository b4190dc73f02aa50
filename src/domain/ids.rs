//! Identifiers: one type for each kind of thing.

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

/// The error for a text or number that is not a Discord snowflake: empty, zero, not decimal, or above
/// 2^63 − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a Discord id: expected 1 to 19 digits, greater than zero")]
pub struct InvalidSnowflake;

macro_rules! snowflake {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(NonZeroU64);

        impl $name {
            /// Creates an id from a snowflake as Discord sends it.
            ///
            /// # Errors
            /// Returns [`InvalidSnowflake`] for zero and for numbers that do not fit SQLite's signed 64 bits.
            pub fn new(id: u64) -> Result<Self, InvalidSnowflake> {
                if i64::try_from(id).is_err() {
                    return Err(InvalidSnowflake);
                }
                NonZeroU64::new(id).map(Self).ok_or(InvalidSnowflake)
            }

            /// Returns the snowflake as a number, which is never zero.
            #[must_use]
            pub fn as_u64(self) -> u64 {
                self.0.get()
            }

            /// Returns the snowflake as SQLite stores it.
            #[must_use]
            pub fn as_i64(self) -> i64 {
                self.0.get().cast_signed()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidSnowflake;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text.trim().parse().map_err(|_| InvalidSnowflake)?)
            }
        }

        impl TryFrom<i64> for $name {
            type Error = InvalidSnowflake;

            fn try_from(id: i64) -> Result<Self, Self::Error> {
                Self::new(u64::try_from(id).map_err(|_| InvalidSnowflake)?)
            }
        }
    };
}

snowflake!(
    /// A Discord server.
    GuildId
);
snowflake!(
    /// A channel of a server, or the channel of a direct message.
    ChannelId
);
snowflake!(
    /// A role of a server.
    RoleId
);
snowflake!(
    /// A message.
    MessageId
);
snowflake!(
    /// A command, button press or menu choice. At most one sale is recorded for each.
    InteractionId
);
snowflake!(
    /// The member to whom a license is sold.
    BuyerId
);
snowflake!(
    /// The member who sells.
    StaffId
);

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            /// Creates the id from the number that the ledger stores.
            #[must_use]
            pub fn new(id: i64) -> Self {
                Self(id)
            }

            /// Returns the number as the ledger stores it.
            #[must_use]
            pub fn as_i64(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

row_id!(
    /// The number of a sale in the ledger. People see this number.
    SaleId
);
row_id!(
    /// The number of a license within its sale.
    LineNumber
);
row_id!(
    /// The number of a message within its sale.
    MessageNumber
);
row_id!(
    /// The number of a transfer within its sale. It is the number of the event that tells of it.
    TransferNumber
);
row_id!(
    /// The number of an alert to a server.
    ServerAlertId
);

impl FromStr for SaleId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.trim().trim_start_matches('#').parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snowflake_is_neither_zero_nor_negative_nor_text() {
        for wrong in ["", "0", "-5", "abc", "9223372036854775808", "99999999999999999999999"] {
            assert_eq!(wrong.parse::<GuildId>(), Err(InvalidSnowflake), "{wrong:?}");
        }
        let id: GuildId = " 800000000000000001 ".parse().unwrap();
        assert_eq!(id.as_u64(), 800_000_000_000_000_001);
        assert_eq!(GuildId::try_from(id.as_i64()), Ok(id));
    }

    #[test]
    fn a_sale_number_may_be_typed_with_its_sign() {
        assert_eq!("#17".parse::<SaleId>().unwrap(), SaleId::new(17));
        assert!("seventeen".parse::<SaleId>().is_err());
    }
}
