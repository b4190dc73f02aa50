//! Writes answers of an engine as texts, which can be compared.

use std::fmt::Debug;

use keyclerk::domain::Sale;
use keyclerk::domain::SaleId;
use keyclerk::ledger::{Lane, LedgerError, ListedSale, Requested};
use secrecy::ExposeSecret;

/// Writes an answer. Engines word their own errors differently.
pub fn text<T>(answer: &Result<T, LedgerError>, show: impl FnOnce(&T) -> String) -> String {
    match answer {
        Ok(answer) => show(answer),
        Err(LedgerError::Taken(_)) => "taken".to_owned(),
        Err(LedgerError::Refused(_)) => "refused".to_owned(),
        Err(LedgerError::Overtaken(sale)) => format!("{sale} is overtaken"),
        Err(LedgerError::NoSuchSale(sale)) => format!("there is no sale {sale}"),
        Err(error) => panic!("an engine failed: {error:?}"),
    }
}

/// Writes an answer whose parts hide nothing.
pub fn plain<T: Debug>(answer: &T) -> String {
    format!("{answer:?}")
}

/// Writes a sale, with the keys and the token that it hides.
pub fn sale(sale: &Sale) -> String {
    let keys: Vec<_> = sale.lines.iter().map(|line| line.license.key.reveal()).collect();
    let token = sale.reply_token.as_ref().map(ExposeSecret::expose_secret);
    format!("{sale:?} {keys:?} {token:?}")
}

pub fn requested(requested: &Requested) -> String {
    match requested {
        Requested::New(new) => format!("new: {}", sale(new)),
        other => plain(other),
    }
}

pub fn listed(listed: &ListedSale) -> String {
    let keys: Vec<_> = listed.licenses.iter().map(|license| license.key.reveal()).collect();
    format!("{listed:?} {keys:?}")
}

/// Writes due work, lane by lane. Lanes come in any order.
pub fn due(work: &[(SaleId, Lane)]) -> String {
    let of = |lane| work.iter().filter(move |(_, its)| *its == lane).map(|(sale, _)| sale.as_i64());
    plain(&Lane::ALL.map(|lane| (lane, of(lane).collect::<Vec<_>>())))
}

/// Writes entries in an order of their own, because an engine returns them in any.
pub fn sorted<T: Debug>(entries: &[T]) -> String {
    let mut texts: Vec<String> = entries.iter().map(|entry| format!("{entry:?}")).collect();
    texts.sort_unstable();
    texts.join(", ")
}
