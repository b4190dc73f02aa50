//! Asks for the roles that sell and the channel for sales, from the lists of the chosen servers.

use crate::courier::permissions::BotMember;
use crate::courier::rest::Rest;
use crate::domain::{ChannelId, RoleId};
use crate::settings::ids;

use super::SetupError;
use super::choice::{NoChoice, as_numbers, chosen};
use super::dialogue::Dialogue;
use super::discord::{Server, fetched};
use super::present_settings::Present;

/// The answer that chooses nothing.
const NONE: &str = "none";
/// The most channels of a server that are listed.
const MOST_CHANNELS: usize = 40;

/// A numbered list, which several servers share.
#[derive(Default)]
struct Numbered {
    ids: Vec<u64>,
}

impl Numbered {
    fn add(&mut self, dialogue: &mut Dialogue, id: u64, name: &str) -> Result<(), SetupError> {
        self.ids.push(id);
        dialogue.say(format_args!("  {}  {name}", self.ids.len()))
    }
}

/// Asks for the roles whose members may sell. The answer may be empty.
pub(super) async fn roles(
    dialogue: &mut Dialogue,
    rest: &Rest,
    servers: &[Server],
    present: &Present,
) -> Result<Vec<u64>, SetupError> {
    dialogue.say("\nThe members of these roles may sell. Administrators always may.")?;
    let mut list = Numbered::default();
    for server in servers {
        if servers.len() > 1 {
            dialogue.say(format_args!("{}:", server.name))?;
        }
        for role in fetched(dialogue, || rest.roles(server.id)).await? {
            // Discord alone gives a managed role. Everybody has the role with the server's id.
            if !role.managed && role.id.get() != server.id.as_u64() {
                list.add(dialogue, role.id.get(), &format!("{} ({})", role.name, role.id))?;
            }
        }
    }
    if list.ids.is_empty() {
        dialogue
            .say("There are no roles yet, so only administrators sell. /settings chooses roles later.")?;
        return Ok(Vec::new());
    }
    let present: Vec<u64> = present
        .text_of("STAFF_ROLE_IDS")
        .and_then(|text| ids::<RoleId>(&text).ok())
        .map(|ids| ids.into_iter().map(RoleId::as_u64).collect())
        .unwrap_or_default();
    let default = as_numbers(&present, &list.ids).unwrap_or_else(|| NONE.to_owned());
    loop {
        let answer = dialogue.ask("Roles that may sell, by number, or none", Some(&default))?;
        match some_or_none(&answer, &list.ids) {
            Ok(roles) => return Ok(roles),
            Err(error) => dialogue.say(format_args!("{error}."))?,
        }
    }
}

/// Asks for the channel in which sales are posted, until the bot may post there.
pub(super) async fn channel(
    dialogue: &mut Dialogue,
    rest: &Rest,
    servers: &[Server],
    present: &Present,
) -> Result<Option<u64>, SetupError> {
    dialogue.say("\nEach sale can be posted in a channel, with its key masked.")?;
    let mut list = Numbered::default();
    for server in servers {
        if servers.len() > 1 {
            dialogue.say(format_args!("{}:", server.name))?;
        }
        let channels = fetched(dialogue, || rest.channels(server.id)).await?;
        let mut texts: Vec<_> = channels.iter().filter(|channel| channel.is_text()).collect();
        let left = texts.len().saturating_sub(MOST_CHANNELS);
        texts.truncate(MOST_CHANNELS);
        for channel in texts {
            let name = channel.name.as_deref().unwrap_or_default();
            list.add(dialogue, channel.id.get(), &format!("#{name} ({})", channel.id))?;
        }
        if left > 0 {
            dialogue.say(format_args!("  and {left} more, which you can choose by their ids"))?;
        }
    }
    let default = default_channel(dialogue, rest, servers, present).await?;
    loop {
        let question = "Channel for sales, by number or id, or none";
        let answer = dialogue.ask(question, Some(&default))?;
        match one_or_none(&answer, &list.ids) {
            Ok(None) => return Ok(None),
            Ok(Some(channel)) => match fault(dialogue, rest, servers, channel).await? {
                None => return Ok(Some(channel.as_u64())),
                Some(words) => dialogue.say(words)?,
            },
            Err(error) => dialogue.say(format_args!("{error}."))?,
        }
    }
}

/// Returns the answer that keeps the present channel. A channel of another server is not offered, because the
/// server was changed.
async fn default_channel(
    dialogue: &mut Dialogue,
    rest: &Rest,
    servers: &[Server],
    present: &Present,
) -> Result<String, SetupError> {
    let present = present.text_of("SALES_CHANNEL_ID").and_then(|id| id.parse::<ChannelId>().ok());
    let Some(channel) = present else { return Ok(NONE.to_owned()) };
    if owner(rest, servers, channel).await.is_some() {
        return Ok(channel.to_string());
    }
    dialogue
        .say(format_args!("The channel {channel} of the present settings is in none of these servers."))?;
    Ok(NONE.to_owned())
}

/// Returns the server that owns a channel, if it is one of these and the bot sees the channel.
async fn owner<'a>(rest: &Rest, servers: &'a [Server], channel: ChannelId) -> Option<&'a Server> {
    let owner = rest.channel(channel).await.ok()?.guild()?;
    servers.iter().find(|server| server.id == owner)
}

/// Returns what prevents the bot from posting in a channel.
async fn fault(
    dialogue: &mut Dialogue,
    rest: &Rest,
    servers: &[Server],
    channel: ChannelId,
) -> Result<Option<String>, SetupError> {
    let Some(server) = owner(rest, servers, channel).await else {
        return Ok(Some(format!(
            "The bot does not see a channel {channel} in these servers. Choose another, or let keyclerk view it."
        )));
    };
    let member = fetched(dialogue, || BotMember::of(rest, server.id, [channel])).await?;
    Ok(member.lack_in(channel).map(|lack| lack.words()))
}

fn some_or_none(answer: &str, listed: &[u64]) -> Result<Vec<u64>, NoChoice> {
    if answer.eq_ignore_ascii_case(NONE) { Ok(Vec::new()) } else { chosen(answer, listed) }
}

/// Parses a number of the list, or the id of any channel, such as a thread.
fn one_or_none(answer: &str, listed: &[u64]) -> Result<Option<ChannelId>, NoChoice> {
    if answer.eq_ignore_ascii_case(NONE) {
        return Ok(None);
    }
    match chosen(answer, listed) {
        Ok(ids) if ids.len() == 1 => Ok(ids.first().and_then(|id| ChannelId::new(*id).ok())),
        Ok(_) => Err(NoChoice::Several),
        // A number of the list is short, and an id is long.
        Err(error) if answer.len() < 10 => Err(error),
        Err(error) => answer.parse().map(Some).map_err(|_| error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_one_number_or_an_id_of_any_channel() {
        let listed = [700, 800];
        let id = |answer: &str| one_or_none(answer, &listed).map(|id| id.map(ChannelId::as_u64));
        assert_eq!(id("None"), Ok(None));
        assert_eq!(id("2"), Ok(Some(800)));
        assert_eq!(id("900000000000000001"), Ok(Some(900_000_000_000_000_001)));
        assert_eq!(id("1,2"), Err(NoChoice::Several));
        assert!(id("3").is_err() && id("#sales").is_err() && id("a long channel name").is_err());
        assert_eq!(some_or_none("none", &listed), Ok(Vec::new()));
    }
}
