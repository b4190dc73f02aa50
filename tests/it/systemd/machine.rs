//! A machine with Debian whose first process is systemd: a container that shares the network of this machine.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The time limit for the start and the stop of the machine.
const LONGEST_BOOT: Duration = Duration::from_mins(1);
const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The running machine. It is switched off when this is dropped.
pub struct Machine {
    folder: PathBuf,
    container: Child,
}

impl Machine {
    /// Boots the system in a folder, and waits until all its services are started.
    pub fn boot(folder: &Path) -> Self {
        let machine = Self { folder: folder.to_owned(), container: container(folder) };
        machine.booted();
        machine
    }

    /// Waits until all services are started.
    fn booted(&self) {
        let begun = Instant::now();
        loop {
            let (said, _) = self.run("systemctl is-system-running", "");
            if said.trim() == "running" {
                return;
            }
            assert!(begun.elapsed() < LONGEST_BOOT, "the machine does not start: {said}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Starts the machine again, and waits until all services are started.
    pub fn reboot(&mut self) {
        self.run("systemctl reboot", "");
        self.wait_for_end();
        self.container = container(&self.folder);
        self.booted();
    }

    fn wait_for_end(&mut self) {
        let begun = Instant::now();
        while self.container.try_wait().unwrap().is_none() && begun.elapsed() < LONGEST_BOOT {
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Returns the process id of the machine's first process on this machine.
    fn first_process(&self) -> Option<u32> {
        let id = self.container.id();
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).ok()?;
        children.split_whitespace().next()?.parse().ok()
    }

    /// Runs a script as root. Returns all that it printed, and its exit code.
    pub fn run(&self, script: &str, stdin: &str) -> (String, Option<i32>) {
        let Some(first) = self.first_process() else { return (String::new(), None) };
        let mut enter = Command::new("timeout");
        enter.args(["60", "nsenter", "--target", &first.to_string()]);
        enter.args(["--mount", "--uts", "--ipc", "--pid", "--cgroup", "--root", "--wdns=/root"]);
        enter.args(["env", "-i", PATH, "HOME=/root", "bash", "-c"]).arg(format!("exec 2>&1\n{script}"));
        let mut entered =
            enter.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // A script that reads nothing closes the pipe.
        drop(entered.stdin.take().unwrap().write_all(stdin.as_bytes()));
        let output = entered.wait_with_output().unwrap();
        (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
    }

    /// Does the same as [`Self::run`] without input, asserts that it succeeds, and returns what it printed.
    pub fn does(&self, script: &str) -> String {
        self.does_with(script, "")
    }

    /// Does the same as [`Self::does`], with this input.
    pub fn does_with(&self, script: &str, stdin: &str) -> String {
        let (said, code) = self.run(script, stdin);
        assert_eq!(code, Some(0), "{script}\n{said}");
        said
    }

    /// Returns a property of the service.
    pub fn property(&self, name: &str) -> String {
        self.does(&format!("systemctl show keyclerk --value --property {name}")).trim().to_owned()
    }

    /// Returns the log of the service.
    pub fn log(&self) -> String {
        self.does("journalctl --unit keyclerk --output cat --no-pager")
    }

    /// Waits until the log contains a text this many times.
    pub fn logs(&self, text: &str, times: usize) {
        self.comes_to(&format!("{text} in the log"), || self.log().matches(text).count() >= times);
    }

    /// Waits until something holds. The watchdog is the slowest that a test waits for.
    pub fn comes_to(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let begun = Instant::now();
        while !holds() {
            assert!(begun.elapsed() < Duration::from_mins(2), "{what}:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // The first process takes this for the order to switch off, and the container then ends.
        drop(Command::new("kill").arg(self.container.id().to_string()).status());
        self.wait_for_end();
        drop(self.container.kill());
    }
}

/// Starts the container, which ends with the program that started it.
fn container(folder: &Path) -> Child {
    let mut boot = Command::new("setpriv");
    boot.args(["--pdeathsig", "KILL", "systemd-nspawn", "--quiet", "--boot", "--console=pipe"])
        .args(["--register=no", "--keep-unit", "--link-journal=no", "--resolv-conf=off"])
        .args(["--timezone=off", "--machine=keyclerk-trial", "--directory"])
        .arg(folder);
    boot.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap()
}
