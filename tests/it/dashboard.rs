//! Tests of the dashboard over real sockets. A browser here is an HTTP client that keeps its cookie by hand.

mod attacks;
mod browser;
mod clock;
mod hostile_texts;
mod imports;
mod keys;
mod licenses;
mod passwords;
mod plans;
mod sessions;
mod sign_in;
mod upgrade;
