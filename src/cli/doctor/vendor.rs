//! Checks the vendor: its address, the API key and the stock.

use crate::domain::Licenses;
use crate::reseller::{AnswerFacts, ClientSettings, Unreachable, VendorError};

use super::{Check, Findings};

/// Reports that the vendor answered: the size of the stock, and the number of entries that could not be read.
pub(in crate::cli) fn listed(findings: &mut Findings, licenses: &Licenses) {
    findings.ok(Check::setting("RESELLER_API_TOKEN"), "the vendor accepts it");
    match licenses.len() {
        0 => findings.hint(Check::Stock, "no license is in stock, so nothing can be sold"),
        1 => findings.ok(Check::Stock, "1 license is in stock"),
        count => findings.ok(Check::Stock, &format!("{count} licenses are in stock")),
    }
    if licenses.unreadable() > 0 {
        let words = format!(
            "{} entries of the vendor's list could not be read and are not sold; ask the vendor about their keys, products and expirations",
            licenses.unreadable()
        );
        findings.wrong(Check::Stock, &words);
    }
}

/// Reports the calls that are allowed, and those that the vendor says are left.
pub(super) fn budget(findings: &mut Findings, settings: &ClientSettings, facts: AnswerFacts) {
    let Some(allowed) = settings.rate_limit else { return };
    let left = match facts.calls_left {
        Some(1) => "the vendor says that 1 more is left now".to_owned(),
        Some(left) => format!("the vendor says that {left} more are left now"),
        None => "the vendor does not tell how many are left".to_owned(),
    };
    let words = format!("keyclerk makes at most {allowed} calls a minute; {left}");
    findings.ok(Check::setting("RESELLER_RATE_LIMIT"), &words);
}

/// Reports why a call to the vendor failed, with a remedy.
pub(in crate::cli) fn failed(findings: &mut Findings, error: &VendorError) {
    let base_url = Check::setting("RESELLER_BASE_URL");
    let (check, remedy) = match error {
        VendorError::Unauthorised(_) => {
            let words =
                "the vendor refuses it; check that it is complete and still listed in the Reseller Dashboard";
            return findings.wrong(Check::setting("RESELLER_API_TOKEN"), words);
        }
        VendorError::RateLimited => (Check::setting("RESELLER_RATE_LIMIT"), "try again in a minute"),
        VendorError::Refused(_) => (Check::Vendor, "ask the vendor what it means"),
        VendorError::Blocked(_) => (
            Check::VendorConnection,
            "a firewall or a proxy answered, so that the API key is not the cause. Ask the vendor to allow this machine's address",
        ),
        VendorError::NoSuchAddress(_) => (
            base_url,
            "set it to the value that the vendor's document calls __BASE_URL__, with or without /reseller",
        ),
        VendorError::NeverSent(Unreachable::Name) => {
            (base_url, "check the spelling of the host, and this machine's DNS")
        }
        VendorError::NeverSent(Unreachable::Refused) => {
            (base_url, "check the host and the port, and that the vendor is running")
        }
        VendorError::NeverSent(Unreachable::Tls) => (
            base_url,
            "check that the host serves https on this port. If its certificate comes from a private authority, set SSL_CERT_FILE to a file with that authority's certificate",
        ),
        VendorError::NeverSent(Unreachable::Other) | VendorError::TimedOut | VendorError::ConnectionLost => {
            (base_url, "check the address, and that no firewall blocks this machine")
        }
        VendorError::ServerError(_) => (Check::Vendor, "try again; if that does not help, ask the vendor"),
        VendorError::Malformed(_) => (base_url, "check the address, and that the vendor works"),
    };
    findings.wrong(check, &format!("{error}; {remedy}"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reseller::VendorMessage;

    #[test]
    fn each_failure_of_the_vendor_has_its_own_line_and_none_but_a_refused_key_blames_the_key() {
        let table = [
            (
                VendorError::Unauthorised(VendorMessage::new("no")),
                "RESELLER_API_TOKEN: the vendor refuses it",
            ),
            (VendorError::Blocked(403), "the API key is not the cause"),
            (VendorError::NoSuchAddress(404), "__BASE_URL__"),
            (VendorError::NeverSent(Unreachable::Name), "cannot be resolved"),
            (VendorError::NeverSent(Unreachable::Refused), "refuses connections"),
            (VendorError::NeverSent(Unreachable::Tls), "SSL_CERT_FILE"),
            (VendorError::NeverSent(Unreachable::Other), "no connection"),
            (VendorError::TimedOut, "did not answer in time"),
            (VendorError::ServerError(502), "status 502"),
            (VendorError::RateLimited, "rate limit"),
        ];
        let mut lines = std::collections::BTreeSet::new();
        for (error, expected) in &table {
            let mut findings = Findings::default();
            failed(&mut findings, error);
            let line = findings.to_string();
            assert!(!findings.is_well() && line.contains(expected), "{expected} in {line}");
            let blames_key = line.starts_with("WRONG  RESELLER_API_TOKEN:");
            assert_eq!(blames_key, matches!(error, VendorError::Unauthorised(_)), "{line}");
            lines.insert(line);
        }
        assert_eq!(lines.len(), table.len());
    }
}
