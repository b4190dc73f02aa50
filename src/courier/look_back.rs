//! The look back into a buyer's DMs, before keys are sent that may have arrived already.
//!
//! The keys themselves are looked for, in the bot's messages since the intent to assign them or since the
//! sale's last known DM. A file is not read: its name tells which keys it holds.

use std::time::Duration;

use crate::domain::{ChannelId, License, Line, LineNumber, MessageId, Sale, SaleId, Timestamp};

use super::letters::keys::{name_of_only_file, shows};
use super::rest::{Failed, Found, Rest};

/// How far this machine's clock may differ from Discord's, which makes the ids of messages.
const CLOCKS_DIFFER: Duration = Duration::from_mins(15);
/// The first millisecond of Discord's ids, and how far a time is shifted in one
/// (<https://docs.discord.com/developers/reference#snowflakes>).
const FIRST_MILLISECOND: i64 = 1_420_070_400_000;
const TIME_SHIFT: u32 = 22;

/// Looks for the keys themselves in the DMs that earlier attempts may have sent. Returns the newest
/// of these DMs, and the lines whose keys they hold.
pub(super) async fn sent_before(
    rest: &Rest,
    channel: ChannelId,
    sale: &Sale,
    lines: &[&Line],
) -> Result<Option<(MessageId, Vec<LineNumber>)>, Failed> {
    let after = match sale.dm_message {
        // The sale's last DM is known; one that was sent after it is not.
        Some(known) => known.as_u64(),
        None => first_id_at(intended_at(sale, lines).before(CLOCKS_DIFFER)),
    };
    let messages = match rest.messages_after(channel, after).await {
        // Nothing can be seen there, so that sending tells whether the channel takes anything.
        Err(Failed::Refused(_)) => return Ok(None),
        messages => messages?,
    };
    let (mut newest, mut found) = (None, Vec::new());
    for message in messages.iter().filter(|message| message.is_of_bot()) {
        let held = held_by(message, sale.id, lines);
        if newest.is_none() && !held.is_empty() {
            newest = Some(message.id()?);
        }
        found.extend(held);
    }
    Ok(newest.map(|newest| (newest, found)))
}

/// Lists the lines whose keys a message holds.
pub(super) fn held_by(message: &Found, sale: SaleId, lines: &[&Line]) -> Vec<LineNumber> {
    let licenses: Vec<&License> = lines.iter().map(|line| &line.license).collect();
    let only_file = name_of_only_file(sale, &licenses);
    let has_file = message.files().any(|name| name == only_file);
    let holds = |line: &&&Line| has_file || message.texts().any(|text| shows(text, &line.license));
    lines.iter().filter(holds).map(|line| line.number).collect()
}

/// Returns when the first of these licenses was to be assigned: no key can have been sent before.
fn intended_at(sale: &Sale, lines: &[&Line]) -> Timestamp {
    lines.iter().filter_map(|line| line.assigning_at).min().unwrap_or(sale.requested_at)
}

/// Returns the smallest id that Discord gives at an instant.
fn first_id_at(at: Timestamp) -> u64 {
    u64::try_from(at.as_millis() - FIRST_MILLISECOND).map_or(0, |millis| millis << TIME_SHIFT)
}
