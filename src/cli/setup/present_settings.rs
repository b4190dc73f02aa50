//! The present settings, which are the defaults of the questions: those of `.env` and the environment.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::settings::{SettingFaults, env_file_values, find_env_file, secret, without_faults};

use super::SetupError;

/// The settings that the set-up asks for.
const ASKED: [&str; 7] = [
    "DISCORD_TOKEN",
    "GUILD_IDS",
    "STAFF_ROLE_IDS",
    "SALES_CHANNEL_ID",
    "RESELLER_BASE_URL",
    "RESELLER_ALLOW_PLAIN_HTTP",
    "RESELLER_API_TOKEN",
];

/// The present settings, and the file to write.
pub(super) struct Present {
    /// The file that keyclerk reads in this folder, or the one to create.
    pub(super) path: PathBuf,
    /// Its text without the lines that cannot be read. Empty if there is no file.
    pub(super) text: String,
    values: Vec<(String, String)>,
    /// The faults of the lines that are left out.
    pub(super) faults: Option<SettingFaults>,
}

impl Present {
    /// Reads the present file. `loaded` is the result of loading it.
    pub(super) fn read(folder: &Path, loaded: Result<(), SettingFaults>) -> Result<Self, SetupError> {
        let path = find_env_file(folder).unwrap_or_else(|| folder.join(".env"));
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(SetupError::File { path, error }),
        };
        let text = without_faults(&text);
        Ok(Self { path, values: env_file_values(&text), text, faults: loaded.err() })
    }

    /// Returns the value that is in force: that of the environment, else that of the file.
    pub(super) fn value(&self, name: &str) -> Option<OsString> {
        let in_environment = std::env::var_os(name).filter(|value| !value.is_empty());
        in_environment.or_else(|| self.in_file(name).map(OsString::from))
    }

    /// Returns the value as text.
    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        self.value(name)?.into_string().ok().map(|text| text.trim().to_owned())
    }

    fn in_file(&self, name: &str) -> Option<&str> {
        let value = self.values.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// Returns true if the environment sets a value of its own, which overrides the file.
    pub(super) fn is_overridden(&self, name: &str) -> bool {
        let in_environment = std::env::var_os(name).filter(|value| !value.is_empty());
        in_environment.is_some_and(|value| self.in_file(name).is_none_or(|own| value != own))
    }

    /// Returns the settings of the questions that the environment overrides.
    pub(super) fn overridden(&self) -> Vec<&'static str> {
        ASKED.into_iter().filter(|name| self.is_overridden(name)).collect()
    }

    /// Returns the file that a secret comes from, if `_FILE` names one.
    pub(super) fn secret_file(&self, name: &str) -> Option<PathBuf> {
        self.value(&format!("{name}_FILE")).map(PathBuf::from)
    }

    /// Returns a present secret.
    pub(super) fn secret(&self, name: &str) -> Result<SecretString, SettingFaults> {
        secret(name, |name| self.value(name))
    }
}
