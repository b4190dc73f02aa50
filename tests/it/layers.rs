//! The layers import downwards only.

use std::path::{Path, PathBuf};

/// From the top to the bottom; those in one line do not know each other, `courier` and the
/// `ledger` aside: letters are written from the ledger's records.
const LAYERS: [(&str, &[&str]); 19] = [
    ("domain", &[]),
    ("i18n", &[]),
    ("chart", &[]),
    ("reseller", &["domain"]),
    ("ledger", &["domain", "i18n"]),
    ("courier", &["domain", "i18n", "ledger"]),
    ("report", &["domain", "i18n", "ledger"]),
    ("fulfilment", &["domain", "reseller", "ledger", "courier"]),
    ("discord", &["domain", "i18n", "chart", "reseller", "ledger", "report", "courier", "fulfilment"]),
    ("shutdown", &[]),
    ("output", &[]),
    ("telemetry", &[]),
    ("settings", &["domain", "reseller", "telemetry"]),
    ("app", &["domain", "reseller", "ledger", "courier", "fulfilment", "discord", "settings"]),
    ("sales", &["domain", "i18n", "ledger", "report", "settings"]),
    ("doctor", &["domain", "reseller", "ledger", "courier", "fulfilment", "settings", "app"]),
    // These stand beside the others.
    ("sandbox", &["domain"]),
    ("vendor", &["domain", "reseller", "settings", "shutdown", "output"]),
    (
        "demo",
        &["domain", "reseller", "ledger", "settings", "telemetry", "app", "shutdown", "sandbox", "vendor"],
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

/// The top-level modules that a source text names after `crate::`.
fn imports(text: &str) -> Vec<String> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    code.split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn every_layer_imports_only_from_those_below_it() {
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
fn every_module_has_its_place() {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for module in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let module = module.trim_end_matches(';');
        assert!(LAYERS.iter().any(|(layer, _)| *layer == module), "{module} is in no layer");
    }
}

#[test]
fn an_import_against_the_direction_is_seen() {
    assert_eq!(imports("use crate::discord::Shop;\nlet x = crate::app::start;"), ["discord", "app"]);
    assert!(imports("// use crate::app;").is_empty());
}
