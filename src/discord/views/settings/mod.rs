//! The views of the settings panel.

pub(in crate::discord) mod controls;
pub(in crate::discord) mod panel;
