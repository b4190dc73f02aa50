//! The views of `/sales`.

pub(in crate::discord) mod list;
mod listed_sale;
pub(in crate::discord) mod outcome;
pub(in crate::discord) mod sale;
pub(in crate::discord) mod transfer;

pub(in crate::discord) use listed_sale::choice;
