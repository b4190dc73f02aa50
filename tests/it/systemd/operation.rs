//! The commands of the documents while the bot runs, and its ends: restarts, faults, a restore, stops.

use std::time::{Duration, Instant};

use discord_sandbox::Fault;
use keyclerk::cli::demo::Stage;

use super::trial::{DEPLOY, RUNNING, Trial, block, check, command_to, page, tell};

/// The way in which the documents run commands as the bot's user.
const KEYCLERK: &str = "sudo -u keyclerk DATABASE_URL=sqlite:/var/lib/keyclerk/keyclerk.db keyclerk";
/// Shows how the service ended.
const ENDED: &str = "systemctl show keyclerk -p ActiveState,Result,ExecMainStatus,ExecMainCode";

pub fn commands(trial: &Trial) {
    let machine = &trial.machine;
    let listed = machine.does(&command_to("list the sales"));
    check("the documented command lists the sales", listed.contains("delivered"), &listed);
    let documented = page(RUNNING);
    check("operations.md shows how commands are run", documented.contains(KEYCLERK), "");
    let checked = machine.does(&command_to("check the settings and the books"));
    tell(checked.trim());
    check(
        "keyclerk doctor --ledger finds nothing wrong",
        checked.contains("the books balance") && !checked.contains("WRONG"),
        &checked,
    );
    let health = machine.does(&format!("{KEYCLERK} health"));
    check("keyclerk health is silent", health.is_empty(), &health);
    // A backup is named by its second, and the bot has made one.
    let made = machine.does(&format!("sleep 1; {KEYCLERK} backup /var/backups/keyclerk --keep 5"));
    check("keyclerk backup makes a backup", made.contains("/var/backups/keyclerk/keyclerk-"), &made);
}

/// Replaces the API key at the vendor. The old one ends at once.
async fn rolled_key(stage: &Stage) -> String {
    let new = stage.vendor.store.create_key("shop").await.unwrap();
    let mut keys = stage.vendor.store.keys().await.unwrap();
    keys.sort_by_key(|key| key.id.as_i64());
    for old in &keys[..keys.len() - 1] {
        stage.vendor.store.revoke(None, old.id).await.unwrap();
    }
    new
}

pub async fn api_key(trial: &mut Trial) {
    let machine = &trial.machine;
    let reload = "systemctl reload keyclerk";
    let key = rolled_key(&trial.stage).await;
    machine.does_with("umask 077; cat > /etc/keyclerk/reseller_api_token", &key);
    machine.does(reload);
    machine.logs("holds the same API key as before", 1);
    check("a reload does not see a new credential, as documented", true, "");
    trial.timed(&command_to("use changed settings"));
    trial.sells("after a restart with the new API key").await;

    trial.timed(&block(DEPLOY, "chown keyclerk /var/lib/keyclerk/reseller_api_token"));
    trial.sells("with the API key in a file of its own").await;
    let key = rolled_key(&trial.stage).await;
    let machine = &trial.machine;
    let process = machine.property("MainPID");
    machine.does_with(&block(DEPLOY, reload), &format!("{key}\n"));
    machine.logs("holds another API key, which is used from now on", 1);
    let state = machine.property("ActiveState");
    check(
        "a reload uses the new API key of that file",
        state == "active" && machine.property("MainPID") == process,
        &state,
    );
    trial.sells("with the new API key").await;
    let log = trial.machine.log();
    check("the vendor has refused no call", !log.contains("refuses our API key"), &log);
    let checked = trial.machine.does(&command_to("check the settings and the books"));
    check("keyclerk doctor reads the new API key, too", !checked.contains("WRONG"), &checked);
}

pub async fn restart(trial: &mut Trial) {
    let before = trial.machine.property("MainPID");
    let (_, took) = trial.timed(&command_to("upgrade"));
    check(&format!("the documented upgrade takes {took:.1?}"), took < Duration::from_secs(12), "");
    trial.is_started_again(&before, "after the upgrade").await;
    trial.stage.sandbox.forget_commands();
    trial.machine.reboot();
    let machine = &trial.machine;
    machine.comes_to("the bot", || machine.property("ActiveState") == "active");
    trial.sells("after a restart of the machine").await;
}

pub async fn faults(trial: &mut Trial) {
    for (signal, result) in [("KILL", "signal"), ("STOP", "watchdog")] {
        let before = trial.machine.property("MainPID");
        trial.stage.sandbox.forget_commands();
        let begun = Instant::now();
        trial.machine.does(&format!("systemctl kill --signal {signal} --kill-who main keyclerk"));
        let when = format!("after SIG{signal}");
        trial.is_started_again(&before, &when).await;
        tell(&format!("      {:.1?} after the signal", begun.elapsed()));
        let expected = format!("Failed with result '{result}'");
        let machine = &trial.machine;
        machine.comes_to(&expected, || machine.log().contains(&expected));
        check(&format!("systemd calls the end after SIG{signal} {result}"), true, "");
    }
    let restarts = trial.machine.property("NRestarts");
    check("systemd has counted two restarts", restarts == "2", &restarts);
}

/// Lets the doctor of root look at the ledger of a bot that was killed. It may leave no files that the bot
/// cannot open.
pub async fn doctor_after_a_kill(trial: &mut Trial) {
    let machine = &trial.machine;
    machine.does("systemctl kill --signal KILL keyclerk; systemctl stop keyclerk");
    let checked = machine.does(&command_to("check the settings and the books"));
    let files = machine.does("cd /var/lib/keyclerk; stat --format '%a %U %n' *");
    let are_own = files.lines().all(|line| line.starts_with("600 keyclerk "));
    check("keyclerk doctor of root leaves no file of root beside the ledger", are_own, &files);
    check("it finds nothing wrong in a killed bot's ledger", checked.contains("the books balance"), &checked);
    trial.timed("systemctl start keyclerk");
    trial.sells("after keyclerk doctor of root").await;
}

pub async fn restore(trial: &mut Trial) {
    trial.timed("systemctl stop keyclerk");
    let backup = trial.machine.does("ls /var/backups/keyclerk/* | tail -n 1");
    let said = trial.machine.does(&format!("{KEYCLERK} restore {backup}"));
    check("keyclerk restore puts a backup in place", said.contains("restore"), &said);
    trial.timed("systemctl start keyclerk");
    trial.machine.logs("the restored ledger was compared", 1);
    trial.sells("after a restore").await;
}

pub fn stop(trial: &Trial) {
    let (_, took) = trial.timed(&command_to("stop"));
    let machine = &trial.machine;
    let state = machine.does(ENDED);
    let expected = ["ActiveState=inactive", "Result=success", "ExecMainStatus=0", "ExecMainCode=1"];
    check(
        &format!("systemctl stop ends it after {took:.1?} with exit code 0"),
        took < Duration::from_secs(10) && expected.iter().all(|one| state.contains(one)),
        &state,
    );
    trial.stage.sandbox.fault(Fault::hang("GET", "oauth2/applications/@me").until_lifted());
    machine.does("systemctl start --no-block keyclerk");
    machine.comes_to("the start", || !machine.property("StatusText").is_empty());
    let (_, took) = trial.timed(&command_to("stop"));
    let state = machine.does(ENDED);
    check(
        &format!("a start that waits for Discord is stopped after {took:.1?}"),
        took < Duration::from_secs(5) && expected.iter().all(|one| state.contains(one)),
        &state,
    );
    trial.stage.sandbox.lift_faults();
}
