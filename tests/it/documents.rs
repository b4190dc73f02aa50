//! The documents: their links lead somewhere, and their tables name what the program has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use keyclerk::cli::demo::{Stage, licenses};

use crate::process::keyclerk;

/// Returns the folder of the package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a file of the package.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the files below a folder with this extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
    found
}

/// Returns every document for people.
pub fn documents() -> Vec<PathBuf> {
    let mut documents: Vec<PathBuf> = ["README", "CONTRIBUTING", "CHANGELOG", "SECURITY"]
        .map(|name| root().join(name).with_extension("md"))
        .into();
    documents.extend(files(&root().join("docs"), "md"));
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        documents.push(entry.unwrap().path().join("README.md"));
    }
    documents
}

/// Returns the lines of a document outside code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// Returns the targets of the links and pictures in a line.
fn targets(line: &str) -> Vec<&str> {
    let links = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pictures = line.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.chain(pictures).collect()
}

/// Returns the anchors of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for heading in prose(text).filter(|line| line.starts_with('#')) {
        let title = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        let anchor: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        assert!(anchors.insert(anchor), "two headings are {title}");
    }
    anchors
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    for document in documents() {
        let text = read(&document);
        let folder = document.parent().unwrap();
        for target in prose(&text).flat_map(targets) {
            // Other sites, and a page of the site that hosts the repository.
            if target.contains("://") || target.contains("/security/advisories") {
                continue;
            }
            let (file, anchor) =
                target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
            let path = if file.is_empty() { document.clone() } else { folder.join(file) };
            assert!(path.exists(), "{} links {target}, which does not exist", document.display());
            if let Some(anchor) = anchor {
                let known = anchors(&read(&path));
                assert!(known.contains(anchor), "{} links {target}; {known:?}", document.display());
            }
        }
    }
}

#[test]
fn anchors_are_those_of_github() {
    let text = "# A `key`, sold\n```sh\n# no heading\n```\n## Réglages – 2\n";
    assert_eq!(anchors(text), ["a-key-sold", "réglages--2"].map(str::to_owned).into());
}

/// Returns the parts of a line that stand in backticks.
fn code(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// Returns the rows of the tables below a heading, each split into its cells.
fn rows<'a>(text: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let section = prose(text).skip_while(|line| *line != heading).skip(1);
    let section = section.take_while(|line| !line.starts_with('#'));
    let rows: Vec<Vec<&str>> = section
        .filter(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() > 2, "{heading} has no table");
    rows[2..].to_vec()
}

#[test]
fn every_promise_names_tests_that_exist() {
    let text = read(&root().join("docs/guarantees.md"));
    let mut named = 0;
    for row in rows(&text, "# Guarantees and the tests that show them") {
        // The names of a file's tests stand before its link.
        let parts: Vec<&str> = row[1].split("](").collect();
        assert!(code(parts[parts.len() - 1]).is_empty(), "no file is named in {row:?}");
        for pair in parts.windows(2) {
            let file = pair[1].split(')').next().unwrap();
            let source = read(&root().join("docs").join(file));
            for name in code(pair[0]) {
                let is_there = [format!("fn {name}("), format!("index {name} ")];
                assert!(is_there.iter().any(|one| source.contains(one)), "{file} has no {name}");
                named += 1;
            }
        }
    }
    assert!(named > 40, "only {named} tests were found");
}

/// Returns the names of environment variables in a text.
pub fn variables(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_ascii_uppercase() || c == '_'))
        .filter(|word| word.contains('_') && word.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(str::to_owned)
        .collect()
}

/// Returns the settings that docs/settings.md names.
pub fn documented_settings() -> BTreeSet<String> {
    let text = read(&root().join("docs/settings.md"));
    let documented = ["## The bot", "## Our own vendor"].iter().flat_map(|heading| rows(&text, heading));
    documented.flat_map(|row| variables(row[0])).collect()
}

