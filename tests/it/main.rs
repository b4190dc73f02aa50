//! End to end: the real serenity client against the local Discord and the vendor's server.

mod layers;
mod sale;
