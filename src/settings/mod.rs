//! Parses the environment into [`Settings`], or returns every fault at once.
//!
//! Invariant: no fault repeats the value of a secret. Values are parsed here instead of by clap, so that one
//! run lists all faults.

mod certificates;
mod database;
mod env_file;
mod values;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use secrecy::SecretString;

use crate::domain::{ChannelId, GuildId, RoleId};
use crate::reseller::{ClientSettings, TokenFile};
use crate::telemetry::LogFormat;

pub use database::{NoDatabaseFile, ledger_path, sqlite_path};
pub use env_file::load as load_env_file;

use values::{discord_url, ids, number, one_id, token, unquoted, vendor_url, yes_or_no};

/// The settings that are not secret. Each is a flag and an environment variable.
#[derive(Debug, Default, Args)]
pub struct RunArgs {
    /// The base URL of a proxy for Discord's REST API; /api/v10 is appended to it
    #[arg(long, env = "DISCORD_API_URL", hide_env_values = true)]
    pub discord_api_url: Option<OsString>,
    /// The ids of the servers to sell in, comma-separated
    #[arg(long, env = "GUILD_IDS", hide_env_values = true)]
    pub guild_ids: Option<OsString>,
    /// The ids of the roles that may sell, comma-separated; administrators always may
    #[arg(long, env = "STAFF_ROLE_IDS", hide_env_values = true)]
    pub staff_role_ids: Option<OsString>,
    /// The channel for sales of the server that owns it; keys are masked there
    #[arg(long, env = "SALES_CHANNEL_ID", hide_env_values = true)]
    pub sales_channel_id: Option<OsString>,
    /// The vendor's address, with or without `/reseller`
    #[arg(long, env = "RESELLER_BASE_URL", hide_env_values = true)]
    pub reseller_base_url: Option<OsString>,
    /// Allow http to a vendor on another machine (yes); the API key is then sent unencrypted
    #[arg(long, env = "RESELLER_ALLOW_PLAIN_HTTP", hide_env_values = true)]
    pub reseller_allow_plain_http: Option<OsString>,
    /// The calls per minute that the vendor allows [default: 100]
    #[arg(long, env = "RESELLER_RATE_LIMIT", hide_env_values = true)]
    pub reseller_rate_limit: Option<OsString>,
    /// The time limit for a call to the vendor, in seconds [default: 10]
    #[arg(long, env = "RESELLER_TIMEOUT_SECONDS", hide_env_values = true)]
    pub reseller_timeout_seconds: Option<OsString>,
    /// The ledger, as sqlite:PATH [default: sqlite:keyclerk.db]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<OsString>,
    /// The log filter, in tracing's syntax [default: info]
    #[arg(long, env = "RUST_LOG", hide_env_values = true)]
    pub rust_log: Option<OsString>,
    /// The log format: text or json [default: text]
    #[arg(long, env = "LOG_FORMAT", hide_env_values = true)]
    pub log_format: Option<OsString>,
}

/// The parsed settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The bot's token.
    pub discord_token: SecretString,
    /// The base URL of a proxy for Discord's REST API, if there is one.
    pub discord_api_url: Option<String>,
    /// The servers to sell in. There is at least one.
    pub guild_ids: Vec<GuildId>,
    /// The roles that may sell.
    pub staff_role_ids: Vec<RoleId>,
    /// The sales channel of the server that owns it.
    pub sales_channel_id: Option<ChannelId>,
    /// The settings of the vendor's client.
    pub reseller: ClientSettings,
    /// The path of the ledger.
    pub ledger: PathBuf,
    /// The log filter.
    pub rust_log: String,
    /// The log format.
    pub log_format: LogFormat,
}

/// All faults of the environment, one line each.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SettingFaults(Vec<String>);

