//! Shares to the outside: check, make, list, change, pause, resume, rotate, end.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use access::action::{CreateShare, DashboardAt, EditShare, EndShare, SeeShare, SeeShares};
use access::denied::Denied;
use access::op::Op;
use access::share::obstacles::{Obstacle, ObstacleAt, ObstacleKind};
use access::share::policy::Looks;
use access::share::sought::Sought;
use identity::caller::Caller;
use identity::secret::{Purpose, Secret};
use model::dashboard::Dashboard;
use model::document::Document;
use model::id::ShareId;
use model::invalid::{Faults, Invalid};
use model::name::{DatasetName, EmailDomain, Note, Title};
use model::origin::Origin;
use model::share::{Audience, Breach, EmbedAudience, GuestsAudience, ShareDay, ShareKind, ShareState, Terms};
use store::{ShareFilter, ShareRecord};

use crate::app::error::Error;
use crate::app::sharing::audience::{self, NewAudience};
use crate::app::sharing::inviting::{cap, domains};
use crate::app::sharing::keys::FreshKey;
use crate::app::sharing::locks::{OutOfReach, unreached};
use crate::app::sharing::offered::Offered;
use crate::app::sharing::rotation::{self, StopCheck};
use crate::app::watching::Ground;
use crate::app::{App, gone};

/// A share to be made.
#[derive(Debug)]
pub struct NewShare {
    /// As shown in lists.
    pub title: Title,
    /// For those who manage it.
    pub description: String,
    /// Whom it lets in.
    pub audience: NewAudience,
    /// Whether they are asked for a password.
    pub asks_password: bool,
    /// What they may see and do.
    pub terms: Terms,
    /// The revision that its maker has looked at; `None`: whatever was saved last.
    pub revision: Option<u32>,
    /// It stays at that revision.
    pub pins: bool,
    /// Of mails that go out with it, where its readers' language is not said.
    pub language: String,
}

/// What opens a share that was just made, by its kind. It is shown this once.
#[derive(Debug)]
pub struct ShownOnce {
    /// The secret of its link.
    pub link: Option<Secret>,
    /// What a site signs with.
    pub key: Option<FreshKey>,
}

/// What changes of a share; `None` stays.
#[derive(Debug, Default)]
pub struct ShareChange {
    /// As shown in lists.
    pub title: Option<Title>,
    /// For those who manage it.
    pub description: Option<String>,
    /// What it may see and do.
    pub terms: Option<Terms>,
    /// `Some(None)` takes the password away.
    pub password: Option<Option<String>>,
    /// Of a share for guests.
    pub guests: GuestsChange,
    /// The sites whose pages may show it.
    pub origins: Option<Vec<Origin>>,
}

/// What changes of whom a share for guests lets in; `None` stays.
#[derive(Debug, Default)]
pub struct GuestsChange {
    /// The words in invitations to come.
    pub message: Option<Note>,
    /// Domains whose addresses it lets in.
    pub domains: Option<BTreeSet<EmailDomain>>,
    /// As many come by their domain at most.
    pub domain_cap: Option<u32>,
}

impl GuestsChange {
    const fn is_empty(&self) -> bool {
        self.message.is_none() && self.domains.is_none() && self.domain_cap.is_none()
    }

    /// The audience with what changes.
    fn of(&self, audience: &Audience) -> Result<Option<GuestsAudience>, Error> {
        if self.is_empty() {
            return Ok(None);
        }
        let Audience::Guests(now) = audience else {
            return Err(Invalid::at("/domains", "only shares for guests have domains and a message").into());
        };
        let wanted = self.domains.as_ref().map(domains).transpose()?;
        let domain_cap = self.domain_cap.map(|most| cap(Some(most))).transpose()?;
        Ok(Some(GuestsAudience {
            message: self.message.clone().unwrap_or_else(|| now.message.clone()),
            domains: wanted.unwrap_or_else(|| now.domains.clone()),
            domain_cap: domain_cap.unwrap_or(now.domain_cap),
            invited: now.invited.clone(),
        }))
    }
}

