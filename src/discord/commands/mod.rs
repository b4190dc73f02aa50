//! The commands, one file each.

mod assign_license;
mod buyers_licenses;
mod fetch_license;
mod help;
mod license_info;
mod my_available;
mod my_licenses;
mod resend;
mod sales;
mod settings;

use std::future::Future;
use std::sync::Arc;

use serenity::all::{InstallationContext, InteractionContext, Permissions};

use crate::domain::GuildId;
use crate::language::Language;

use super::access::{Access, Denied};
use super::interaction::{Answered, Invocation};
use super::localise::localise;
use super::{Bot, Context, Error};

pub(super) use buyers_licenses::turned as buyers_page;
#[cfg(test)]
pub(super) use help::told as help_told;
pub(super) use my_available::page as stock_page;
pub(super) use my_licenses::page as own_page;
pub(super) use sales::{page as sales_page, reveal, shown as shown_sale};

/// Every command with its texts, in the order Discord lists them.
pub(super) fn all() -> Vec<poise::Command<Arc<Bot>, Error>> {
    let mut commands = unlocalised();
    localise(&mut commands);
    commands
}

/// The commands before their texts are put on them.
pub(super) fn unlocalised() -> Vec<poise::Command<Arc<Bot>, Error>> {
    let staff = [
        assign_license::assignlicense(),
        assign_license::assign_license_menu(),
        buyers_licenses::buyers_licenses(),
        fetch_license::fetchlicense(),
        my_available::myavailable(),
        license_info::licenseinfo(),
        resend::resend(),
        sales::sales(),
    ];
    let shown_to_staff = staff.into_iter().map(|mut command| {
        command.default_member_permissions = Permissions::MANAGE_GUILD;
        command
    });
    let mut settings = settings::settings();
    settings.default_member_permissions = Permissions::ADMINISTRATOR;
    shown_to_staff.chain([settings, my_licenses::mylicenses(), help::help()]).map(in_guilds_only).collect()
}

/// Neither in direct messages nor installed by a user: the guild is what authorises.
fn in_guilds_only(mut command: poise::Command<Arc<Bot>, Error>) -> poise::Command<Arc<Bot>, Error> {
    command.guild_only = true;
    command.install_context = Some(vec![InstallationContext::Guild]);
    command.interaction_context = Some(vec![InteractionContext::Guild]);
    command
}

/// A command whose sender may run it.
struct Authorised<'a> {
    bot: &'a Bot,
    invocation: Invocation<'a>,
    guild: GuildId,
    language: Language,
}

/// Runs a command for staff. Others are told why not.
async fn staff<'a, A>(ctx: Context<'a>, answer: impl FnOnce(Authorised<'a>) -> A) -> Result<(), Error>
where
    A: Future<Output = Result<Answered, Error>>,
{
    authorised(ctx, Access::staff, answer).await
}

/// Runs a command for those whom `access` lets. Others are told why not.
async fn authorised<'a, A>(
    ctx: Context<'a>,
    access: fn(&Access, &Invocation<'_>) -> Result<GuildId, Denied>,
    answer: impl FnOnce(Authorised<'a>) -> A,
) -> Result<(), Error>
where
    A: Future<Output = Result<Answered, Error>>,
{
    let bot: &Bot = ctx.data();
    let invocation = Invocation::of_command(&bot.rest, ctx.interaction)?;
    let _: Answered = match access(&bot.access, &invocation) {
        Ok(guild) => {
            let language = invocation.language();
            answer(Authorised { bot, invocation, guild, language }).await?
        }
        Err(denied) => invocation.deny(denied).await?,
    };
    Ok(())
}
