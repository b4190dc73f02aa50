//! Adapts the local Discord to keyclerk: typed ids, and a shortcut for the simplest sale.

use discord_sandbox::{Guild, Person, Reply};

use crate::domain::{BuyerId, GuildId, StaffId};

/// Extends a person of the local Discord with keyclerk's typed ids and commands.
pub trait PersonExt {
    /// Returns the user's id as a [`BuyerId`].
    fn as_buyer(&self) -> BuyerId;

    /// Returns the user's id as a [`StaffId`].
    fn as_staff(&self) -> StaffId;

    /// Sells a license of any product to a buyer, with the shortest command.
    #[must_use]
    fn sells_to(&self, buyer: &Person) -> Reply;
}

impl PersonExt for Person {
    fn as_buyer(&self) -> BuyerId {
        valid(BuyerId::new(self.id()))
    }

    fn as_staff(&self) -> StaffId {
        valid(StaffId::new(self.id()))
    }

    fn sells_to(&self, buyer: &Person) -> Reply {
        self.runs("/assignlicense").user("member", buyer).send()
    }
}

/// Extends a guild of the local Discord with keyclerk's typed id.
pub trait GuildExt {
    /// Returns the guild's id.
    fn guild_id(&self) -> GuildId;
}

impl GuildExt for Guild {
    fn guild_id(&self) -> GuildId {
        valid(GuildId::new(self.id()))
    }
}

/// Unwraps an id of the local Discord, which creates only valid ids.
#[allow(clippy::expect_used)]
pub(super) fn valid<T, E: std::fmt::Debug>(id: Result<T, E>) -> T {
    id.expect("the local Discord makes valid ids")
}
