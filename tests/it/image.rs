//! The image under the restrictions of `compose.yaml`, in a real Docker against the local Discord and vendor.
//!
//! These tests need Docker, an image, and root for the volume's owner. `deploy/try-image` builds the image and runs
//! them. `KEYCLERK_IMAGE` names the image, and `KEYCLERK_COMPOSE` the program that reads `compose.yaml`.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use tempfile::TempDir;

use crate::process::command;

fn image() -> String {
    std::env::var("KEYCLERK_IMAGE").unwrap_or_else(|_| "keyclerk".to_owned())
}

/// Runs a program. Returns all that it printed, and its exit code.
fn run(mut program: Command) -> (String, i32) {
    let Output { status, stdout, stderr } = program.output().unwrap();
    let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
    (said, status.code().unwrap())
}

fn docker(args: &[&str]) -> (String, i32) {
    let mut docker = Command::new("docker");
    docker.args(args);
    run(docker)
}

/// Runs keyclerk in a container of its own that sees only these options of `docker run`.
fn container(options: &[&str], args: &[&str]) -> (String, i32) {
    docker(&[&["run", "--rm", "--read-only", "--cap-drop=ALL"], options, &[&image()], args].concat())
}

/// A project of `compose.yaml` with its own `.env`, which shares the network of this machine.
struct Project {
    name: String,
    folder: TempDir,
}

