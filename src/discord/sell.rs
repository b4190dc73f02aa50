//! From an interaction to a sale: the buyer is checked, then the sale begins beside the deferral.

use std::time::Duration;

use secrecy::SecretString;
use serenity::all::{EditInteractionResponse, PartialMember, Permissions, User};

use crate::courier::rest::{Failed, Upload};
use crate::domain::{BuyerId, GuildId, InvalidSnowflake, License, LicenseKey, Product, SaleId, SaleRequest};
use crate::fulfilment::{NotSold, Sold};
use crate::language::Language;

use super::interaction::{Answered, Invocation};
use super::{Bot, Error, LicenseHandles, replies};

/// Longest note kept, in characters.
const LONGEST_NOTE: usize = 500;
/// Longest reference kept, in characters.
const LONGEST_REFERENCE: usize = 100;

/// How long Discord may take to tell a member: an interaction has to be answered within 3 s.
const PATIENCE: Duration = Duration::from_secs(1);

/// What staff chose.
pub(super) struct Order {
    pub(super) buyer: BuyerId,
    pub(super) is_bot: bool,
    pub(super) is_member: bool,
    /// Whether the buyer can see the channel, as far as Discord told.
    pub(super) sees_channel: bool,
    pub(super) product: Option<Product>,
    pub(super) quantity: u8,
    pub(super) license: Option<License>,
    pub(super) note: Option<String>,
    pub(super) reference: Option<String>,
    /// The faulty sale to be replaced, and what is wrong with it.
    pub(super) replaces: Option<(SaleId, String)>,
}

impl Order {
    /// Orders one license of any product, for somebody as Discord resolved them.
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

/// Orders for a member as Discord tells them now, to an interaction that is not deferred yet: within
/// a moment. The error is what to answer, with nothing sold.
pub(super) async fn member(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    buyer: BuyerId,
) -> Result<Order, EditInteractionResponse> {
    let asking = bot.rest.member(guild, buyer.as_u64());
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(Ok(member)) => Ok(Order { is_bot: member.user.bot, ..Order::for_member(buyer) }),
        Ok(Err(Failed::Refused(_))) => Err(replies::buyer_has_left(language, buyer)),
        Ok(Err(_)) | Err(_) => Err(replies::member_not_told(language, buyer)),
    }
}

/// Sells, and defers the interaction beside it.
pub(super) async fn sell(
    bot: &Bot,
    invocation: &Invocation<'_>,
    guild: GuildId,
    order: Order,
) -> Result<Answered, Error> {
    let language = invocation.language();
    if let Some(refusal) = refusal(bot, language, guild, &order) {
        return invocation.answer(refusal).await;
    }
    let request = SaleRequest {
        guild,
        channel: invocation.channel,
        interaction: invocation.id,
        reply_token: SecretString::from(invocation.token),
        staff: invocation.actor,
        buyer: order.buyer,
        buyer_sees_channel: order.sees_channel && invocation.bot_may_write,
        product: order.product.map(|product| bot.fulfilment.stock.as_stocked(product)),
        quantity: order.quantity,
        reference: order.reference.and_then(|reference| kept(&reference, LONGEST_REFERENCE)),
        replaces: order.replaces,
        license: order.license,
        note: order.note.and_then(|note| kept(&note, LONGEST_NOTE)),
        staff_locale: Some(invocation.locale.to_owned()),
        guild_locale: invocation.guild_locale.map(str::to_owned),
    };
    // Boxed: a sale's future is some 20 kB, and every interaction's would carry it.
    match Box::pin(bot.fulfilment.sell(request, invocation.defer())).await {
        // The sale's own messages edit the deferred answer. Of an interaction that it did not take,
        // Discord itself tells staff.
        Ok(Sold::Begun(_)) | Err(NotSold::NotAcknowledged) => {}
        Ok(Sold::Replayed(sale)) => {
            tracing::info!("sale {sale}: duplicate interaction {} ignored", invocation.id);
        }
        Ok(Sold::UnderWay) => tracing::info!("duplicate interaction {} ignored", invocation.id),
        Ok(Sold::Referenced(sale)) => {
            let sale = bot.fulfilment.ledger.sale(sale).await?;
            return invocation.edit(replies::referenced(language, &sale)).await;
        }
        Ok(Sold::Replaced(sale)) => {
            let sale = bot.fulfilment.ledger.sale(sale).await?;
            return invocation.edit(replies::replaced(language, &sale)).await;
        }
        Err(NotSold::Ledger(error)) => {
            tracing::error!(?error, "interaction {}: the sale is left to recovery", invocation.id);
            let (title, text) = (language.say("sale-stopped-title"), language.say("ledger-failed"));
            return invocation.edit(Upload::from(replies::refusal(&title, &text))).await;
        }
    }
    Ok(Answered::by_the_sale())
}

/// Why nothing can be sold by this order, if so: known before anything is written or drawn.
pub(super) fn refusal(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    order: &Order,
) -> Option<EditInteractionResponse> {
    if let Some(staff) = bot.fulfilment.ledger.shop(guild).paused_by {
        return Some(replies::paused(language, staff));
    }
    not_a_buyer(order).map(|why| not_sold(language, why))
}

/// That nothing was sold, and why: the key of a message.
pub(super) fn not_sold(language: Language, why: &str) -> EditInteractionResponse {
    replies::refusal(&language.say("nothing-sold-title"), &language.say(why))
}

/// Why this person cannot be sold to, if so: the key of a message.
fn not_a_buyer(order: &Order) -> Option<&'static str> {
    if order.is_bot {
        Some("buyer-is-bot")
    } else if !order.is_member {
        Some("buyer-is-stranger")
    } else if order.license.is_some() && order.quantity > 1 {
        Some("named-is-one")
    } else {
        None
    }
}

/// What is kept of a text that staff typed: trimmed and cut; nothing where nothing is left.
fn kept(text: &str, longest: usize) -> Option<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').take(longest).collect();
    (!text.is_empty()).then_some(text)
}

/// The license an option names: a choice of autocomplete, or a key typed or pasted whole, as the stock
/// lists it where it is known. Else the key of the message that tells what is wrong.
pub(super) fn named_license(bot: &Bot, text: &str) -> Result<License, &'static str> {
    let known = bot.fulfilment.stock.known();
    let listed = known.as_ref().and_then(|list| list.named(text));
    if LicenseHandles::is_handle(text) && listed.is_none() {
        return bot.license_handles.resolve(text, known.as_deref()).ok_or("license-gone");
    }
    let key = listed.map_or_else(|| LicenseKey::typed(text), Ok).map_err(|_| "no-license-key")?;
    Ok(License { key, product: None, expires_at: None })
}