/// What stands in the way of a share, and what it would open.
#[derive(Debug)]
pub struct Check {
    /// All of them at once.
    pub obstacles: Vec<Obstacle>,
    /// In numbers.
    pub opens: query::Opens,
    /// Rows that its maker sees of the same data: what the share shows some of.
    pub rows_of: u64,
    /// What its readers could choose from.
    pub offered: Vec<Offered>,
    /// Widgets that its locks do not reach.
    pub unreached: OutOfReach,
    /// The revision that was looked at.
    pub revision: u32,
    /// The others of its rotation.
    pub stops: Vec<StopCheck>,
}

impl App {
    /// Everything that stands in the way of a share, and what it would open.
    ///
    /// # Errors
    /// The caller may not see shares of this dashboard; the terms are wrong.
    pub async fn check_share(
        &self,
        op: &Op,
        at: DashboardAt,
        (audience, has_password): (&NewAudience, bool),
        terms: &Terms,
    ) -> Result<Check, Error> {
        let kind = audience.kind();
        let may = self.gate.allow::<SeeShares>(op, at)?;
        // A share that is made approves what was saved last, whatever the caller's own eyes are shown.
        let dashboard = self.dashboard(self.gate.latest(&may)).await?;
        crate::app::checking::terms(terms, &dashboard.document, op.now).await?;
        self.rules_are_read(op, at, &dashboard.document, (&Terms::default(), terms))
            .await?;
        if terms.pinned.is_some_and(|pinned| pinned > dashboard.revision) {
            let last = format!("the last revision is {}", dashboard.revision);
            return Err(Invalid::at("/pinned", last).into());
        }
        let document = part(&dashboard.document, terms);
        let datasets = self.read_by(&document);
        let names: Vec<_> = datasets.iter().cloned().collect();
        let looks = Looks {
            kind,
            has_password,
            terms,
            began: op.now,
            guests: audience.guests()?,
        };
        let mut obstacles = self.gate.obstacles(&may, &names, &looks);
        let owner = op.caller.user().ok_or_else(Error::hidden)?;
        let mut stops = Vec::new();
        for stop in self.check_stops(op, (at, owner), &terms.rotation, &looks).await? {
            obstacles.extend(stop.obstacles.iter().cloned());
            stops.push(stop);
        }
        let scope = self.gate.scope_of_terms(&may, kind, terms);
        let mut opens = self.engine.measure(&scope, &datasets, op.now).await?;
        let mut whole = if terms.rows.is_empty() {
            opens.clone()
        } else {
            let scope = self.gate.scope_of_terms(&may, kind, &rotation::without_rules(terms));
            self.engine.measure(&scope, &datasets, op.now).await?
        };
        let offered = self.offered(op, &scope, &document, terms).await?;
        let mut unreached = unreached(&self.engine, &document, terms, &scope);
        for stop in &stops {
            unreached.widgets.extend(stop.unreached.widgets.iter().cloned());
            unreached.choices.extend(stop.unreached.choices.iter().cloned());
            opens.join(&stop.opens);
            whole.join(&stop.whole);
        }
        Ok(Check {
            obstacles,
            opens,
            rows_of: whole.rows,
            offered,
            unreached,
            revision: dashboard.revision,
            stops,
        })
    }

    /// Refuses row rules on datasets that nothing of a share reads, unless they stood there before: with a slip in its name a rule would
    /// narrow nothing, and nobody would know.
    async fn rules_are_read(
        &self,
        op: &Op,
        at: DashboardAt,
        document: &Document,
        (before, terms): (&Terms, &Terms),
    ) -> Result<(), Error> {
        let mut read = self.read_by(document);
        for stop in &terms.rotation {
            // Of one that they do not see the caller is told nothing here; that it cannot take turns is told beside.
            let Ok(may) = self.gate.allow::<SeeShares>(op, rotation::place(at, stop)) else {
                return Ok(());
            };
            let seen = self.dashboard(self.gate.latest(&may)).await?;
            read.extend(self.read_by(&seen.document));
        }
        let mut faults = Faults::default();
        for (index, rule) in terms.rows.iter().enumerate() {
            if !read.contains(&rule.dataset) && !before.rows.contains(rule) {
                faults.add(
                    format!("/rows/{index}/dataset"),
                    "nothing that is shared here reads this dataset",
                );
            }
        }
        Ok(faults.finish()?)
    }

