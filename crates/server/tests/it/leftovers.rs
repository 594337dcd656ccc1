//! What is left behind is swept: files of exports, finished or not, and mails that no server took.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::world::World;

/// A file that was written so long ago.
#[expect(clippy::disallowed_methods, reason = "the file system knows no other clock")]
fn old(path: &std::path::Path, age: Duration) {
    let file = File::create(path).unwrap();
    file.set_modified(SystemTime::now() - age).unwrap();
}

#[tokio::test]
async fn what_was_left_by_a_kill_or_by_time_is_gone_after_the_next_start() {
    let mut world = World::start();
    let (exports, outbox) = (world.folder.path().join("exports"), world.folder.path().join("outbox"));
    let hour = Duration::from_secs(3_600);
    let (finished, begun, mail) = (
        exports.join("exp_1"),
        exports.join("exp_2.part"),
        outbox.join("invitation-1"),
    );
    old(&finished, 2 * hour);
    old(&begun, 2 * hour);
    old(&mail, 8 * 24 * hour);
    let (young, fresh) = (exports.join("exp_3"), outbox.join("invitation-2"));
    old(&young, Duration::ZERO);
    old(&fresh, 6 * 24 * hour);
    world.crash_and_restart();
    while finished.exists() || begun.exists() || mail.exists() {
        tokio::task::yield_now().await;
    }
    assert!(young.exists() && fresh.exists());
    assert_eq!(fs::read_dir(&exports).unwrap().count(), 1);
}
