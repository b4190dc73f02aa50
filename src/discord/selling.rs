//! From an interaction to a sale: the buyer checked, the request written, the deferral beside the draw.

use std::time::Duration;

use secrecy::SecretString;
use serenity::all::{EditInteractionResponse, Http, Member, PartialMember, Permissions, User};

use crate::courier::http::Failed;
use crate::domain::{BuyerId, ChannelId, GuildId, InteractionId, License, Product, SaleId, StaffId};
use crate::fulfilment::{NotSold, Sold};
use crate::language::Language;
use crate::ledger::SaleRequest;

use super::defer::defer;
use super::{Error, Handles, Shop, replies};

/// Longest note kept, in characters.
const LONGEST_NOTE: usize = 500;
/// Longest reference kept, in characters.
const LONGEST_REFERENCE: usize = 100;

/// How long Discord may take to tell a member: an interaction has to be answered within 3 s.
const PATIENCE: Duration = Duration::from_secs(1);

/// What every kind of interaction tells of itself.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) id: serenity::all::InteractionId,
    pub(super) token: &'a str,
    pub(super) channel: serenity::all::ChannelId,
    pub(super) guild: GuildId,
    pub(super) staff: &'a User,
    /// The languages of who asks and of the server, as Discord names them.
    pub(super) locale: &'a str,
    pub(super) guild_locale: Option<&'a str>,
}

impl Asked<'_> {
    /// What who asks reads.
    pub(super) fn language(&self) -> Language {
        Language::or_english(self.locale)
    }
}

/// What staff chose.
pub(super) struct Order<'a> {
    pub(super) buyer: &'a User,
    pub(super) is_member: bool,
    /// Whether the buyer can see the channel, as far as Discord told.
    pub(super) sees_channel: bool,
    pub(super) product: Option<Product>,
    pub(super) quantity: u8,
    pub(super) license: Option<License>,
    pub(super) note: Option<String>,
    pub(super) reference: Option<String>,
    /// The faulty sale to be made good, and what is wrong with it.
    pub(super) replaces: Option<(SaleId, String)>,
}

impl<'a> Order<'a> {
    /// One license of any product, for somebody as Discord resolved them.
    pub(super) fn of(buyer: &'a User, member: Option<&PartialMember>) -> Self {
        let sees = |permissions: Permissions| {
            permissions.intersects(Permissions::VIEW_CHANNEL | Permissions::ADMINISTRATOR)
        };
        Self {
            buyer,
            is_member: member.is_some(),
            sees_channel: member.and_then(|member| member.permissions).is_some_and(sees),
            product: None,
            quantity: 1,
            license: None,
            note: None,
            reference: None,
            replaces: None,
        }
    }
}

/// A member as Discord tells them now, to an interaction that is not deferred yet: within a moment.
/// Else what to answer, with nothing sold.
pub(super) async fn member(
    http: &Http,
    language: Language,
    guild: GuildId,
    buyer: BuyerId,
) -> Result<Member, EditInteractionResponse> {
    let asking = http.get_member(guild.as_u64().into(), buyer.as_u64().into());
    let told = tokio::time::timeout(PATIENCE, asking).await;
    match told.map(|told| told.map_err(|error| Failed::from_serenity(&error))) {
        Ok(Ok(member)) => Ok(member),
        Ok(Err(Failed::Refused { .. })) => Err(replies::buyer_has_left(language, buyer)),
        Ok(Err(_)) | Err(_) => Err(replies::member_not_told(language, buyer)),
    }
}

