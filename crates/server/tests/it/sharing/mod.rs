//! Sharing over HTTP: attacks on links and what they open, questions that wait for an approval.

mod approvals;
mod attacks;
mod attacks_doors;
mod attacks_links;
mod attacks_newer;
mod blocked;
mod brand;
mod cells;
mod consent;
mod embeds;
mod first_paint;
mod guest;
mod guests;
mod guests_attacks;
mod guests_mail;
mod locks;
mod many;
mod preview;
mod rotation;
mod rules;
mod smtp;
mod terms;
mod watermark;
