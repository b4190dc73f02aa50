//! The playground: a web page on which a person uses the local Discord as its people do.
//!
//! The page is a second client of the same world that tests use. It acts through [`Person`](crate::Person), and
//! refuses what Discord refuses. It listens on loopback only, and takes requests only from itself.

mod act;
mod assets;
mod commands;
mod counter;
mod files;
mod guard;
mod image;
mod options;
mod playground;
mod push;
mod refusal;
mod router;
mod site;
mod view;

pub use counter::{Panel, Press, Switch, TourStep};
pub use playground::Playground;
