//! Parses and classifies the vendor's answers.
//!
//! Invariant: only the vendor's own JSON is a definite answer. A license counts as free only if the answer
//! says that it is not assigned.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::{License, LicenseKey, Licenses};

use super::error::Hidden;
use super::lenient_license::LenientEntry;
use super::{LicenseInfo, MalformedAnswer, VendorError, VendorMessage, wire};

/// The fields of an answer with `ok:true`.
pub(super) struct OkAnswer(pub(super) Map<String, Value>);

/// The status and headers of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) status: u16,
    /// True if the header `cf-mitigated` shows that a firewall answered instead of the vendor.
    pub(super) is_challenge: bool,
}

/// Classifies an answer. The vendor's message is kept after secrets are removed, and is not interpreted.
pub(super) fn read(head: Head, body: &[u8], hidden: &[Hidden]) -> Result<OkAnswer, VendorError> {
    let status = head.status;
    let object = match serde_json::from_slice(body) {
        Ok(Value::Object(object)) if !head.is_challenge => object,
        _ => return Err(without_json(head)),
    };
    match object.get("ok") {
        Some(Value::Bool(true)) if (200..300).contains(&status) => Ok(OkAnswer(object)),
        _ if status >= 500 => Err(VendorError::ServerError(status)),
        Some(Value::Bool(false)) => Err(refusal(status, &object, hidden)),
        _ => Err(without_json(head)),
    }
}

