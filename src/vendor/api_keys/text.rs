//! The text of an API key: `kc_live_<random>_<checksum>`.
//!
//! Invariant: the checksum is the CRC32 of the random part, written as six digits in base 62. Secret scanners
//! find leaked keys by this format without false alarms. Keys of earlier versions have another format.

use rand::Rng;
use rand::distr::Alphanumeric;

/// The type prefix of every new key.
const TYPE: &str = "kc_live_";
/// The number of random characters: 178 bits.
const RANDOM: usize = 30;
/// The number of digits of the checksum. Six digits in base 62 hold 32 bits.
const CHECKSUM: usize = 6;
/// The number of random characters in the part that lists show.
const SHOWN: usize = 4;
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Draws the text of a new key.
pub(super) fn draw() -> String {
    let random: String = rand::rng().sample_iter(Alphanumeric).take(RANDOM).map(char::from).collect();
    let checksum = checksum(&random);
    format!("{TYPE}{random}_{checksum}")
}

/// Returns the first characters of a key, by which its owner recognises it.
pub(super) fn prefix(key: &str) -> &str {
    key.get(..TYPE.len() + SHOWN).unwrap_or_default()
}

fn checksum(random: &str) -> String {
    let mut rest = crc32fast::hash(random.as_bytes());
    let mut digits = [b'0'; CHECKSUM];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    digits.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_ends_with_the_checksum_of_its_random_part() {
        let key = draw();
        let parts: Vec<&str> = key.split('_').collect();
        assert_eq!((parts[0], parts[1], parts[2].len(), parts[3].len()), ("kc", "live", RANDOM, CHECKSUM));
        assert_eq!(parts[3], checksum(parts[2]));
        assert_ne!(key, draw());
        assert_eq!(prefix(&key), &key[..12]);
    }

    #[test]
    fn the_checksum_is_that_of_the_crc_standard() {
        // The CRC32 of "123456789" is 0xCBF43926.
        let value = checksum("123456789").bytes().fold(0_u64, |value, byte| {
            value * 62 + DIGITS.iter().position(|digit| *digit == byte).unwrap() as u64
        });
        assert_eq!(value, 0xCBF4_3926);
    }
}
