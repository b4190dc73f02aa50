//! Tests of the real process as it runs in production: with Discord's real address, TLS and a proxy.
//!
//! The process does not know the address of the local Discord. A proxy forwards `discord.com:443` to a
//! TLS server in front of it. A certificate authority of the test signs the server's certificate.

use std::collections::BTreeSet;
use std::fs::File;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use discord_sandbox::{Person, RateLimit, Reply, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::Acceptor;

use super::process::{command, exit_code, send_signal};

const DISCORD: &str = "discord.com";
const BUYERS: usize = 30;
/// The routes that allow five requests in five seconds per channel, guild or interaction.
const LIMITED: [(&str, &str); 5] = [
    ("POST", "channels/{}/messages"),
    ("GET", "channels/{}/messages"),
    ("GET", "guilds/{}"),
    ("POST", "webhooks/{}/{}"),
    ("PATCH", "webhooks/{}/{}/messages/@original"),
];
/// The longest time until staff get their replies when they make thirty sales at once.
const ANSWERS: Duration = Duration::from_secs(10);
/// The longest time until the sales lines of all sales are posted. They share one channel.
const LINES: Duration = Duration::from_secs(45);
/// The longest time for a shutdown. Docker kills a process after ten seconds.
const STOP: Duration = Duration::from_secs(9);

/// An attempt to open a TLS connection.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Handshake {
    /// The host name that the client requested.
    host: String,
    /// Tells whether the client trusted the certificate.
    is_trusted: bool,
}

/// A proxy, and a TLS server in front of the local Discord.
struct Front {
    proxy: SocketAddr,
    tls: SocketAddr,
    /// The certificate of the authority in PEM format.
    authority: String,
    /// The targets of all CONNECT requests.
    asked: Arc<Mutex<Vec<String>>>,
    handshakes: Arc<Mutex<Vec<Handshake>>>,
}

impl Front {
    async fn start(stage: &Stage) -> Self {
        let (config, authority) = certified();
        let (asked, handshakes) = (Arc::default(), Arc::default());
        let plain: SocketAddr = stage.sandbox.url().trim_start_matches("http://").parse().unwrap();
        let terminator = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let front = Self {
            proxy: proxy.local_addr().unwrap(),
            tls: terminator.local_addr().unwrap(),
            authority,
            asked: Arc::clone(&asked),
            handshakes: Arc::clone(&handshakes),
        };
        stage.sandbox.gateway_at(&format!("wss://localhost:{}", front.tls.port()));
        tokio::spawn(async move {
            while let Ok((client, _)) = terminator.accept().await {
                tokio::spawn(decrypt(client, Arc::clone(&config), plain, Arc::clone(&handshakes)));
            }
        });
        let tls = front.tls;
        tokio::spawn(async move {
            while let Ok((client, _)) = proxy.accept().await {
                tokio::spawn(tunnel(client, tls, Arc::clone(&asked)));
            }
        });
        front
    }

    /// Waits until a client accepts or rejects the certificate of a host.
    async fn handshake(&self, host: &str, is_trusted: bool) {
        let wanted = Handshake { host: host.to_owned(), is_trusted };
        let found = async {
            while !self.handshakes.lock().unwrap().contains(&wanted) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let found = tokio::time::timeout(Duration::from_secs(20), found).await;
        assert!(found.is_ok(), "timed out waiting for {wanted:?}: {:?}", self.handshakes.lock().unwrap());
    }
}

/// Makes a certificate authority, and the TLS configuration of Discord and its gateway.
fn certified() -> (Arc<ServerConfig>, String) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(DnType::CommonName, "keyclerk's test authority");
    let authority_key = KeyPair::generate().unwrap();
    let pem = authority.self_signed(&authority_key).unwrap().pem();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let hosts = CertificateParams::new([DISCORD.to_owned(), "localhost".to_owned()]).unwrap();
    let certificate = hosts.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (Arc::new(config), pem)
}