    /// Makes a share. What opens it is shown this once.
    ///
    /// # Errors
    /// Not allowed, obstacles, wrong terms.
    pub async fn create_share(
        &self,
        op: &Op,
        at: DashboardAt,
        new: &NewShare,
    ) -> Result<(ShareRecord, ShownOnce), Error> {
        let (record, once, check) = self.share_to_make(op, at, new, &[]).await?;
        let owner = op.caller.user().ok_or_else(Error::hidden)?;
        let share = self
            .change(op, || async {
                for stop in &check.stops {
                    self.gate.may_add_stop(op, owner, stop.at)?;
                }
                let may = self.gate.allow::<CreateShare>(op, at)?;
                // It may have been taken back since it was looked at.
                if let Some(missing) = self.gate.consent_missing(op) {
                    return Err(in_the_way(&[missing]));
                }
                let made = self.store.share_create(&may, check.revision, record.clone()).await;
                made.map_err(|error| match error {
                    store::StoreError::RevisionConflict { .. } => saved_since(),
                    other => gone(other),
                })
            })
            .await?;
        self.ordered();
        Ok((self.share(op, share.id).await?, once))
    }

    /// A share that nothing stands against, but for what does not matter yet; ready to be kept, with what is shown once and what
    /// was looked at.
    ///
    /// # Errors
    /// Not allowed, obstacles, wrong terms.
    pub(super) async fn share_to_make(
        &self,
        op: &Op,
        at: DashboardAt,
        new: &NewShare,
        but: &[ObstacleKind],
    ) -> Result<(store::NewShare, ShownOnce, Check), Error> {
        let _may = self.gate.allow::<CreateShare>(op, at)?;
        let audience = (&new.audience, new.asks_password);
        let mut check = self.check_share(op, at, audience, &new.terms).await?;
        check.obstacles.retain(|obstacle| !but.contains(&obstacle.kind));
        if new.revision.is_some_and(|seen| seen != check.revision) {
            return Err(saved_since());
        }
        if !check.obstacles.is_empty() {
            return Err(in_the_way(&check.obstacles));
        }
        let mut terms = new.terms.clone();
        if new.pins {
            terms.pinned.get_or_insert(check.revision);
        }
        let made = new.audience.make(self, op, &new.title, &new.language).await?;
        let record = store::NewShare {
            title: new.title.clone(),
            description: new.description.clone(),
            audience: made.audience,
            terms,
            keys: made
                .secret
                .iter()
                .map(|secret| *self.key.hash(secret).as_bytes())
                .collect(),
            signing_key: made.signing.as_ref().map(|key| key.kept.clone()),
            password_hash: made.password_hash,
            recipients: made.recipients,
            stops: check.stops.iter().filter_map(StopCheck::seen).collect(),
        };
        let once = ShownOnce {
            link: made.secret,
            key: made.signing,
        };
        Ok((record, once, check))
    }