impl fmt::Display for SettingFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl Settings {
    /// Parses the flags and the environment. Secrets are read only from the environment, through `variable`,
    /// which is [`std::env::var_os`] outside tests.
    ///
    /// # Errors
    /// Returns [`SettingFaults`] with every fault. None contains the value of a secret.
    pub fn resolve(
        args: RunArgs,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, SettingFaults> {
        let mut faults = SettingFaults::default();
        let discord_token = faults.secret("DISCORD_TOKEN", &variable);
        let api_token = faults.secret("RESELLER_API_TOKEN", &variable);
        let api_token_file = variable("RESELLER_API_TOKEN_FILE").filter(|path| !path.is_empty());
        let discord_api_url = faults.optional("DISCORD_API_URL", args.discord_api_url, discord_url);
        let guild_ids =
            faults.required("GUILD_IDS", args.guild_ids, ids).filter(|ids: &Vec<GuildId>| !ids.is_empty());
        let staff_role_ids = faults.optional("STAFF_ROLE_IDS", args.staff_role_ids, ids);
        let sales_channel_id = faults.optional("SALES_CHANNEL_ID", args.sales_channel_id, one_id);
        let allows_plain_http = faults
            .optional("RESELLER_ALLOW_PLAIN_HTTP", args.reseller_allow_plain_http, yes_or_no)
            .unwrap_or(false);
        let base_url = faults.required("RESELLER_BASE_URL", args.reseller_base_url, |text| {
            vendor_url(text, allows_plain_http)
        });
        let rate_limit = faults
            .optional("RESELLER_RATE_LIMIT", args.reseller_rate_limit, |text| number(text, 1..=1_000_000));
        let timeout = faults
            .optional("RESELLER_TIMEOUT_SECONDS", args.reseller_timeout_seconds, |text| number(text, 1..=60));
        let ledger = ledger_path(&args.database_url.unwrap_or_default());
        let ledger = ledger.map_err(|fault| faults.add("DATABASE_URL", fault)).unwrap_or_default();
        let rust_log = faults.optional("RUST_LOG", args.rust_log, crate::telemetry::check_filter);
        let log_format = faults.optional("LOG_FORMAT", args.log_format, LogFormat::from_str);
        faults.trusted_certificates(&variable);
        match (discord_token, api_token, guild_ids, base_url) {
            (Some(discord_token), Some(api_token), Some(guild_ids), Some(base_url))
                if faults.0.is_empty() =>
            {
                Ok(Self {
                    discord_token,
                    discord_api_url,
                    guild_ids,
                    staff_role_ids: staff_role_ids.unwrap_or_default(),
                    sales_channel_id,
                    reseller: ClientSettings {
                        base_url,
                        api_token,
                        api_token_file: api_token_file
                            .map(|path| TokenFile { path: path.into(), parse: token }),
                        rate_limit: Some(rate_limit.unwrap_or(100)),
                        timeout: Duration::from_secs(timeout.unwrap_or(10).into()),
                        allows_plain_http,
                    },
                    ledger,
                    rust_log: rust_log.unwrap_or_else(|| "info".to_owned()),
                    log_format: log_format.unwrap_or_default(),
                })
            }
            _ => Err(faults),
        }
    }
}

impl SettingFaults {
    fn add(&mut self, name: &str, what: impl fmt::Display) {
        self.0.push(format!("{name}: {what}"));
    }