/// Terminates a TLS connection and forwards it to the local Discord.
async fn decrypt(
    client: TcpStream,
    config: Arc<ServerConfig>,
    plain: SocketAddr,
    handshakes: Arc<Mutex<Vec<Handshake>>>,
) {
    let Ok(hello) = LazyConfigAcceptor::new(Acceptor::default(), client).await else { return };
    let host = hello.client_hello().server_name().unwrap_or_default().to_owned();
    let accepted = hello.into_stream(config).await;
    handshakes.lock().unwrap().push(Handshake { host, is_trusted: accepted.is_ok() });
    if let (Ok(mut client), Ok(mut server)) = (accepted, TcpStream::connect(plain).await) {
        drop(server.set_nodelay(true));
        drop(copy_bidirectional(&mut client, &mut server).await);
    }
}

/// Serves a connection to the proxy. Forwards Discord's host to the TLS server and refuses any other
/// host.
async fn tunnel(client: TcpStream, tls: SocketAddr, asked: Arc<Mutex<Vec<String>>>) {
    let mut client = BufReader::new(client);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if !matches!(client.read_line(&mut head).await, Ok(1..)) {
            return;
        }
    }
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let is_discord = head.starts_with("CONNECT ") && target == format!("{DISCORD}:443");
    asked.lock().unwrap().push(target);
    let answer = if is_discord { "200 Connection established" } else { "403 Forbidden" };
    if client.write_all(format!("HTTP/1.1 {answer}\r\n\r\n").as_bytes()).await.is_ok()
        && is_discord
        && let Ok(mut server) = TcpStream::connect(tls).await
    {
        drop(server.set_nodelay(true));
        drop(copy_bidirectional(&mut client, &mut server).await);
    }
}

/// Makes the command for the process with the settings of the stage, as in production.
fn in_production(stage: &Stage, front: &Front, folder: &Path) -> Command {
    let mut run = command(stage, folder, "run");
    run.env_remove("DISCORD_API_URL")
        .env("HTTPS_PROXY", format!("http://{}", front.proxy))
        .env("SALES_CHANNEL_ID", stage.sales_channel.to_string());
    run
}

/// A process that logs everything to a file. It is killed if the test fails.
struct Process(Option<Child>);

impl Process {
    fn spawn(run: &mut Command, folder: &Path) -> Self {
        let log = File::create(folder.join("log")).unwrap();
        Self(Some(run.env("RUST_LOG", "trace").stderr(log).spawn().unwrap()))
    }

