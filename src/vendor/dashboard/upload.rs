//! Files that were uploaded and wait for the owner's confirmation.
//!
//! Invariant: a session has at most one, and all together take bounded memory. They are not stored.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::domain::Moment;

use super::super::stock_keeping::KnownKeys;

/// The time for which a file waits.
const WAITS: Duration = Duration::from_mins(15);
/// The number of files that wait. The oldest makes room for another.
const MOST: usize = 8;

/// A file that waits.
#[derive(Debug, Clone)]
pub(super) struct WaitingFile {
    /// The hash of its session's token.
    session: [u8; 32],
    /// The number that its preview names, so that an older preview does not import a newer file.
    pub(super) number: u64,
    pub(super) content: Arc<[u8]>,
    pub(super) known_keys: KnownKeys,
    since: Moment,
}

/// All files that wait.
#[derive(Debug, Default)]
pub(super) struct Uploads(Mutex<Vec<WaitingFile>>);

impl Uploads {
    /// Keeps a file in place of the session's last one. Returns its number.
    pub(super) fn keep(
        &self,
        session: [u8; 32],
        content: Arc<[u8]>,
        known_keys: KnownKeys,
        now: Moment,
    ) -> u64 {
        let number = u64::from(rand::random::<u32>());
        let mut files = self.0.lock();
        files.retain(|file| file.session != session && now.since(file.since) < WAITS);
        if files.len() >= MOST {
            files.remove(0);
        }
        files.push(WaitingFile { session, number, content, known_keys, since: now });
        number
    }

    /// Takes the file that a preview of this session named.
    pub(super) fn take(&self, session: [u8; 32], number: u64, now: Moment) -> Option<WaitingFile> {
        let mut files = self.0.lock();
        let at = files.iter().position(|file| file.session == session && file.number == number)?;
        let file = files.remove(at);
        (now.since(file.since) < WAITS).then_some(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_once_by_its_own_session_and_not_after_its_time() {
        let (uploads, file) = (Uploads::default(), Arc::<[u8]>::from(*b"key"));
        let at = |minute| Moment::new(Duration::from_mins(minute));
        let keep = |session| uploads.keep([session; 32], Arc::clone(&file), KnownKeys::Refuse, at(0));
        let number = keep(1);
        assert!(uploads.take([2; 32], number, at(1)).is_none(), "another session");
        assert!(uploads.take([1; 32], number, at(1)).is_some());
        assert!(uploads.take([1; 32], number, at(1)).is_none(), "a second time");
        let number = keep(1);
        assert!(uploads.take([1; 32], number, at(15)).is_none(), "too late");
        for session in 0..100 {
            keep(session);
        }
        assert_eq!(uploads.0.lock().len(), MOST);
    }
}