fn help(command: &[&str]) -> String {
    let output = keyclerk().args(command).arg("--help").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_table_of_settings_names_every_setting_of_the_program() {
    let mut known = variables(&help(&["run"]));
    known.extend(variables(&help(&["vendor"])));
    known.extend(variables(&help(&["vendor", "serve"])));
    // Some come from the environment alone; the code that reads them names them.
    for file in files(&root().join("src/settings"), "rs") {
        let text = read(&file);
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        known.extend(lines.flat_map(|line| line.split('"').skip(1).step_by(2)).flat_map(variables));
    }
    assert_eq!(documented_settings(), known);
    for name in variables(&read(&root().join(".env.example"))) {
        assert!(known.contains(&name), ".env.example names {name}");
    }
}

/// Returns each command with its options, as its messages name them. A unit test compares the messages with
/// the commands.
fn commands() -> BTreeMap<String, BTreeSet<String>> {
    let text = read(&root().join("locales/en/commands.ftl"));
    let keys: BTreeSet<&str> =
        text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
    let described: Vec<&str> = keys.iter().filter_map(|key| key.strip_suffix("-description")).collect();
    let is_option = |path: &str| keys.contains(format!("{path}-name").as_str());
    let mut commands = BTreeMap::new();
    for path in described.iter().copied().filter(|path| !is_option(path)) {
        let below = format!("{path}-");
        let within: Vec<&str> =
            described.iter().copied().filter_map(|other| other.strip_prefix(&below)).collect();
        // A command that has subcommands cannot be run itself.
        if !within.iter().any(|other| !is_option(&format!("{below}{other}"))) {
            commands.insert(
                format!("/{}", path.replace('-', " ")),
                within.into_iter().map(str::to_owned).collect(),
            );
        }
    }
    commands
}

fn documented_commands() -> BTreeMap<String, BTreeSet<String>> {
    let text = read(&root().join("docs/commands.md"));
    let mut documented = BTreeMap::new();
    for heading in ["## Staff", "## Everybody", "## Administrators"] {
        for row in rows(&text, heading) {
            for command in code(row[0]) {
                documented.insert(command.to_owned(), code(row[1]).into_iter().map(str::to_owned).collect());
            }
        }
    }
    documented
}

#[test]
fn the_tables_of_commands_name_every_option() {
    let mut documented = documented_commands();
    documented.retain(|command, _| command.starts_with('/'));
    assert_eq!(documented, commands());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_of_commands_name_every_command_that_discord_has() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    stage.guild.registered().await;
    let registered: BTreeSet<String> = stage.guild.commands().into_iter().collect();
    let documented = documented_commands();
    let top = |command: &String| match command.strip_prefix('/') {
        Some(slash) => slash.split(' ').next().unwrap().to_owned(),
        None => command.clone(),
    };
    assert_eq!(documented.keys().map(top).collect::<BTreeSet<_>>(), registered);
    stage.strike().await;
}

/// Returns the flags of a command that are no settings.
fn flags(help: &str) -> BTreeSet<String> {
    let mut flags: Vec<(&str, bool)> = Vec::new();
    for line in help.lines().skip_while(|line| *line != "Options:").skip(1) {
        if line.trim_start().starts_with('-') {
            let flag =
                line.split(|c: char| c.is_whitespace() || c == ',').find(|word| word.starts_with("--"));
            flags.extend(flag.map(|flag| (flag, false)));
        }
        if let Some((_, is_setting)) = flags.last_mut() {
            *is_setting |= line.contains("[env: ");
        }
    }
    flags.retain(|(flag, is_setting)| !is_setting && !["--help", "--version"].contains(flag));
    flags.into_iter().map(|(flag, _)| flag.to_owned()).collect()
}

/// Collects every command of the command line that does something, with its flags.
fn collect(path: &[&str], into: &mut BTreeMap<String, BTreeSet<String>>) {
    let help = help(path);
    let within =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let within: Vec<&str> = within.filter_map(|line| line.split_whitespace().next()).collect();
    if within.is_empty() {
        into.insert(format!("keyclerk {}", path.join(" ")), flags(&help));
    }
    for command in within.into_iter().filter(|command| *command != "help") {
        collect(&[path, &[command]].concat(), into);
    }
}

#[test]
fn the_table_of_the_command_line_names_every_command_and_flag() {
    let mut known = BTreeMap::new();
    collect(&[], &mut known);
    let text = read(&root().join("docs/commands.md"));
    let mut documented = BTreeMap::new();
    for row in rows(&text, "## Command line") {
        let flags = code(row[1]).into_iter().filter(|flag| flag.starts_with("--"));
        documented.insert(code(row[0]).concat(), flags.map(str::to_owned).collect::<BTreeSet<_>>());
    }
    assert_eq!(documented, known);
}

/// Returns the first text of each `warn!` and `error!` of a source text.
fn logged(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let after = ["warn!(", "error!("].into_iter().flat_map(|made| code.split(made).skip(1));
    after.filter_map(|rest| rest.split('"').nth(1)).collect()
}

#[test]
fn every_warning_and_error_of_the_log_is_explained() {
    let text = read(&root().join("docs/logging.md"));
    let mut seen = 0;
    for file in files(&root().join("src"), "rs") {
        for message in logged(&read(&file)) {
            // The fixed part between two values is what people search for.
            let parts =
                message.split(['{', '}']).step_by(2).map(|part| part.trim_matches([' ', ':', '.', ',']));
            let fixed = parts.max_by_key(|part| part.len()).unwrap();
            assert!(text.contains(fixed), "docs/logging.md lacks {message:?} of {}", file.display());
            seen += 1;
        }
    }
    assert!(seen > 50, "only {seen} were found");
}
