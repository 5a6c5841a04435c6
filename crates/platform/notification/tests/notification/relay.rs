//! A small SMTP server (RFC 5321) on loopback: it keeps what it takes, and answers the end of a mail as it is told.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A mail as it came over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) sender: String,
    pub(crate) recipient: String,
    pub(crate) data: Vec<u8>,
}

#[derive(Default)]
struct Counter {
    answers: Vec<&'static str>,
    taken: Vec<Taken>,
    heard: Vec<String>,
}

pub(crate) struct Relay {
    pub(crate) port: u16,
    counter: Arc<Mutex<Counter>>,
}

impl Relay {
    /// Answers the mails with these lines in turn, and every later one with `250`.
    pub(crate) fn start(answers: &[&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let answers = answers.iter().rev().copied().collect();
        let counter = Arc::new(Mutex::new(Counter { answers, ..Counter::default() }));
        let shared = Arc::clone(&counter);
        thread::spawn(move || {
            for stream in listener.incoming() {
                converse(&stream.unwrap(), &shared);
            }
        });
        Self { port, counter }
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.counter.lock().unwrap().taken.clone()
    }

    pub(crate) fn heard(&self) -> Vec<String> {
        self.counter.lock().unwrap().heard.clone()
    }
}

/// A port on which nobody listens.
pub(crate) fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn converse(stream: &TcpStream, counter: &Mutex<Counter>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut output = stream.try_clone().unwrap();
    let mut say = |line: &str| output.write_all(format!("{line}\r\n").as_bytes()).unwrap();
    let (mut sender, mut recipient) = (String::new(), String::new());
    say("220 relay.example.jp ESMTP");
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end();
        counter.lock().unwrap().heard.push(line.to_owned());
        let address = || line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).unwrap().0.to_owned();
        match line.split([' ', ':']).next().unwrap().to_ascii_uppercase().as_str() {
            "EHLO" => say("250-relay.example.jp\r\n250 8BITMIME"),
            "MAIL" => {
                sender = address();
                say("250 2.1.0 OK");
            }
            "RCPT" => {
                recipient = address();
                say("250 2.1.5 OK");
            }
            "DATA" => {
                say("354 go on");
                let data = data(&mut lines);
                let mut counter = counter.lock().unwrap();
                let answer = counter.answers.pop().unwrap_or("250 2.0.0 queued");
                if answer.starts_with('2') {
                    counter.taken.push(Taken { sender: sender.clone(), recipient: recipient.clone(), data });
                }
                say(answer);
            }
            "QUIT" => {
                say("221 bye");
                return;
            }
            _ => say("502 5.5.1 unknown"),
        }
    }
}

/// The mail up to the lone dot, without the dots that the sender doubled.
fn data(lines: &mut impl BufRead) -> Vec<u8> {
    let mut data = Vec::new();
    loop {
        let mut line = Vec::new();
        lines.read_until(b'\n', &mut line).unwrap();
        if line == b".\r\n" {
            return data;
        }
        data.extend(line.strip_prefix(b".").unwrap_or(&line));
    }
}
