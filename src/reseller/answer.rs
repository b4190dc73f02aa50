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

/// The beginning of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) status: u16,
    /// A firewall says that it answered itself (`cf-mitigated`).
    pub(super) is_challenge: bool,
}

/// Sorts an answer. The vendor's words are kept without the hidden ones, and mean nothing here.
pub(super) fn read(head: Head, body: &[u8], hidden: &[Hidden]) -> Result<Answer, VendorError> {
    let status = head.status;
    let object = match serde_json::from_slice(body) {
        Ok(Value::Object(object)) if !head.is_challenge => object,
        _ => return Err(without_json(head)),
    };
    match object.get("ok") {
        Some(Value::Bool(true)) if (200..300).contains(&status) => Ok(Answer(object)),
        _ if status >= 500 => Err(VendorError::ServerError(status)),
        Some(Value::Bool(false)) => Err(refusal(status, &object, hidden)),
        _ => Err(without_json(head)),
    }
}

/// An answer that is not the vendor's own JSON.
fn without_json(head: Head) -> VendorError {
    match head.status {
        status if head.is_challenge => VendorError::Blocked(status),
        status @ (401 | 403 | 429 | 503) => VendorError::Blocked(status),
        status @ (404 | 405) => VendorError::NoSuchAddress(status),
        status @ 500.. => VendorError::ServerError(status),
        300..=399 => VendorError::Malformed("it leads elsewhere"),
        _ => VendorError::Malformed("it is not the JSON the document describes"),
    }
}

fn refusal(status: u16, object: &Map<String, Value>, hidden: &[Hidden]) -> VendorError {
    let message = object.get("message").and_then(Value::as_str).unwrap_or("no reason given");
    match status {
        429 => VendorError::RateLimited,
        _ if message == wire::RATE_LIMIT_MESSAGE => VendorError::RateLimited,
        401 | 403 => VendorError::Unauthorised(VendorMessage::hiding(message, hidden)),
        _ => VendorError::Refused(VendorMessage::hiding(message, hidden)),
    }
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
        super::read(Head { status, is_challenge: false }, body, &[])
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

    fn challenge(status: u16, body: &[u8]) -> Result<Answer, VendorError> {
        super::read(Head { status, is_challenge: true }, body, &[])
    }

    #[test]
    fn only_the_vendors_own_json_is_definite() {
        let no = r#"{"ok": false, "message": "License is already assigned"}"#;
        let limit = r#"{"ok": false, "message": "Rate limit exceeded. Try again later."}"#;
        let refused = |words: &str| VendorError::Refused(VendorMessage::new(words));
        let key = |words: &str| VendorError::Unauthorised(VendorMessage::new(words));
        let table = [
            (200, no, refused("License is already assigned")),
            (400, no, refused("License is already assigned")),
            (404, no, refused("License is already assigned")),
            (409, no, refused("License is already assigned")),
            (422, no, refused("License is already assigned")),
            (200, r#"{"ok": false}"#, refused("no reason given")),
            // Words mean nothing, save for the documented text.
            (200, r#"{"ok":false,"message":"Invalid API token"}"#, refused("Invalid API token")),
            (400, r#"{"ok":false,"message":"rate limit"}"#, refused("rate limit")),
            (200, limit, VendorError::RateLimited),
            (400, limit, VendorError::RateLimited),
            (429, no, VendorError::RateLimited),
            (401, r#"{"ok":false,"message":"nope"}"#, key("nope")),
            (403, r#"{"ok":false}"#, key("no reason given")),
            (500, no, VendorError::ServerError(500)),
            (502, limit, VendorError::ServerError(502)),
            (503, no, VendorError::ServerError(503)),
            (502, r#"{"ok": true}"#, VendorError::ServerError(502)),
            (502, "<html>", VendorError::ServerError(502)),
            (401, "<html>", VendorError::Blocked(401)),
            (403, "<html>", VendorError::Blocked(403)),
            (403, r#"{"error":"forbidden"}"#, VendorError::Blocked(403)),
            (429, "slow down", VendorError::Blocked(429)),
            (429, "{}", VendorError::Blocked(429)),
            (503, "<html>", VendorError::Blocked(503)),
            (404, "<html>", VendorError::NoSuchAddress(404)),
            (405, "", VendorError::NoSuchAddress(405)),
        ];
        for (status, body, expected) in table {
            assert_eq!(read(status, body.as_bytes()).err(), Some(expected), "{status} {body}");
        }
        for status in [200, 403, 503] {
            assert_eq!(challenge(status, b"<html>").err(), Some(VendorError::Blocked(status)));
            assert_eq!(challenge(status, no.as_bytes()).err(), Some(VendorError::Blocked(status)));
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