    /// Sends a signal and waits for the end. Returns the exit code, or `None` if the process was killed.
    async fn end_with_signal(mut self, name: &str) -> Option<i32> {
        let child = self.0.take().unwrap();
        send_signal(&child, name);
        exit_code(child).await
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

/// Returns the sale number of each sales line in the sales channel.
fn lines(stage: &Stage) -> Vec<String> {
    let posted = stage.guild.messages(stage.sales_channel);
    let number = |text: &str| {
        Some(text.split_once("Sale #")?.1.split(|c: char| !c.is_ascii_digit()).next()?.to_owned())
    };
    posted.iter().filter_map(|message| number(&render(&message.body))).collect()
}

/// Waits until a condition holds, at most until `limit` after `begun`. Returns the elapsed time.
async fn wait_within(limit: Duration, begun: Instant, what: &str, holds: impl Fn() -> bool) -> Duration {
    while !holds() {
        assert!(begun.elapsed() < limit, "{what} took longer than {limit:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    begun.elapsed()
}

fn is_sold(reply: &Reply) -> bool {
    reply.message().is_some_and(|message| render(&message.body).contains("License sold"))
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_sales_at_once_reach_all_buyers_within_discords_rate_limits() {
    let stage = Stage::set(licenses(200)).await.unwrap().without_bot().await;
    let front = Front::start(&stage).await;
    stage.sandbox.limit_globally(50);
    for (method, path) in LIMITED {
        stage.sandbox.limit(RateLimit::route(method, path, 5, Duration::from_secs(5)));
    }
    let folder = tempfile::tempdir().unwrap();
    let authority = folder.path().join("authority.pem");
    std::fs::write(&authority, &front.authority).unwrap();
    let requests_before = stage.sandbox.requests().len();
    let mut run = in_production(&stage, &front, folder.path());
    let process = Process::spawn(run.env("SSL_CERT_FILE", &authority), folder.path());
    stage.sandbox.connected().await;

    let anna = stage.guild.member("anna", &[]);
    let mut replies = vec![stage.moderator.sells_to(&anna)];
    replies[0].says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    stage.guild.message(stage.sales_channel, "Sale #1").await;

    let mut buyers: Vec<Person> =
        (0..BUYERS).map(|at| stage.guild.member(&format!("buyer{at}"), &[])).collect();
    let begun = Instant::now();
    let sold: Vec<Reply> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
    let answered = wait_within(ANSWERS, begun, "the last answer", || sold.iter().all(is_sold)).await;
    replies.extend(sold);
    buyers.push(anna);
    let dms = || buyers.iter().map(|buyer| buyer.dms().len()).collect::<Vec<_>>();
    assert_eq!(dms(), [1; BUYERS + 1]);
    let posted = wait_within(LINES, begun, "the last line", || lines(&stage).len() > BUYERS).await;
    let limited = stage.sandbox.limited_requests();
    println!("{BUYERS} sales: answers in {answered:?}, lines in {posted:?}, answered with 429: {limited}");

    let stopping = Instant::now();
    let code = process.end_with_signal("-TERM").await;
    let stopped = stopping.elapsed();
    println!("stopped in {stopped:?}");
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert_eq!(code, Some(0), "{log}");
    assert!(stopped < STOP, "stopping took {stopped:?}");

    // No message was sent twice, also later.
    let lines = lines(&stage);
    assert_eq!(
        (lines.len(), lines.iter().collect::<BTreeSet<_>>().len()),
        (BUYERS + 1, BUYERS + 1),
        "{lines:?}"
    );
    assert_eq!(dms(), [1; BUYERS + 1]);
    assert!(limited <= 3, "{limited} requests were answered with 429");

    let (asked, handshakes) = (front.asked.lock().unwrap().clone(), front.handshakes.lock().unwrap().clone());
    assert!(stage.sandbox.requests().len() > requests_before);
    assert!(asked.iter().all(|target| *target == format!("{DISCORD}:443")), "{asked:?}");
    let to_discord = handshakes.iter().filter(|made| made.host == DISCORD);
    assert!(
        (1..=asked.len()).contains(&to_discord.count()),
        "{handshakes:?} past the proxy, {asked:?} by it"
    );
    assert!(handshakes.contains(&Handshake { host: "localhost".to_owned(), is_trusted: true }));

    let keys = stage.vendor.store.assigned().await.unwrap();
    let mut secrets: Vec<String> = keys.iter().map(|(key, _)| key.reveal().to_owned()).collect();
    secrets.extend(replies.iter().map(Reply::token));
    secrets.extend([stage.sandbox.token().to_owned(), stage.vendor_key.clone()]);
    assert_eq!(secrets.len(), 2 * (BUYERS + 1) + 2);
    assert!(log.contains("selling"), "{log}");
    assert!(!secrets.iter().any(|secret| log.contains(secret)), "the log holds a secret");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_ca_files_reaches_discord_and_trusts_only_the_built_in_roots() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let front = Front::start(&stage).await;
    let (folder, empty) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // The libraries then do not search anywhere else.
    let mut run = in_production(&stage, &front, folder.path());
    let process = Process::spawn(run.env("SSL_CERT_DIR", empty.path()), folder.path());
    front.handshake(DISCORD, false).await;
    process.end_with_signal("-KILL").await;

    let process = Process::spawn(
        command(&stage, folder.path(), "run").env("SSL_CERT_DIR", empty.path()),
        folder.path(),
    );
    front.handshake("localhost", false).await;
    process.end_with_signal("-KILL").await;
    assert!(front.handshakes.lock().unwrap().iter().all(|made| !made.is_trusted));
}
