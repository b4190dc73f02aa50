//! What buyers press: their key sent again, a reminder asked for.
//!
//! Each is authorised by the sale it names: it is the presser's own, in a server of ours.

use serenity::all::{ComponentInteraction, EditInteractionResponse, Http};

use crate::courier::letters::buyer::REMIND;
use crate::courier::letters::number;
use crate::domain::{SaleId, StaffId};
use crate::fulfilment::Resent;
use crate::ledger::{LedgerError, SaleRecord};

use super::components::say;
use super::defer::defer;
use super::replies::{SEND, words};
use super::{Error, Shop};

const NOT_YOURS: &str = "This license belongs to somebody else. Nothing was done.";

/// Answers a press of one of these buttons; `false` when it is another's.
pub(super) async fn press(shop: &Shop, http: &Http, press: &ComponentInteraction) -> Result<bool, Error> {
    let id = press.data.custom_id.as_str();
    let (remind, sale) = match (id.strip_prefix(REMIND), id.strip_prefix(SEND)) {
        (Some(sale), _) => (true, sale),
        (None, Some(sale)) => (false, sale),
        (None, None) => return Ok(false),
    };
    let Some(sale) = own(shop, press, sale).await? else {
        return say(http, press.id, &press.token, NOT_YOURS).await.map(|()| true);
    };
    defer(http, press.id, &press.token).await?;
    let reply = if remind { reminded(shop, &sale).await? } else { sent(shop, &sale).await? };
    http.edit_original_interaction_response(&press.token, &reply, vec![]).await?;
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

async fn reminded(shop: &Shop, sale: &SaleRecord) -> Result<EditInteractionResponse, Error> {
    Ok(match shop.fulfilment.ledger.remind(sale).await {
        Ok(Some(at)) => {
            words(&format!("You will be reminded on <t:{}:D>, by a direct message.", at.as_secs()))
        }
        Ok(None) => words("There is nothing to be reminded of: the license does not end, or ends too soon."),
        Err(LedgerError::Overtaken(_)) => words("Something else happened just now. Press the button again."),
        Err(error) => return Err(error.into()),
    })
}

async fn sent(shop: &Shop, sale: &SaleRecord) -> Result<EditInteractionResponse, Error> {
    let Ok(buyer) = StaffId::new(sale.buyer.as_u64()) else { return Ok(words(NOT_YOURS)) };
    let sale_number = number(sale.id);
    Ok(words(&match shop.fulfilment.resend(sale.id, buyer).await {
        Ok(Resent::Delivered) => format!("What sale {sale_number} brought you is in your direct messages again."),
        Ok(Resent::Closed) => "Your direct messages are closed to this server. Open them in *Privacy Settings*, then try again; until then `/mylicenses` shows you everything.".to_owned(),
        Ok(Resent::UnderWay) => format!("What sale {sale_number} brought you is on its way; it is sent as soon as Discord takes it."),
        Err(LedgerError::Overtaken(_)) => format!("Sale {sale_number} has nothing to send yet."),
        Err(error) => return Err(error.into()),
    }))
}
