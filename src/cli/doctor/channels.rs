//! The channels in which the bot posts: which server owns `SALES_CHANNEL_ID`, and which are threads.

use crate::courier::permissions::{Duties, channels_of, invite};
use crate::courier::rest::{Channel, Failed, Rest};
use crate::domain::{ChannelId, GuildId};
use crate::settings::Settings;

use super::{Findings, Shops};

const SETTING: &str = "SALES_CHANNEL_ID";

/// The facts about the channels.
#[derive(Default)]
pub(super) struct Channels {
    /// The channel of the environment, and the server that owns it.
    pub(super) default: Option<(GuildId, ChannelId)>,
    posts_in_threads: bool,
}

impl Channels {
    /// Returns the link that invites the bot with what it needs in all servers together.
    pub(super) fn invitation(&self, application: u64, shops: &Shops) -> String {
        let gives_roles = shops.iter().any(|(_, shop)| shop.roles().next().is_some());
        invite(application, Duties { gives_roles, posts_in_threads: self.posts_in_threads })
    }
}

/// Tells which server `SALES_CHANNEL_ID` serves, and which channels are threads.
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
            // A channel that the bot does not see is told with the server's permissions.
            let Ok(found) = rest.channel(channel).await else { continue };
            if found.thread.is_some() {
                channels.posts_in_threads = true;
                findings.well(
                    &format!("channel {channel} in {guild}"),
                    &format!("messages are posted {}", place(&found)),
                );
            }
        }
    }
    channels
}

/// Returns the server that owns the channel of the environment, if it is one to sell in.
fn serves(findings: &mut Findings, settings: &Settings, channel: &Channel) -> Option<GuildId> {
    let Some(guild) = channel.guild() else {
        findings.wrong(SETTING, "it names direct messages, and no channel of a server");
        return None;
    };
    if !settings.guild_ids.contains(&guild) {
        let words = format!("the channel belongs to server {guild}, which GUILD_IDS does not name");
        findings.wrong(SETTING, &words);
        return None;
    }
    let others = match settings.guild_ids.len() {
        1 => "",
        _ => "; other servers choose theirs in /settings",
    };
    let words = format!("sales of server {guild} are posted {}{others}", place(channel));
    findings.well(SETTING, &words);
    Some(guild)
}

/// Says where messages go. A thread that is locked is a fault besides, told with the server's permissions.
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
        "Discord shows the bot no channel {channel}. If it was deleted, choose another; else let keyclerk view it in the channel's permissions."
    );
    findings.wrong(SETTING, &words);
}
