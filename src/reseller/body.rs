//! Parses the body of an answer during the download.
//!
//! The entries of the field `licenses` are parsed one by one into a compact form. The envelope, which is the
//! rest of the body, is small. It is kept as received, but with an empty array instead of the entries.
//!
//! Invariant: at most one entry is in memory as JSON, however long the list is.

use crate::domain::{Licenses, LicensesBuilder};

use super::lenient_license;
use super::{MalformedAnswer, VendorError};

/// The largest accepted body. It has room for a million licenses of more than 200 bytes each.
const LARGEST_BODY: usize = 256 * 1024 * 1024;
/// The largest accepted envelope.
const LARGEST_ENVELOPE: usize = 1024 * 1024;
/// The largest accepted entry. A larger one counts as unreadable.
const LARGEST_ENTRY: usize = 64 * 1024;
/// The maximum number of licenses in a list.
const MOST_LICENSES: usize = 1_000_000;

const TOO_LONG: VendorError = VendorError::Malformed(MalformedAnswer::TooLong);

/// The part of a body that has been downloaded so far.
#[derive(Default)]
pub(super) struct ResponseBody {
    read: usize,
    envelope: Vec<u8>,
    /// The entry that is being read.
    entry: Vec<u8>,
    entry_is_large: bool,
    licenses: LicensesBuilder,
    place: BodyPart,
    depth: usize,
    text: Text,
    /// The position at which the last string in the envelope begins.
    last_text: usize,
    is_list_next: bool,
    comma_before: bool,
}

#[derive(Default, PartialEq, Eq)]
enum BodyPart {
    #[default]
    Envelope,
    /// The array of licenses.
    List,
}

/// The state that determines if the next byte is inside a string.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Text {
    #[default]
    Outside,
    Inside,
    Escaped,
}

impl ResponseBody {
    /// Parses the next bytes.
    pub(super) fn push(&mut self, chunk: &[u8]) -> Result<(), VendorError> {
        self.read += chunk.len();
        if self.read > LARGEST_BODY {
            return Err(TOO_LONG);
        }
        for byte in chunk {
            match self.place {
                BodyPart::Envelope => self.push_envelope(*byte),
                BodyPart::List => self.push_list(*byte),
            }
        }
        if self.envelope.len() > LARGEST_ENVELOPE {
            return Err(TOO_LONG);
        }
        if self.licenses.len() > MOST_LICENSES {
            return Err(VendorError::Malformed(MalformedAnswer::TooManyLicenses));
        }
        Ok(())
    }

