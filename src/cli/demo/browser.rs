//! Opens a page in the person's own browser.

use std::process::{Command, Stdio};

/// The program that opens a page with the program that the person has chosen for it.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Opens a page. A machine without a browser has printed the address, which is enough.
pub(super) fn open_in_browser(url: &str) {
    let opener = Command::new(OPENER)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Ok(mut opener) = opener {
        // Waiting for it removes its entry from the system's table of processes.
        std::thread::spawn(move || opener.wait());
    }
}
