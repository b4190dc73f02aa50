//! Parses variables one by one, and collects the faults of those that are invalid.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

use rustix::process::geteuid;
use secrecy::SecretString;

use super::certificates;
use super::values::{token, unquoted};

/// A fault of one setting, or of one line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingFault {
    /// The name of the setting, or the file and its line.
    pub place: String,
    /// The fault and its remedy.
    pub words: String,
}

impl fmt::Display for SettingFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.words)
    }
}

/// All faults of the environment, one line each.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SettingFaults(pub(super) Vec<SettingFault>);

impl fmt::Display for SettingFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl SettingFaults {
    /// Returns true if there is no fault.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates over the faults in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &SettingFault> {
        self.0.iter()
    }

    pub(super) fn add(&mut self, place: &str, what: impl fmt::Display) {
        self.0.push(SettingFault { place: place.to_owned(), words: what.to_string() });
    }

    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        value: Option<OsString>,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let value = value.filter(|value| !value.is_empty())?;
        let Some(text) = value.to_str() else {
            self.add(name, "is not readable text");
            return None;
        };
        parse(unquoted(text.trim())).map_err(|what| self.add(name, what)).ok()
    }

    pub(super) fn required<T>(
        &mut self,
        name: &str,
        value: Option<OsString>,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if value.as_ref().is_none_or(|value| value.is_empty()) {
            self.add(name, "is missing");
            return None;
        }
        self.optional(name, value, parse)
    }

    /// Checks the variables that name the certificates to trust.
    pub(super) fn trusted_certificates(&mut self, variable: impl Fn(&str) -> Option<OsString>) {
        for name in certificates::VARIABLES {
            if let Some(value) = variable(name)
                && let Err(what) = certificates::check(name, &value)
            {
                self.add(name, what);
            }
        }
    }

    /// Reads a secret from the variable, or from the file that the variable with `_FILE` names.
    pub(super) fn secret(
        &mut self,
        name: &str,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Option<SecretString> {
        let present = |name: &str| variable(name).filter(|value| !value.is_empty());
        let file_name = format!("{name}_FILE");
        let text = match (present(name), present(&file_name)) {
            (Some(_), Some(_)) => {
                self.add(name, format_args!("is set, and so is {file_name}; remove one of them"));
                return None;
            }
            (None, None) => {
                self.add(
                    name,
                    format_args!(
                        "is missing (set it, or set {file_name} to the path of a file that contains it)"
                    ),
                );
                return None;
            }
            (Some(value), None) => value.into_string().ok(),
            (None, Some(path)) => match std::fs::read_to_string(Path::new(&path)) {
                Ok(text) => Some(text),
                Err(error) => {
                    self.add(&file_name, unreadable(&path, error.kind()));
                    return None;
                }
            },
        };
        let secret = text.as_deref().and_then(token);
        if secret.is_none() {
            self.add(name, "is empty or contains characters that are invalid in a token");
        }
        secret
    }
}

/// Describes a file of a secret that cannot be read. The system's word for missing access rights leaves open
/// who needs them, so the description names the user.
fn unreadable(path: &OsStr, kind: ErrorKind) -> String {
    if kind != ErrorKind::PermissionDenied {
        return format!("the file cannot be read: {kind}");
    }
    let (uid, path) = (geteuid().as_raw(), Path::new(path).display());
    format!(
        "the file cannot be read by uid {uid}, which keyclerk runs as; change its owner: chown {uid} {path}, or that of its folder"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_access_rights_names_the_user_who_needs_them() {
        let words = unreadable(OsStr::new("/run/secrets/token"), ErrorKind::PermissionDenied);
        let uid = geteuid().as_raw();
        let remedy =
            format!("by uid {uid}, which keyclerk runs as; change its owner: chown {uid} /run/secrets/token");
        assert!(words.contains(&remedy), "{words}");
        assert!(!unreadable(OsStr::new("/nowhere"), ErrorKind::NotFound).contains("chown"));
    }
}
