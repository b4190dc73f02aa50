//! The views of the settings panel.

pub(in crate::discord) mod controls;
mod lacks;
mod names;
pub(in crate::discord) mod panel;
mod values;
