//! The views of `/sales`.

pub(in crate::discord) mod sale;
