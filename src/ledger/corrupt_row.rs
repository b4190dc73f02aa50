//! The faults of rows that keyclerk cannot have written.

use crate::domain::{LineState, MessageKind, QuestionKind, SaleId, UnknownWord};

/// The reason why the rows of the ledger cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorruptRow {
    /// A word that stands for a state, a kind or a reason.
    #[error(transparent)]
    Word(#[from] UnknownWord),
    /// An id of Discord.
    #[error("{0} is not an id of Discord")]
    Id(i64),
    /// A number that is negative or too large for its field.
    #[error("the number {0} is out of range")]
    Number(i64),
    /// A license key. It is a secret, so the error does not repeat it.
    #[error("a license key is invalid")]
    LicenseKey,
    /// The hash of a license key that was seen in stock.
    #[error("the hash of a license key does not have 16 bytes")]
    StockHash,
    /// A question without the number or the products that it offers.
    #[error("the question `{}` does not say what it offers", .0.as_str())]
    Question(QuestionKind),
    /// A message without its subject.
    #[error("the subject of the message `{}` is missing or invalid", .0.as_str())]
    MessageSubject(MessageKind),
    /// The ledger recorded a request, and the sale of the request does not exist.
    #[error("the request was recorded, but its sale does not exist")]
    NoSaleOfRequest,
    /// A sale has no license in the state that the state of the sale requires.
    #[error("sale {0} has no license that is {1}")]
    NoLicenseInState(SaleId, LineState),
    /// A sale is assigned, and no DM is due.
    #[error("sale {0} is assigned, but no DM is due")]
    NoDmDue(SaleId),
}
