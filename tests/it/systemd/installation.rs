//! The installation, the first start and the restrictions of the service.

use std::time::Duration;

use discord_sandbox::Fault;

use super::trial::{DEPLOY, RUNNING, Trial, block, check, page, tell};

pub fn install(trial: &Trial) {
    for line in block(DEPLOY, "install -m 0644 keyclerk.service").lines() {
        let secret = if line.contains("discord_token") {
            trial.stage.sandbox.token()
        } else {
            &trial.stage.vendor_key
        };
        trial.machine.does_with(line, &format!("{secret}\n"));
    }
    let verified = trial.machine.does("systemd-analyze verify keyclerk.service");
    check(
        "the files are installed, and systemd finds nothing wrong in the unit",
        verified.is_empty(),
        &verified,
    );
}

pub fn set_up(trial: &Trial) {
    // Discord is local here. Nothing else differs from the documents.
    let discord = format!("DISCORD_API_URL={}", trial.stage.sandbox.url());
    let commands =
        format!("export {discord}\n{}", block(RUNNING, "RESELLER_API_TOKEN_FILE=reseller_api_token"));
    let answers = ["", "1", "2", &trial.stage.vendor.url(), ""].join("\n");
    let said = trial.machine.does_with(&commands, &answers);
    check("keyclerk setup writes the settings", said.contains("licenses are in stock"), &said);
    trial.machine.does(&format!("echo {discord} >> /etc/keyclerk/keyclerk.env"));
    trial.machine.does(&block(RUNNING, "ReadWritePaths="));
    let modes = trial.machine.does("stat --format '%a %U %n' /etc/keyclerk /etc/keyclerk/*");
    let are_private = modes.lines().all(|line| line.starts_with("600 root") || line.starts_with("700 root"));
    check("only root reads the settings and the secrets", are_private, &modes);
    let settings = trial.machine.does("cat /etc/keyclerk/keyclerk.env");
    let secrets = [trial.stage.sandbox.token(), &trial.stage.vendor_key];
    check("the settings contain no secret", !secrets.iter().any(|secret| settings.contains(*secret)), "");
}

pub fn wrong_settings(trial: &Trial) {
    let machine = &trial.machine;
    machine.does(
        "cp -p /etc/keyclerk/keyclerk.env /root; echo RESELLER_RATE_LIMIT=many >> /etc/keyclerk/keyclerk.env",
    );
    let (said, code) = machine.run("systemctl start keyclerk", "");
    check("a start with a wrong setting fails", code == Some(1), &said);
    // Another start would follow after five seconds.
    std::thread::sleep(Duration::from_secs(8));
    let state = machine.does("systemctl show keyclerk -p ActiveState,NRestarts,ExecMainStatus");
    let expected = ["ActiveState=failed", "NRestarts=0", "ExecMainStatus=2"];
    check(
        "its exit code is 2, and no other start follows",
        expected.iter().all(|one| state.contains(one)),
        &state,
    );
    let (status, _) = machine.run("systemctl status keyclerk", "");
    check("systemctl status names the wrong setting", status.contains("RESELLER_RATE_LIMIT: "), &status);
    machine.does("mv keyclerk.env /etc/keyclerk/");
}

pub async fn start(trial: &mut Trial) {
    let sandbox = &trial.stage.sandbox;
    sandbox.forget_commands();
    sandbox.fault(Fault::hang("GET", "oauth2/applications/@me").until_lifted());
    let machine = &trial.machine;
    let started = std::thread::scope(|scope| {
        let start = scope.spawn(|| machine.run("systemctl enable --now keyclerk", ""));
        machine.comes_to("the start", || machine.property("ActiveState") == "activating");
        std::thread::sleep(Duration::from_secs(3));
        let state = machine.property("ActiveState");
        check(
            "systemctl start waits while Discord does not answer",
            state == "activating" && !start.is_finished(),
            &state,
        );
        sandbox.lift_faults();
        start.join().unwrap()
    });
    check(
        "it returns when the bot is ready",
        started.1 == Some(0) && machine.log().contains(" selling"),
        &started.0,
    );
    let status = machine.does("systemctl status keyclerk");
    tell(status.trim());
    check("systemctl status says selling", status.contains("Status: \"selling\""), &status);
    trial.sells("after the start").await;
}

pub fn files_and_log(trial: &Trial) {
    let machine = &trial.machine;
    machine.comes_to("the first backup", || !machine.does("ls /var/backups/keyclerk").is_empty());
    let files = machine.does("cd /var/lib/keyclerk; stat --format '%a %U %n' . * /var/backups/keyclerk/*");
    tell(files.trim());
    let mut lines = files.lines();
    let is_private =
        lines.next() == Some("700 keyclerk .") && lines.all(|line| line.starts_with("600 keyclerk "));
    check(
        "only the user keyclerk reads the ledger and its backup",
        is_private && files.lines().count() >= 5,
        &files,
    );
    let log = machine.log();
    let secrets = [trial.stage.sandbox.token(), &trial.stage.vendor_key];
    let is_whole = log.contains(" selling") && !secrets.iter().any(|secret| log.contains(*secret));
    check("the journal has the log, without secrets", is_whole, "");
}

pub fn restrictions(trial: &Trial) {
    let machine = &trial.machine;
    let rating = machine.does("systemd-analyze security keyclerk --no-pager | tail -n 1");
    let documented = page(DEPLOY);
    let number = rating.split_whitespace().find(|word| word.parse::<f32>().is_ok()).unwrap();
    check(
        &format!("systemd-analyze rates the exposure {number}"),
        documented.contains(&format!("exposure {number} ")),
        &rating,
    );
    let status = machine.does("cat /proc/$(systemctl show keyclerk --value -p MainPID)/status");
    let expected =
        ["CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"];
    check(
        "the process has no capability, and its system calls are filtered",
        expected.iter().all(|one| status.contains(one)),
        &status,
    );
    let limits = machine.does("cat /proc/$(systemctl show keyclerk --value -p MainPID)/limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    check("it dumps no core", core.split_whitespace().filter(|word| *word == "0").count() == 2, core);
}
