//! Sharing over HTTP: attacks on links and what they open, questions that wait for an approval.

mod approvals;
mod attacks;
mod attacks_doors;
mod attacks_links;
mod blocked;
mod first_paint;
mod consent;
mod embeds;
mod guest;
mod guests;
mod guests_attacks;
mod guests_mail;
mod locks;
mod many;
mod rotation;
mod preview;
mod rules;
mod smtp;
mod terms;
