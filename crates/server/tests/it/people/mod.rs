//! People over HTTP: users and groups, tokens, and attacks among people.

mod attacks;
mod attacks_grants;
mod credentials;
mod reach;
mod tokens;
mod users;
