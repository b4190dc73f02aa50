//! From an interaction to a sale: the buyer checked, the request written, the deferral beside the draw.

use secrecy::SecretString;
use serenity::all::{EditInteractionResponse, Http, PartialMember, Permissions, User};

use crate::courier::letters::number;
use crate::domain::{BuyerId, ChannelId, GuildId, InteractionId, License, Product, StaffId};
use crate::fulfilment::{NotSold, Sold};
use crate::language::Language;
use crate::ledger::SaleRequest;

use super::defer::defer;
use super::{Error, Handles, Shop, replies};

/// Longest note kept, in characters.
const LONGEST_NOTE: usize = 500;

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
    pub(super) member: Option<&'a PartialMember>,
    pub(super) product: Option<Product>,
    pub(super) license: Option<License>,
    pub(super) note: Option<String>,
}

/// Sells, and defers the interaction beside it.
pub(super) async fn sell(shop: &Shop, http: &Http, asked: Asked<'_>, order: Order<'_>) -> Result<(), Error> {
    let language = asked.language();
    if let Some(why) = not_a_buyer(&order) {
        return answer(http, asked, not_sold(language, why)).await;
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
        buyer_sees_channel: order.member.and_then(|member| member.permissions).is_some_and(|permissions| {
            permissions.intersects(Permissions::VIEW_CHANNEL | Permissions::ADMINISTRATOR)
        }),
        product: order.product,
        quantity: 1,
        reference: None,
        replaces: None,
        license: order.license,
        note: order
            .note
            .map(|note| note.trim().chars().take(LONGEST_NOTE).collect())
            .filter(|note: &String| !note.is_empty()),
        staff_locale: Some(asked.locale.to_owned()),
        guild_locale: asked.guild_locale.map(str::to_owned),
    };
    // Boxed: a sale's future is some 20 kB, and every interaction's would carry it.
    match Box::pin(shop.fulfilment.sell(request, defer(http, asked.id, asked.token))).await {
        Ok(Sold::Begun(sale)) => tracing::debug!(%sale, "carried as far as it goes now"),
        Ok(Sold::Replayed(sale)) => tracing::info!(%sale, "the interaction came before"),
        Ok(Sold::Referenced(sale) | Sold::Replaced(sale)) => {
            let text = language.with("sold-before", &[("sale", number(sale).into())]);
            let title = language.say("nothing-sold-title");
            return answer(http, asked, replies::refusal(&title, &text)).await;
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

/// That nothing was sold, and why: the key of a message.
pub(super) fn not_sold(language: Language, why: &str) -> EditInteractionResponse {
    replies::refusal(&language.say("nothing-sold-title"), &language.say(why))
}

/// Why this person cannot be sold to, if so: the key of a message.
fn not_a_buyer(order: &Order<'_>) -> Option<&'static str> {
    if order.buyer.bot {
        Some("buyer-is-bot")
    } else if order.member.is_none() {
        Some("buyer-is-stranger")
    } else {
        None
    }
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