/// Returns the error of an answer that is not the vendor's own JSON.
fn without_json(head: Head) -> VendorError {
    match head.status {
        status if head.is_challenge => VendorError::Blocked(status),
        status @ (401 | 403 | 429 | 503) => VendorError::Blocked(status),
        status @ (404 | 405) => VendorError::NoSuchAddress(status),
        status @ 500.. => VendorError::ServerError(status),
        300..=399 => VendorError::Malformed(MalformedAnswer::Redirect),
        _ => VendorError::Malformed(MalformedAnswer::NotTheJson),
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

/// Returns the stock. Its entries were parsed while the answer was downloaded, and unreadable entries are
/// counted.
pub(super) fn stock(mut answer: OkAnswer, licenses: Licenses) -> Result<Licenses, VendorError> {
    let Some(Value::Array(_)) = answer.field("licenses") else {
        return Err(VendorError::Malformed(MalformedAnswer::NoLicenses));
    };
    if licenses.unreadable() > 0 {
        let (unreadable, read) = (licenses.unreadable(), licenses.len());
        tracing::warn!(unreadable, read, "entries of the vendor's stock list could not be read");
    }
    Ok(licenses)
}

/// Parses the random license in the answer of `fetchlicense`, which contains no product.
pub(super) fn fetched(mut answer: OkAnswer) -> Result<License, VendorError> {
    let mut read = || {
        let entry = LenientEntry::deserialize(answer.field("license")?).ok()?;
        let key = entry.key.key()?.parse().ok()?;
        Some(License { key, product: None, expires_at: entry.expiration.time().ok()? })
    };
    read().ok_or(VendorError::Malformed(MalformedAnswer::NoLicense))
}

/// Parses the answer about the license that was looked up. An answer about another license, or one that
/// does not say whether the license is assigned, is an error.
pub(super) fn info(mut answer: OkAnswer, asked: &LicenseKey) -> Result<LicenseInfo, VendorError> {
    let entry = answer
        .field("info")
        .and_then(|entry| LenientEntry::deserialize(entry).ok())
        .ok_or(VendorError::Malformed(MalformedAnswer::NoInfo))?;
    let unreadable = VendorError::Malformed(MalformedAnswer::UnreadableInfo);
    let key: LicenseKey = entry.key.key().and_then(|key| key.parse().ok()).ok_or(unreadable.clone())?;
    if key != *asked {
        return Err(VendorError::Malformed(MalformedAnswer::OtherLicense));
    }
    let is_assigned = entry.is_assigned.yes().ok_or(VendorError::Malformed(MalformedAnswer::NoAssignment))?;
    let (product, expires_at) = match (entry.product.product(), entry.expiration.time()) {
        (Ok(product), Ok(expires_at)) => (product, expires_at),
        // `is_assigned` decides first. An assigned license is returned even if its other fields are
        // unreadable.
        (product, expires_at) if is_assigned => (product.unwrap_or(None), expires_at.unwrap_or(None)),
        _ => return Err(unreadable),
    };
    let is_expired = entry.is_expired.yes().unwrap_or(false);
    Ok(LicenseInfo { license: License { key, product, expires_at }, is_expired, is_assigned })
}

#[cfg(test)]
mod tests {
    use super::super::body::ResponseBody;
    use super::*;
    use crate::domain::Timestamp;

    fn stock(body: &[u8]) -> Result<Licenses, VendorError> {
        let mut whole = ResponseBody::default();
        whole.push(body)?;
        super::stock(read(200, whole.envelope())?, whole.into_licenses())
    }

    fn read(status: u16, body: &[u8]) -> Result<OkAnswer, VendorError> {
        super::read(Head { status, is_challenge: false }, body, &[])
    }

    const STOCK: &str = r#"{"ok": true, "licenses": [{"key": "ps-XXXX-XXXXXXX-XXX", "product": "lifetime",
        "expiration": 1767225600000, "created_at": 1735689600000}]}"#;

    #[test]
    fn the_documents_own_answers_are_read() {
        let licenses = stock(STOCK.as_bytes()).unwrap();
        let license = licenses.at(0).unwrap().license();
        assert_eq!(license.key.reveal(), "ps-XXXX-XXXXXXX-XXX");
        assert_eq!(license.expires_at, Some(Timestamp::from_millis(1_767_225_600_000)));
        let fetch =
            br#"{"ok": true, "license": {"key": "ps-XXXX-XXXXXXX-XXX", "expiration": 1767225600000}}"#;
        assert_eq!(fetched(read(200, fetch).unwrap()).unwrap().product, None);
        let told = br#"{"ok": true, "info": {"key": "ps-XXXX-XXXXXXX-XXX", "product": "lifetime",
            "expiration": 1767225600000, "is_expired": false, "is_assigned": false, "created_at": 1735689600000}}"#;
        let info = info(read(200, told).unwrap(), &license.key).unwrap();
        assert!(!info.is_assigned && !info.is_expired);
        assert!(read(200, br#"{"ok": true, "message": "License assigned successfully"}"#).is_ok());
        let limited = br#"{"ok": false, "message": "Rate limit exceeded. Try again later."}"#;
        assert!(matches!(read(200, limited), Err(VendorError::RateLimited)));
    }

    fn challenge(status: u16, body: &[u8]) -> Result<OkAnswer, VendorError> {
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
            // The message has no meaning, except for the documented text.
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
        let licenses = stock(list).unwrap();
        let keys: Vec<_> = licenses.iter().map(|license| license.reveal()).collect();
        assert_eq!(keys, ["ps-AAAA", "ps-BBBB", "ps-CCCC", "ps-DDDD"]);
        assert_eq!(licenses.unreadable(), 3);
        assert!(matches!(stock(br#"{"ok": true}"#), Err(VendorError::Malformed(_))));
        assert!(matches!(stock(br#"{"ok": true, "licenses": {}}"#), Err(VendorError::Malformed(_))));
        assert!(matches!(stock(br#"{"ok": false, "licenses": []}"#), Err(VendorError::Refused(_))));
    }

    #[test]
    fn an_odd_field_that_nobody_uses_costs_no_entry() {
        let odd = include_bytes!("../../tests/samples/stock-odd.json");
        let licenses = stock(odd).unwrap();
        let ends = licenses.iter().map(|license| license.expires_at.map(Timestamp::as_millis));
        let end = Some(1_893_456_000_000);
        assert_eq!(ends.collect::<Vec<_>>(), [end, end, end, None, end]);
        let products: Vec<_> = licenses.iter().map(|license| license.product_name()).collect();
        assert_eq!(products, ["lifetime", "lifetime", "7", "?", "lifetime"]);
        assert_eq!(licenses.unreadable(), 2);
    }

    #[test]
    fn a_license_is_free_only_where_the_vendor_says_so() {
        let asked: LicenseKey = "ps-AAAA-BBBBBBB-CE1".parse().unwrap();
        let numbers = include_str!("../../tests/samples/info-numbers.json");
        let said = |value: &str| {
            let told = numbers.replace("\"is_assigned\": 1", value);
            info(read(200, told.as_bytes()).unwrap(), &asked)
        };
        let assigned = said("\"is_assigned\": 1").unwrap();
        assert!(assigned.is_assigned && !assigned.is_expired);
        assert!(said("\"is_assigned\": \"true\", \"is_expired\": []").unwrap().is_assigned);
        assert!(!said("\"is_assigned\": 0").unwrap().is_assigned);
        for senseless in ["\"x\": 0", "\"is_assigned\": null", "\"is_assigned\": \"\"", "\"is_assigned\": 2"]
        {
            assert!(matches!(said(senseless), Err(VendorError::Malformed(_))), "{senseless}");
        }
        let odd = |assigned: u8| {
            let told = format!(
                r#"{{"ok":true,"info":{{"key":"{}","is_assigned":{assigned},"expiration":"soon"}}}}"#,
                asked.reveal()
            );
            info(read(200, told.as_bytes()).unwrap(), &asked)
        };
        assert!(odd(1).unwrap().is_assigned, "a reconciliation needs no more than that");
        assert!(odd(0).is_err(), "a license that may have ended is not free");
    }

    #[test]
    fn another_license_than_asked_is_no_answer() {
        let told = br#"{"ok": true, "info": {"key": "ps-OTHER", "is_assigned": true}}"#;
        let asked = "ps-ASKED".parse().unwrap();
        assert!(matches!(info(read(200, told).unwrap(), &asked), Err(VendorError::Malformed(_))));
    }
}
