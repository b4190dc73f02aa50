//! The API key in use, and the file that may hold a newer one.

use std::path::PathBuf;
use std::sync::Arc;

use parking_lot::Mutex;
use secrecy::{ExposeSecret, SecretString};

/// The file of `RESELLER_API_TOKEN_FILE`, and the parser of its text.
#[derive(Debug, Clone)]
pub struct TokenFile {
    /// The file.
    pub path: PathBuf,
    /// Parses the text. Returns `None` if the text contains no token.
    pub parse: fn(&str) -> Option<SecretString>,
}

/// The result of reading the file of the API key again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAgain {
    /// The file contains another key, which is used from now on.
    Changed,
    /// The file contains the key that is in use.
    Unchanged,
    /// The key did not come from a file.
    NoFile,
    /// The file cannot be read or contains no key. The old key stays in use.
    Unreadable,
}

impl TokenFile {
    /// Reads the token. A pipe is not read a second time, because it is empty and opening it may block for
    /// ever.
    async fn read(&self) -> Option<SecretString> {
        tokio::fs::metadata(&self.path).await.ok().filter(std::fs::Metadata::is_file)?;
        (self.parse)(&tokio::fs::read_to_string(&self.path).await.ok()?)
    }
}

/// The API key of a client and all its clones.
#[derive(Clone)]
pub(super) struct Token {
    current: Arc<Mutex<SecretString>>,
    file: Option<TokenFile>,
}

impl Token {
    pub(super) fn new(token: SecretString, file: Option<TokenFile>) -> Self {
        Self { current: Arc::new(Mutex::new(token)), file }
    }

    /// Returns the current key.
    pub(super) fn current(&self) -> SecretString {
        self.current.lock().clone()
    }

    /// Reads the file again, and uses the key in it from now on.
    pub(super) async fn read_again(&self) -> ReadAgain {
        let Some(file) = &self.file else { return ReadAgain::NoFile };
        let Some(held) = file.read().await else { return ReadAgain::Unreadable };
        let mut current = self.current.lock();
        if is_same(&current, &held) {
            return ReadAgain::Unchanged;
        }
        *current = held;
        ReadAgain::Changed
    }

    /// Returns the key in the file if it differs from the refused one. Later calls use it too.
    pub(super) async fn instead_of(&self, refused: &SecretString) -> Option<SecretString> {
        let held = self.file.as_ref()?.read().await.filter(|held| !is_same(held, refused))?;
        let mut current = self.current.lock();
        if !is_same(&current, &held) {
            tracing::warn!(
                "the vendor refuses our API key; RESELLER_API_TOKEN_FILE holds another one, trying it"
            );
            *current = held.clone();
        }
        Some(held)
    }
}

fn is_same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_another_token_in_a_readable_file_takes_the_place_of_a_refused_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let parse = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(SecretString::from);
        let old = SecretString::from("old");
        let token = Token::new(old.clone(), Some(TokenFile { path: path.clone(), parse }));
        let clone = token.clone();
        assert!(token.instead_of(&old).await.is_none(), "there is no file");
        for unchanged in ["old\n", " \n"] {
            std::fs::write(&path, unchanged).unwrap();
            assert!(token.instead_of(&old).await.is_none(), "{unchanged:?}");
        }
        std::fs::write(&path, " new\n").unwrap();
        assert!(is_same(&token.instead_of(&old).await.unwrap(), &SecretString::from("new")));
        assert!(is_same(&clone.current(), &SecretString::from("new")));
        // A second call that was refused at the same time gets the same key.
        assert!(is_same(&clone.instead_of(&old).await.unwrap(), &clone.current()));
        assert!(clone.instead_of(&clone.current()).await.is_none());
        assert_eq!(clone.read_again().await, ReadAgain::Unchanged);
        std::fs::write(&path, "newest").unwrap();
        assert_eq!(clone.read_again().await, ReadAgain::Changed);
        assert!(is_same(&token.current(), &SecretString::from("newest")));
        std::fs::write(&path, " \n").unwrap();
        assert_eq!(clone.read_again().await, ReadAgain::Unreadable);
        assert!(is_same(&token.current(), &SecretString::from("newest")), "the old key stays in use");
        assert_eq!(Token::new(old.clone(), None).read_again().await, ReadAgain::NoFile);
        let folder = Token::new(old.clone(), Some(TokenFile { path: folder.path().to_owned(), parse }));
        assert!(folder.instead_of(&old).await.is_none());
        assert!(Token::new(old.clone(), None).instead_of(&old).await.is_none());
    }
}
