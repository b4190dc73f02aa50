//! Checks each server: the bot's membership, its permissions, and the roles that may sell.

use std::borrow::Cow;

use serenity::all::Permissions;

use crate::courier::permissions::{BotMember, channels_of};
use crate::courier::rest::{Failed, RegisteredCommand, Rest, Role};
use crate::courier::visibility::Visibility;
use crate::domain::{ChannelId, GuildId, RoleId};
use crate::ledger::ShopSettings;
use crate::settings::Settings;

use super::{Check, Findings, Shops};

/// The default of the roles that sell.
const SETTING: Check = Check::Setting(Cow::Borrowed("STAFF_ROLE_IDS"));

/// Checks every server. `default` is the channel of `SALES_CHANNEL_ID` with the server that owns it.
/// `link` invites the bot.
pub(super) async fn examine(
    findings: &mut Findings,
    settings: &Settings,
    rest: &Rest,
    shops: &Shops,
    default: Option<(GuildId, ChannelId)>,
    link: &str,
) {
    let mut bot_members = Vec::new();
    for (guild, shop) in shops {
        let Some(commands) = registered(findings, rest, *guild, link).await else { continue };
        let default = default.filter(|(owner, _)| owner == guild).map(|(_, channel)| channel);
        match BotMember::of(rest, *guild, channels_of(shop, default)).await {
            Ok(bot_member) => {
                lacks(findings, *guild, &bot_member, shop, default);
                let visibility = Visibility::of(rest, *guild, commands).await;
                let visibility = visibility.map_err(|failed| {
                    findings.wrong(Check::Commands(*guild), &format!("{failed}; try again"));
                });
                let server =
                    ServerCheck { guild: *guild, bot_member: &bot_member, visibility: visibility.ok() };
                server.staff(findings, shop, &settings.staff_role_ids);
                bot_members.push(bot_member);
            }
            Err(failed) => {
                findings.wrong(Check::Permissions(*guild), &format!("{failed}; try again"));
            }
        }
    }
    default_roles(findings, settings, &bot_members);
}

/// Returns the registered commands of a server, or `None` if the bot is not a member.
async fn registered(
    findings: &mut Findings,
    rest: &Rest,
    guild: GuildId,
    link: &str,
) -> Option<Vec<RegisteredCommand>> {
    let check = Check::Membership(guild);
    match rest.commands(guild).await {
        Ok(commands) => {
            findings.ok(check, &format!("the bot is a member, with {} commands", commands.len()));
            return Some(commands);
        }
        Err(Failed::Refused(refusal)) => {
            let words = format!(
                "Discord refuses access ({refusal}). If the bot is not a member, invite it with {link}"
            );
            findings.wrong(check, &words);
        }
        Err(failed) => findings.wrong(check, &format!("{failed}; try again")),
    }
    None
}

/// Reports the permissions that the bot lacks for the configured channels and roles.
fn lacks(
    findings: &mut Findings,
    guild: GuildId,
    bot_member: &BotMember,
    shop: &ShopSettings,
    default: Option<ChannelId>,
) {
    let check = Check::Permissions(guild);
    let lacks = bot_member.lacks(shop, default);
    if lacks.is_empty() {
        findings.ok(check.clone(), "no permission is missing for the configured channels and roles");
    }
    for lack in lacks {
        findings.wrong(check.clone(), &lack.words());
    }
}

/// A server with its roles.
struct ServerCheck<'a> {
    guild: GuildId,
    bot_member: &'a BotMember,
    visibility: Option<Visibility>,
}

impl ServerCheck<'_> {
    /// Reports staff roles that do not exist, and staff roles whose members do not see the commands.
    fn staff(&self, findings: &mut Findings, shop: &ShopSettings, default: &[RoleId]) {
        let check = Check::StaffRoles(self.guild);
        let roles = shop.staff_roles.as_deref().unwrap_or(default);
        let found: Vec<&Role> = roles.iter().filter_map(|role| self.bot_member.role(*role)).collect();
        if shop.staff_roles.is_some() {
            for role in roles.iter().filter(|role| self.bot_member.role(**role).is_none()) {
                let words = format!("the role {role} does not exist; choose others in /settings");
                findings.wrong(check.clone(), &words);
            }
        }
        if found.is_empty() {
            findings.hint(
                check.clone(),
                "only administrators sell, because no configured role exists there; choose roles in /settings",
            );
        }
        for role in found {
            if role.id.get() == self.guild.as_u64() {
                findings.wrong(check.clone(), "the role @everyone cannot be a staff role; choose another");
                continue;
            }
            match self.seen(role) {
                Seen::Unknown => {}
                Seen::All => findings.ok(check.clone(), &format!("the role {} sees the staff commands", named(role))),
                Seen::Not(commands) => findings.hint(
                    check.clone(),
                    &format!(
                        "the role {} does not see {commands}. A role without \"Manage Server\" sees a command only if the server allows it: in Server Settings → Integrations → keyclerk, choose each of these commands and add the role. Adding the role for all commands together is not enough.",
                        named(role)
                    ),
                ),
            }
        }
    }

    fn seen(&self, role: &Role) -> Seen {
        let Some(visibility) = &self.visibility else { return Seen::Unknown };
        let everyone = self.bot_member.everyone();
        let count = visibility.count();
        if count == 0 {
            // The bot has not run yet. It registers its commands for members with Manage Server.
            let sees = (role.permissions | everyone).intersects(SEE_BY_DEFAULT);
            let registered_later = "the staff commands, once the bot has registered them";
            return if sees { Seen::All } else { Seen::Not(registered_later.to_owned()) };
        }
        let unseen = visibility.unseen(role, everyone);
        let names = unseen.join(", ");
        match unseen.len() {
            0 => Seen::All,
            all if all == count => Seen::Not(format!("any of the {count} staff commands ({names})")),
            _ => Seen::Not(names),
        }
    }
}

/// The permissions with which a member sees staff commands, unless the server overrides this.
const SEE_BY_DEFAULT: Permissions = Permissions::MANAGE_GUILD.union(Permissions::ADMINISTRATOR);

/// The visibility of the staff commands to the members of a role.
enum Seen {
    /// Discord did not return it.
    Unknown,
    All,
    /// The commands that they do not see.
    Not(String),
}

fn named(role: &Role) -> String {
    format!("\"{}\" ({})", role.name, role.id)
}

/// Reports the roles of `STAFF_ROLE_IDS` that exist in no server. Reports nothing if Discord did not answer
/// for a server, because that server may have them.
fn default_roles(findings: &mut Findings, settings: &Settings, bot_members: &[BotMember]) {
    if settings.staff_role_ids.is_empty() || bot_members.len() < settings.guild_ids.len() {
        return;
    }
    let is_somewhere = |role: &RoleId| bot_members.iter().any(|bot_member| bot_member.role(*role).is_some());
    let missing: Vec<&RoleId> = settings.staff_role_ids.iter().filter(|role| !is_somewhere(role)).collect();
    if missing.is_empty() {
        findings.ok(SETTING, "each role exists");
    }
    for role in missing {
        findings.wrong(SETTING, &format!("no server of GUILD_IDS has the role {role}; remove or correct it"));
    }
}
