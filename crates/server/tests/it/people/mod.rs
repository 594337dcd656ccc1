//! People over HTTP: users and groups, tokens, and attacks among people.

mod attacks;
mod tokens;
mod users;
