//! Finds the files of a crate and the imports between them.
//!
//! An import counts for the file that defines the item, so a re-export by a `mod.rs` is followed. Unit
//! tests at the end of a file do not count.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The path of a module from the root of the crate.
type Module = Vec<String>;

/// An import of one item as it is written.
struct Import {
    path: Vec<String>,
    /// The name of the item in the importing file.
    name: String,
    is_reexport: bool,
}

struct Source {
    file: PathBuf,
    text: String,
    imports: Vec<Import>,
}

/// The sources of a crate by module.
pub struct Sources(BTreeMap<Module, Source>);

impl Sources {
    /// Reads the crate whose sources are in `root`.
    pub fn of(root: &Path) -> Self {
        let mut sources = BTreeMap::new();
        read(root, &mut Vec::new(), &mut sources);
        Self(sources)
    }

    /// Lists the files that each file imports from.
    pub fn imports(&self) -> BTreeMap<&Path, Vec<&Path>> {
        let of = |module: &Module, source: &Source| {
            let imports = source.imports.iter().filter(|import| !import.is_reexport);
            let mut paths: Vec<Vec<String>> = Vec::new();
            for import in imports {
                match self.resolve(module, &import.path) {
                    // A module is imported because of the item that follows it.
                    Some((_, None)) => paths.extend(
                        named_after(&source.text, &import.name)
                            .map(|item| import.path.iter().cloned().chain([item]).collect()),
                    ),
                    _ => paths.push(import.path.clone()),
                }
            }
            paths.extend(inline(&source.text));
            let files = paths.iter().filter_map(|path| self.file(module, path));
            let mut files: Vec<&Path> = files.filter(|file| *file != source.file).collect();
            files.sort_unstable();
            files.dedup();
            files
        };
        self.0.iter().map(|(module, source)| (source.file.as_path(), of(module, source))).collect()
    }

    /// Returns the file that defines the item of a path.
    fn file(&self, module: &Module, path: &[String]) -> Option<&Path> {
        let (target, item) = self.resolve(module, path)?;
        let source = &self.0[&target];
        let reexport = item
            .and_then(|item| source.imports.iter().find(|import| import.is_reexport && import.name == item));
        match reexport {
            Some(import) => self.file(&target, &import.path).or(Some(&source.file)),
            None => Some(&source.file),
        }
    }

    /// Returns the module of a path and the item after it, or `None` for another crate.
    fn resolve(&self, module: &Module, path: &[String]) -> Option<(Module, Option<String>)> {
        let mut at = module.clone();
        let mut rest = path.iter().peekable();
        match rest.peek()?.as_str() {
            "crate" => at.clear(),
            "super" | "self" => {}
            first => {
                at.push(first.to_owned());
                if !self.0.contains_key(&at) {
                    return None;
                }
                at.pop();
            }
        }
        while let Some(part) = rest.next_if(|part| ["crate", "self", "super"].contains(&part.as_str())) {
            if part == "super" {
                at.pop();
            }
        }
        for part in rest {
            at.push(part.clone());
            if !self.0.contains_key(&at) {
                at.pop();
                return Some((at, Some(part.clone())));
            }
        }
        Some((at, None))
    }
}

fn read(folder: &Path, module: &mut Module, sources: &mut BTreeMap<Module, Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            module.push(name);
            read(&path, module, sources);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") && name != "main" {
            let mut module = module.clone();
            if !["mod", "lib"].contains(&name.as_str()) {
                module.push(name);
            }
            let text = code(&std::fs::read_to_string(&path).unwrap());
            sources.insert(module, Source { imports: uses(&text), text, file: path });
        }
    }
}

/// Returns the code of a file without comments and unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the `use` declarations of a text.
fn uses(text: &str) -> Vec<Import> {
    let mut imports = Vec::new();
    for (at, line) in lines(text) {
        let line = line.trim_start();
        let is_reexport = line.starts_with("pub");
        let declaration = if is_reexport {
            line.split_once(" use ").map(|(_, rest)| rest)
        } else {
            line.strip_prefix("use ")
        };
        if declaration.is_some() {
            let begin = at + text[at..].find("use ").unwrap() + "use ".len();
            let tree: String =
                text[begin..].split(';').next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            expand(&tree, &[], is_reexport, &mut imports);
        }
    }
    imports
}

/// Returns the lines of a text with their positions.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let begin = *at;
        *at += line.len();
        Some((begin, line))
    })
}

/// Adds the imports of a tree such as `crate::{a, b::{c as d}}`.
fn expand(tree: &str, before: &[String], is_reexport: bool, imports: &mut Vec<Import>) {
    let tree = tree.trim();
    if let Some((path, group)) = tree.split_once('{') {
        let mut before = before.to_vec();
        before.extend(path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
        let group = group.trim_end().strip_suffix('}').unwrap_or(group);
        for part in split(group) {
            expand(part, &before, is_reexport, imports);
        }
        return;
    }
    if tree.is_empty() {
        return;
    }
    let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias)));
    let mut whole = before.to_vec();
    whole.extend(path.split("::").map(|part| part.trim().to_owned()));
    if whole.last().is_some_and(|last| last == "self") && whole.len() > 1 {
        whole.pop();
    }
    let name =
        alias.map_or_else(|| whole.last().cloned().unwrap_or_default(), |alias| alias.trim().to_owned());
    imports.push(Import { path: whole, name, is_reexport });
}

/// Splits a group at its top-level commas.
fn split(group: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut parts) = (0, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[begin..]);
    parts
}

/// Returns the items that are written as `name::item`.
fn named_after<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let before = format!("{name}::");
    let begins: Vec<usize> = text.match_indices(&before).map(|(at, _)| at).collect();
    begins.into_iter().filter_map(move |at| {
        let is_part =
            text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':');
        let item: String = text[at + name.len() + 2..]
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect();
        (!is_part && !item.is_empty()).then_some(item)
    })
}

/// Returns the paths that begin with `crate::` or `super::` outside of `use` declarations.
fn inline(text: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for begin in ["crate::", "super::"] {
        for (at, _) in text.match_indices(begin) {
            let line = text[..at].rsplit('\n').next().unwrap_or_default();
            let is_part = text[..at]
                .ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':');
            // A path in a macro is resolved where the macro is used.
            if is_part || line.ends_with('$') || line.contains("use ") || line.contains("pub(in ") {
                continue;
            }
            let path: String = text[at..]
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || "_:".contains(*letter))
                .collect();
            paths.push(path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect());
        }
    }
    paths
}