    /// The shares of one dashboard that this caller may see.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn shares_of(&self, op: &Op, at: DashboardAt) -> Result<Vec<ShareRecord>, Error> {
        let may = self.gate.allow::<SeeShares>(op, at)?;
        let filter = ShareFilter {
            dashboard: Some(at.dashboard),
            ..ShareFilter::default()
        };
        let mut found = self
            .shares(op, &Sought::default(), &filter, None, crate::limits::SHARES_LISTED)
            .await?;
        // Those under which it takes turns are listed with the dashboard that they belong to, for who sees them there.
        for id in self.gate.shares_turning_to(&may) {
            match self.share(op, id).await {
                Ok(share) => found.push(share),
                Err(Error::Denied(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(found)
    }

    /// The shares this caller may see that are looked for, newest first: at most `limit`, those after one of them.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn shares(
        &self,
        op: &Op,
        sought: &Sought,
        filter: &ShareFilter,
        after: Option<ShareId>,
        limit: u32,
    ) -> Result<Vec<ShareRecord>, Error> {
        if op.caller == Caller::Nobody {
            return Err(Denied::Nobody.into());
        }
        Ok(self
            .store
            .shares_list(&self.gate.shares_sought(op, sought), filter, after, limit)
            .await?)
    }

    /// One share.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub async fn share(&self, op: &Op, id: ShareId) -> Result<ShareRecord, Error> {
        let may = self.gate.allow::<SeeShare>(op, id)?;
        self.store.share_get(&may).await.map_err(gone)
    }

    /// What the readers of a share did day by day, the latest first.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub async fn share_days(&self, op: &Op, id: ShareId) -> Result<Vec<ShareDay>, Error> {
        let may = self.gate.allow::<SeeShare>(op, id)?;
        Ok(self.store.share_days(&may, crate::limits::SHARE_DAYS_SHOWN).await?)
    }

    /// Changes a share; streams of its readers follow at once.
    ///
    /// # Errors
    /// Not allowed, ended, wrong terms.
    pub async fn change_share(&self, op: &Op, id: ShareId, wanted: &ShareChange) -> Result<ShareRecord, Error> {
        let _may = self.gate.allow::<EditShare>(op, id)?;
        let loosens = wanted.terms.is_some()
            || wanted.password.is_some()
            || wanted.origins.is_some()
            || !wanted.guests.is_empty();
        if loosens {
            self.gate.speaks_for_owner(op, id)?;
        }
        if let Some(terms) = &wanted.terms {
            let shown = self.shared_document(op, id).await?;
            crate::app::checking::terms(terms, &shown.document, op.now).await?;
            let before = self.share(op, id).await?.share;
            let at = DashboardAt {
                dashboard: before.dashboard,
                workspace: before.workspace,
            };
            self.rules_are_read(op, at, &shown.document, (&before.terms, terms))
                .await?;
        }
        let stops = self.added_stops(op, id, wanted).await?;
        let share = self.share(op, id).await?.share;
        let asked = match (&wanted.password, &wanted.origins) {
            (None, None) => None,
            (password, origins) => {
                let moved = origins
                    .as_ref()
                    .map(|origins| moved(&share.audience, origins))
                    .transpose()?;
                let now = moved.as_ref().unwrap_or(&share.audience);
                let password = password.as_ref().and_then(Option::as_deref);
                Some(audience::asked(self, now, password).await?)
            }
        };
        let changed_guests = wanted.guests.of(&share.audience)?;
        let resets = asked.is_some() || wanted.guests.domains.is_some();
        let record = store::ShareChange {
            title: wanted.title.clone(),
            description: wanted.description.clone(),
            terms: wanted.terms.clone(),
            asked,
            guests: changed_guests,
            stops: stops.iter().filter_map(StopCheck::seen).collect(),
        };
        self.change(op, || async {
            if loosens {
                self.gate.speaks_for_owner(op, id)?;
            }
            let may = self.gate.allow::<EditShare>(op, id)?;
            if loosens {
                let kept = self.gate.share_to_edit(&may).ok_or_else(Error::hidden)?;
                for stop in &stops {
                    self.gate.may_add_stop(op, kept.owner, stop.at)?;
                }
                let terms = record.terms.as_ref().unwrap_or(&kept.terms);
                let has_password = match &wanted.password {
                    Some(password) => password.is_some(),
                    None => kept.audience.has_password(),
                };
                let mut obstacles = self.gate.obstacles_to_change(&may, terms, has_password);
                if let Some(domains) = &wanted.guests.domains {
                    let told: Vec<_> = domains.iter().map(|one| (one.clone(), one.to_string())).collect();
                    obstacles.retain(|obstacle| !obstacle.is_of_guests());
                    obstacles.extend(self.gate.obstacles_to_guests(&may, &told));
                }
                if !obstacles.is_empty() {
                    return Err(in_the_way(&obstacles));
                }
            }
            self.store.share_update(&may, record.clone()).await.map_err(gone)?;
            Ok(())
        })
        .await?;
        if resets {
            self.credentials_ended(Ground::ReadersOf(id)).await;
        }
        self.share(op, id).await
    }

