//! Checks the channels in which the bot posts: the owner of `SALES_CHANNEL_ID`, and threads.

use std::borrow::Cow;

use crate::courier::permissions::{Duties, channels_of, invite};
use crate::courier::rest::{Channel, Failed, Rest};
use crate::domain::{ChannelId, GuildId};
use crate::settings::Settings;

use super::{Check, Findings, Shops};

/// The default of the sales channel.
const SETTING: Check = Check::Setting(Cow::Borrowed("SALES_CHANNEL_ID"));

/// The results of checking the channels.
#[derive(Default)]
pub(super) struct Channels {
    /// The channel of `SALES_CHANNEL_ID`, and the server that owns it.
    pub(super) default: Option<(GuildId, ChannelId)>,
    posts_in_threads: bool,
}

impl Channels {
    /// Returns the link that invites the bot with all permissions that it needs in any of the servers.
    pub(super) fn invitation(&self, application: u64, shops: &Shops) -> String {
        let gives_roles = shops.iter().any(|(_, shop)| shop.roles().next().is_some());
        invite(application, Duties { gives_roles, posts_in_threads: self.posts_in_threads })
    }
}

/// Reports the server that `SALES_CHANNEL_ID` belongs to, and the configured channels that are threads.
pub(super) async fn examine(
    findings: &mut Findings,
    settings: &Settings,
    rest: &Rest,
    shops: &Shops,
) -> Channels {
    let mut channels = Channels::default();
    if let Some(channel) = settings.sales_channel_id {
        match rest.channel(channel).await {
            Ok(found) => {
                channels.default = serves(findings, settings, &found).map(|guild| (guild, channel));
                channels.posts_in_threads = channels.default.is_some() && found.thread.is_some();
            }
            Err(Failed::Refused(_)) => hidden(findings, channel),
            Err(failed) => findings.wrong(SETTING, &format!("{failed}; try again")),
        }
    }
    for (guild, shop) in shops {
        for channel in channels_of(shop, None) {
            // If the bot does not see a channel, the check of the server's permissions reports this.
            let Ok(found) = rest.channel(channel).await else { continue };
            if found.thread.is_some() {
                channels.posts_in_threads = true;
                let words = format!("messages are posted {}", place(&found));
                findings.ok(Check::Channel(channel, *guild), &words);
            }
        }
    }
    channels
}

/// Returns the server that owns the channel, if it is one of `GUILD_IDS`.
fn serves(findings: &mut Findings, settings: &Settings, channel: &Channel) -> Option<GuildId> {
    let Some(guild) = channel.guild() else {
        findings.wrong(SETTING, "it names a direct message; set it to a channel of a server");
        return None;
    };
    if !settings.guild_ids.contains(&guild) {
        let words = format!("the channel belongs to server {guild}, which GUILD_IDS does not name");
        findings.wrong(SETTING, &words);
        return None;
    }
    let others = match settings.guild_ids.len() {
        1 => "",
        _ => "; other servers choose their own in /settings",
    };
    let words = format!("sales of server {guild} are posted {}{others}", place(channel));
    findings.ok(SETTING, &words);
    Some(guild)
}

/// Describes where messages are posted. The check of the server's permissions reports a locked thread.
fn place(channel: &Channel) -> &'static str {
    match channel.thread {
        None => "there",
        Some(thread) if thread.archived && !thread.locked => {
            "in that thread, which is archived; the next message takes it out of the archive"
        }
        Some(_) => "in that thread",
    }
}

fn hidden(findings: &mut Findings, channel: ChannelId) {
    let words = format!(
        "the bot cannot see the channel {channel}. If it was deleted, choose another; otherwise allow keyclerk to view it in the channel's permissions."
    );
    findings.wrong(SETTING, &words);
}
