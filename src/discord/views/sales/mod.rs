//! The views of `/sales`.

mod line;
pub(in crate::discord) mod list;
pub(in crate::discord) mod outcome;
pub(in crate::discord) mod sale;
pub(in crate::discord) mod transfer;

pub(in crate::discord) use line::choice;