    /// Pauses or resumes a share.
    ///
    /// # Errors
    /// Not allowed, ended, its owner may not share the dashboard any more, or its kind is switched off.
    pub async fn pause_share(&self, op: &Op, id: ShareId, paused: bool) -> Result<ShareRecord, Error> {
        // What opens again has to have all that its readers are shown.
        let reads = match self.shared_document(op, id).await {
            Ok(shown) if !paused => self.read_by(&shown.document),
            _ => BTreeSet::new(),
        };
        self.change(op, || async {
            let may = self.gate.allow::<EditShare>(op, id)?;
            let done = if paused {
                self.store.share_pause(&may).await
            } else {
                let obstacles = self.gate.obstacles_to_resume(&may, &reads);
                if !obstacles.is_empty() {
                    return Err(in_the_way(&obstacles));
                }
                self.store.share_resume(&may).await
            };
            done.map_err(gone)?;
            Ok(())
        })
        .await?;
        self.share(op, id).await
    }

    /// Gives the share a new secret; the old link and its sessions end.
    ///
    /// # Errors
    /// Not allowed, ended.
    pub async fn rotate_share(&self, op: &Op, id: ShareId) -> Result<(ShareRecord, Secret), Error> {
        self.gate.speaks_for_owner(op, id)?;
        if let Audience::Guests(guests) = &self.share(op, id).await?.share.audience
            && guests.domains.is_empty()
        {
            return Err(Error::Conflict(
                "Its guests have links of their own. Send one a new link instead.".to_owned(),
            ));
        }
        let secret = Secret::fresh(Purpose::ShareLink);
        let hash = self.key.hash(&secret);
        self.change(op, || async {
            self.gate.speaks_for_owner(op, id)?;
            let may = self.gate.allow::<EditShare>(op, id)?;
            let share = self.gate.share_to_edit(&may).ok_or_else(Error::hidden)?;
            if share.audience.kind().is_some_and(ShareKind::has_keys) {
                let detail = "An embed has no link. Add a key, use it, and then remove the old one.";
                return Err(Error::Conflict(detail.to_owned()));
            }
            self.store.share_rotate(&may, hash.as_bytes()).await.map_err(gone)?;
            Ok(())
        })
        .await?;
        self.credentials_ended(Ground::ReadersOf(id)).await;
        Ok((self.share(op, id).await?, secret))
    }

    /// Ends a share for good.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn end_share(&self, op: &Op, id: ShareId) -> Result<(), Error> {
        let may = self.gate.allow::<EndShare>(op, id)?;
        if matches!(
            self.gate.share(&may).map(|share| share.state),
            Some(ShareState::Ended(_))
        ) {
            return Ok(());
        }
        self.change(op, || async {
            let may = self.gate.allow::<EndShare>(op, id)?;
            self.store.share_end(&may).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Names of the datasets that a document reads.
    pub(crate) fn read_by(&self, document: &Document) -> BTreeSet<DatasetName> {
        self.engine.opens(document)
    }

    /// What a change takes into the rotation of a share, looked at.
    async fn added_stops(&self, op: &Op, id: ShareId, wanted: &ShareChange) -> Result<Vec<StopCheck>, Error> {
        let Some(terms) = &wanted.terms else {
            return Ok(Vec::new());
        };
        let share = self.share(op, id).await?.share;
        let added = rotation::added(&share.terms, terms);
        let Some(looks) = Looks::of(&share).filter(|_| !added.is_empty()) else {
            return Ok(Vec::new());
        };
        let looks = Looks { terms, ..looks };
        let own = DashboardAt {
            dashboard: share.dashboard,
            workspace: share.workspace,
        };
        let stops = self.check_stops(op, (own, share.owner), &added, &looks).await?;
        let against: Vec<_> = stops.iter().flat_map(|stop| stop.obstacles.iter().cloned()).collect();
        if against.is_empty() {
            Ok(stops)
        } else {
            Err(in_the_way(&against))
        }
    }

    /// What the readers of a share are shown: its terms are about that.
    async fn shared_document(&self, op: &Op, id: ShareId) -> Result<Arc<Dashboard>, Error> {
        let may = self.gate.allow::<SeeShare>(op, id)?;
        self.dashboard(self.gate.shown_by(&may).ok_or_else(Error::hidden)?)
            .await
    }
}

/// What of a document its readers would see.
fn part<'d>(document: &'d Document, terms: &Terms) -> Cow<'d, Document> {
    if terms.widgets.is_empty() {
        Cow::Borrowed(document)
    } else {
        Cow::Owned(document.only(&terms.widgets))
    }
}

