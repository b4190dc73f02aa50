//! A conversation with a program: the test reads what it prints, and answers.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::Mutex;

use crate::process::{exit_code, send_signal};

/// A running program, and what it has printed.
pub struct Conversation {
    child: Child,
    stdin: Option<ChildStdin>,
    said: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
    /// The length of the text that earlier calls of `says` have found.
    heard: usize,
}

impl Conversation {
    pub fn begin(mut command: Command) -> Self {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        let readers = streams.into_iter().map(|stream| read(stream, Arc::clone(&said))).collect();
        Self { stdin: child.stdin.take(), child, said, readers, heard: 0 }
    }

    /// Sends a line.
    pub fn answer(&mut self, line: &str) {
        self.press(&format!("{line}\n"));
    }

    /// Sends characters. A program that has ended reads nothing, which its output shows.
    pub fn press(&mut self, characters: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        drop(stdin.write_all(characters.as_bytes()).and_then(|()| stdin.flush()));
    }

    /// Waits until the program prints these words, after those that it was waited for before.
    pub async fn says(&mut self, words: &str) {
        let waiting = async {
            loop {
                let at = self.said.lock()[self.heard..].find(words);
                if let Some(at) = at {
                    self.heard += at + words.len();
                    return;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let is_said = tokio::time::timeout(Duration::from_secs(30), waiting).await.is_ok();
        assert!(is_said, "{words:?} was not said:\n{}", self.said.lock());
    }

    /// Ends the input, and waits for the program to end. Returns everything that it printed, and its exit code.
    pub async fn end(mut self) -> (String, Option<i32>) {
        drop(self.stdin.take());
        self.ended().await
    }

    /// Sends a signal while the input is still open. Returns what [`Self::end`] returns.
    pub async fn ended_by(mut self, signal: &str) -> (String, Option<i32>) {
        send_signal(&self.child, signal);
        let _open = self.stdin.take();
        self.ended().await
    }

    async fn ended(self) -> (String, Option<i32>) {
        let code = exit_code(self.child).await;
        for reader in self.readers {
            reader.join().unwrap();
        }
        let said = self.said.lock().clone();
        (said, code)
    }
}

/// Collects a stream. Bytes that a read cuts in two are kept for the next one.
fn read(mut stream: Box<dyn Read + Send>, said: Arc<Mutex<String>>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let (mut pending, mut bytes) = (Vec::new(), [0; 4096]);
        while let Ok(length @ 1..) = stream.read(&mut bytes) {
            pending.extend_from_slice(&bytes[..length]);
            let whole = std::str::from_utf8(&pending).map_or_else(|error| error.valid_up_to(), str::len);
            let rest = pending.split_off(whole);
            said.lock().push_str(&String::from_utf8(std::mem::replace(&mut pending, rest)).unwrap());
        }
    })
}
