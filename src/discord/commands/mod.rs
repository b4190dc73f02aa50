//! The commands, one file each.

mod assignlicense;
mod fetchlicense;
mod licenseinfo;
mod myavailable;
mod mylicenses;

use std::sync::Arc;

use crate::domain::GuildId;

use super::access::Denied;
use super::selling::Asked;
use super::{Context, Error, Shop};

pub(super) use myavailable::page as stock_page;
pub(super) use mylicenses::page as own_page;

/// Every command, in the order Discord lists them.
pub(super) fn all() -> Vec<poise::Command<Arc<Shop>, Error>> {
    vec![
        assignlicense::assignlicense(),
        assignlicense::assign_license_menu(),
        fetchlicense::fetchlicense(),
        myavailable::myavailable(),
        licenseinfo::licenseinfo(),
        mylicenses::mylicenses(),
    ]
}

/// What a staff command begins with: the check, then what the interaction tells.
fn staff(ctx: Context<'_>) -> Result<Asked<'_>, Denied> {
    let guild = ctx.data().access.staff(ctx.interaction.guild_id, ctx.interaction.member.as_deref())?;
    Ok(asked(ctx, guild))
}

fn asked(ctx: Context<'_>, guild: GuildId) -> Asked<'_> {
    Asked {
        id: ctx.interaction.id,
        token: &ctx.interaction.token,
        channel: ctx.interaction.channel_id,
        guild,
        staff: &ctx.interaction.user,
    }
}