/// The audience on other sites. Only an embed is bound to sites, and nothing else is asked of its readers.
fn moved(now: &Audience, origins: &[Origin]) -> Result<Audience, Error> {
    match now {
        Audience::Embed(_) => Ok(Audience::Embed(EmbedAudience::on(origins)?)),
        _ => Err(Invalid::at("/origins", "only embeds are bound to sites").into()),
    }
}

pub(super) fn in_the_way(obstacles: &[Obstacle]) -> Error {
    let texts: Vec<_> = obstacles.iter().map(in_words).collect();
    Error::Conflict(texts.join(" "))
}

/// The maker of a share has looked at something else than what it would show.
fn saved_since() -> Error {
    Error::Precondition("The dashboard was saved in between. Look at it again before you share it.".to_owned())
}

/// An obstacle as a sentence: what, and where.
#[must_use]
pub fn in_words(obstacle: &Obstacle) -> String {
    match (&obstacle.kind, &obstacle.place) {
        (ObstacleKind::UnknownDashboard, _) => {
            "A dashboard of the rotation does not exist, or is not yours to see.".to_owned()
        }
        (ObstacleKind::NotAllowed(reason), ObstacleAt::Stop(_, Some(title))) => {
            format!("“{title}” cannot take turns here: {reason}.")
        }
        (ObstacleKind::NotAllowed(reason), _) => format!("You cannot share this dashboard: {reason}."),
        (ObstacleKind::DatasetStaysInside, ObstacleAt::Dataset(_, name)) => {
            format!("The data of {name} may not leave the organisation.")
        }
        (ObstacleKind::UnknownDataset, ObstacleAt::Dataset(_, name)) => {
            format!("The dashboard asks {name}, which does not exist here.")
        }
        (ObstacleKind::ConsentMissing, _) => {
            "You have not said yet that you may be shown as the sharer: PUT /auth/me/sharing-consent.".to_owned()
        }
        (ObstacleKind::SwitchedOff, ObstacleAt::Workspace(_, name)) => {
            format!("Shares of this kind are switched off in {name}.")
        }
        (ObstacleKind::Policy(breach), ObstacleAt::Workspace(_, name)) => {
            let asks = match breach {
                Breach::Kind => "allows no shares of this kind".to_owned(),
                Breach::Password => "asks for a password".to_owned(),
                Breach::End => "asks for an end".to_owned(),
                Breach::Life(1) => "lets shares live for one day at most".to_owned(),
                Breach::Life(days) => format!("lets shares live for {days} days at most"),
                Breach::Networks => "lets shares open from its networks only".to_owned(),
                Breach::Domain(guest) => format!("lets guests have addresses of its domains only, and not {guest}"),
            };
            format!("{name} {asks}.")
        }
        (ObstacleKind::SwitchedOff | ObstacleKind::Policy(_), _) => "Shares like this are not allowed.".to_owned(),
        (ObstacleKind::DatasetStaysInside | ObstacleKind::UnknownDataset, _) => "Its data cannot be shared.".to_owned(),
    }
}
