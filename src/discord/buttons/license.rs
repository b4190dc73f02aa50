//! The button and the menu of a license in stock: *Show key* and *Assign to…*.

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind};

use crate::courier::custom_id::LicenseHandle;
use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::error::CommandError;
use crate::discord::order::Order;
use crate::discord::sell::sell;
use crate::discord::views::license::{held_by_sale, shown};

/// Records that staff see the key of a license in stock, then shows the key.
pub(in crate::discord) async fn show(
    authorised: Authorised<'_>,
    handle: LicenseHandle,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, guild, language } = authorised;
    let known = bot.fulfilment.stock.known();
    let Some(license) = bot.license_handles.resolve(handle, known.as_deref()) else {
        return invocation.outdated().await;
    };
    invocation.defer().await?;
    let (staff, hash) = (invocation.actor, license.key.hash());
    // The license may have been sold since the button was posted. Its sale then shows the key.
    if let Some(sale) = bot.fulfilment.ledger.holder_of(&hash).await? {
        return invocation.edit(held_by_sale(language, sale)).await;
    }
    bot.fulfilment.ledger.shown(guild, &hash, staff).await?;
    tracing::info!(%staff, key = %license.key, "key in stock shown to staff");
    invocation.edit(shown(language, &license)).await
}

/// Sells a license in stock to the chosen member.
pub(in crate::discord) async fn assign(
    authorised: Authorised<'_>,
    press: &ComponentInteraction,
    handle: LicenseHandle,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, .. } = authorised;
    let known = bot.fulfilment.stock.known();
    let chosen = match &press.data.kind {
        ComponentInteractionDataKind::UserSelect { values } => values.first(),
        _ => None,
    };
    let (Some(license), Some(buyer)) = (
        bot.license_handles.resolve(handle, known.as_deref()),
        chosen.and_then(|id| press.data.resolved.users.get(id)),
    ) else {
        return invocation.outdated().await;
    };
    let member = press.data.resolved.members.get(&buyer.id);
    let order = Order { license: Some(license), ..Order::of(buyer, member)? };
    sell(authorised, order).await
}
