//! The look back into a buyer's DMs, before keys are sent that may have arrived already.
//!
//! The keys themselves are looked for, in what the bot wrote since the sale was asked for or since its
//! last known DM. A file is not read: its name tells which keys it holds.

use std::time::Duration;

use crate::domain::{ChannelId, License, MessageId, Timestamp};
use crate::ledger::SaleRecord;

use super::letters::keys::{name_of_only_file, shows};
use super::rest::{Failed, Found, Rest};

/// How far this machine's clock may differ from Discord's, which makes the ids of messages.
const CLOCKS_DIFFER: Duration = Duration::from_mins(15);
/// The first millisecond of Discord's ids, and how far a time is shifted in one
/// (<https://docs.discord.com/developers/reference#snowflakes>).
const FIRST_MILLISECOND: i64 = 1_420_070_400_000;
const TIME_SHIFT: u32 = 22;

/// Looks for the keys themselves in the DMs that earlier attempts may have sent. Returns the newest
/// of these DMs, and the licenses that none of them holds.
pub(super) async fn sent_before<'a>(
    rest: &Rest,
    channel: ChannelId,
    sale: &SaleRecord,
    licenses: Vec<&'a License>,
) -> Result<(Option<MessageId>, Vec<&'a License>), Failed> {
    let after = match sale.dm_message {
        // The sale's last DM is known; what was sent after it is not.
        Some(known) => known.as_u64(),
        None => first_id_at(sale.requested_at.before(CLOCKS_DIFFER)),
    };
    let messages = match rest.messages_after(channel, after).await {
        // Nothing can be seen there, so that sending tells whether the channel takes anything.
        Err(Failed::Refused(_)) => return Ok((None, licenses)),
        messages => messages?,
    };
    let only_file = name_of_only_file(sale.id, &licenses);
    let holds = |message: &Found, license: &License| {
        message.texts().any(|text| shows(text, license)) || message.files().any(|name| name == only_file)
    };
    let own: Vec<&Found> = messages.iter().filter(|message| message.is_of_bot()).collect();
    let newest = own.iter().find(|message| licenses.iter().any(|license| holds(message, license)));
    let newest = newest.map(|message| message.id()).transpose()?;
    let lacking = |license: &&License| !own.iter().any(|message| holds(message, license));
    Ok((newest, licenses.into_iter().filter(lacking).collect()))
}

/// Returns the smallest id that Discord gives at an instant.
fn first_id_at(at: Timestamp) -> u64 {
    u64::try_from(at.as_millis() - FIRST_MILLISECOND).map_or(0, |millis| millis << TIME_SHIFT)
}
