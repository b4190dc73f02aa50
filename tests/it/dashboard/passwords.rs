//! `keyclerk vendor admin set-password` as a real process.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::browser::Premises;

/// Sets a password through standard input.
pub fn set_password(folder: &Path, account: &str, input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_keyclerk"))
        .args(["vendor", "admin", "set-password", account, "--database", "sqlite:vendor.db"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[tokio::test]
async fn a_password_from_standard_input_opens_the_dashboard_of_a_running_server() {
    let premises = Premises::without_passwords(|setup| setup).await;
    let mut browser = premises.browser();
    assert_eq!(browser.get("/dashboard/sign-in").await.status, 404);
    let set = set_password(premises.folder.path(), "new shop", "a long password\r\nignored\n");
    assert!(set.status.success(), "{set:?}");
    assert!(!String::from_utf8_lossy(&set.stdout).contains("a long password"));
    assert_eq!(browser.sign_in("new shop", "a long password").await, 303);
}

#[test]
fn a_password_that_is_too_short_or_too_long_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(1001);
    for (input, words) in [("short\n", "at least 12"), ("", "at least 12"), (long.as_str(), "at most 1000")] {
        let set = set_password(folder.path(), "shop", input);
        assert!(!set.status.success() && String::from_utf8_lossy(&set.stderr).contains(words), "{set:?}");
    }
}
