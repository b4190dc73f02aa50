//! The Reseller Dashboard: pages on which the owner of an account manages API keys and licenses.
//!
//! Invariant: a page shows and changes only the account that is signed in. Every change needs a session, its
//! CSRF token and a request from the dashboard's own pages. Text from the database or a browser stays text.
//!
//! It holds no rules of its own about keys and licenses: these are shared with the API and the command line.

mod assets;
mod attempts;
mod cookie;
mod csrf;
mod document;
mod fields;
mod form;
mod frame;
mod guard;
mod pages;
mod parts;
mod password_check;
mod path_id;
mod reply;
mod router;
mod session;
mod site;
mod state;
mod upload;
mod visitor;

pub(super) use router::router;
pub use site::{InvalidPublicUrl, PublicUrl};
pub(super) use state::Dashboard;
