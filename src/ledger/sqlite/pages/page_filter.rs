//! The filter of a page in the types of the database.

/// The filter in the types of the database.
pub(super) struct Sought<'a> {
    pub(super) guild: i64,
    pub(super) buyer: Option<Vec<u8>>,
    pub(super) staff: Option<i64>,
    pub(super) product: Option<&'a str>,
    pub(super) state: Option<&'static str>,
    pub(super) since: Option<i64>,
}
