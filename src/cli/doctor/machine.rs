//! Checks the folder of the backups, and the address of the server for health checks and metrics.

use std::net::SocketAddr;
use std::time::Duration;

use rustix::fs::Access;
use rustix::process::geteuid;
use tokio::net::TcpListener;

use crate::domain::Timestamp;
use crate::ledger::newest_backup;
use crate::settings::BackupSettings;

use super::{Check, Findings};

const FOLDER: &str = "BACKUP_DIR";
const ADDRESS: &str = "HTTP_ADDR";
/// The time in which a running bot answers.
const PATIENCE: Duration = Duration::from_secs(2);

/// Reports whether backups can be made, and how old the newest one is.
pub(super) fn backups(findings: &mut Findings, settings: Option<&BackupSettings>, now: Timestamp) {
    let check = Check::setting(FOLDER);
    let Some(BackupSettings { folder, every, .. }) = settings else {
        return findings.hint(check, "is not set, so that the bot makes no backups of the ledger by itself");
    };
    let shown = folder.display();
    if rustix::fs::access(folder, Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK).is_err() {
        let uid = geteuid().as_raw();
        let words = format!("uid {uid} may not write to {shown}; change its owner: chown {uid} {shown}");
        return findings.wrong(check, &words);
    }
    match newest_backup(folder, now) {
        Ok(Some(newest)) if now.since(newest) > *every * 2 => findings.wrong(
            check,
            &format!(
                "the newest backup in {shown} is of {newest}, which is longer ago than two times BACKUP_EVERY; \
                if the bot runs, its log says why"
            ),
        ),
        Ok(Some(newest)) => findings.ok(check, &format!("the newest backup in {shown} is of {newest}")),
        Ok(None) => findings.hint(
            check,
            &format!("{shown} holds no backup yet; the bot makes one a few seconds after its start"),
        ),
        Err(error) => findings.wrong(check, &error.to_string()),
    }
}

/// Reports whether the running bot answers at the address, or could serve it.
pub(super) async fn http(findings: &mut Findings, address: Option<SocketAddr>) {
    let Some(address) = address else { return };
    let check = Check::setting(ADDRESS);
    if is_served(address).await {
        return findings.ok(check, &format!("a running bot answers at http://{address}/healthz"));
    }
    // Another port of the same address tells whether this machine has the address, and takes nothing that a
    // starting bot needs.
    match TcpListener::bind((address.ip(), 0)).await {
        Ok(_) => findings.ok(check, &format!("no bot answers at {address} yet; `keyclerk run` serves it")),
        Err(error) => findings.wrong(
            check,
            &format!("this machine cannot listen at {}: {error}; name an address that it has", address.ip()),
        ),
    }
}

async fn is_served(address: SocketAddr) -> bool {
    let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build();
    let Ok(client) = client else { return false };
    let answer = client.get(format!("http://{address}/healthz")).send().await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::Status;

    fn found(settings: Option<&BackupSettings>, now: Timestamp) -> (Status, String) {
        let mut findings = Findings::default();
        backups(&mut findings, settings, now);
        let finding = findings.iter().next().unwrap();
        (finding.status, finding.words.clone())
    }

    #[test]
    fn an_old_backup_is_wrong_and_none_is_a_hint() {
        let folder = tempfile::tempdir().unwrap();
        let every = Duration::from_hours(6);
        let settings = BackupSettings { folder: folder.path().to_owned(), every, keep: 3 };
        let at = Timestamp::from_millis(1_795_816_740_000);
        assert_eq!(found(None, at).0, Status::Hint);
        assert_eq!(found(Some(&settings), at).0, Status::Hint);
        std::fs::write(folder.path().join("keyclerk-20261127T215900Z.db"), "").unwrap();
        let (status, words) = found(Some(&settings), at.after(Duration::from_hours(12)));
        assert!(status == Status::Ok && words.ends_with("is of 2026-11-27T21:59:00Z"), "{words}");
        let (status, words) = found(Some(&settings), at.after(Duration::from_hours(13)));
        assert!(status == Status::Wrong && words.contains("its log says why"), "{words}");
        let gone = BackupSettings { folder: folder.path().join("gone"), ..settings };
        let (status, words) = found(Some(&gone), at);
        assert!(status == Status::Wrong && words.contains("chown"), "{words}");
    }

    #[tokio::test]
    async fn an_address_of_another_machine_cannot_be_served() {
        for (address, expected) in
            [("127.0.0.1:1", Some(Status::Ok)), ("192.0.2.1:9464", Some(Status::Wrong))]
        {
            let mut findings = Findings::default();
            http(&mut findings, Some(address.parse().unwrap())).await;
            assert_eq!(findings.iter().next().map(|finding| finding.status), expected, "{address}");
        }
    }
}
