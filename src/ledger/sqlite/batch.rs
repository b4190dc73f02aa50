//! A batch: statements that are written atomically, with the values of their parameters.

use sqlx::sqlite::SqliteRow;
use tokio::sync::oneshot;

use crate::domain::Durability;
use crate::ledger::LedgerError;

use super::hashes::Hash;

/// The value of a parameter.
#[derive(Clone)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
    /// The position of the batch in its group. Each row that a batch returns begins with it.
    Place,
}

/// Statements that are written atomically.
///
/// Parameters are written as `?`. Batches use as few different texts as possible, because prepared
/// statements are cached by their text.
pub(super) struct Batch {
    pub(super) text: String,
    pub(super) values: Vec<Value>,
    pub(super) durability: Durability,
}

/// The answer to a batch: the rows that it returned, or its error.
pub(super) type Answer = Result<Vec<SqliteRow>, LedgerError>;

/// A batch, and the channel to its caller.
pub(super) struct Submission {
    pub(super) batch: Batch,
    pub(super) answer: oneshot::Sender<Answer>,
}

/// Lists values of different types.
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::ledger::sqlite::batch::Value::from($value)),*] };
}
pub(super) use values;

impl Batch {
    pub(super) fn new(durability: Durability) -> Self {
        Self { text: String::new(), values: Vec::new(), durability }
    }

    /// Makes a batch of one statement.
    pub(super) fn of(
        durability: Durability,
        statement: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Self {
        let mut batch = Self::new(durability);
        batch.push(statement, values);
        batch
    }

    /// Adds a statement.
    pub(super) fn push(&mut self, statement: &str, values: impl IntoIterator<Item = Value>) {
        self.text.push_str(statement);
        self.text.push(';');
        self.values.extend(values);
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Integer(value.into())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Hash> for Value {
    fn from(hash: Hash) -> Self {
        Self::Blob(hash.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
