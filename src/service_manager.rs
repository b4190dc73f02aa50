//! Tells the service manager, such as systemd, how the process is doing, by the protocol of `sd_notify`.
//!
//! Each notification is a datagram to the socket that `NOTIFY_SOCKET` names. A notification never blocks and
//! never fails a caller: without a service manager, or when it does not listen, nothing happens.

use std::ffi::{OsStr, OsString};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::sync::Arc;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// The service manager, if there is one. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct ServiceManager {
    socket: Option<Arc<(UnixDatagram, SocketAddr)>>,
    watchdog: Option<Duration>,
}

impl ServiceManager {
    /// Finds the service manager through environment variables. `variable` is [`std::env::var_os`] outside
    /// tests.
    pub fn find(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let Some(name) = variable("NOTIFY_SOCKET") else { return Self::default() };
        let socket = address(&name).and_then(|address| {
            let socket = UnixDatagram::unbound()?;
            socket.set_nonblocking(true)?;
            Ok(Arc::new((socket, address)))
        });
        let socket = socket
            .inspect_err(
                |error| tracing::warn!(%error, "NOTIFY_SOCKET cannot be used; systemd is not notified"),
            )
            .ok();
        Self { socket, watchdog: watchdog(variable) }
    }

    /// Returns the time within which the service manager expects each sign of life.
    #[must_use]
    pub fn watchdog(&self) -> Option<Duration> {
        self.socket.as_ref().and(self.watchdog)
    }

    /// Tells that the start is complete.
    pub fn ready(&self) {
        self.notify("READY=1");
    }

    /// Tells that the process stops.
    pub fn stopping(&self) {
        self.notify("STOPPING=1");
    }

    /// Tells that settings are read again, until the next [`Self::ready`].
    pub fn reloading(&self) {
        let now = clock_gettime(ClockId::Monotonic);
        let micros = i128::from(now.tv_sec) * 1_000_000 + i128::from(now.tv_nsec) / 1_000;
        self.notify(&format!("RELOADING=1\nMONOTONIC_USEC={micros}"));
    }

    /// Gives a sign of life.
    pub fn alive(&self) {
        self.notify("WATCHDOG=1");
    }

    /// Sets the line that `systemctl status` shows.
    pub fn status(&self, line: &str) {
        self.notify(&format!("STATUS={}", line.replace('\n', " ")));
    }

    fn notify(&self, state: &str) {
        let Some((socket, address)) = self.socket.as_deref() else { return };
        if let Err(error) = socket.send_to_addr(state.as_bytes(), address) {
            tracing::debug!(%error, "the service manager was not notified");
        }
    }
}

/// Parses the name of the socket: a path, or an abstract name after `@`.
fn address(name: &OsStr) -> std::io::Result<SocketAddr> {
    match name.as_bytes() {
        [b'@', name @ ..] => SocketAddr::from_abstract_name(name),
        _ => SocketAddr::from_pathname(name),
    }
}

/// Returns the time limit of the watchdog, if it is set for this process.
fn watchdog(variable: impl Fn(&str) -> Option<OsString>) -> Option<Duration> {
    let number = |name: &str| variable(name)?.to_str()?.parse::<u64>().ok();
    let is_meant =
        variable("WATCHDOG_PID").is_none() || number("WATCHDOG_PID") == Some(std::process::id().into());
    number("WATCHDOG_USEC").filter(|micros| is_meant && *micros > 0).map(Duration::from_micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &OsStr, others: &[(&str, &str)]) -> ServiceManager {
        ServiceManager::find(|wanted| match wanted {
            "NOTIFY_SOCKET" => Some(name.to_owned()),
            _ => others.iter().find(|(other, _)| *other == wanted).map(|(_, value)| value.into()),
        })
    }

    fn received(socket: &UnixDatagram) -> String {
        socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut datagram = [0; 200];
        let length = socket.recv(&mut datagram).unwrap();
        String::from_utf8(datagram[..length].to_vec()).unwrap()
    }

    #[test]
    fn notifications_arrive_at_a_path_and_at_an_abstract_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let by_path = (UnixDatagram::bind(&path).unwrap(), path.into_os_string());
        let name = format!("keyclerk-{}", std::process::id());
        let abstract_name = SocketAddr::from_abstract_name(&name).unwrap();
        let by_name = (UnixDatagram::bind_addr(&abstract_name).unwrap(), format!("@{name}").into());
        for (socket, name) in [by_path, by_name] {
            let manager = found(&name, &[]);
            manager.ready();
            manager.status("selling\nREADY=0");
            manager.reloading();
            manager.alive();
            manager.stopping();
            assert_eq!(received(&socket), "READY=1");
            assert_eq!(received(&socket), "STATUS=selling READY=0");
            assert!(received(&socket).starts_with("RELOADING=1\nMONOTONIC_USEC="));
            assert_eq!([received(&socket), received(&socket)], ["WATCHDOG=1", "STOPPING=1"]);
        }
    }

    #[test]
    fn a_manager_that_does_not_listen_disturbs_nobody() {
        for name in ["/nowhere/at/all", "@nobody listens here", "", "relative", &"x".repeat(300)] {
            let manager = found(OsStr::new(name), &[]);
            (0..1_000).for_each(|_| manager.alive());
        }
        let absent = ServiceManager::find(|_| None);
        absent.ready();
        assert_eq!(absent.watchdog(), None);
    }

    #[test]
    fn the_watchdog_is_that_of_this_process() {
        let (own, other) = (std::process::id().to_string(), (std::process::id() + 1).to_string());
        for (others, expected) in [
            (&[("WATCHDOG_USEC", "30000000")][..], Some(30)),
            (&[("WATCHDOG_USEC", "30000000"), ("WATCHDOG_PID", &own)], Some(30)),
            (&[("WATCHDOG_USEC", "30000000"), ("WATCHDOG_PID", &other)], None),
            (&[("WATCHDOG_USEC", "30000000"), ("WATCHDOG_PID", "x")], None),
            (&[("WATCHDOG_USEC", "0")], None),
            (&[("WATCHDOG_USEC", "soon")], None),
            (&[], None),
        ] {
            let watchdog = found(OsStr::new("@x"), others).watchdog();
            assert_eq!(watchdog, expected.map(Duration::from_secs), "{others:?}");
        }
    }
}
