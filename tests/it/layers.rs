//! Tests that the layers import only downwards, and that the files of a crate have no import cycle.

mod imports;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use imports::Sources;

/// The layers from bottom to top, each with the layers that it may import. `courier` may import `ledger`,
/// because it writes letters from the ledger's records.
const LAYERS: [(&str, &[&str]); 17] = [
    ("domain", &[]),
    ("i18n", &[]),
    ("chart", &[]),
    ("reseller", &["domain"]),
    ("ledger", &["domain", "i18n"]),
    ("courier", &["domain", "i18n", "ledger"]),
    ("report", &["domain", "i18n", "ledger"]),
    ("fulfilment", &["domain", "reseller", "ledger", "courier"]),
    ("discord", &["domain", "i18n", "chart", "reseller", "ledger", "report", "courier", "fulfilment"]),
    ("health", &["domain"]),
    ("service_manager", &[]),
    ("shutdown", &[]),
    ("telemetry", &[]),
    ("settings", &["domain", "reseller", "telemetry"]),
    ("app", &["domain", "reseller", "ledger", "courier", "fulfilment", "discord", "health", "settings"]),
    // The following modules are entry points beside the bot.
    ("vendor", &["domain", "reseller"]),
    (
        "cli",
        &[
            "domain",
            "i18n",
            "reseller",
            "ledger",
            "courier",
            "report",
            "fulfilment",
            "health",
            "service_manager",
            "shutdown",
            "telemetry",
            "settings",
            "app",
            "vendor",
        ],
    ),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() { sources(&path) } else { vec![path] }
        })
        .collect()
}

/// Returns the top-level modules that a source text names after `crate::`.
fn imports(text: &str) -> Vec<String> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    code.split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn every_layer_imports_only_from_lower_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (layer, below) in LAYERS {
        let folder = root.join(layer);
        let files = if folder.is_dir() { sources(&folder) } else { vec![folder.with_extension("rs")] };
        assert!(!files.is_empty(), "{layer} has no files");
        for file in files {
            for import in imports(&std::fs::read_to_string(&file).unwrap()) {
                assert!(
                    import == layer || below.contains(&import.as_str()),
                    "{} imports {import}, which is not below {layer}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn only_the_demo_uses_the_local_discord() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&root) {
        let uses = std::fs::read_to_string(&file).unwrap().contains("discord_sandbox::");
        assert!(
            !uses || file.starts_with(root.join("cli").join("demo")),
            "{} uses discord_sandbox",
            file.display()
        );
    }
}

#[test]
fn every_module_belongs_to_a_layer() {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for module in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let module = module.trim_end_matches(';');
        assert!(LAYERS.iter().any(|(layer, _)| *layer == module), "{module} is in no layer");
    }
}

#[test]
fn the_imports_of_a_source_text_are_found() {
    assert_eq!(imports("use crate::discord::Shop;\nlet x = crate::app::start;"), ["discord", "app"]);
    assert!(imports("// use crate::app;").is_empty());
}

/// Returns the files of an import cycle, if there is one.
fn import_cycle<'a>(imports: &BTreeMap<&'a Path, Vec<&'a Path>>) -> Option<Vec<&'a Path>> {
    imports.keys().find_map(|file| import_path(imports, file, file, &mut Vec::new()))
}

/// Finds a path of imports from one file to another. `seen` holds the files that lead nowhere.
fn import_path<'a>(
    imports: &BTreeMap<&'a Path, Vec<&'a Path>>,
    from: &'a Path,
    to: &Path,
    seen: &mut Vec<&'a Path>,
) -> Option<Vec<&'a Path>> {
    for next in imports.get(from).into_iter().flatten() {
        if *next == to {
            return Some(vec![from, next]);
        }
        if !seen.contains(next) {
            seen.push(next);
            if let Some(rest) = import_path(imports, next, to, seen) {
                return Some([vec![from], rest].concat());
            }
        }
    }
    None
}

#[test]
fn the_files_of_a_crate_have_no_import_cycle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for sources in ["src", "crates/discord-sandbox/src"] {
        let sources = Sources::of(&root.join(sources));
        let imports = sources.imports();
        assert!(imports.values().map(Vec::len).sum::<usize>() > imports.len(), "too few imports were found");
        if let Some(files) = import_cycle(&imports) {
            let names: Vec<_> =
                files.iter().map(|file| file.strip_prefix(root).unwrap().display().to_string()).collect();
            panic!("these files import each other: {}", names.join(" → "));
        }
    }
}

#[test]
fn an_import_cycle_through_a_re_export_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("shop")).unwrap();
    write("lib.rs", "mod shop;\nmod till;");
    write("shop/mod.rs", "mod shelf;\npub use shelf::Shelf;");
    write("shop/shelf.rs", "use crate::till::{self, Coin as Money};\npub struct Shelf(Money);");
    write("till.rs", "use crate::shop::Shelf;\npub struct Coin(Shelf);");
    let sources = Sources::of(folder.path());
    let imports = sources.imports();
    assert_eq!(import_cycle(&imports).unwrap().len(), 3);
    write("till.rs", "pub struct Coin;");
    let sources = Sources::of(folder.path());
    assert_eq!(import_cycle(&sources.imports()), None);
}
