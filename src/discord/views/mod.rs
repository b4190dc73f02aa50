//! Replies and forms, built by pure functions.

pub(super) mod refusal;
pub(super) mod sales;
pub(super) mod settings;
pub(super) mod statistics;
pub(super) mod stock;
