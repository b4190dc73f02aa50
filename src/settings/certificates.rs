//! Checks `SSL_CERT_FILE` and `SSL_CERT_DIR`, which name the certificates that the TLS libraries trust.
//!
//! With a wrong value, every connection to the gateway fails, or the HTTP clients cannot be built. No such
//! error names the variable, so the values are checked at start.

use std::ffi::OsStr;
use std::path::Path;

use reqwest::Certificate;

const FILE: &str = "SSL_CERT_FILE";
const FOLDER: &str = "SSL_CERT_DIR";

/// The variables to check.
pub(super) const VARIABLES: [&str; 2] = [FILE, FOLDER];

/// Checks the value of one variable.
///
/// # Errors
/// Returns a description of the fault.
pub(super) fn check(name: &str, value: &OsStr) -> Result<(), String> {
    if value.is_empty() {
        // The libraries treat an empty value as a path.
        return Err("is empty; remove it".to_owned());
    }
    if name == FILE { file(Path::new(value)) } else { folder(Path::new(value)) }
}

/// Checks a file of certificates by the rules of both TLS libraries.
fn file(path: &Path) -> Result<(), String> {
    let pem = std::fs::read(path).map_err(|error| format!("the file cannot be read: {}", error.kind()))?;
    // The gateway's library rejects the whole file if one block is damaged.
    let certificates = Certificate::from_pem_bundle(&pem)
        .map_err(|_| "the file contains a damaged certificate".to_owned())?;
    if certificates.into_iter().any(is_readable) {
        Ok(())
    } else {
        Err("the file contains no certificate in PEM format".to_owned())
    }
}

/// Returns true if the PEM block contains a certificate. Only building a client parses the block's bytes.
fn is_readable(certificate: Certificate) -> bool {
    let client = reqwest::Client::builder().tls_built_in_root_certs(false);
    client.add_root_certificate(certificate).build().is_ok()
}

fn folder(path: &Path) -> Result<(), String> {
    std::fs::read_dir(path).map(drop).map_err(|error| format!("the folder cannot be read: {}", error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_certificates_is_checked_before_the_libraries_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("authority.pem");
        let block =
            |inside: &str| format!("-----BEGIN CERTIFICATE-----\n{inside}\n-----END CERTIFICATE-----\n");
        let good = rcgen::generate_simple_self_signed(["vendor.example".to_owned()]).unwrap().cert.pem();
        let (damaged, senseless) = (block("!!!!"), block("AAAA"));
        for (text, expected) in [
            (good.clone(), ""),
            // A system's file may contain old certificates that cannot be parsed. The libraries skip them.
            (format!("{senseless}{good}"), ""),
            (format!("{good}{damaged}"), "a damaged certificate"),
            (senseless, "no certificate"),
            ("no PEM".to_owned(), "no certificate"),
            (String::new(), "no certificate"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let fault = check(FILE, path.as_os_str()).err().unwrap_or_default();
            assert_eq!(fault.is_empty(), expected.is_empty(), "{fault} for {text}");
            assert!(fault.contains(expected), "{fault} for {text}");
        }
        assert_eq!(check(FOLDER, folder.path().as_os_str()), Ok(()));
    }

    #[test]
    fn an_empty_or_a_wrong_path_is_told() {
        for name in VARIABLES {
            for (value, expected) in [("", "is empty"), ("/nowhere/at/all", "cannot be read")] {
                assert!(check(name, OsStr::new(value)).unwrap_err().contains(expected), "{name}={value}");
            }
        }
    }
}
