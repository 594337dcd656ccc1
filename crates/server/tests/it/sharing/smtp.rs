//! A mail server of the tests that speaks RFC 5321 over a real socket: keeps what it is given, refuses and stalls where it is told to.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};

/// What it was given and how it behaves.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Each mail: where to, and its text as it came.
    pub(super) mails: Vec<(String, String)>,
    /// Addresses that it refuses for good.
    pub(super) refused: BTreeSet<String>,
    /// It does not say a word until this is over.
    pub(super) stalls: bool,
    /// Conversations that were begun.
    pub(super) begun: usize,
}

/// A running mail server.
#[derive(Debug, Clone)]
pub(super) struct Smtp {
    pub(super) url: String,
    state: Arc<(Mutex<Kept>, Condvar)>,
}

impl Smtp {
    pub(super) fn start(stalls: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let state = Arc::new((
            Mutex::new(Kept {
                stalls,
                ..Kept::default()
            }),
            Condvar::new(),
        ));
        let smtp = Self { url, state };
        let serving = smtp.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let smtp = serving.clone();
                std::thread::spawn(move || smtp.converse(&stream.unwrap()));
            }
        });
        smtp
    }

    /// Changes how it behaves.
    pub(super) fn set(&self, change: impl FnOnce(&mut Kept)) {
        change(&mut self.state.0.lock().unwrap());
        self.state.1.notify_all();
    }

    /// Waits until what it was given is as wanted.
    pub(super) fn until<T>(&self, wanted: impl Fn(&Kept) -> Option<T>) -> T {
        let mut kept = self.state.0.lock().unwrap();
        loop {
            if let Some(found) = wanted(&kept) {
                return found;
            }
            kept = self.state.1.wait(kept).unwrap();
        }
    }

    /// One conversation. Ends with the connection.
    fn converse(&self, stream: &TcpStream) -> Option<()> {
        self.set(|kept| kept.begun += 1);
        self.until(|kept| (!kept.stalls).then_some(()));
        let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
        let say = |line: &str| {
            let mut to = stream;
            to.write_all(format!("{line}\r\n").as_bytes()).ok()
        };
        say("220 tests ready")?;
        let mut to = String::new();
        while let Some(Ok(line)) = lines.next() {
            let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match word.as_str() {
                "EHLO" => say("250-tests\r\n250-8BITMIME\r\n250 SMTPUTF8")?,
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    let refused = self.state.0.lock().unwrap().refused.contains(&to);
                    say(if refused { "550 5.1.1 no such mailbox" } else { "250 ok" })?;
                }
                "DATA" => {
                    say("354 go on")?;
                    let mut text = String::new();
                    for line in lines.by_ref().map_while(Result::ok).take_while(|line| line != ".") {
                        text += line.strip_prefix('.').unwrap_or(&line);
                        text += "\r\n";
                    }
                    self.set(|kept| kept.mails.push((to.clone(), text)));
                    say("250 taken")?;
                }
                "QUIT" => return say("221 bye"),
                _ => say("250 ok")?,
            }
        }
        None
    }
}
