//! An open page of the tests: a live stream, read event by event. Asserts nothing but that it opens.

use std::time::Duration;

use futures::StreamExt as _;
use serde_json::Value as Json;

use crate::world::{Who, World};

/// Nothing takes so long: a test that waits for it hangs.
const HANG: Duration = Duration::from_secs(60);

/// An open stream, read event by event.
pub(crate) struct Stream {
    bytes: futures::stream::BoxStream<'static, Vec<u8>>,
    text: String,
    /// The id of the last event that had one.
    pub(crate) last_id: Option<String>,
}

impl Stream {
    pub(crate) async fn open(world: &World, who: &Who, dashboard: &str, last: Option<&str>) -> Self {
        let Who::Bearer(token) = who else {
            panic!("streams of the tests use bearers")
        };
        let url = format!(
            "{}/api/v1/dashboards/{}/live",
            world.base,
            world.id("dashboards", dashboard)
        );
        let mut request = reqwest::Client::new().get(url).bearer_auth(token);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let bytes = response
            .bytes_stream()
            .take_while(|chunk| futures::future::ready(chunk.is_ok()));
        Self {
            bytes: bytes.map(|chunk| chunk.unwrap().to_vec()).boxed(),
            text: String::new(),
            last_id: None,
        }
    }

    /// The next event's name and data; `None` when the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<(String, Json)> {
        loop {
            while let Some(end) = self.text.find("\n\n") {
                let block: String = self.text.drain(..end + 2).collect();
                let field = |name: &str| {
                    block
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .map(str::to_owned)
                };
                if let Some(id) = field("id: ") {
                    self.last_id = Some(id);
                }
                // An answer that was cut short names itself anew.
                if let Some(event) = field("event: ").filter(|_| field("event: cut").is_none()) {
                    return Some((event, serde_json::from_str(&field("data: ").unwrap()).unwrap()));
                }
            }
            let chunk = tokio::time::timeout(HANG, self.bytes.next())
                .await
                .expect("an event at all")?;
            self.text.push_str(&String::from_utf8(chunk).unwrap());
        }
    }

    /// Skips to the next event of this name.
    pub(crate) async fn until(&mut self, wanted: &str) -> Json {
        loop {
            let (event, data) = self
                .next()
                .await
                .unwrap_or_else(|| panic!("the stream ended before {wanted}"));
            if event == wanted {
                return data;
            }
        }
    }

    /// Reads `hello` and one answer for each widget it names.
    pub(crate) async fn settle(&mut self) -> usize {
        let hello = self.until("hello").await;
        let widgets = hello["widgets"].as_array().unwrap().len();
        for _ in 0..widgets {
            self.until("answer").await;
        }
        widgets
    }
}
