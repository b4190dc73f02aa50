//! Parses variables one by one, and collects the faults of those that are invalid.

use std::ffi::OsString;
use std::fmt;
use std::path::Path;

use rustix::process::geteuid;
use secrecy::SecretString;

use super::certificates;
use super::values::{token, unquoted};

/// All faults of the environment, one line each.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SettingFaults(pub(super) Vec<String>);

impl fmt::Display for SettingFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl SettingFaults {
    /// Returns true if there is no fault.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn add(&mut self, name: &str, what: impl fmt::Display) {
        self.0.push(format!("{name}: {what}"));
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
                    let uid = geteuid().as_raw();
                    self.add(
                        &file_name,
                        format_args!("the file cannot be read by uid {uid}: {}", error.kind()),
                    );
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