    /// Returns the body without the entries of the list.
    pub(super) fn envelope(&self) -> &[u8] {
        self.envelope.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.envelope)
    }

    /// Returns the parsed entries of the list.
    pub(super) fn into_licenses(self) -> Licenses {
        self.licenses.build()
    }

    fn push_envelope(&mut self, byte: u8) {
        self.envelope.push(byte);
        if self.is_in_text(byte) {
            return;
        }
        match byte {
            b'"' => self.last_text = self.envelope.len() - 1,
            b':' => self.is_list_next = self.depth == 1 && self.names_the_list(),
            b'[' if self.is_list_next => {
                (self.place, self.is_list_next, self.comma_before) = (BodyPart::List, false, false);
                self.depth = 0;
            }
            b'{' | b'[' => (self.depth, self.is_list_next) = (self.depth + 1, false),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b if b.is_ascii_whitespace() => {}
            _ => self.is_list_next = false,
        }
    }

    /// Returns true if the string before this colon is the name of the list.
    fn names_the_list(&self) -> bool {
        let before = self.envelope.get(self.last_text..self.envelope.len() - 1).unwrap_or_default();
        before.trim_ascii_end() == b"\"licenses\""
    }

    fn push_list(&mut self, byte: u8) {
        let in_text = self.is_in_text(byte);
        match byte {
            _ if in_text => self.push_entry(byte),
            b',' if self.depth == 0 => {
                self.end_entry(true);
                self.comma_before = true;
            }
            b']' if self.depth == 0 => {
                self.end_entry(self.comma_before);
                self.envelope.push(byte);
                (self.place, self.depth) = (BodyPart::Envelope, 1);
            }
            b'{' | b'[' => {
                self.depth += 1;
                self.push_entry(byte);
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.push_entry(byte);
            }
            _ => self.push_entry(byte),
        }
    }

    fn push_entry(&mut self, byte: u8) {
        if self.entry.len() < LARGEST_ENTRY {
            self.entry.push(byte);
        } else {
            self.entry_is_large = true;
        }
    }

    fn end_entry(&mut self, is_due: bool) {
        let bytes = self.entry.trim_ascii();
        if self.entry_is_large {
            self.licenses.add_unreadable();
        } else if !bytes.is_empty() {
            lenient_license::add(&mut self.licenses, bytes);
        } else if is_due {
            // A comma without an entry is invalid JSON. Keeping it makes the envelope invalid too.
            self.envelope.push(b',');
        }
        self.entry.clear();
        self.entry_is_large = false;
    }

    /// Returns true if a byte belongs to a string, including the closing quote.
    fn is_in_text(&mut self, byte: u8) -> bool {
        let before = self.text;
        self.text = match (before, byte) {
            (Text::Outside, b'"') | (Text::Escaped, _) => Text::Inside,
            (Text::Inside, b'\\') => Text::Escaped,
            (Text::Inside, b'"') => Text::Outside,
            (same, _) => same,
        };
        before != Text::Outside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses a body in chunks of every size, and returns its envelope, keys and the number of unreadable
    /// entries.
    fn taken_apart(body: &str) -> (String, Vec<String>, u32) {
        let all = [1, 2, 7, body.len().max(1)].map(|size| {
            let mut whole = ResponseBody::default();
            for chunk in body.as_bytes().chunks(size) {
                whole.push(chunk).unwrap();
            }
            let envelope = String::from_utf8(whole.envelope().to_vec()).unwrap();
            let licenses = whole.into_licenses();
            let keys = licenses.iter().map(|license| license.reveal().to_owned()).collect();
            (envelope, keys, licenses.unreadable())
        });
        assert!(all.iter().all(|one| *one == all[0]), "{all:?}");
        let [one, ..] = all;
        one
    }

    #[test]
    fn the_list_is_taken_out_of_the_envelope() {
        for (body, envelope, keys, unreadable) in [
            (r#"{"ok":true,"licenses":[]}"#, r#"{"ok":true,"licenses":[]}"#, vec![], 0),
            (
                "\u{feff}{\"licenses\" : [ {\"key\":\"a]},{\\\"\"} , {\"key\":\"b\",\"x\":[{}]} ] , \"ok\":true}",
                r#"{"licenses" : [] , "ok":true}"#,
                vec![r#"a]},{""#, "b"],
                0,
            ),
            (r#"{"x":{"licenses":[1]}}"#, r#"{"x":{"licenses":[1]}}"#, vec![], 0),
            (r#"{"x":"licenses","y":[1]}"#, r#"{"x":"licenses","y":[1]}"#, vec![], 0),
            (r#"{"licenses":[7,null,{"key":"c"},{bad}]}"#, r#"{"licenses":[]}"#, vec!["c"], 3),
            (r#"["licenses",[{"key":"c"}]]"#, r#"["licenses",[{"key":"c"}]]"#, vec![], 0),
        ] {
            let keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
            assert_eq!(taken_apart(body), (envelope.to_owned(), keys, unreadable), "{body}");
        }
    }

    #[test]
    fn a_list_that_is_no_json_leaves_no_json() {
        for body in [
            r#"{"licenses":[,]}"#,
            r#"{"licenses":[{"key":"a"},]}"#,
            r#"{"licenses":[{"key":"a"}"#,
            r#"{"licenses":[{"key":"a"#,
            r#"{"licenses":[{"key":"a"},,{"key":"b"}]}"#,
        ] {
            let envelope = taken_apart(body).0;
            assert!(serde_json::from_str::<serde_json::Value>(&envelope).is_err(), "{body}: {envelope}");
        }
    }

    #[test]
    fn an_entry_without_end_costs_itself_alone() {
        let large = "x".repeat(LARGEST_ENTRY);
        let body = format!(r#"{{"licenses":[{{"key":"a","x":"{large}"}},{{"key":"b"}}]}}"#);
        assert_eq!(taken_apart(&body).1, ["b"]);
        assert_eq!(taken_apart(&body).2, 1);
    }
}
