//! The unit under a real systemd, installed and used with the commands of the documents.
//!
//! The test needs systemd-nspawn, root, and a system in a folder. `deploy/try-systemd` makes the folder, which
//! `KEYCLERK_MACHINE` names, builds the program, which `KEYCLERK_PROGRAM` names, and runs the test.

mod installation;
mod machine;
mod operation;
mod trial;

use std::path::PathBuf;

use keyclerk::cli::demo::{Stage, licenses};

use crate::documents::root;

use machine::Machine;
use trial::{Trial, check};

fn variable(name: &str) -> PathBuf {
    std::env::var_os(name).unwrap_or_else(|| panic!("{name} is missing; run deploy/try-systemd")).into()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs systemd-nspawn; run deploy/try-systemd"]
async fn the_documented_service_runs_under_systemd() {
    let stage = Stage::set(licenses(40)).await.unwrap().without_bot().await;
    let folder = variable("KEYCLERK_MACHINE");
    // The folder of an unpacked release.
    for (from, name) in [
        (variable("KEYCLERK_PROGRAM"), "keyclerk"),
        (root().join("deploy/keyclerk.service"), "keyclerk.service"),
    ] {
        std::fs::copy(from, folder.join("root").join(name)).unwrap();
    }
    let machine = Machine::boot(&folder);
    let first =
        machine.does("systemctl --version | head -n 1; ps -p 1 -o comm= 2>/dev/null || cat /proc/1/comm");
    check(&format!("the first process is {}", first.trim().replace('\n', ": ")), true, "");
    let mut trial = Trial::new(machine, stage);
    installation::install(&trial);
    installation::set_up(&trial);
    installation::wrong_settings(&trial);
    installation::start(&mut trial).await;
    installation::files_and_log(&trial);
    installation::restrictions(&trial);
    operation::commands(&trial);
    operation::api_key(&mut trial).await;
    operation::restart(&mut trial).await;
    operation::faults(&mut trial).await;
    operation::doctor_after_a_kill(&mut trial).await;
    operation::restore(&mut trial).await;
    operation::stop(&trial);
}
