//! Nonces, by which Discord recognises a repeated message.

use std::fmt;

use super::super::{InteractionId, MessageNumber};
use super::MessageKind;

/// A nonce of 1 to 25 characters, the most that Discord accepts
/// (<https://docs.discord.com/developers/resources/message#create-message>).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// Derives the nonce of a message from the interaction of the sale, the kind and the number. DMs
    /// are numbered separately. The kind is part of the nonce, because after a power loss another kind
    /// of message may get the same number.
    #[must_use]
    pub fn derived(interaction: InteractionId, kind: MessageKind, number: MessageNumber) -> Self {
        let mut nonce = String::with_capacity(16);
        push_base36(&mut nonce, interaction.as_u64());
        nonce.push(match kind {
            MessageKind::Dm => 'D',
            MessageKind::Reply => 'R',
            MessageKind::SalesLine => 'S',
            MessageKind::ClaimNotice => 'C',
            MessageKind::Alert => 'A',
            MessageKind::DoubtAlert => 'B',
            MessageKind::HeldAlert => 'H',
            MessageKind::RoleGive => 'G',
            MessageKind::RoleTake => 'T',
            MessageKind::Reminder => 'M',
        });
        push_base36(&mut nonce, number.as_i64().unsigned_abs());
        Self(nonce)
    }

    /// Derives the nonce of an alert to a server, which belongs to no sale, from the ids of the ledger and the
    /// alert.
    #[must_use]
    pub fn of_server_alert(ledger: &[u8; 16], number: i64) -> Self {
        let mut nonce = String::with_capacity(16);
        let first = ledger.first_chunk::<6>().copied().unwrap_or_default();
        let id = first.iter().fold(0, |id, byte| id << 8 | u64::from(*byte));
        push_base36(&mut nonce, id);
        nonce.push('L');
        push_base36(&mut nonce, number.unsigned_abs());
        Self(nonce)
    }

    /// Creates a nonce from the text that an earlier version stored with its message.
    #[must_use]
    pub fn stored(nonce: String) -> Self {
        Self(nonce)
    }

    /// Returns the nonce as Discord expects it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn push_base36(text: &mut String, mut number: u64) {
    let mut digits = Vec::with_capacity(13);
    loop {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    text.extend(digits.into_iter().rev());
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_nonce_follows_from_interaction_kind_and_number_and_fits_discord() {
        let mut seen = HashSet::new();
        for interaction in [1, 36, 1_300_000_000_000_000_000, i64::MAX.unsigned_abs()] {
            for kind in MessageKind::ALL {
                for number in [1, 2, 37, 9_000_000_000_000] {
                    let number = MessageNumber::new(number);
                    let nonce = Nonce::derived(InteractionId::new(interaction).unwrap(), *kind, number);
                    assert!((1..=25).contains(&nonce.as_str().len()), "{nonce}");
                    assert_eq!(
                        nonce,
                        Nonce::derived(InteractionId::new(interaction).unwrap(), *kind, number)
                    );
                    assert!(seen.insert(nonce.to_string()), "{nonce} names two messages");
                }
            }
        }
    }
}
