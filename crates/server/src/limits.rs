//! Every bound on what a caller can send, make or keep busy, by area, with its reason. Limits of documents, questions and drawings
//! are in the crates that know them; `all` gathers them for the documentation.

use model::limits::Limit;

model::limits! {
    ground {
        /// The body of a request, uploads excepted.
        BODY_BYTES: usize = 5 << 20, "bytes";
        /// The body of a request that anybody may send, such as a password.
        OPEN_BODY_BYTES: usize = 64 << 10, "bytes";
        /// The body of a request of a reader of a link: a reader names widgets and values.
        READER_BODY_BYTES: usize = 1 << 20, "bytes";
        /// What the bodies of all requests hold in memory together; more are told to come back.
        BODIES_BYTES: usize = 256 << 20, "bytes";
        /// What the bodies of all readers of links hold of it.
        BODIES_OF_READERS_BYTES: usize = 96 << 20, "bytes";
        /// What the bodies of everybody hold of it of whom nothing is known, such as who signs in. The rest is for those who have an account.
        BODIES_OF_STRANGERS_BYTES: usize = 32 << 20, "bytes";
        /// What the bodies of one caller's requests hold of it, so that nobody takes it from the others.
        BODIES_OF_CALLER_BYTES: usize = 64 << 20, "bytes";
        /// Room for a body is taken so far ahead of what has come, so that not every packet asks for it.
        BODY_AHEAD_BYTES: usize = 16 << 10, "bytes";
        /// When who found the server full may come back.
        BUSY_SECONDS: u64 = 2, "seconds";
        /// How long the head of a request may take, and how long a connection may be idle between two requests.
        HEAD_SECONDS: u64 = 10, "seconds";
        /// The head of a request: its address with what a reader chose, cookies. Counted as it comes: a little more may pass.
        HEAD_BYTES: usize = 64 << 10, "bytes";
        /// How long a sender is waited for in all before its first bytes, beside what `BODY_BYTES_PER_SECOND` gives it.
        BODY_SECONDS: u64 = 10, "seconds";
        /// How long who has sent much may be silent: what was sent fast is not saved up beyond this.
        BODY_SILENT_SECONDS: u64 = 30, "seconds";
        /// The slowest pace of a body: each so many bytes give its sender another second.
        BODY_BYTES_PER_SECOND: u64 = 1024, "bytes";
        /// Of a body that nobody wants so much is taken and thrown away, so that its sender reads why instead of a broken connection.
        REST_BYTES: usize = 8 << 20, "bytes";
        /// How long the rest of such a body is taken.
        REST_SECONDS: u64 = 5, "seconds";
        /// How long a reader may leave unread what is sent before the connection is cut.
        UNREAD_SECONDS: u64 = 60, "seconds";
        /// Open files that are kept free of connections: databases, data, exports.
        FILES_BESIDE_SOCKETS: u32 = 512, "files";
        /// When connections are taken again after the system had no file for one.
        ACCEPT_AGAIN_MILLISECONDS: u64 = 100, "milliseconds";
        /// Proxies in a row that are followed to find where a request comes from.
        PROXIES_PASSED: usize = 16, "proxies";
        /// Callers whose questions, exports and openings are counted.
        CALLERS_COUNTED: u64 = 100_000, "callers";
        /// Items of a page of a list, where the caller says nothing.
        PAGE_ITEMS: usize = 200, "items";
        /// Items of a page of a list.
        PAGE_ITEMS_MOST: usize = 1_000, "items";
        /// A change that meets another node's again and again gives up after so many tries.
        CHANGE_TRIES: u32 = 5, "tries";
        /// How long a change waits for the open pages it has woken. Deciding takes microseconds; this is for a page that is stuck.
        DECIDING_SECONDS: u64 = 5, "seconds";
        /// Running requests and open streams end so long after the server was asked to stop.
        STOP_SECONDS: u64 = 2, "seconds";
        /// How often the server looks for changes that another node made, and for shares whose time is up.
        TICK_MILLISECONDS: u64 = 400, "milliseconds";
        /// How often old files, old jobs and idle shares are looked for.
        SWEEP_SECONDS: u64 = 60, "seconds";
        /// How often jobs are looked for that nobody announced: those whose time has come, and those of a node that died.
        JOBS_SECONDS: u64 = 1, "seconds";
        /// Jobs that run at once on a node; others wait.
        JOBS_AT_ONCE: usize = 4, "jobs";
        /// A job is begun so often at most: one that takes the process down with it is given up.
        JOB_TRIES: u32 = 3, "times";
        /// A job whose node says nothing for so long is taken by another.
        JOB_LEASE_SECONDS: i64 = 60, "seconds";
    }
    people {
        /// A user's session.
        SESSION_DAYS: i64 = 14, "days";
        /// How long an invitation opens.
        INVITATION_DAYS: i64 = 7, "days";
        /// Users with an address that looks like another one that are shown.
        LOOK_ALIKES: usize = 10, "users";
        /// How long a credential that was found is not looked up again; every change of rights and every end of a credential ends that at
        /// once, on other nodes within `TICK_MILLISECONDS`.
        CREDENTIAL_KEPT_SECONDS: i64 = 30, "seconds";
        /// Credentials that are kept so.
        CREDENTIALS_KEPT: u64 = 50_000, "credentials";
        /// Credentials of open pages that the store is asked for in one question.
        CREDENTIALS_ASKED: usize = 1_000, "credentials";
        /// Members of each kind that are shown with a group.
        MEMBERS_SHOWN: usize = 200, "members";
        /// Wrong passwords from one network for one account or link, before it has to wait.
        FAILURES: u32 = 10, "failures";
        /// How long such a network waits for each further try.
        FAILURE_SECONDS: i64 = 10, "seconds";
        /// Wrong passwords and secrets from one network for anything, before it has to wait.
        FAILURES_OF_NETWORK: u32 = 60, "failures";
        /// How long such a network waits for each further try.
        FAILURE_OF_NETWORK_SECONDS: i64 = 2, "seconds";
        /// Wrong passwords for one account or link from everywhere, before networks it was never opened from get fewer tries.
        FAILURES_OF_TARGET: u32 = 50, "failures";
        /// One such failure is forgotten in this time.
        FAILURE_OF_TARGET_SECONDS: i64 = 60, "seconds";
        /// As many tries those networks get then, each.
        FAILURES_UNDER_ATTACK: u32 = 2, "failures";
        /// How long a network counts as one that an account or link was opened from.
        NETWORK_KNOWN_DAYS: i64 = 30, "days";
        /// Networks, accounts and links whose failures are remembered.
        FAILURES_KEPT: u64 = 100_000, "entries";
        /// Passwords that are hashed at once, if the machine has as many processors: each takes 19 MiB.
        HASHING_AT_ONCE: usize = 4, "passwords";
        /// Passwords that wait for being hashed; more are told to come back.
        HASHING_WAITING: usize = 256, "passwords";
        /// When they are told to come back.
        HASHING_RETRY_SECONDS: u64 = 2, "seconds";
    }
    workspaces {
        /// Dashboards that are looked at in one go while searching.
        REACH_STRIDE: usize = 500, "dashboards";
        /// Items of a page of what somebody reaches.
        REACH_ITEMS: usize = 200, "items";
        /// Users who are searched for and told why a dashboard does not open for them.
        SHUT_OUT_SHOWN: usize = 5, "users";
        /// Levels that are compared to say who gains and who loses by a change of rights.
        EFFECT_STEPS: usize = 200_000, "levels";
        /// Changes that are asked about at once.
        EFFECT_CHANGES: usize = 100, "changes";
        /// Users that each side of such an answer names; the others are counted.
        EFFECTS_NAMED: usize = 100, "users";
        /// The file of a logo: every reader loads it.
        LOGO_BYTES: usize = 200 << 10, "bytes";
        /// Width and height of a logo: a small file can be a picture that no phone has room for.
        LOGO_PIXELS: u32 = 2_000, "pixels";
    }
    dashboards {
        /// Choices of a variable that are listed; others are found by searching.
        CHOICES: usize = 200, "choices";
        /// Documents that are kept in memory.
        DOCUMENTS_KEPT: u64 = 10_000, "documents";
        /// Requests for access by one person at once.
        ACCESS_REQUESTS: u32 = 10, "requests";
        /// How long they wait for each further request.
        ACCESS_REQUEST_SECONDS: i64 = 10, "seconds";
        /// Questions of one caller that are not answered from what is kept, one after the other; readers of a share in one network are
        /// one caller.
        QUESTIONS_OF_CALLER: u32 = 2_000, "questions";
        /// How long such a caller waits for each further one.
        QUESTION_OF_CALLER_MILLISECONDS: i64 = 50, "milliseconds";
        /// Open live pages of one caller with values or a time of their own: only those cost questions of their own.
        OWN_STREAMS_OF_CALLER: u32 = 50, "pages";
        /// How often an open stream says that it lives: a page that misses two takes the connection for broken, within 20 seconds.
        HEARTBEAT_SECONDS: u64 = 8, "seconds";
        /// Events that wait for a slow reader; answers that come meanwhile replace each other.
        EVENTS_WAITING: usize = 32, "events";
    }
    data {
        /// An uploaded file.
        UPLOAD_BYTES: usize = 1 << 30, "bytes";
        /// Uploads of one caller at once.
        UPLOADS_OF_CALLER: u32 = 4, "uploads";
        /// Dashboards that are looked through for columns that a new file takes away.
        DASHBOARDS_LOOKED_AT: usize = 500, "dashboards";
        /// How often the counts of pushed rows are brought to the store; a process that dies loses what it counted since.
        PUSHES_NOTED_SECONDS: u64 = 5, "seconds";
        /// Rows of a preview of a dataset.
        PREVIEW_ROWS: u32 = 100, "rows";
    }
    sharing {
        /// A reader's session; then the link is opened again.
        SHARE_SESSION_HOURS: i64 = 12, "hours";
        /// How long a browser counts in which somebody proved an address, unless a share asks again earlier.
        GUEST_DAYS: i64 = 30, "days";
        /// How long a code counts that proves an address.
        CODE_MINUTES: i64 = 10, "minutes";
        /// Tries of a code, in the browser that asked for it; also tries for an address since its last code, whoever tries.
        CODE_TRIES: u32 = 5, "tries";
        /// Askings for codes from one network, one after the other.
        CODES_OF_NETWORK: u32 = 20, "codes";
        /// How long such a network waits for each further one.
        CODE_OF_NETWORK_SECONDS: i64 = 30, "seconds";
        /// Codes in an hour for one address by one link, by one network in which the address was not proven before.
        CODES_OF_NETWORK_AN_HOUR: u32 = 5, "codes";
        /// The same, by all such networks together.
        CODES_AN_HOUR: u32 = 10, "codes";
        /// The same, by browsers and networks in which the address was proven before: strangers cannot use these up.
        CODES_OF_KNOWN_AN_HOUR: u32 = 10, "codes";
        /// Codes in an hour by one link for whole domains, by networks in which the address was not proven before.
        CODES_OF_LINK_AN_HOUR: u32 = 200, "codes";
        /// That a link was opened elsewhere is noted again after so long at the earliest.
        ELSEWHERE_HOURS: i64 = 1, "hours";
        /// What is listed of all that is shared with somebody.
        SHARED_WITH_LISTED: u32 = 500, "shares";
        /// Openings by which somebody looked in a minute that are noted, to be counted.
        LOOKING_KEPT: usize = 100_000, "openings";
        /// Shares whose cells of this month are kept in one transaction.
        CELLS_KEPT_AT_ONCE: usize = 500, "shares";
        /// A look at a share through its readers' eyes; then it is taken again.
        PREVIEW_MINUTES: i64 = 15, "minutes";
        /// Variables whose values are told before a share is made.
        OFFERED_VARIABLES: usize = 12, "variables";
        /// Openings of one share from one network, one after the other.
        OPENINGS: u32 = 2_000, "openings";
        /// How long such a network waits for each further one.
        OPENING_SECONDS: i64 = 1, "seconds";
        /// Days of which a share's statistics are shown.
        SHARE_DAYS_SHOWN: u32 = 400, "days";
        /// Shares that one call changes.
        SHARES_AT_ONCE: usize = 100, "shares";
        /// A reader who comes back within this time has opened the share once.
        SAME_VIEW_SECONDS: i64 = 60, "seconds";
        /// Readers who are remembered so.
        VIEWS_KEPT: u64 = 100_000, "readers";
        /// Drawn pages of shares that are kept, for each as it is and packed.
        PAINTED_BYTES: u64 = 48 << 20, "bytes";
        /// How long one is kept: ranges of time move on.
        PAINTED_SECONDS: u64 = 30, "seconds";
        /// How long a page waits for the answers that are drawn on it, and for its drawing; then it comes without.
        PAINTING_MILLISECONDS: u64 = 400, "milliseconds";
        /// Pages that are drawn at once.
        PAINTING_LANES: usize = 4, "pages";
        /// Languages that are read of what a browser wishes.
        LANGUAGES_READ: usize = 8, "languages";
        /// Shares that are listed with a dashboard.
        SHARES_LISTED: u32 = 1_000, "shares";
    }
    delivery {
        /// Exports of one caller, one after the other.
        EXPORTS_OF_CALLER: u32 = 500, "exports";
        /// How long such a caller waits for each further one.
        EXPORT_OF_CALLER_SECONDS: i64 = 5, "seconds";
        /// Exports of one caller that wait or are being made.
        EXPORTS_UNDER_WAY: u32 = 20, "exports";
        /// How long a mail that no server took is kept: what it invites to has ended by then.
        OUTBOX_DAYS: i64 = 7, "days";
        /// How often a mail is tried.
        MAIL_TRIES: u32 = 5, "tries";
        /// A mail that was not taken is tried again after so long.
        MAIL_AGAIN_SECONDS: i64 = 30, "seconds";
        /// Each further time it waits so many times longer; codes, which are of no use later, do not.
        MAIL_LONGER: i32 = 5, "times";
        /// What is told of what a mail server said.
        MAIL_WHY_CHARACTERS: usize = 300, "characters";
        /// Mails of the outbox that are listed.
        OUTBOX_LISTED: usize = 500, "mails";
        /// How long the file of an export is kept.
        EXPORT_HOURS: i64 = 1, "hours";
        /// Workers that draw charts.
        DRAWING_WORKERS: usize = 2, "workers";
    }
    operations {
        /// How often new entries of the audit are sealed into its tree.
        AUDIT_SEALED_MILLISECONDS: u64 = 500, "milliseconds";
        /// Between two signed checkpoints of the audit on one node; the last one of each day is kept.
        AUDIT_CHECKPOINT_SECONDS: i64 = 1, "seconds";
        /// Entries of the audit that are read at once for a file that is being sent.
        AUDIT_EXPORTED_AT_ONCE: u32 = 1_024, "entries";
        /// Older checkpoints in a file of the audit: those of so many days with entries.
        AUDIT_CHECKPOINTS_EXPORTED: u32 = 10_000, "checkpoints";
        /// A signed checkpoint is a handful of lines: no more of a file is read as one.
        AUDIT_NOTE_BYTES: usize = 64 << 10, "bytes";
        /// Length of what is searched for in the audit.
        AUDIT_TEXT_BYTES: usize = 200, "bytes";
    }
}

