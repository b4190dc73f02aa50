//! End to end: the real serenity client against the local Discord and the vendor's server.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alarms;
mod answers;
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
mod production;
mod queue;
mod readers;
mod recovery;
mod reseller;
mod rest;
mod saga;
mod sale;
mod sandbox;
mod settings;
mod several;
mod staging;
mod start_up;
mod stock;
mod stopping;
mod upgrade;
mod vendor;
