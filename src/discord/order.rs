//! An order of staff for a buyer, and the checks before anything is recorded or drawn.

use std::time::Duration;

use serenity::all::{EditInteractionResponse, PartialMember, Permissions, User};

use crate::courier::rest::Failed;
use crate::domain::{BuyerId, InvalidSnowflake, License, Product, SaleId};

use super::authorised::Authorised;
use super::order_refusal::OrderRefusal;
use super::views::refusal::{buyer_has_left, membership_unknown, order_refused, paused};

/// The maximum number of licenses per sale.
pub(super) const MOST_LICENSES: u8 = 25;
/// How long Discord may take to return whether the buyer is a member. An interaction has to be answered
/// within three seconds.
const PATIENCE: Duration = Duration::from_secs(1);

/// An order of staff for a buyer.
pub(super) struct Order {
    pub(super) buyer: BuyerId,
    pub(super) is_bot: bool,
    pub(super) is_member: bool,
    /// True if the buyer can see the channel, as far as Discord said.
    pub(super) sees_channel: bool,
    pub(super) product: Option<Product>,
    pub(super) quantity: u8,
    pub(super) license: Option<License>,
    pub(super) note: Option<String>,
    pub(super) reference: Option<String>,
    /// The faulty sale that this one replaces, and the reason.
    pub(super) replaces: Option<(SaleId, String)>,
}

impl Order {
    /// Orders one license of any product for a user whose data Discord sent with the interaction.
    pub(super) fn of(buyer: &User, member: Option<&PartialMember>) -> Result<Self, InvalidSnowflake> {
        let sees = |permissions: Permissions| {
            permissions.intersects(Permissions::VIEW_CHANNEL | Permissions::ADMINISTRATOR)
        };
        Ok(Self {
            is_bot: buyer.bot,
            is_member: member.is_some(),
            sees_channel: member.and_then(|member| member.permissions).is_some_and(sees),
            ..Self::for_member(BuyerId::new(buyer.id.get())?)
        })
    }

    fn for_member(buyer: BuyerId) -> Self {
        Self {
            buyer,
            is_bot: false,
            is_member: true,
            sees_channel: false,
            product: None,
            quantity: 1,
            license: None,
            note: None,
            reference: None,
            replaces: None,
        }
    }
}

/// Orders one license for a member of the server, after a request to Discord for the membership. The wait is
/// short, so the interaction may be deferred later.
///
/// # Errors
/// Returns the answer to the user. Nothing was sold.
pub(super) async fn of_member(
    Authorised { bot, guild, language, .. }: Authorised<'_>,
    buyer: BuyerId,
) -> Result<Order, EditInteractionResponse> {
    let asking = bot.rest.member(guild, buyer.as_u64());
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(Ok(member)) => Ok(Order { is_bot: member.user.bot, ..Order::for_member(buyer) }),
        Ok(Err(Failed::Refused(_))) => Err(buyer_has_left(language, buyer)),
        Ok(Err(_)) | Err(_) => Err(membership_unknown(language, buyer)),
    }
}

/// Returns the answer to an order that cannot be sold. The check comes before anything is recorded or drawn.
pub(super) fn refused(
    Authorised { bot, guild, language, .. }: Authorised<'_>,
    order: &Order,
) -> Option<EditInteractionResponse> {
    if let Some(staff) = bot.fulfilment.ledger.shop(guild).paused_by {
        return Some(paused(language, staff));
    }
    why_not(order).map(|why| order_refused(language, why))
}

/// Returns the reason why this order cannot be sold, if there is one.
fn why_not(order: &Order) -> Option<OrderRefusal> {
    if order.is_bot {
        Some(OrderRefusal::BuyerIsBot)
    } else if !order.is_member {
        Some(OrderRefusal::BuyerIsStranger)
    } else if order.license.is_some() && order.quantity > 1 {
        Some(OrderRefusal::SeveralOfOneLicense)
    } else {
        None
    }
}
