//! The commands, one file for each.

mod assign_license;
pub(super) mod buyers_licenses;
mod fetch_license;
mod help;
mod license_info;
pub(super) mod my_available;
pub(super) mod my_licenses;
pub(super) mod resend;
mod run;
pub(super) mod sales;
pub(super) mod settings;

use std::sync::Arc;

use serenity::all::{InstallationContext, InteractionContext, Permissions};

use super::bot::Bot;
use super::error::CommandError;

/// Returns every command in the order in which Discord lists them, without localised texts.
pub(super) fn unlocalised() -> Vec<poise::Command<Arc<Bot>, CommandError>> {
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

/// Disables a command in direct messages and in user installations, because rights depend on the server.
fn in_guilds_only(
    mut command: poise::Command<Arc<Bot>, CommandError>,
) -> poise::Command<Arc<Bot>, CommandError> {
    command.guild_only = true;
    command.install_context = Some(vec![InstallationContext::Guild]);
    command.interaction_context = Some(vec![InteractionContext::Guild]);
    command
}
