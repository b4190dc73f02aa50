//! Tests of the resolved settings.

use std::path::Path;

use secrecy::ExposeSecret;

use super::values::unquoted;
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
        http_addr: Some("localhost".into()),
        backup_dir: Some("/nowhere/at/all".into()),
        backup_every: Some("often".into()),
        backup_keep: Some("0".into()),
        rust_log: Some("=====".into()),
        log_format: Some("xml".into()),
    };
    let both = |name: &str| Some(OsString::from(if name.ends_with("_FILE") { "/nowhere" } else { "hush" }));
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
        "HTTP_ADDR",
        "BACKUP_DIR",
        "BACKUP_EVERY",
        "BACKUP_KEEP",
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
    let fault = Settings::resolve(args(), missing).unwrap_err().to_string();
    assert!(fault.contains("DISCORD_TOKEN_FILE: the file cannot be read: "), "{fault}");
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
