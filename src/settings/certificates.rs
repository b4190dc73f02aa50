//! `SSL_CERT_FILE` and `SSL_CERT_DIR`: where the TLS libraries find the certificates to trust.
//!
//! A wrong value fails each connection to the gateway, or the making of the HTTP clients, and no error
//! names the variable. It is therefore checked beforehand.

use std::ffi::OsStr;
use std::path::Path;

use reqwest::Certificate;

const FILE: &str = "SSL_CERT_FILE";
const FOLDER: &str = "SSL_CERT_DIR";

/// The variables.
pub(super) const VARIABLES: [&str; 2] = [FILE, FOLDER];

/// Checks the value of one of them.
///
/// # Errors
/// Says what is wrong.
pub(super) fn check(name: &str, value: &OsStr) -> Result<(), String> {
    if value.is_empty() {
        // The libraries take an empty value for a path.
        return Err("is set to nothing; remove it".to_owned());
    }
    if name == FILE { file(Path::new(value)) } else { folder(Path::new(value)) }
}

/// Checks a file of certificates as strictly as both TLS libraries together do.
fn file(path: &Path) -> Result<(), String> {
    let pem = std::fs::read(path).map_err(|error| format!("the file cannot be read: {}", error.kind()))?;
    // The gateway's library takes nothing from a file with one damaged block.
    let certificates =
        Certificate::from_pem_bundle(&pem).map_err(|_| "the file holds a damaged certificate".to_owned())?;
    if certificates.into_iter().any(is_readable) {
        Ok(())
    } else {
        Err("the file holds no certificate in PEM form".to_owned())
    }
}

/// Tells whether the bytes inside the PEM block are a certificate. Only a client reads that far.
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
            // A system's file may hold old ones that nobody can read; the libraries skip them.
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
            for (value, expected) in [("", "is set to nothing"), ("/nowhere/at/all", "cannot be read")] {
                assert!(check(name, OsStr::new(value)).unwrap_err().contains(expected), "{name}={value}");
            }
        }
    }
}
