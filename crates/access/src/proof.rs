//! The proof that a caller may do something. Only the gate makes one; it cannot be copied, stored or sent.

use std::marker::PhantomData;

use crate::action::Action;
use crate::op::Op;

/// Proof that the caller of `op` may do `A` to this object, by the facts of one generation.
///
/// Private constructor, not `Clone`, not serialisable, dies with the operation. `store` and `query` demand it.
#[must_use]
#[derive(Debug)]
pub struct Granted<'op, A: Action> {
    op: &'op Op,
    on: A::On,
    generation: u64,
    action: PhantomData<A>,
}

impl<'op, A: Action> Granted<'op, A> {
    pub(crate) const fn new(op: &'op Op, on: A::On, generation: u64) -> Self {
        Self {
            op,
            on,
            generation,
            action: PhantomData,
        }
    }

    /// The operation it belongs to.
    #[must_use]
    pub const fn op(&self) -> &'op Op {
        self.op
    }

    /// What it may be done to.
    #[must_use]
    pub const fn on(&self) -> &A::On {
        &self.on
    }

    /// Generation of the facts it was decided on. A change is refused when the kept facts have moved on since.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }
}
