//! Writes `.env`: completely or not at all, and readable by its user alone.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::Access;

use crate::domain::{Clock, SystemClock};

use super::SetupError;

/// The mode of the file and of its copies.
const PRIVATE: u32 = 0o600;
/// The most copies that one second can make.
const MOST_COPIES: u32 = 100;

/// Checks that the file can be written, before any question is asked.
pub(super) fn check(path: &Path) -> Result<(), SetupError> {
    let folder = folder(path);
    let access = rustix::fs::access(folder, Access::READ_OK | Access::WRITE_OK);
    access.map_err(|error| SetupError::File { path: folder.to_owned(), error: error.into() })
}

/// Writes the file. Returns the copy of the one that it replaces, if there was one.
pub(super) fn write(path: &Path, text: &str) -> Result<Option<PathBuf>, SetupError> {
    let failed = |error| SetupError::File { path: path.to_owned(), error };
    // A symbolic link stays one.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let copy = copied(&path).map_err(failed)?;
    let new = path.with_file_name(".env.new");
    let done = replaced(&path, &new, text);
    if done.is_err() {
        // The file may contain secrets. Its absence is fine, too.
        let _ = std::fs::remove_file(&new);
    }
    done.map_err(failed)?;
    Ok(copy)
}

fn replaced(path: &Path, new: &Path, text: &str) -> io::Result<()> {
    match std::fs::remove_file(new) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    write_new(new, text.as_bytes())?;
    std::fs::rename(new, path)?;
    File::open(folder(path))?.sync_all()
}

/// Copies the present file beside itself.
fn copied(path: &Path) -> io::Result<Option<PathBuf>> {
    let present = match std::fs::read(path) {
        Ok(present) => present,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let now = SystemClock.now().to_string().replace(['-', ':'], "");
    for number in 0..MOST_COPIES {
        let suffix = if number == 0 { String::new() } else { format!("-{number}") };
        let copy = path.with_file_name(format!(".env.before-{now}{suffix}"));
        match write_new(&copy, &present) {
            Ok(()) => return Ok(Some(copy)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn each_file_is_private_and_every_earlier_one_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".env");
        assert_eq!(write(&path, "A=1\n").unwrap(), None);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        std::fs::write(folder.path().join(".env.new"), "left behind").unwrap();
        let first = write(&path, "A=2\n").unwrap().unwrap();
        let second = write(&path, "A=3\n").unwrap().unwrap();
        for (path, text) in [(&first, "A=1\n"), (&second, "A=2\n"), (&path, "A=3\n")] {
            assert_eq!(std::fs::read_to_string(path).unwrap(), text);
            let mode = path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", path.display());
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_symbolic_link_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join(".env"));
        std::fs::write(&real, "A=1\n").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write(&link, "A=2\n").unwrap();
        assert_eq!(std::fs::read_to_string(&real).unwrap(), "A=2\n");
        assert!(link.is_symlink());
    }
}
