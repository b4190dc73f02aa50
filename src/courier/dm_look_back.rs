//! Searches a buyer's DMs for keys that may have arrived already, before the keys are sent again.
//!
//! For a first delivery, searches the bot's messages since the intent to assign. For a later one, searches
//! the messages since the sale's last known DM. Files are not downloaded, because their names identify the
//! keys.

use std::time::Duration;

use crate::domain::{ChannelId, License, Line, LineNumber, MessageId, Sale, SaleId, Timestamp};

use super::letters::key_blocks::{name_of_only_file, shows};
use super::rest::{Failed, Found, Rest};

/// The largest expected difference between this machine's clock and Discord's, which is encoded in message
/// ids.
const CLOCKS_DIFFER: Duration = Duration::from_mins(15);
/// The epoch of Discord's ids, and the number of bits by which a timestamp is shifted in an id
/// (<https://docs.discord.com/developers/reference#snowflakes>).
const FIRST_MILLISECOND: i64 = 1_420_070_400_000;
const TIME_SHIFT: u32 = 22;

/// Searches the DMs of earlier attempts for the keys. Returns the newest matching DM and the lines whose keys
/// were found.
pub(super) async fn sent_before(
    rest: &Rest,
    channel: ChannelId,
    sale: &Sale,
    lines: &[&Line],
) -> Result<Option<(MessageId, Vec<LineNumber>)>, Failed> {
    let after = looked_for_after(sale, lines);
    let messages = match rest.messages_after(channel, after).await {
        // The bot cannot read the channel. Sending shows whether the channel accepts a message.
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

/// Returns the id after which a message may contain the keys of these lines. A known DM may contain more keys
/// than the ledger has recorded for it.
fn looked_for_after(sale: &Sale, lines: &[&Line]) -> u64 {
    match sale.dm_message {
        Some(known) if lines.iter().any(|line| line.is_brought()) => known.as_u64(),
        _ => first_id_at(intended_at(sale, lines).before(CLOCKS_DIFFER)),
    }
}

/// Lists the lines whose keys a message holds.
pub(super) fn held_by(message: &Found, sale: SaleId, lines: &[&Line]) -> Vec<LineNumber> {
    let licenses: Vec<&License> = lines.iter().map(|line| &line.license).collect();
    let only_file = name_of_only_file(sale, &licenses);
    let has_file = message.files().any(|name| name == only_file);
    let holds = |line: &&&Line| has_file || message.texts().any(|text| shows(text, &line.license));
    lines.iter().filter(holds).map(|line| line.number).collect()
}

/// Returns the time of the earliest intent to assign one of these licenses. No key can have been sent before.
fn intended_at(sale: &Sale, lines: &[&Line]) -> Timestamp {
    lines.iter().filter_map(|line| line.assigning_at).min().unwrap_or(sale.requested_at)
}

/// Returns the smallest id that Discord assigns at a given time.
fn first_id_at(at: Timestamp) -> u64 {
    u64::try_from(at.as_millis() - FIRST_MILLISECOND).map_or(0, |millis| millis << TIME_SHIFT)
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;
    use serde_json::json;

    use super::*;
    use crate::domain::{DmState, InteractionId, LineNumber, LineState, MessageNumber, SaleRequest, StaffId};

    fn sale(keys: &[&str]) -> Sale {
        let request = SaleRequest::of_one(
            "100".parse().unwrap(),
            "200".parse().unwrap(),
            InteractionId::new(1).unwrap(),
            SecretString::from("token"),
            StaffId::new(300).unwrap(),
            "400".parse().unwrap(),
        );
        let mut sale = request.recorded(SaleId::new(12), Timestamp::from_millis(1_790_000_000_000), None);
        for key in keys {
            let license = License { key: key.parse().unwrap(), product: None, expires_at: None };
            let named = SaleRequest { license: Some(license), ..request.clone() };
            let mut line = named.recorded(sale.id, sale.requested_at, None).lines.remove(0);
            line.number = LineNumber::new(i64::try_from(sale.lines.len()).unwrap() + 1);
            line.state = LineState::Assigned;
            line.assigning_at = Some(sale.requested_at);
            sale.lines.push(line);
        }
        sale
    }

    #[test]
    fn a_message_holds_the_keys_that_it_shows_and_none_for_its_sales_number() {
        let sale = sale(&["ps-A-1", "ps-B-2"]);
        let lines: Vec<&Line> = sale.lines.iter().collect();
        let held = |content: &str| {
            let embed = json!({ "description": "Thanks", "footer": { "text": "Sale #12" } });
            let message = json!({ "id": "1", "content": content, "embeds": [embed] });
            held_by(&serde_json::from_value(message).unwrap(), sale.id, &lines)
        };
        assert_eq!(held("Sale #12\n```\nps-A-1\n```"), [LineNumber::new(1)]);
        assert_eq!(held("```\nps-A-1\nps-B-2\n```"), [LineNumber::new(1), LineNumber::new(2)]);
        assert_eq!(held("Sale #12: your license ps-A-1 is on its way"), []);
    }

    #[test]
    fn keys_are_looked_for_since_the_intent_and_keys_sent_again_since_the_last_dm() {
        let mut sale = sale(&["ps-A-1", "ps-B-2"]);
        let intended = first_id_at(sale.requested_at.before(CLOCKS_DIFFER));
        sale.dm_message = Some(MessageId::new(intended + 1_000).unwrap());
        sale.lines[0].dm = Some((MessageNumber::new(1), DmState::Sent));
        // The known DM contains the first key, and may contain the second one too.
        assert_eq!(looked_for_after(&sale, &[&sale.lines[1]]), intended);
        assert_eq!(looked_for_after(&sale, &[&sale.lines[0]]), intended + 1_000);
    }
}
