//! Sharing over HTTP: attacks on links and what they open, questions that wait for an approval.

mod approvals;
mod attacks;
mod attacks_links;
mod locks;
mod many;
mod rotation;
mod rules;
mod terms;