    fn optional<T>(
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

    fn required<T>(
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
    fn trusted_certificates(&mut self, variable: impl Fn(&str) -> Option<OsString>) {
        for name in certificates::VARIABLES {
            if let Some(value) = variable(name)
                && let Err(what) = certificates::check(name, &value)
            {
                self.add(name, what);
            }
        }
    }

    /// Reads a secret from the variable, or from the file that the variable with `_FILE` names.
    fn secret(&mut self, name: &str, variable: impl Fn(&str) -> Option<OsString>) -> Option<SecretString> {
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
                    self.add(&file_name, format_args!("the file cannot be read: {}", error.kind()));
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

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn args() -> RunArgs {
        RunArgs {
            guild_ids: Some("800000000000000001, 800000000000000002".into()),
            reseller_base_url: Some("https://vendor.example/".into()),
            ..RunArgs::default()
        }
    }

    fn tokens(name: &str) -> Option<OsString> {
        matches!(name, "DISCORD_TOKEN" | "RESELLER_API_TOKEN").then(|| "secret-token".into())
    }

    #[test]
    fn the_least_is_enough_and_the_rest_has_defaults() {
        let settings = Settings::resolve(args(), tokens).unwrap();
        assert_eq!(settings.guild_ids.len(), 2);
        assert_eq!(settings.reseller.rate_limit, Some(100));
        assert_eq!(settings.ledger, Path::new("keyclerk.db"));
        assert!(!format!("{settings:?}").contains("secret-token"));
    }

    #[test]
    fn every_fault_is_listed_at_once_and_names_its_variable() {
        let wrong = RunArgs {
            discord_api_url: Some("nonsense".into()),
            guild_ids: Some("12,abc".into()),
            staff_role_ids: Some("0".into()),
            sales_channel_id: Some("-1".into()),
            reseller_base_url: Some("http://vendor.example".into()),
            reseller_allow_plain_http: Some("perhaps".into()),
            reseller_rate_limit: Some("0".into()),
            reseller_timeout_seconds: Some("a while".into()),
            database_url: Some("postgres://x".into()),
            rust_log: Some("=====".into()),
            log_format: Some("xml".into()),
        };
        let both =
            |name: &str| Some(OsString::from(if name.ends_with("_FILE") { "/nowhere" } else { "hush" }));
        let faults = Settings::resolve(wrong, both).unwrap_err().to_string();
        for name in [
            "DISCORD_TOKEN",
            "RESELLER_API_TOKEN",
            "DISCORD_API_URL",
            "GUILD_IDS",
            "STAFF_ROLE_IDS",
            "SALES_CHANNEL_ID",
            "RESELLER_BASE_URL",
            "RESELLER_ALLOW_PLAIN_HTTP",
            "RESELLER_RATE_LIMIT",
            "RESELLER_TIMEOUT_SECONDS",
            "DATABASE_URL",
            "RUST_LOG",
            "LOG_FORMAT",
        ] {
            assert!(faults.lines().any(|line| line.starts_with(&format!("{name}:"))), "{name} in\n{faults}");
        }
        assert!(!faults.contains("hush"));
    }

    #[test]
    fn a_secret_may_come_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        std::fs::write(&path, "from-a-file\n").unwrap();
        let from_file = |name: &str| match name {
            "DISCORD_TOKEN_FILE" | "RESELLER_API_TOKEN_FILE" => Some(path.clone().into_os_string()),
            _ => None,
        };
        let settings = Settings::resolve(args(), from_file).unwrap();
        assert_eq!(settings.discord_token.expose_secret(), "from-a-file");
        let file = settings.reseller.api_token_file.unwrap();
        assert_eq!(file.path, path, "it is read again when the vendor refuses the token");
        assert_eq!((file.parse)(" 'quoted'\n").unwrap().expose_secret(), "quoted");
        assert!(Settings::resolve(args(), tokens).unwrap().reseller.api_token_file.is_none());
        let missing = |name: &str| name.ends_with("_FILE").then(|| OsString::from("/nowhere/at/all"));
        assert!(Settings::resolve(args(), missing).unwrap_err().to_string().contains("DISCORD_TOKEN_FILE"));
    }

    #[test]
    fn one_pair_of_quotes_around_a_value_is_removed() {
        for (text, expected) in [
            ("\"a b\"", "a b"),
            ("'a'", "a"),
            ("\"'a'\"", "'a'"),
            ("\"a", "\"a"),
            ("a'", "a'"),
            ("\"", "\""),
            ("\"\"", ""),
        ] {
            assert_eq!(unquoted(text), expected);
        }
        let quoted = |name: &str| tokens(name).map(|_| OsString::from("'quoted'"));
        let settings = Settings::resolve(args(), quoted).unwrap();
        assert_eq!(settings.discord_token.expose_secret(), "quoted");
    }
}
