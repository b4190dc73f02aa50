//! Parses the environment into [`Settings`], or returns every fault at once.
//!
//! Invariant: no fault repeats the value of a secret. Values are parsed here instead of by clap, so that one
//! run lists all faults.

mod backups;
mod certificates;
mod database;
mod env_file;
mod env_text;
mod faults;
#[cfg(test)]
mod tests;
mod values;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use secrecy::SecretString;

use crate::domain::{ChannelId, GuildId, RoleId};
use crate::reseller::{ClientSettings, TokenFile};
use crate::telemetry::LogFormat;

pub use backups::BackupSettings;
pub use database::{NoDatabaseFile, ledger_path, sqlite_path};
pub use env_file::{find as find_env_file, load as load_env_file, values as env_file_values, without_faults};
pub use env_text::with_settings;
pub use faults::{SettingFault, SettingFaults};
pub use values::{discord_url, ids, token, vendor_url};

use values::{number, one_id, socket_address, yes_or_no};

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
    /// The address for health checks and metrics, such as 127.0.0.1:9464
    #[arg(long, env = "HTTP_ADDR", hide_env_values = true)]
    pub http_addr: Option<OsString>,
    /// The folder in which the bot makes backups of the ledger
    #[arg(long, env = "BACKUP_DIR", hide_env_values = true)]
    pub backup_dir: Option<OsString>,
    /// The time between two backups, such as 30m, 6h or 1d [default: 6h]
    #[arg(long, env = "BACKUP_EVERY", hide_env_values = true)]
    pub backup_every: Option<OsString>,
    /// The number of backups to keep [default: 28]
    #[arg(long, env = "BACKUP_KEEP", hide_env_values = true)]
    pub backup_keep: Option<OsString>,
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
    /// The address of the server for health checks and metrics, or `None` for no server.
    pub http_addr: Option<SocketAddr>,
    /// The settings of the backups that the bot makes, if it makes any.
    pub backups: Option<BackupSettings>,
    /// The log filter.
    pub rust_log: String,
    /// The log format.
    pub log_format: LogFormat,
}

/// Reads a secret from the variable of this name, or from the file that the variable with `_FILE` names.
///
/// # Errors
/// Returns [`SettingFaults`] if there is none, if both are set, or if the value is no token.
pub fn secret(
    name: &str,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<SecretString, SettingFaults> {
    let mut faults = SettingFaults::default();
    faults.secret(name, variable).ok_or(faults)
}

impl RunArgs {
    /// Reads the settings from variables, without flags.
    #[must_use]
    pub fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        Self {
            discord_api_url: variable("DISCORD_API_URL"),
            guild_ids: variable("GUILD_IDS"),
            staff_role_ids: variable("STAFF_ROLE_IDS"),
            sales_channel_id: variable("SALES_CHANNEL_ID"),
            reseller_base_url: variable("RESELLER_BASE_URL"),
            reseller_allow_plain_http: variable("RESELLER_ALLOW_PLAIN_HTTP"),
            reseller_rate_limit: variable("RESELLER_RATE_LIMIT"),
            reseller_timeout_seconds: variable("RESELLER_TIMEOUT_SECONDS"),
            database_url: variable("DATABASE_URL"),
            http_addr: variable("HTTP_ADDR"),
            backup_dir: variable("BACKUP_DIR"),
            backup_every: variable("BACKUP_EVERY"),
            backup_keep: variable("BACKUP_KEEP"),
            rust_log: variable("RUST_LOG"),
            log_format: variable("LOG_FORMAT"),
        }
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
        let http_addr = faults.optional("HTTP_ADDR", args.http_addr, socket_address);
        let backup_dir = faults.optional("BACKUP_DIR", args.backup_dir, backups::folder);
        let backup_every = faults.optional("BACKUP_EVERY", args.backup_every, backups::every);
        let backup_keep = faults.optional("BACKUP_KEEP", args.backup_keep, |text| number(text, 1..=10_000));
        let rust_log = faults.optional("RUST_LOG", args.rust_log, crate::telemetry::check_filter);
        let log_format = faults.optional("LOG_FORMAT", args.log_format, LogFormat::from_str);
        faults.trusted_certificates(&variable);
        match (discord_token, api_token, guild_ids, base_url) {
            (Some(discord_token), Some(api_token), Some(guild_ids), Some(base_url)) if faults.is_empty() => {
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
                    http_addr,
                    backups: backup_dir.map(|folder| BackupSettings::of(folder, backup_every, backup_keep)),
                    rust_log: rust_log.unwrap_or_else(|| "info".to_owned()),
                    log_format: log_format.unwrap_or_default(),
                })
            }
            _ => Err(faults),
        }
    }
}
