//! Prepares text from outside for Discord: escapes it and cuts it to the permitted length.

/// Cuts a text to `limit` characters. If anything was cut, the last character is an ellipsis.
#[must_use]
pub fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Escapes untrusted text and cuts it to `limit` characters. The result contains no markdown, mentions, links
/// or direction characters.
#[must_use]
pub fn excerpt(text: &str, limit: usize) -> String {
    cut(&plain(text), limit)
}

/// Escapes untrusted text. The result contains no markdown, mentions, links or direction characters.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => plain.push(' '),
            // Directional and invisible characters only disguise a text, so they are dropped.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() => {}
            '*' | '_' | '~' | '`' | '|' | '\\' | '>' | '<' | '[' | ']' | '(' | ')' | '#' | '-' | '@'
            | ':' => {
                plain.push('\\');
                plain.push(c);
            }
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_loses_its_power_and_keeps_its_words() {
        assert_eq!(plain("**hi** <@123> `x`"), r"\*\*hi\*\* \<\@123\> \`x\`");
        assert_eq!(plain("a\u{202e}b\u{200b}c\nd"), "abc d");
        assert_eq!(plain("https://x.y"), r"https\://x.y");
    }

    #[test]
    fn a_cut_text_says_that_it_was_cut() {
        assert_eq!(cut("äöüß", 4), "äöüß");
        assert_eq!(cut("äöüßx", 4), "äöü…");
    }
}