impl Project {
    fn new(stage: &Stage) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = command(stage, folder.path(), "run");
        let settings =
            settings.get_envs().filter_map(|(name, value)| Some((name.to_str()?, value?.to_str()?)));
        let lines: Vec<_> = settings.map(|(name, value)| format!("{name}={value}\n")).collect();
        std::fs::write(folder.path().join(".env"), lines.concat()).unwrap();
        let change = format!("services:\n  keyclerk:\n    image: {}\n    network_mode: host\n", image());
        std::fs::write(folder.path().join("trial.yaml"), change).unwrap();
        Self { name: format!("keyclerk-trial-{:x}", rand::random::<u32>()), folder }
    }

    fn compose(&self, args: &[&str]) -> (String, i32) {
        let program = std::env::var("KEYCLERK_COMPOSE").unwrap_or_else(|_| "docker compose".to_owned());
        let mut words = program.split(' ');
        let mut compose = Command::new(words.next().unwrap());
        compose
            .args(words)
            .args(["--project-name", &self.name, "--project-directory"])
            .arg(self.folder.path());
        compose.arg("-f").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("compose.yaml"));
        compose.arg("-f").arg(self.folder.path().join("trial.yaml")).args(args);
        run(compose)
    }

    /// Does the same as [`Self::compose`], and asserts that it succeeds.
    fn does(&self, args: &[&str]) -> String {
        let (said, code) = self.compose(args);
        assert_eq!(code, 0, "{args:?}: {said}");
        said
    }

    /// Starts the bot and waits until it is ready.
    async fn starts(&self, stage: &Stage) {
        stage.sandbox.forget_commands();
        self.does(&["up", "-d", "--no-build"]);
        stage.sandbox.connected().await;
    }

    /// Stops the bot. Returns the exit code, and how long it took.
    fn stops(&self) -> (i32, Duration) {
        let begun = Instant::now();
        self.does(&["stop"]);
        let took = begun.elapsed();
        let code = docker(&["inspect", "--format", "{{.State.ExitCode}}", &self.container()]).0;
        (code.trim().parse().unwrap(), took)
    }

    /// Returns the container of the service, which may have ended.
    fn container(&self) -> String {
        let filter = format!("label=com.docker.compose.project={}", self.name);
        docker(&["ps", "--all", "--quiet", "--filter", &filter]).0.trim().to_owned()
    }

    /// Returns the ledger's volume, mounted with these options.
    fn volume(&self, options: &str) -> String {
        format!("--volume={}_ledger:/data{options}", self.name)
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        self.compose(&["down", "--volumes", "--timeout", "1"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Docker; run deploy/try-image"]
async fn the_image_sells_and_its_ledger_survives_a_restart() {
    let stage = Stage::set(licenses(5)).await.unwrap().without_bot().await;
    let project = Project::new(&stage);
    project.starts(&stage).await;
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    stage.moderator.sells_to(&anna).says("License sold").await;
    println!("{}", docker(&["stats", "--no-stream", "--format", "{{.MemUsage}}", &project.container()]).0);

    let modes = Command::new("sh")
        .args(["-c", "docker cp \"$0\":/data - | tar -tv --numeric-owner", &project.container()])
        .output()
        .unwrap();
    let modes = String::from_utf8(modes.stdout).unwrap();
    println!("{modes}");
    assert!(modes.starts_with("drwx------ 65532/65532 "), "{modes}");
    assert!(modes.lines().skip(1).all(|line| line.starts_with("-rw------- 65532/65532 ")), "{modes}");
    assert!(modes.lines().count() >= 4, "{modes}");

    let (code, took) = project.stops();
    println!("stopped after {took:?} with exit code {code}");
    assert!(code == 0 && took < Duration::from_secs(10), "{code} after {took:?}");

    project.starts(&stage).await;
    stage.moderator.sells_to(&ben).says("License sold").await;
    assert_eq!((anna.dms().len(), ben.dms().len()), (1, 1));
    let listed = project.does(&["exec", "-T", "keyclerk", "keyclerk", "sales", "list"]);
    println!("{listed}");
    assert_eq!(listed.matches("delivered").count(), 2, "{listed}");

    assert_eq!(project.stops().0, 0);
    let checked = project.does(&["run", "--rm", "-T", "keyclerk", "doctor", "--ledger"]);
    println!("{checked}");
    assert!(checked.contains("the books balance"), "{checked}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Docker; run deploy/try-image"]
async fn the_ledger_is_readable_on_a_read_only_volume_also_after_a_kill() {
    let stage = Stage::set(licenses(5)).await.unwrap().without_bot().await;
    let project = Project::new(&stage);
    project.starts(&stage).await;
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let list = || container(&["--network=none", &project.volume(":ro")], &["sales", "list"]);
    for state in ["running", "killed", "stopped"] {
        match state {
            "killed" => drop(project.does(&["kill"])),
            "stopped" => {
                project.starts(&stage).await;
                assert_eq!(project.stops().0, 0);
            }
            _ => {}
        }
        let (said, code) = list();
        println!("{state}: {said}");
        assert!(code == 0 && said.contains("delivered"), "{state}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Docker; run deploy/try-image"]
async fn a_start_without_its_settings_or_its_folder_names_the_remedy() {
    let (said, code) = container(&["--network=none"], &[]);
    println!("{said}");
    assert!(code == 2 && said.contains("\nDISCORD_TOKEN: is missing"), "{code}: {said}");

    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let project = Project::new(&stage);
    let settings = format!("--env-file={}", project.folder.path().join(".env").display());
    let foreign = project.folder.path().join("foreign");
    std::fs::create_dir(&foreign).unwrap();
    std::fs::set_permissions(&foreign, Permissions::from_mode(0o755)).unwrap();
    let mount = format!("--volume={}:/data", foreign.display());
    let (said, code) = container(&["--network=host", &settings, &mount], &["run"]);
    println!("{said}");
    assert!(code == 2 && said.contains("chown 65532:65532 /data"), "{code}: {said}");

    let secret = project.folder.path().join("secret");
    std::fs::write(&secret, "token").unwrap();
    std::fs::set_permissions(&secret, Permissions::from_mode(0o600)).unwrap();
    let mount = format!("--volume={}:/run/secrets/discord_token:ro", secret.display());
    let file = "--env=DISCORD_TOKEN_FILE=/run/secrets/discord_token";
    let (said, code) = container(&[&mount, file], &["run"]);
    println!("{said}");
    let expected = "DISCORD_TOKEN_FILE: the file cannot be read by uid 65532";
    assert!(code == 2 && said.contains(expected), "{code}: {said}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Docker; run deploy/try-image"]
async fn the_static_binary_resolves_names_of_dockers_dns_and_of_the_hosts_file() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let project = Project::new(&stage);
    let settings = format!("--env-file={}", project.folder.path().join(".env").display());
    let network = project.name.as_str();
    assert_eq!(docker(&["network", "create", network]).1, 0);
    // A bot that waits for Discord is a container with a name.
    let discord = "--env=DISCORD_API_URL=http://127.0.0.1:1";
    let other = [&["run", "--detach", "--rm", "--name", network], &["--network", network][..]].concat();
    let (said, code) = docker(&[&other[..], &[&settings, discord, &image()]].concat());
    assert_eq!(code, 0, "{said}");
    let doctor = |host: &str, more: &[&str]| {
        let vendor = format!("--env=RESELLER_BASE_URL=http://{host}:1");
        let plain = "--env=RESELLER_ALLOW_PLAIN_HTTP=yes";
        container(&[&["--network", network, &settings, discord, &vendor, plain], more].concat(), &["doctor"])
            .0
    };
    let outcomes = [
        (doctor(network, &[]), "refuses connections"),
        (doctor("vendor.example", &["--add-host=vendor.example:127.0.0.1"]), "refuses connections"),
        (doctor("nobody.invalid", &[]), "cannot be resolved"),
    ];
    let begun = Instant::now();
    docker(&["stop", network]);
    let took = begun.elapsed();
    docker(&["network", "rm", network]);
    println!("a start that waits for Discord stopped after {took:?}");
    assert!(took < Duration::from_secs(5), "{took:?}");
    for (said, expected) in outcomes {
        println!("{said}");
        assert!(said.contains(expected), "{expected} in {said}");
    }
}

#[test]
#[ignore = "needs Docker; run deploy/try-image"]
fn no_secret_and_no_database_reaches_the_build() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(root.join(".dockerignore"), folder.path().join(".dockerignore")).unwrap();
    std::fs::write(folder.path().join("Dockerfile"), "FROM scratch\nCOPY . /context/\n").unwrap();
    for file in [
        ".env",
        ".env.prod",
        ".git/config",
        "Cargo.toml",
        "README.md",
        "deploy/keyclerk.service",
        "deploy/static/build",
        "keyclerk.db",
        "keyclerk.db-wal",
        "secrets/discord_token",
        "src/.env.prod",
        "src/keyclerk.db",
        "src/main.rs",
        "src/secrets/token",
        "target/debug/keyclerk",
    ] {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "x").unwrap();
    }
    let tag = format!("keyclerk-context-{:x}", rand::random::<u32>());
    let (said, code) = docker(&["build", "--quiet", "--tag", &tag, folder.path().to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    let listing =
        "made=$(docker create \"$0\" none) && docker export \"$made\" | tar -t; docker rm \"$made\" >&2";
    let listed = Command::new("sh").args(["-c", listing, &tag]).output().unwrap();
    docker(&["rmi", &tag]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    let files = listed.lines().filter(|path| path.starts_with("context/") && !path.ends_with('/'));
    let files: Vec<_> = files.collect();
    assert_eq!(files, ["context/Cargo.toml", "context/deploy/static/build", "context/src/main.rs"]);
}
