//! End to end: the real serenity client against the local Discord and the vendor's server.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod buyers;
mod help;
mod histories;
mod languages;
mod layers;
mod levels;
mod log;
mod model;
mod neighbours;
mod orders;
mod people;
mod plans;
mod process;
mod queue;
mod readers;
mod recovery;
mod reseller;
mod saga;
mod sale;
mod sandbox;
mod settings;
mod several;
mod staging;
mod upgrade;
mod vendor;
