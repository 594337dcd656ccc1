//! People over HTTP: users and groups, tokens, and attacks among people.

mod attacks;
mod credentials;
mod tokens;
mod users;
