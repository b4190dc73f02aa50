//! Reading the vendor's answers: what counts as one, and what of it is believed.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::{License, LicenseKey, Licenses};

use super::entry::Entry;
use super::error::Hidden;
use super::{LicenseInfo, VendorError, VendorMessage};

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

/// The stock, whose entries were read while the answer was downloaded. Those that could not be read
/// are counted.
pub(super) fn stock(mut answer: Answer, licenses: Licenses) -> Result<Licenses, VendorError> {
    let Some(Value::Array(_)) = answer.field("licenses") else {
        return Err(VendorError::Malformed("it lists no licenses"));
    };
    if licenses.unreadable() > 0 {
        let (unreadable, read) = (licenses.unreadable(), licenses.len());
        tracing::warn!(unreadable, read, "entries of the vendor's stock list could not be read");
    }
    Ok(licenses)
}

/// The random license: it names no product.
pub(super) fn fetched(mut answer: Answer) -> Result<License, VendorError> {
    let mut read = || {
        let entry = Entry::deserialize(answer.field("license")?).ok()?;
        let key = entry.key.key()?.parse().ok()?;
        Some(License { key, product: None, expires_at: entry.expiration.time().ok()? })
    };
    read().ok_or(VendorError::Malformed("it names no license"))
}

/// What is known of the license asked about – and of no other. An answer that does not say whether
/// the license is assigned is none: nothing else is ever read as "free".
pub(super) fn info(mut answer: Answer, asked: &LicenseKey) -> Result<LicenseInfo, VendorError> {
    let entry = answer
        .field("info")
        .and_then(|entry| Entry::deserialize(entry).ok())
        .ok_or(VendorError::Malformed("it tells nothing of the license"))?;
    let senseless = VendorError::Malformed("its license makes no sense");
    let key: LicenseKey = entry.key.key().and_then(|key| key.parse().ok()).ok_or(senseless.clone())?;
    if key != *asked {
        return Err(VendorError::Malformed("it tells of another license than asked"));
    }
    let is_assigned = entry
        .is_assigned
        .yes()
        .ok_or(VendorError::Malformed("it does not say whether the license is assigned"))?;
    let (product, expires_at) = match (entry.product.product(), entry.expiration.time()) {
        (Ok(product), Ok(expires_at)) => (product, expires_at),
        // Whose the license is counts before all else.
        (product, expires_at) if is_assigned => (product.unwrap_or(None), expires_at.unwrap_or(None)),
        _ => return Err(senseless),
    };
    let is_expired = entry.is_expired.yes().unwrap_or(false);
    Ok(LicenseInfo { license: License { key, product, expires_at }, is_expired, is_assigned })
}

#[cfg(test)]
mod tests {
    use super::super::body::Body;
    use super::*;
    use crate::domain::Timestamp;

    fn stock(body: &[u8]) -> Result<Licenses, VendorError> {
        let mut whole = Body::default();
        whole.push(body)?;
        super::stock(super::read(200, whole.envelope(), &[])?, whole.into_licenses())
    }

    fn read(status: u16, body: &[u8]) -> Result<Answer, VendorError> {
        super::read(status, body, &[])
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
