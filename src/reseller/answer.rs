//! Reading the vendor's answers: what counts as one, and what of it is believed.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::{License, LicenseKey, Product, Timestamp};

use super::error::Hidden;
use super::{LicenseInfo, VendorError, VendorMessage, wire};

/// The instant below which a time cannot be meant in milliseconds: as such it lies before March
/// 1973, as seconds in the year 5138.
const EARLIEST_MILLIS: i64 = 100_000_000_000;

/// An answer that said `ok:true`, as the fields of its object.
pub(super) struct Answer(pub(super) Map<String, Value>);

/// Sorts an answer by its status and body. The vendor's words are kept without the hidden ones.
pub(super) fn read(status: u16, body: &[u8], hidden: &[Hidden]) -> Result<Answer, VendorError> {
    if status >= 500 {
        return Err(VendorError::ServerError(status));
    }
    let Ok(Value::Object(object)) = serde_json::from_slice(body) else { return Err(without_words(status)) };
    match object.get("ok") {
        Some(Value::Bool(true)) if (200..300).contains(&status) => Ok(Answer(object)),
        Some(Value::Bool(false)) => Err(refusal(status, &object, hidden)),
        _ => Err(without_words(status)),
    }
}

fn without_words(status: u16) -> VendorError {
    match status {
        401 | 403 => VendorError::Unauthorised(VendorMessage::new("no reason given")),
        429 => VendorError::RateLimited,
        300..=399 => VendorError::Malformed("it leads elsewhere"),
        _ => VendorError::Malformed("it is not the JSON the document describes"),
    }
}

fn refusal(status: u16, object: &Map<String, Value>, hidden: &[Hidden]) -> VendorError {
    let message = object.get("message").and_then(Value::as_str).unwrap_or("no reason given");
    let words = VendorMessage::hiding(message, hidden);
    let said = message.to_lowercase();
    if status == 429 || said.contains("rate limit") {
        VendorError::RateLimited
    } else if matches!(status, 401 | 403) || blames_our_key(&said) {
        VendorError::Unauthorised(words)
    } else {
        VendorError::Refused(words)
    }
}

/// The document names no text for a refused API key; these are the ways to say it.
fn blames_our_key(said: &str) -> bool {
    ["api key", "api_key", "api token", "api_token", "apikey", "unauthorized", "unauthorised"]
        .iter()
        .any(|phrase| said.contains(phrase))
}

/// The stock. One bad entry is skipped, counted and logged; a key that comes twice counts once.
pub(super) fn stock(mut answer: Answer) -> Result<Vec<License>, VendorError> {
    let Some(Value::Array(entries)) = answer.field("licenses") else {
        return Err(VendorError::Malformed("it lists no licenses"));
    };
    let all = entries.len();
    let mut seen = HashSet::with_capacity(all);
    let licenses: Vec<License> = entries
        .into_iter()
        .filter_map(|entry| {
            let entry = wire::StockEntry::deserialize(entry).ok()?;
            license(&entry.key, Some(&entry.product), entry.expiration)
        })
        .filter(|license| seen.insert(license.key.clone()))
        .collect();
    if licenses.len() < all {
        tracing::warn!(
            skipped = all - licenses.len(),
            of = all,
            "entries of the vendor's stock list make no sense"
        );
    }
    Ok(licenses)
}

/// The random license: it names no product.
pub(super) fn fetched(mut answer: Answer) -> Result<License, VendorError> {
    answer
        .field("license")
        .and_then(|entry| wire::FetchedLicense::deserialize(entry).ok())
        .and_then(|entry| license(&entry.key, None, entry.expiration))
        .ok_or(VendorError::Malformed("it names no license"))
}

/// What is known of the license asked about – and of no other.
pub(super) fn info(mut answer: Answer, asked: &LicenseKey) -> Result<LicenseInfo, VendorError> {
    let entry = answer
        .field("info")
        .and_then(|entry| wire::InfoEntry::deserialize(entry).ok())
        .ok_or(VendorError::Malformed("it tells nothing of the license"))?;
    let license = license(&entry.key, entry.product.as_deref(), entry.expiration)
        .ok_or(VendorError::Malformed("its license makes no sense"))?;
    if license.key != *asked {
        return Err(VendorError::Malformed("it tells of another license than asked"));
    }
    Ok(LicenseInfo { license, is_expired: entry.is_expired, is_assigned: entry.is_assigned })
}