/// Sells, and defers the interaction beside it.
pub(super) async fn sell(shop: &Shop, http: &Http, asked: Asked<'_>, order: Order<'_>) -> Result<(), Error> {
    let language = asked.language();
    if let Some(refusal) = refusal(shop, asked, &order) {
        return answer(http, asked, refusal).await;
    }
    let (Ok(channel), Ok(interaction), Ok(staff), Ok(buyer)) = (
        ChannelId::new(asked.channel.get()),
        InteractionId::new(asked.id.get()),
        StaffId::new(asked.staff.id.get()),
        BuyerId::new(order.buyer.id.get()),
    ) else {
        return answer(http, asked, not_sold(language, "bad-id")).await;
    };
    let request = SaleRequest {
        guild: asked.guild,
        channel,
        interaction,
        reply_token: SecretString::from(asked.token),
        staff,
        buyer,
        buyer_sees_channel: order.sees_channel,
        product: order.product.map(|product| shop.fulfilment.stock.as_stocked(product)),
        quantity: order.quantity,
        reference: order.reference.and_then(|reference| kept(&reference, LONGEST_REFERENCE)),
        replaces: order.replaces,
        license: order.license,
        note: order.note.and_then(|note| kept(&note, LONGEST_NOTE)),
        staff_locale: Some(asked.locale.to_owned()),
        guild_locale: asked.guild_locale.map(str::to_owned),
    };
    // Boxed: a sale's future is some 20 kB, and every interaction's would carry it.
    match Box::pin(shop.fulfilment.sell(request, defer(http, asked.id, asked.token))).await {
        Ok(Sold::Begun(sale)) => tracing::debug!(%sale, "carried as far as it goes now"),
        Ok(Sold::Replayed(sale)) => tracing::info!(%sale, "the interaction came before"),
        Ok(Sold::Referenced(sale)) => {
            let sale = shop.fulfilment.ledger.sale(sale).await?;
            return answer(http, asked, replies::referenced(language, &sale)).await;
        }
        Ok(Sold::Replaced(sale)) => {
            let sale = shop.fulfilment.ledger.sale(sale).await?;
            return answer(http, asked, replies::replaced(language, &sale)).await;
        }
        Err(NotSold::NotAcknowledged) => {}
        Err(NotSold::Ledger(error)) => {
            tracing::error!(?error, "a sale was left to recovery");
            let (title, text) = (language.say("sale-stopped-title"), language.say("ledger-failed"));
            let edit = replies::refusal(&title, &text);
            http.edit_original_interaction_response(asked.token, &edit, vec![]).await?;
        }
    }
    Ok(())
}

/// Why nothing can be sold by this order, if so: known before anything is written or drawn.
pub(super) fn refusal(shop: &Shop, asked: Asked<'_>, order: &Order<'_>) -> Option<EditInteractionResponse> {
    let language = asked.language();
    if let Some(staff) = shop.fulfilment.ledger.shop(asked.guild).paused_by {
        return Some(replies::paused(language, staff));
    }
    not_a_buyer(order).map(|why| not_sold(language, why))
}

/// That nothing was sold, and why: the key of a message.
pub(super) fn not_sold(language: Language, why: &str) -> EditInteractionResponse {
    replies::refusal(&language.say("nothing-sold-title"), &language.say(why))
}

/// Why this person cannot be sold to, if so: the key of a message.
fn not_a_buyer(order: &Order<'_>) -> Option<&'static str> {
    if order.buyer.bot {
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

/// The license an option names: a choice of autocomplete, or a key typed or pasted whole. Else the
/// key of the message that tells what is wrong.
pub(super) fn named_license(shop: &Shop, text: &str) -> Result<License, &'static str> {
    if Handles::is_handle(text) {
        return shop.handles.resolve(text, shop.fulfilment.stock.known().as_deref()).ok_or("license-gone");
    }
    text.parse().map(|key| License { key, product: None, expires_at: None }).map_err(|_| "no-license-key")
}

/// Defers and answers.
pub(super) async fn answer(
    http: &Http,
    asked: Asked<'_>,
    reply: EditInteractionResponse,
) -> Result<(), Error> {
    defer(http, asked.id, asked.token).await?;
    http.edit_original_interaction_response(asked.token, &reply, vec![]).await?;
    Ok(())
}
