//! The commands, one file each.

mod assignlicense;
mod buyers_licenses;
mod fetchlicense;
mod help;
mod licenseinfo;
mod myavailable;
mod mylicenses;
mod resend;
mod sales;
mod settings;

use std::sync::Arc;

use serenity::all::{InstallationContext, InteractionContext, Permissions};

use crate::domain::GuildId;
use crate::language::Language;

use super::components::deny;
use super::localise::localise;
use super::selling::Asked;
use super::{Context, Error, Shop};

pub(super) use buyers_licenses::turned as buyers_page;
#[cfg(test)]
pub(super) use help::told as help_told;
pub(super) use myavailable::page as stock_page;
pub(super) use mylicenses::page as own_page;
pub(super) use sales::{page as sales_page, reveal, shown as shown_sale};

/// Every command with its texts, in the order Discord lists them.
pub(super) fn all() -> Vec<poise::Command<Arc<Shop>, Error>> {
    let mut commands = unlocalised();
    localise(&mut commands);
    commands
}

/// The commands before their texts are put on them.
pub(super) fn unlocalised() -> Vec<poise::Command<Arc<Shop>, Error>> {
    let staff = [
        assignlicense::assignlicense(),
        assignlicense::assign_license_menu(),
        buyers_licenses::buyers_licenses(),
        fetchlicense::fetchlicense(),
        myavailable::myavailable(),
        licenseinfo::licenseinfo(),
        resend::resend(),
        sales::sales(),
    ];
    let shown_to_staff = staff.into_iter().map(|mut command| {
        command.default_member_permissions = Permissions::MANAGE_GUILD;
        command
    });
    let mut settings = settings::settings();
    settings.default_member_permissions = Permissions::ADMINISTRATOR;
    shown_to_staff.chain([settings, mylicenses::mylicenses(), help::help()]).map(in_guilds_only).collect()
}

/// Neither in direct messages nor installed by a user: the guild is what authorises.
fn in_guilds_only(mut command: poise::Command<Arc<Shop>, Error>) -> poise::Command<Arc<Shop>, Error> {
    command.guild_only = true;
    command.install_context = Some(vec![InstallationContext::Guild]);
    command.interaction_context = Some(vec![InteractionContext::Guild]);
    command
}

/// What a staff command begins with: the check, then what the interaction tells. Whoever is not
/// staff is told so, and `None` comes back.
async fn staff(ctx: Context<'_>) -> Result<Option<Asked<'_>>, Error> {
    match ctx.data().access.staff(ctx.interaction.guild_id, ctx.interaction.member.as_deref()) {
        Ok(guild) => Ok(Some(asked(ctx, guild))),
        Err(denied) => {
            let http = &ctx.serenity_context().http;
            deny(http, ctx.interaction.id, &ctx.interaction.token, denied, language(ctx)).await?;
            Ok(None)
        }
    }
}

/// What who runs the command reads.
fn language(ctx: Context<'_>) -> Language {
    Language::or_english(&ctx.interaction.locale)
}

fn asked(ctx: Context<'_>, guild: GuildId) -> Asked<'_> {
    Asked {
        id: ctx.interaction.id,
        token: &ctx.interaction.token,
        channel: ctx.interaction.channel_id,
        guild,
        staff: &ctx.interaction.user,
        locale: &ctx.interaction.locale,
        guild_locale: ctx.interaction.guild_locale.as_deref(),
    }
}
