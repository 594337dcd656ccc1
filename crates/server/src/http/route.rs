//! One declaration per route: method, path, sentence, what decides before the body is read, what it takes and gives. The router,
//! the API description, the matrix of callers and the web's types are made from it. No logic of a route.

use std::sync::Arc;

use access::action::Action;
use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use futures::future::BoxFuture;
use http::Method;
use utoipa::ToSchema;

use super::door::{Door, Knock, Object, may, somebody};
use super::schema::{self, Describe};
use crate::app::App;
use crate::app::error::Error;

/// What a route needs before it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// Nothing, and why that is right.
    Open(&'static str),
    /// A caller who is somebody; what they are told is theirs, or decided one by one by this action.
    Somebody(&'static str),
    /// A proof of these actions of the gate.
    Proof(String),
}

/// One route of the API.
#[derive(Debug)]
pub struct Route {
    /// HTTP method.
    pub method: Method,
    /// Below `/api/v1`.
    pub path: &'static str,
    /// What it does, in a sentence.
    pub does: &'static str,
    /// What it needs.
    pub need: Need,
    /// How it decides before it reads.
    pub door: Door,
    /// Whether it changes something.
    pub changes: bool,
    /// Of a route whose body is a file: how many bytes it may have.
    pub file: Option<usize>,
    /// Describes the request body, if any.
    pub takes: Option<Describe>,
    /// Describes the answer, if any.
    pub gives: Option<Describe>,
    pub(super) handler: MethodRouter<Arc<App>>,
}

/// A route that does not say yet what it needs.
#[derive(Debug)]
pub struct Undecided {
    method: Method,
    path: &'static str,
    does: &'static str,
}

/// A route without its handler.
#[derive(Debug)]
pub struct Draft(Route);

macro_rules! methods {
    ($($word:ident = $method:ident),*) => {
        impl Route {
            $(
                /// Begins a route of this method.
                pub(super) const fn $word(path: &'static str, does: &'static str) -> Undecided {
                    Undecided { method: Method::$method, path, does }
                }
            )*
        }
    };
}
methods!(get = GET, post = POST, put = PUT, patch = PATCH, delete = DELETE);

impl Undecided {
    fn draft(self, need: Need, door: Door, changes: bool) -> Draft {
        // What is read with a proof of a change (all users, say) is decided by that proof alone.
        let changes = changes && self.method != Method::GET;
        Draft(Route {
            method: self.method,
            path: self.path,
            does: self.does,
            need,
            door,
            changes,
            file: None,
            takes: None,
            gives: None,
            handler: MethodRouter::new(),
        })
    }

    /// Needs nothing, for this reason.
    pub(super) fn open(self, why: &'static str) -> Draft {
        self.draft(Need::Open(why), Door::Open, false)
    }

    /// Needs a caller who is somebody.
    pub(super) fn somebody(self) -> Draft {
        self.draft(Need::Somebody("caller"), Door::Decides(somebody), false)
    }

    /// Gives a list in which each item is decided by this action; the door lets in whom it says.
    pub(super) fn each<A: Action>(self, door: fn(&Knock<'_>) -> Result<(), Error>) -> Draft {
        self.draft(Need::Somebody(A::NAME), Door::Decides(door), A::CHANGES)
    }

    /// Needs this action on the object that the address names.
    pub(super) fn needs<A: Action<On: Object>>(self) -> Draft {
        self.needs_by::<A>(may::<A>)
    }

    /// Needs this action on an object that the body completes: until then the door decides.
    pub(super) fn needs_by<A: Action>(self, door: fn(&Knock<'_>) -> Result<(), Error>) -> Draft {
        self.draft(Need::Proof(A::NAME.to_owned()), Door::Decides(door), A::CHANGES)
    }

    /// As [`Self::needs_by`], where the door must look into what is kept.
    pub(super) fn needs_found<A: Action>(
        self,
        door: for<'a> fn(&'a Knock<'a>) -> BoxFuture<'a, Result<(), Error>>,
    ) -> Draft {
        self.draft(Need::Proof(A::NAME.to_owned()), Door::Looks(door), A::CHANGES)
    }
}

impl Draft {
    fn more(mut self, between: &str, name: &str) -> Self {
        if let Need::Proof(names) = &mut self.0.need {
            names.push_str(between);
            names.push_str(name);
        }
        self
    }

    /// Needs this action too, for some of what the body may say.
    pub(super) fn and<A: Action>(self) -> Self {
        self.more(", ", A::NAME)
    }

    /// Needs this action instead, for some of what the body may say.
    pub(super) fn or<A: Action>(self) -> Self {
        self.more(" or ", A::NAME)
    }

    /// The request body.
    pub(super) fn takes<T: ToSchema>(mut self) -> Self {
        self.0.takes = Some(schema::one::<T>);
        self
    }

    /// A request body that is a list.
    pub(super) fn takes_list<T: ToSchema>(mut self) -> Self {
        self.0.takes = Some(schema::many::<T>);
        self
    }

    /// The request body is a file of so many bytes at most.
    pub(super) const fn takes_file(mut self, most: usize) -> Self {
        self.0.file = Some(most);
        self
    }

    /// The answer.
    pub(super) fn gives<T: ToSchema>(mut self) -> Self {
        self.0.gives = Some(schema::one::<T>);
        self
    }

    /// The answer is a page of a list.
    pub(super) fn lists<T: ToSchema>(mut self) -> Self {
        self.0.gives = Some(schema::page::<T>);
        self
    }

    /// What answers.
    pub(super) fn to<H, T>(mut self, handler: H) -> Route
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        let filter = match self.0.method {
            Method::POST => MethodFilter::POST,
            Method::PUT => MethodFilter::PUT,
            Method::PATCH => MethodFilter::PATCH,
            Method::DELETE => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        };
        self.0.handler = on(filter, handler);
        self.0
    }
}