fn license(key: &str, product: Option<&str>, expiration: Option<i64>) -> Option<License> {
    let expires_at = match expiration {
        None => None,
        Some(millis) if millis >= EARLIEST_MILLIS => Some(Timestamp::from_millis(millis)),
        Some(_) => return None,
    };
    let key = key.parse().ok()?;
    let product = match product {
        None => None,
        Some(name) => Some(Product::new(name)?),
    };
    Some(License { key, product, expires_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &[u8]) -> Result<Answer, VendorError> {
        super::read(status, body, &[])
    }

    const STOCK: &str = r#"{"ok": true, "licenses": [{"key": "ps-XXXX-XXXXXXX-XXX", "product": "lifetime",
        "expiration": 1767225600000, "created_at": 1735689600000}]}"#;

    #[test]
    fn the_documents_own_answers_are_read() {
        let licenses = stock(read(200, STOCK.as_bytes()).unwrap()).unwrap();
        assert_eq!(licenses[0].key.reveal(), "ps-XXXX-XXXXXXX-XXX");
        assert_eq!(licenses[0].expires_at, Some(Timestamp::from_millis(1_767_225_600_000)));
        let fetch =
            br#"{"ok": true, "license": {"key": "ps-XXXX-XXXXXXX-XXX", "expiration": 1767225600000}}"#;
        assert_eq!(fetched(read(200, fetch).unwrap()).unwrap().product, None);
        let told = br#"{"ok": true, "info": {"key": "ps-XXXX-XXXXXXX-XXX", "product": "lifetime",
            "expiration": 1767225600000, "is_expired": false, "is_assigned": false, "created_at": 1735689600000}}"#;
        let info = info(read(200, told).unwrap(), &licenses[0].key).unwrap();
        assert!(!info.is_assigned && !info.is_expired);
        assert!(read(200, br#"{"ok": true, "message": "License assigned successfully"}"#).is_ok());
        let limited = br#"{"ok": false, "message": "Rate limit exceeded. Try again later."}"#;
        assert!(matches!(read(200, limited), Err(VendorError::RateLimited)));
    }

    #[test]
    fn a_refusal_is_an_answer_below_500_and_doubt_from_there_on() {
        let no = br#"{"ok": false, "message": "License is already assigned"}"#;
        for status in [200, 400, 404, 409, 422] {
            assert!(matches!(read(status, no), Err(VendorError::Refused(_))), "{status}");
        }
        for body in [no.as_slice(), br#"{"ok": true}"#, b"<html>"] {
            assert!(matches!(read(502, body), Err(VendorError::ServerError(502))));
        }
    }

    #[test]
    fn our_api_key_refused_is_told_by_status_or_words() {
        for (status, body) in [
            (401, r#"{"ok":false,"message":"nope"}"#),
            (403, "<html>"),
            (200, r#"{"ok":false,"message":"Invalid API token"}"#),
        ] {
            assert!(matches!(read(status, body.as_bytes()), Err(VendorError::Unauthorised(_))), "{body}");
        }
    }

    #[test]
    fn senseless_answers_are_malformed() {
        for body in ["", "null", "[]", "{}", r#"{"ok":"true"}"#, r#"{"ok":1}"#, "<html>", "{\"ok\":tr"] {
            assert!(matches!(read(200, body.as_bytes()), Err(VendorError::Malformed(_))), "{body}");
        }
        assert!(matches!(read(302, b""), Err(VendorError::Malformed(_))));
    }

    #[test]
    fn one_bad_entry_does_not_spoil_the_list() {
        let list = br#"{"ok": true, "extra": 1, "licenses": [
            {"key": "ps-AAAA", "product": "a"}, {"key": "ps-AAAA", "product": "a"}, 7, {"key": "", "product": "a"},
            {"key": "ps-BBBB", "product": "b", "expiration": null, "more": {}}, {"key": "ps-CCCC"},
            {"key": "ps-DDDD", "product": "d", "expiration": 1767225600}, {"key": "ps-EEEE", "product": "e", "expiration": -5}]}"#;
        let licenses = stock(read(200, list).unwrap()).unwrap();
        let keys: Vec<_> = licenses.iter().map(|license| license.key.reveal()).collect();
        assert_eq!(keys, ["ps-AAAA", "ps-BBBB"]);
    }

    #[test]
    fn another_license_than_asked_is_no_answer() {
        let told = br#"{"ok": true, "info": {"key": "ps-OTHER", "is_assigned": true}}"#;
        let asked = "ps-ASKED".parse().unwrap();
        assert!(matches!(info(read(200, told).unwrap(), &asked), Err(VendorError::Malformed(_))));
    }
}