/// Every limit of the program, by area.
#[must_use]
pub fn all() -> Vec<Limit> {
    let crates = [
        ALL,
        model::limits::ALL,
        identity::limits::ALL,
        store::limits::ALL,
        query::limits::ALL,
        render::limits::ALL,
        deliver::limits::ALL,
    ];
    let mut all = crates.concat();
    all.sort_by_key(|limit| AREAS.iter().position(|area| *area == limit.area));
    all
}

/// The order of the documentation; what areas share comes first.
const AREAS: [&str; 8] = [
    "ground",
    "people",
    "workspaces",
    "dashboards",
    "data",
    "sharing",
    "delivery",
    "operations",
];

/// The tables of `docs/limits.md`.
#[must_use]
pub fn tables() -> String {
    let mut text = String::new();
    let mut area = "";
    for limit in all() {
        if limit.area != area {
            area = limit.area;
            text += &format!("\n## {area}\n\n| limit | value | what it bounds |\n|---|---|---|\n");
        }
        let (name, value, unit, why) = (limit.name, limit.value.to_string(), limit.unit, limit.why.trim());
        text += &format!("| `{name}` | {value} {unit} | {why} |\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Put the printed tables into the document when this fails.
    #[test]
    fn the_document_has_every_limit() {
        let document = include_str!("../../../docs/limits.md");
        let tables = tables();
        assert!(
            document.ends_with(&tables),
            "docs/limits.md does not end with:\n{tables}"
        );
        assert!(
            all().iter().all(|limit| AREAS.contains(&limit.area)),
            "an area is misspelt"
        );
    }
}
