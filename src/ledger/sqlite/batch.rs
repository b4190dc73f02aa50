//! A batch of SQL statements that is written atomically.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};
use tokio::sync::oneshot;

use crate::domain::Durability;
use crate::ledger::{LedgerError, OnCommit};

use super::hashes::Hash;

/// The value of a parameter, or of a column that a statement returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SqlValue {
    Null,
    Integer(i64),
    Text(String),
    Blob(Hash),
}

/// A row that a statement returns.
pub(super) type SqlRow = Vec<SqlValue>;

/// Statements that are written together or not at all.
///
/// Every statement is a constant, because prepared statements are cached by their text.
pub(super) struct Batch {
    statements: Vec<&'static str>,
    /// The values of all statements, one after the other.
    values: Vec<SqlValue>,
    pub(super) durability: Durability,
    on_commit: Option<OnCommit>,
}

/// The answer to a batch: the rows that its statements return.
pub(super) type BatchResult = Result<Vec<SqlRow>, LedgerError>;

/// A batch, and the channel to its caller.
pub(super) struct Submission {
    pub(super) batch: Batch,
    pub(super) answer: oneshot::Sender<BatchResult>,
}

/// Creates an array of [`SqlValue`]s from values of different types.
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::ledger::sqlite::batch::SqlValue::from($value)),*] };
}
pub(super) use values;

impl Batch {
    pub(super) fn new(durability: Durability) -> Self {
        Self { statements: Vec::new(), values: Vec::new(), durability, on_commit: None }
    }

    /// Creates a batch of one statement.
    pub(super) fn of(
        durability: Durability,
        statement: &'static str,
        values: impl IntoIterator<Item = SqlValue>,
    ) -> Self {
        let mut batch = Self::new(durability);
        batch.push(statement, values);
        batch
    }

    /// Adds a statement, and a value for each of its parameters.
    pub(super) fn push(&mut self, statement: &'static str, values: impl IntoIterator<Item = SqlValue>) {
        self.statements.push(statement);
        self.values.extend(values);
    }

    /// Lets the writer call this after the commit, before it answers. Calls follow the order of the
    /// commits, and none is lost when a caller is dropped.
    pub(super) fn on_commit(mut self, change: OnCommit) -> Self {
        self.on_commit = Some(change);
        self
    }

    /// Makes the change of the memory, if there is one. The batch is committed.
    pub(super) fn committed(&mut self) {
        if let Some(change) = self.on_commit.take() {
            change();
        }
    }

    /// Executes the statements in order, and returns the rows of all of them.
    ///
    /// # Errors
    /// Returns the error of the first statement that fails. The statements before it stay executed.
    pub(super) fn execute(&self, connection: &Connection) -> rusqlite::Result<Vec<SqlRow>> {
        let (mut values, mut rows) = (self.values.iter(), Vec::new());
        for statement in &self.statements {
            let mut statement = connection.prepare_cached(statement)?;
            let parameters = statement.parameter_count();
            for (parameter, value) in (1..=parameters).zip(values.by_ref().take(parameters)) {
                statement.raw_bind_parameter(parameter, value)?;
            }
            let columns = statement.column_count();
            let mut found = statement.raw_query();
            while let Some(row) = found.next()? {
                rows.push(
                    (0..columns)
                        .map(|column| Ok(SqlValue::from(row.get_ref(column)?)))
                        .collect::<rusqlite::Result<_>>()?,
                );
            }
        }
        Ok(rows)
    }
}

impl ToSql for SqlValue {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

impl From<ValueRef<'_>> for SqlValue {
    /// Converts a value that a statement of a batch returns. No statement returns a blob or a float.
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Integer(value) => Self::Integer(value),
            ValueRef::Text(value) => Self::Text(String::from_utf8_lossy(value).into_owned()),
            ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Self::Null,
        }
    }
}

impl From<i64> for SqlValue {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<bool> for SqlValue {
    fn from(value: bool) -> Self {
        Self::Integer(value.into())
    }
}

impl From<&str> for SqlValue {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for SqlValue {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Hash> for SqlValue {
    fn from(hash: Hash) -> Self {
        Self::Blob(hash)
    }
}

impl<T: Into<SqlValue>> From<Option<T>> for SqlValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
