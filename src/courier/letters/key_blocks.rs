//! Unmasked keys: formatting them in a message, and recognising a sent message by them.
//!
//! Invariant: every key is in the message's content or in an attached file. Embeds contain no key, because
//! users can turn embeds off and phones cannot copy text from them.

use serenity::all::CreateAttachment;
use sha2::{Digest, Sha256};

use crate::domain::{License, SaleId};
use crate::i18n::Language;

/// Discord's limit for content, in code points. Some clients count UTF-16 code units, of which there may be
/// more.
const LONGEST_CONTENT: usize = 2_000;
/// The maximum number of keys that are sent without a file.
const MANY: usize = 5;
/// The number of backticks that end a code block in Discord's clients, however long the opening fence is.
const END_OF_BLOCK: usize = 3;
/// The length of the digest in a file's name, in characters.
const DIGEST: usize = 16;

/// Keys under a heading, which may be empty.
pub struct Keys<'a> {
    heading: String,
    keys: Vec<&'a str>,
}

/// The content and files that contain the unmasked keys.
pub struct WholeKeys {
    /// The content of the message.
    pub content: String,
    /// The files, at most one.
    pub files: Vec<CreateAttachment>,
}

impl<'a> Keys<'a> {
    /// Takes the keys of licenses.
    #[must_use]
    pub fn of(licenses: &[&'a License]) -> Self {
        Self::below(String::new(), licenses)
    }

    /// Takes the keys of licenses, and a heading to show above them.
    #[must_use]
    pub fn below(heading: String, licenses: &[&'a License]) -> Self {
        Self { heading, keys: revealed(licenses) }
    }
}

/// Formats keys below an introduction, which may be empty. The keys are in the content, or in a file if they
/// do not fit. A file is also added if there are many keys, or if a client would end the code block inside a
/// key.
#[must_use]
pub fn whole_keys(language: Language, sale: Option<SaleId>, intro: &str, groups: &[Keys<'_>]) -> WholeKeys {
    let all: Vec<&str> = groups.iter().flat_map(|group| &group.keys).copied().collect();
    let blocks = groups.iter().flat_map(|group| [group.heading.clone(), fenced(&group.keys)]);
    let parts: Vec<String> = std::iter::once(intro.to_owned()).chain(blocks).collect();
    let says = |key: &str| language.with(key, &[("count", all.len().into())]);
    let wants_file = all.len() > MANY || longest_run(&all) >= END_OF_BLOCK;
    let too = if wants_file { says("keys-in-file-too") } else { String::new() };
    let content = joined(parts.iter().map(String::as_str).chain([too.as_str()]));
    if fits(&content) {
        let files = if wants_file { vec![file(&all, file_name(sale, None))] } else { vec![] };
        return WholeKeys { content, files };
    }
    let content = joined([intro, says("keys-in-file").as_str()].into_iter());
    WholeKeys { content, files: vec![file(&all, file_name(sale, Some(&all)))] }
}

/// Returns the name of the file that contains exactly these keys, if the content does not contain them.
#[must_use]
pub fn name_of_only_file(sale: SaleId, licenses: &[&License]) -> String {
    file_name(Some(sale), Some(&revealed(licenses)))
}

/// Returns true if a license's key is a line of a code block in a text.
#[must_use]
pub fn shows(text: &str, license: &License) -> bool {
    lines_in_blocks(text).any(|line| line.trim() == license.key.reveal().trim())
}

fn revealed<'a>(licenses: &[&'a License]) -> Vec<&'a str> {
    licenses.iter().map(|license| license.key.reveal()).collect()
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn fits(content: &str) -> bool {
    content.encode_utf16().count() <= LONGEST_CONTENT
}

/// Formats keys as a code block, one per line. The fence is longer than any run of backticks in a key.
fn fenced(keys: &[&str]) -> String {
    let fence = "`".repeat(END_OF_BLOCK.max(longest_run(keys) + 1));
    format!("{fence}\n{}\n{fence}", keys.join("\n"))
}

fn longest_run(keys: &[&str]) -> usize {
    let runs = keys.iter().flat_map(|key| key.split(|c| c != '`'));
    runs.map(str::len).max().unwrap_or(0)
}

/// Lists the lines inside code blocks. A block ends at a fence as long as its opening fence.
fn lines_in_blocks(text: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    text.lines().filter(move |line| {
        let is_fence = line.len() >= END_OF_BLOCK && line.bytes().all(|byte| byte == b'`');
        match fence {
            None => {
                fence = Some(*line).filter(|_| is_fence);
                false
            }
            Some(open) if open == *line => {
                fence = None;
                false
            }
            Some(_) => true,
        }
    })
}

fn file(keys: &[&str], name: String) -> CreateAttachment {
    CreateAttachment::bytes(format!("{}\n", keys.join("\n")), name)
}

/// Returns the name of a file. If the keys are only in the file, the name contains their digest. A message
/// that was sent earlier is then recognised without downloading the file.
fn file_name(sale: Option<SaleId>, only_place_of: Option<&[&str]>) -> String {
    let sale = sale.map_or_else(String::new, |sale| format!("-sale-{sale}"));
    let digest = only_place_of.map_or_else(String::new, |keys| {
        let mut hash = Sha256::new();
        for key in keys {
            hash.update(key.as_bytes());
            hash.update(b"\n");
        }
        format!("-{}", &hex::encode(hash.finalize())[..DIGEST])
    });
    format!("licenses{sale}{digest}.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(keys: &[&str]) -> WholeKeys {
        let group = Keys { heading: String::new(), keys: keys.to_vec() };
        whole_keys(Language::English, Some(SaleId::new(7)), "", &[group])
    }

    #[test]
    fn a_key_stands_whole_and_exactly_in_the_content() {
        let emoji = "😀".repeat(400);
        for key in ["ps-ABCD-EFGHIJK-LMN", "a`b", "``", "{x} https://x.y/?a=*b*_c_ @everyone <@1>", &emoji] {
            let whole = shown(&[key]);
            assert_eq!(whole.content, format!("```\n{key}\n```"));
            assert!(whole.files.is_empty(), "{key}");
        }
    }

    #[test]
    fn the_fence_is_longer_than_any_run_of_backticks_and_such_a_key_is_a_file_too() {
        for run in [3, 4, 17, 500] {
            let key = if run == 500 { "`".repeat(run) } else { format!("a{}b``c", "`".repeat(run)) };
            let whole = shown(&["plain", &key]);
            let fence = "`".repeat(run + 1);
            assert!(whole.content.starts_with(&format!("{fence}\nplain\n{key}\n{fence}\n")), "{run}");
            assert_eq!(whole.files[0].data, format!("plain\n{key}\n").into_bytes());
            assert!(fits(&whole.content));
            let found: Vec<&str> = lines_in_blocks(&whole.content).collect();
            assert_eq!(found, ["plain", key.as_str()], "{run}");
        }
    }

    #[test]
    fn keys_that_do_not_fit_into_the_content_are_a_file_and_the_content_says_so() {
        for (key, count) in [("k".repeat(500), 25), ("😀".repeat(500), 2), ("`".repeat(500), 2)] {
            let keys: Vec<String> = (0..count).map(|at| format!("{key}{at}")).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let whole = shown(&keys);
            assert!(whole.content.contains("in the file"), "{}", whole.content);
            assert!(!whole.content.contains(&key), "none of them stands there alone");
            assert_eq!(whole.files[0].data, format!("{}\n", keys.join("\n")).into_bytes());
            assert_eq!(whole.files[0].filename, file_name(Some(SaleId::new(7)), Some(&keys)));
            assert_ne!(whole.files[0].filename, file_name(Some(SaleId::new(7)), Some(&keys[1..])));
        }
    }

    #[test]
    fn a_text_shows_a_key_only_as_a_whole_line_of_a_code_block() {
        let key = |text: &str| License { key: text.parse().unwrap(), product: None, expires_at: None };
        let text = "````\nABCD-1\nABCD-12\n````\nABCD-3\n```\n ABCD-4\n```";
        for (license, is_shown) in [
            ("ABCD-1", true),
            ("ABCD-12", true),
            ("ABCD", false),
            ("BCD-12", false),
            ("ABCD-3", false),
            ("ABCD-4", true),
        ] {
            assert_eq!(shows(text, &key(license)), is_shown, "{license}");
        }
    }
}
