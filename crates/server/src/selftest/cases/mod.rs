//! The cases, in the order in which they are tried.

mod embeds;
mod ends;
mod guests;
mod readers;
mod rows;
mod strangers;

use std::pin::Pin;

use super::ground::Ground;
use super::report::Held;

/// One way in which sharing could fail.
pub(super) struct Case {
    /// What has to hold.
    pub(super) name: &'static str,
    pub(super) run: for<'g> fn(&'g Ground<'_>) -> Pin<Box<dyn Future<Output = Held> + 'g>>,
}

macro_rules! cases {
    ($($name:literal => $run:path,)*) => {
        /// All of them.
        pub(super) const CASES: &[Case] = &[$(Case { name: $name, run: |ground| Box::pin($run(ground)) },)*];
    };
}

cases! {
    "A stranger reaches nothing but what is meant for strangers" => strangers::reach_nothing,
    "A pattern or an odd id is answered like an unknown one" => strangers::odd_ids,
    "No spelling of a path is guarded less" => strangers::odd_paths,
    "The first set-up cannot be done again" => strangers::set_up_again,
    "Unknown, paused and ended links are answered alike" => strangers::closed_alike,
    "Looking at the page of a link counts no view and tells no secret" => strangers::looking,
    "A made-up host does not stand in a link" => strangers::made_up_host,
    "A wrong or damaged session reads nothing" => strangers::damaged_sessions,
    "A reader changes nothing, on any route" => readers::change_nothing,
    "A reader reaches no other dashboard" => readers::other_dashboards,
    "What a reader gets holds no question and no name of a dataset" => readers::no_questions,
    "Whatever a reader fetches holds nothing of what is not shared" => readers::canaries,
    "Errors say nothing of the data or of how it is asked" => readers::errors,
    "Widgets that a link leaves out are refused by the API too" => readers::left_out,
    "A copy carries no grants and no shares" => readers::copies,
    "Readers with different rows never see each other's" => rows::apart,
    "A locked value holds, whatever is sent" => rows::locks,
    "Nothing in the address widens a link" => rows::addresses,
    "Choices hold only values that the reader may see" => rows::choices,
    "An answer carries no cookie" => rows::cookies,
    "Asking for a code is answered alike, invited or not" => guests::asked_alike,
    "Made-up codes open nothing" => guests::made_up_codes,
    "Readers of a site see the rows that it says, and each token opens once" => embeds::rows,
    "A token that is forged, foreign, late or endless opens nothing" => embeds::tokens,
    "After the end of a link was answered, no data leaves on an open page" => ends::streams,
    "A file that was begun before the end is not handed out after it" => ends::files,
    "A new secret ends the old one and its sessions" => ends::rotated,
    "A kind that is switched off is cut, and does not come back by itself" => ends::switched_off,
}
