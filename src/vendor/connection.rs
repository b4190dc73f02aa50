//! A server connection with time limits.
//!
//! Invariant: a client that makes no progress loses its connection. It has to send the head of a request
//! within [`Limits::head`] and the next request within [`Limits::idle`], and it has to read its answer.
//! The body of a request has a separate limit, in [`super::request`].

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep, sleep_until};

/// The limits for a client.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The time limit for the head of a request, from its first byte or from the start of the connection.
    pub head: Duration,
    /// The time limit for the body of a request.
    pub body: Duration,
    /// The time that a connection may wait for its next request. It is longer than the 90 seconds after which
    /// keyclerk's client closes an idle connection. With a shorter time, the server could close the
    /// connection while a request is being sent, and an assignment would be in doubt.
    pub idle: Duration,
    /// The time that an answer may wait for a client that does not read.
    pub unread: Duration,
    /// The maximum number of open connections. Further connections wait until one is closed, and are not
    /// accepted before.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            body: Duration::from_secs(5),
            idle: Duration::from_mins(2),
            unread: Duration::from_secs(30),
            connections: 512,
        }
    }
}

/// The state of a connection.
#[derive(Debug, Clone, Copy)]
enum Phase {
    /// The head of a request is expected.
    Head { deadline: Instant },
    /// A request is being served.
    Serving,
    /// The request was served. Its answer may still be in transit.
    Idle { since: Instant },
}

/// The state of a connection, shared by its socket and the handler of its requests.
#[derive(Debug, Clone)]
pub(super) struct Progress(Arc<Mutex<Phase>>);

impl Progress {
    /// Marks the connection as serving a request, until the guard is dropped.
    pub(super) fn serving(&self) -> Serving<'_> {
        self.update(|_| Phase::Serving);
        Serving(self)
    }

    fn phase(&self) -> Phase {
        *self.0.lock()
    }

    fn update(&self, next: impl FnOnce(Phase) -> Phase) {
        let mut phase = self.0.lock();
        *phase = next(*phase);
    }
}

/// The client of a connection.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    pub(super) progress: Progress,
    pub(super) address: SocketAddr,
}

/// A guard for a request that is being served.
pub(super) struct Serving<'a>(&'a Progress);

impl Drop for Serving<'_> {
    fn drop(&mut self) {
        self.0.update(|_| Phase::Idle { since: Instant::now() });
    }
}

/// A socket that fails with [`io::ErrorKind::TimedOut`] when its client makes no progress.
pub(super) struct Connection {
    stream: TcpStream,
    progress: Progress,
    limits: Limits,
    unread_since: Option<Instant>,
    timer: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Connection {
    /// Watches a newly accepted socket. The connection holds `place` until it is closed.
    pub(super) fn new(stream: TcpStream, limits: Limits, place: Option<OwnedSemaphorePermit>) -> Self {
        let deadline = Instant::now() + limits.head;
        let progress = Progress(Arc::new(Mutex::new(Phase::Head { deadline })));
        let timer = Box::pin(sleep_until(deadline));
        Self { stream, progress, limits, unread_since: None, timer, _place: place }
    }

    /// Returns the shared state, which the request handler updates.
    pub(super) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Returns the time by which the client has to make progress, or `None` if no limit applies now.
    fn deadline(&self) -> Option<Instant> {
        let read = match self.progress.phase() {
            Phase::Head { deadline } => Some(deadline),
            Phase::Serving => None,
            Phase::Idle { since } => Some(since + self.limits.idle),
        };
        let written = self.unread_since.map(|since| since + self.limits.unread);
        [read, written].into_iter().flatten().min()
    }

    /// Stays pending until the deadline, then fails.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        let Some(deadline) = self.deadline() else { return Poll::Pending };
        if self.timer.deadline() != deadline {
            self.timer.as_mut().reset(deadline);
        }
        self.timer.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Updates the state after a write.
    fn written(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_pending() {
            self.unread_since.get_or_insert_with(Instant::now);
            return self.wait(cx);
        }
        self.unread_since = None;
        self.progress.update(|phase| match phase {
            Phase::Idle { .. } => Phase::Idle { since: Instant::now() },
            phase => phase,
        });
        // hyper polls again only after a wake-up. The timer provides one, unless a request arrives first.
        let _: Poll<io::Result<()>> = self.wait(cx);
        written
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buf);
        if read.is_pending() {
            return self.wait(cx);
        }
        if buf.filled().len() > before {
            let deadline = Instant::now() + self.limits.head;
            self.progress.update(|phase| match phase {
                Phase::Idle { .. } => Phase::Head { deadline },
                phase => phase,
            });
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.written(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
