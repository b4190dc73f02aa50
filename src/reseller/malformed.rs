//! The faults of answers that do not match the vendor's documentation.

/// The reason why an answer does not match the vendor's documentation. It contains no part of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedAnswer {
    /// The body, or its part outside the list of licenses, is larger than keyclerk accepts.
    #[error("the answer is too long")]
    TooLong,
    /// The list has more licenses than keyclerk accepts.
    #[error("the list has too many licenses")]
    TooManyLicenses,
    /// The status asks the client to use another address.
    #[error("the answer is a redirect, and keyclerk follows none")]
    Redirect,
    /// The body is not a JSON object with the field `ok`.
    #[error("the answer is not the documented JSON object")]
    NotTheJson,
    /// The field `licenses` is not a list.
    #[error("the list `licenses` is missing")]
    NoLicenses,
    /// The field `license` is not a license.
    #[error("the field `license` is missing or unreadable")]
    NoLicense,
    /// The field `info` is not an object.
    #[error("the field `info` is missing or unreadable")]
    NoInfo,
    /// The key, the product or the expiration in the field `info` is unreadable.
    #[error("the license in the field `info` is unreadable")]
    UnreadableInfo,
    /// The field `info` is about another license than the one that was asked for.
    #[error("the field `info` is about another license")]
    OtherLicense,
    /// The field `is_assigned` is missing, so the license counts as neither free nor assigned.
    #[error("the field `is_assigned` is missing or unreadable")]
    NoAssignment,
}
