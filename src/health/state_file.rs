//! The file beside the ledger that holds the bot's latest state.
//!
//! Invariant: a reader sees a whole state, because each state replaces the file atomically. The file is not
//! synced to the disk, because a state from before a power loss is worth nothing.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use serde::{Deserialize, Serialize};

use crate::domain::Timestamp;

use super::ailment::Ailment;
use super::state::Health;

/// The mode of the file, which is that of the ledger.
const PRIVATE: u32 = 0o600;
/// The largest file that is read. A state takes about 200 bytes.
const LARGEST: u64 = 4_096;

/// The path of the state of a ledger's bot.
#[derive(Debug, Clone)]
pub struct StateFile(PathBuf);

/// A state as the file holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenState {
    /// The process that wrote it.
    pub pid: u32,
    /// The namespace that gives the process its id, if the system tells it.
    pub namespace: Option<PathBuf>,
    /// The time of the state, in milliseconds since the Unix epoch.
    pub at: i64,
    /// The state.
    pub health: Health,
}

impl WrittenState {
    /// Describes the state of this process.
    #[must_use]
    pub fn of_this_process(at: Timestamp, health: Health) -> Self {
        Self { pid: std::process::id(), namespace: own_namespace(), at: at.as_millis(), health }
    }

    /// Returns true if the process that wrote the state has certainly ended. A process of another
    /// namespace, such as that of a container, cannot be looked up.
    #[must_use]
    pub fn writer_has_ended(&self) -> bool {
        let is_visible = self.namespace.is_some() && self.namespace == own_namespace();
        let pid = i32::try_from(self.pid).ok().and_then(Pid::from_raw);
        is_visible && pid.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH))
    }
}

impl StateFile {
    /// Returns the state file of a ledger. Resolves the symbolic links of the ledger's path, so that every
    /// name of the ledger leads to the same state.
    #[must_use]
    pub fn beside(ledger: &Path) -> Self {
        let mut path = ledger.canonicalize().unwrap_or_else(|_| ledger.to_owned()).into_os_string();
        path.push(".health");
        Self(path.into())
    }

    /// Returns the path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Replaces the state.
    ///
    /// # Errors
    /// Returns the system's error if the folder cannot be written.
    pub fn write(&self, state: &WrittenState) -> std::io::Result<()> {
        let next = self.0.with_added_extension("new");
        // A file that an earlier process left is removed, so that no link is followed.
        match std::fs::remove_file(&next) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(&next)?;
        file.write_all(&serde_json::to_vec(state)?)?;
        std::fs::rename(&next, &self.0)
    }

    /// Removes the state, because the bot stops.
    pub fn remove(&self) {
        // A file that remains is recognised by the process that has ended.
        let _ = std::fs::remove_file(&self.0);
    }

    /// Reads the latest state.
    ///
    /// # Errors
    /// Returns [`Ailment::NotRunning`] without a file, and [`Ailment::Unreadable`] for any other error.
    pub fn read(&self) -> Result<WrittenState, Ailment> {
        let unreadable = |reason: String| Ailment::Unreadable { path: self.0.clone(), reason };
        let mut text = Vec::new();
        match File::open(&self.0).and_then(|file| file.take(LARGEST).read_to_end(&mut text)) {
            Ok(_) => serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string())),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(Ailment::NotRunning(self.0.clone())),
            Err(error) => Err(unreadable(error.kind().to_string())),
        }
    }
}

/// Returns the namespace that gives this process its id.
fn own_namespace() -> Option<PathBuf> {
    std::fs::read_link("/proc/self/ns/pid").ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::health::LedgerHealth;

    const WELL: Health = Health { disconnected: None, ledger: LedgerHealth::Well, is_selling: true };

    #[test]
    fn a_state_is_private_replaced_whole_and_found_by_every_name_of_the_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let (ledger, link) = (folder.path().join("shop.db"), folder.path().join("link.db"));
        std::fs::write(&ledger, "").unwrap();
        std::os::unix::fs::symlink(&ledger, &link).unwrap();
        let file = StateFile::beside(&ledger);
        assert!(matches!(file.read(), Err(Ailment::NotRunning(_))));
        // An earlier process was killed while it wrote.
        std::fs::write(folder.path().join("shop.db.health.new"), "{").unwrap();
        for at in [1, 2] {
            let state = WrittenState::of_this_process(Timestamp::from_millis(at), WELL);
            file.write(&state).unwrap();
            assert_eq!(StateFile::beside(&link).read().unwrap(), state);
            assert!(!state.writer_has_ended());
        }
        assert_eq!(file.path().metadata().unwrap().permissions().mode() & 0o777, PRIVATE);
        file.remove();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
    }

    #[test]
    fn damaged_states_are_unreadable_and_unknown_fields_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let file = StateFile::beside(&folder.path().join("shop.db"));
        for text in ["", "{", "[]", "null", "{\"pid\":1}", &"1".repeat(10_000)] {
            std::fs::write(file.path(), text).unwrap();
            assert!(matches!(file.read(), Err(Ailment::Unreadable { .. })), "{text}");
        }
        let state = WrittenState::of_this_process(Timestamp::from_millis(7), WELL);
        let mut later = serde_json::to_value(&state).unwrap();
        later["more"] = 1.into();
        std::fs::write(file.path(), later.to_string()).unwrap();
        assert_eq!(file.read().unwrap(), state);
    }

    #[test]
    fn a_process_of_another_namespace_is_not_looked_up() {
        let own = WrittenState::of_this_process(Timestamp::from_millis(0), WELL);
        // The system's largest id of a process is below this number.
        let gone = WrittenState { pid: 0x7fff_fff0, ..own };
        assert!(gone.writer_has_ended());
        let foreign = WrittenState { namespace: Some("pid:[1]".into()), ..gone.clone() };
        assert!(!foreign.writer_has_ended());
        assert!(!WrittenState { namespace: None, ..gone }.writer_has_ended());
    }
}
