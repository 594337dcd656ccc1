//! Mail to a small SMTP server of the test's own, and into the outbox.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;

use deliver::{DeliverError, Mail, Post, Posted};
use model::name::Email;

/// Speaks SMTP with one client and gives what it said. `answer` is said to RCPT.
fn server(answer: &'static str) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let talk = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut said = Vec::new();
        let mut data = false;
        write!(stream, "220 test\r\n").unwrap();
        while let Some(Ok(line)) = lines.next() {
            let reply = match line.split(' ').next().unwrap_or_default() {
                _ if data && line != "." => "",
                "." => {
                    data = false;
                    "250 taken"
                }
                "EHLO" => "250 test",
                "RCPT" => answer,
                "DATA" => {
                    data = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            said.push(line);
            if !reply.is_empty() {
                write!(stream, "{reply}\r\n").unwrap();
            }
            if reply.starts_with("221") {
                break;
            }
        }
        said
    });
    (url, talk)
}

fn mail() -> Mail {
    Mail {
        kind: "test",
        stop: Some("https://x.example/shared".to_owned()),
        to: Email::new("otto@example.org").unwrap(),
        subject: "Größe\r\nBcc: all@example.org".to_owned(),
        text: "Hello\n.\nQUIT\n".to_owned(),
        html: "<p>Hello</p>".to_owned(),
    }
}

#[tokio::test]
async fn a_mail_server_gets_one_mail_for_one_address() {
    let (url, talk) = server("250 fine");
    let folder = tempfile::tempdir().unwrap();
    let post = Post::open(
        Some(&url),
        "Vitrine <vitrine@example.org>",
        folder.path().join("outbox"),
    )
    .unwrap();
    assert_eq!(post.send(&mail(), "m1").await.unwrap(), Posted::Sent);
    drop(post);
    let said = talk.join().unwrap();
    let commands: Vec<&String> = said
        .iter()
        .filter(|line| line.starts_with("RCPT") || line.starts_with("MAIL"))
        .collect();
    assert_eq!(
        commands,
        ["MAIL FROM:<vitrine@example.org>", "RCPT TO:<otto@example.org>"]
    );
    assert!(said.iter().any(|line| line.starts_with("To: otto@example.org")));
    assert!(!said.iter().any(|line| line.starts_with("Bcc")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("<p>Hello</p>")));
    let stop = "List-Unsubscribe: <https://x.example/shared>";
    assert!(said.iter().any(|line| line == stop), "{said:?}");
    assert_eq!(std::fs::read_dir(folder.path().join("outbox")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_refusal_is_said_and_nothing_else() {
    let (url, talk) = server("550 no such person here");
    let folder = tempfile::tempdir().unwrap();
    let post = Post::open(Some(&url), "vitrine@example.org", folder.path().join("outbox")).unwrap();
    let error = post.send(&mail(), "m1").await.unwrap_err();
    assert!(matches!(&error, DeliverError::Refused(_)), "{error:?}");
    assert_eq!(error.to_string(), "the mail was refused");
    drop(post);
    assert!(!talk.join().unwrap().iter().any(|line| line == "DATA"));
}

#[tokio::test]
async fn without_a_server_mails_lie_in_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = folder.path().join("outbox");
    let post = Post::open(None, "vitrine@example.org", outbox.clone()).unwrap();
    assert_eq!(post.send(&mail(), "m1").await.unwrap(), Posted::Kept);
    let kept = std::fs::read_to_string(outbox.join("m1")).unwrap();
    assert!(kept.contains("To: otto@example.org") && kept.contains("Hello"));
    assert!(Post::open(Some("ftp://x"), "vitrine@example.org", outbox.clone()).is_err());
    assert!(Post::open(None, "nobody", outbox).is_err());
}
