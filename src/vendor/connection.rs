//! A connection of the server, and how long it may keep its place.
//!
//! Invariant: a client that does not go on loses its connection. It has to send the head of a request
//! within [`Limits::head`], to send the next one within [`Limits::idle`], and to read its answer.
//! The body of a request has a limit of its own, in [`super::request`].

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep, sleep_until};

/// The bounds that a client has to keep to.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long the head of a request may take, from the connection or its first byte on.
    pub head: Duration,
    /// How long the body of a request may take.
    pub body: Duration,
    /// How long a connection may wait for its next request. It is longer than the 90 seconds after
    /// which keyclerk's own client gives up an idle connection: if the server closed first, it could
    /// close just when a request is sent, and an assignment would be in doubt.
    pub idle: Duration,
    /// How long an answer may wait for a client that does not read.
    pub unread: Duration,
    /// How many connections are open at once. Further ones wait, unaccepted, until one is closed.
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

/// The step of its exchange that a connection is at.
#[derive(Debug, Clone, Copy)]
enum Phase {
    /// The head of a request is due.
    Head { deadline: Instant },
    /// A request is being served.
    Serving,
    /// The request was served; its answer may still be on the way.
    Idle { since: Instant },
}

/// The progress of a connection, known to its socket and to the handler of its requests.
#[derive(Debug, Clone)]
pub(super) struct Progress(Arc<Mutex<Phase>>);

impl Progress {
    /// Marks that a request is being served until the guard is dropped.
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

/// A request that is being served.
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
    /// Watches a socket that was just accepted, for as long as it holds its place.
    pub(super) fn new(stream: TcpStream, limits: Limits, place: Option<OwnedSemaphorePermit>) -> Self {
        let deadline = Instant::now() + limits.head;
        let progress = Progress(Arc::new(Mutex::new(Phase::Head { deadline })));
        let timer = Box::pin(sleep_until(deadline));
        Self { stream, progress, limits, unread_since: None, timer, _place: place }
    }

    /// Returns the progress that the handler of its requests marks.
    pub(super) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Returns when the client has to have made progress, if it has to.
    fn deadline(&self) -> Option<Instant> {
        let read = match self.progress.phase() {
            Phase::Head { deadline } => Some(deadline),
            Phase::Serving => None,
            Phase::Idle { since } => Some(since + self.limits.idle),
        };
        let written = self.unread_since.map(|since| since + self.limits.unread);
        [read, written].into_iter().flatten().min()
    }

    /// Waits on, or fails when the deadline has passed.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        let Some(deadline) = self.deadline() else { return Poll::Pending };
        if self.timer.deadline() != deadline {
            self.timer.as_mut().reset(deadline);
        }
        self.timer.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Notes the outcome of a write.
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
        // hyper does not read again before something wakes it. The timer does, unless a request comes first.
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
