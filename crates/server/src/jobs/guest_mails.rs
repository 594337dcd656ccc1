//! The mails around shares for guests: invitations, codes, and what a sharer is told. Sent after the answer, and tried again while a mail
//! server does not take them.

use std::sync::Arc;

use access::op::Op;
use chrono::TimeDelta;

use super::job::Job;
use crate::app::App;
use crate::app::error::Error;
use crate::app::mails::{CODE, ELSEWHERE, INVITATION};
use crate::app::sharing::guests::orders::{CodeOrder, ElsewhereOrder, InvitationOrder};
use crate::limits::{MAIL_AGAIN_SECONDS, MAIL_LONGER, MAIL_TRIES};

/// Invites a recipient.
#[derive(Debug)]
pub(super) struct Invite;

impl Job for Invite {
    const KIND: &'static str = INVITATION;
    const BEGUN: u32 = MAIL_TRIES;
    const AGAIN: Option<TimeDelta> = Some(TimeDelta::seconds(MAIL_AGAIN_SECONDS));
    const LONGER: i32 = MAIL_LONGER;
    type Payload = InvitationOrder;

    async fn run(app: &Arc<App>, op: &Op, id: &str, order: InvitationOrder) -> Result<(), Error> {
        app.send_invitation(op, id, &order).await
    }
}

/// Sends a code. It is of no use later, so the time between two tries does not grow.
#[derive(Debug)]
pub(super) struct Code;

impl Job for Code {
    const KIND: &'static str = CODE;
    const BEGUN: u32 = MAIL_TRIES;
    const AGAIN: Option<TimeDelta> = Some(TimeDelta::seconds(MAIL_AGAIN_SECONDS));
    type Payload = CodeOrder;

    async fn run(app: &Arc<App>, op: &Op, id: &str, order: CodeOrder) -> Result<(), Error> {
        app.send_code(op, id, &order).await
    }
}

/// Tells a sharer that a link was opened elsewhere.
#[derive(Debug)]
pub(super) struct Elsewhere;

impl Job for Elsewhere {
    const KIND: &'static str = ELSEWHERE;
    const BEGUN: u32 = MAIL_TRIES;
    const AGAIN: Option<TimeDelta> = Some(TimeDelta::seconds(MAIL_AGAIN_SECONDS));
    const LONGER: i32 = MAIL_LONGER;
    type Payload = ElsewhereOrder;

    async fn run(app: &Arc<App>, op: &Op, id: &str, order: ElsewhereOrder) -> Result<(), Error> {
        app.send_elsewhere(op, id, &order).await
    }
}
