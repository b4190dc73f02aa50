//! The token that every form carries, so that another site cannot submit it.
//!
//! Invariant: the token follows from the session's secret token, so that it is bound to one session and nothing
//! has to be stored.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::session::SessionToken;

/// Returns the token for the forms of a session.
pub(super) fn token_for(session: &SessionToken) -> String {
    mac(session).map(|mac| hex::encode(mac.finalize().into_bytes())).unwrap_or_default()
}

/// Returns true if a form was made for this session. The comparison takes constant time.
pub(super) fn is_valid(session: &SessionToken, given: &str) -> bool {
    let given = hex::decode(given).ok();
    mac(session).zip(given).is_some_and(|(mac, given)| mac.verify_slice(&given).is_ok())
}

fn mac(session: &SessionToken) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(session.text().as_bytes()).ok()?;
    mac.update(b"csrf");
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_valid_in_its_own_session_only() {
        let (own, other) = (SessionToken::draw(), SessionToken::draw());
        assert!(is_valid(&own, &token_for(&own)));
        for wrong in [
            token_for(&other),
            String::new(),
            "00".repeat(32),
            "zz".to_owned(),
            token_for(&own)[2..].to_owned(),
        ] {
            assert!(!is_valid(&own, &wrong), "{wrong}");
        }
    }
}
