//! What buyers press: their key sent again, a reminder asked for.
//!
//! Each is authorised by the sale it names: it is the presser's own, in a server of ours.

use serenity::all::{ComponentInteraction, EditInteractionResponse, Http};

use crate::courier::letters::buyer::REMIND;
use crate::courier::letters::number;
use crate::domain::{SaleId, StaffId};
use crate::fulfilment::Resent;
use crate::language::Language;
use crate::ledger::{LedgerError, Reminding, SaleRecord};

use super::components::learn;
use super::defer::defer;
use super::replies::{SEND, words};
use super::{Error, Shop};

pub(super) const NOT_YOURS: &str = "not-your-license";

/// Answers a press of one of these buttons; `false` when it is another's.
pub(super) async fn press(shop: &Shop, http: &Http, press: &ComponentInteraction) -> Result<bool, Error> {
    let id = press.data.custom_id.as_str();
    let (remind, sale) = match (id.strip_prefix(REMIND), id.strip_prefix(SEND)) {
        (Some(sale), _) => (true, sale),
        (None, Some(sale)) => (false, sale),
        (None, None) => return Ok(false),
    };
    let language = Language::or_english(&press.locale);
    defer(http, press.id, &press.token).await?;
    let own = own(shop, press, sale).await?;
    let reply = match &own {
        None => words(&language.say(NOT_YOURS)),
        Some(sale) if remind => reminded(shop, language, sale).await?,
        Some(sale) => sent(shop, language, sale).await?,
    };
    http.edit_original_interaction_response(&press.token, &reply, vec![]).await?;
    if let Some(sale) = own {
        learn(shop, sale.guild, &press.user, &press.locale).await;
    }
    Ok(true)
}

/// The sale, if it is the presser's.
pub(super) async fn own(
    shop: &Shop,
    press: &ComponentInteraction,
    sale: &str,
) -> Result<Option<SaleRecord>, Error> {
    let Ok(sale) = sale.parse::<SaleId>() else { return Ok(None) };
    let sale = match shop.fulfilment.ledger.sale(sale).await {
        Ok(sale) => sale,
        Err(LedgerError::NoSuchSale(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let ours = shop.access.guilds().contains(&sale.guild)
        && press.guild_id.is_none_or(|guild| guild.get() == sale.guild.as_u64());
    Ok(Some(sale).filter(|sale| ours && press.user.id.get() == sale.buyer.as_u64()))
}

async fn reminded(
    shop: &Shop,
    language: Language,
    sale: &SaleRecord,
) -> Result<EditInteractionResponse, Error> {
    Ok(match shop.fulfilment.ledger.remind(sale).await {
        Ok(Reminding::For(at)) => {
            words(&language.with("remind-at", &[("at", format!("<t:{}:D>", at.as_secs()).into())]))
        }
        Ok(Reminding::Before) => words(&language.say("remind-before")),
        Ok(Reminding::Nothing) => words(&language.say("remind-nothing")),
        Err(LedgerError::Overtaken(_)) => words(&language.say("press-again")),
        Err(error) => return Err(error.into()),
    })
}

async fn sent(shop: &Shop, language: Language, sale: &SaleRecord) -> Result<EditInteractionResponse, Error> {
    let Ok(buyer) = StaffId::new(sale.buyer.as_u64()) else { return Ok(words(&language.say(NOT_YOURS))) };
    let key = match shop.fulfilment.resend(sale.id, buyer).await {
        Ok(Resent::Delivered) => "sent-again",
        Ok(Resent::Closed) => "sent-again-closed",
        Ok(Resent::UnderWay) => "sent-again-under-way",
        Err(LedgerError::Overtaken(_)) => "no-license-yet",
        Err(error) => return Err(error.into()),
    };
    Ok(words(&language.with(key, &[("sale", number(sale.id).into())])))
}
