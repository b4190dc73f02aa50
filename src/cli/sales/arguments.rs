//! Parses the ids and states that users pass to `keyclerk sales`.

use std::fmt::Display;
use std::str::FromStr;

/// Parses an argument, for clap.
///
/// # Errors
/// Returns the words of the type's own error.
pub(super) fn parsed<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: Display,
{
    text.parse().map_err(|error: T::Err| error.to_string())
}
