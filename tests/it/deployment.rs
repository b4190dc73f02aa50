//! The files for deployment name the files, versions and settings that the program has.

use std::collections::BTreeSet;

use crate::documents::{documented_settings, documents, read, root, variables};

fn text(file: &str) -> String {
    read(&root().join(file))
}

/// Returns the lines that begin with `start`, without it.
fn lines_after<'a>(text: &'a str, start: &str) -> impl Iterator<Item = &'a str> {
    text.lines().filter_map(move |line| line.strip_prefix(start))
}

#[test]
fn the_build_context_contains_exactly_what_the_image_is_built_of() {
    let (docker, ignored) = (text("Dockerfile"), text(".dockerignore"));
    let copied = lines_after(&docker, "COPY ").filter(|line| !line.starts_with("--from="));
    let mut sources = BTreeSet::new();
    for line in copied {
        let mut words: Vec<_> = line.split_whitespace().collect();
        words.pop();
        sources.extend(words);
    }
    for source in &sources {
        assert!(root().join(source).exists(), "the Dockerfile copies {source}, which does not exist");
    }
    // A part of a copied folder is allowed with that folder.
    let folders = sources.clone();
    sources.retain(|source| !folders.iter().any(|folder| source.starts_with(&format!("{folder}/"))));
    let rules: Vec<_> = ignored.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert_eq!(rules[0], "*", "the list names what is allowed");
    let allowed: BTreeSet<_> = rules.iter().filter_map(|rule| rule.strip_prefix('!')).collect();
    assert_eq!(allowed, sources);
    // The last rule that matches a file decides.
    let last_allowed = rules.iter().rposition(|rule| rule.starts_with('!')).unwrap();
    for secret in ["**/.env*", "**/*.db*", "**/secrets"] {
        assert!(rules[last_allowed..].contains(&secret), "{secret} is not excluded");
    }
}

#[test]
fn the_image_is_labelled_with_the_version_of_the_package() {
    let label = format!("org.opencontainers.image.version=\"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(text("Dockerfile").contains(&label), "{label}");
}

#[test]
fn every_setting_of_the_unit_and_of_the_compose_file_exists() {
    let known = documented_settings();
    let (unit, compose) = (text("deploy/keyclerk.service"), text("compose.yaml"));
    let mut named: BTreeSet<String> = lines_after(&unit, "Environment=").flat_map(variables).collect();
    assert!(named.len() >= 3, "{named:?}");
    named.extend(variables(&compose));
    let unknown: Vec<_> = named.difference(&known).collect();
    assert!(unknown.is_empty(), "{unknown:?} are no settings");
}

#[test]
fn the_unit_and_the_compose_file_wait_longer_than_a_stop_takes() {
    let seconds = |file: &str, name: &str| -> u64 {
        let text = text(file);
        let value = text.lines().find_map(|line| line.trim().strip_prefix(name)).unwrap();
        value.trim().trim_end_matches('s').parse().unwrap()
    };
    let run = text("src/cli/run.rs");
    let limit = run.lines().find(|line| line.starts_with("const LONGEST_STOP")).unwrap();
    let digits: String = limit.chars().filter(char::is_ascii_digit).collect();
    let limit = digits.parse::<u64>().unwrap() / 1000;
    assert!(limit > 5, "the limit of {limit} s is in milliseconds");
    assert!(seconds("compose.yaml", "stop_grace_period:") > limit);
    assert!(seconds("deploy/keyclerk.service", "TimeoutStopSec=") > limit);
}

/// Returns true for a line such as `NAME=value  # a comment`, which the `EnvironmentFile=` of systemd and
/// Docker's `--env-file` take for a longer value.
fn is_commented_setting(line: &str) -> bool {
    let Some((name, value)) = line.trim_start().split_once('=') else { return false };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    is_name && value.split_once(" #").is_some_and(|(value, _)| !value.trim_end().contains(' '))
}

#[test]
fn no_example_of_a_setting_ends_with_a_comment() {
    assert!(is_commented_setting("BACKUP_KEEP=28  # backups") && !is_commented_setting("# BACKUP_KEEP=28"));
    for file in documents().into_iter().chain([root().join(".env.example")]) {
        let text = read(&file);
        let commented: Vec<_> = text.lines().filter(|line| is_commented_setting(line)).collect();
        assert!(commented.is_empty(), "{}: {commented:?}", file.display());
    }
}

#[test]
fn the_unit_runs_only_programs_that_a_minimal_debian_has() {
    let unit = text("deploy/keyclerk.service");
    let programs = unit.lines().filter(|line| line.starts_with("Exec"));
    let programs: Vec<_> = programs.map(|line| line.split(['=', ' ']).nth(1).unwrap()).collect();
    assert_eq!(programs, ["/usr/local/bin/keyclerk", "/bin/sh"]);
}
