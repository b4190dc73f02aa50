//! Exports licenses as CSV.
//!
//! Invariant: the file is sent while it is read, and no field of it is a formula for a spreadsheet. The audit
//! records an export before its first line is sent.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use futures_util::stream;
use maud::html;

use crate::domain::Timestamp;

use super::super::super::audit::AuditAction;
use super::super::super::license_pages::{LicenseFilter, LicenseState, ShownLicense};
use super::super::super::store::{Store, StoreError};
use super::super::fields::{Field, tick};
use super::super::form::Submitted;
use super::super::frame::{Section, framed};
use super::super::parts::csrf;
use super::super::reply::{PageResult, page};
use super::super::state::Dashboard;
use super::super::visitor::Visitor;

/// The licenses that are read at once.
const CHUNK: i64 = 2000;

/// Shows the form.
pub(in super::super) async fn form(visitor: Visitor) -> PageResult {
    let content = html! {
        div.head { h1 { "Export licenses" } }
        form.card method="post" action="/dashboard/licenses/export" {
            (csrf(&visitor.csrf))
            (Field::new("state", "State").choice(
                &[("", "any state"), ("in_stock", "in stock"), ("assigned", "assigned"), ("withdrawn", "withdrawn")], ""))
            (tick("reveal", "Whole keys", "Otherwise keys are masked. The audit records the export.", false))
            p.hint {
                "The file is CSV in UTF-8. A field that a spreadsheet could take for a formula begins with an apostrophe. "
                "The command " code { "keyclerk vendor stock list --reveal" } " prints every key exactly as it is."
            }
            button.primary type="submit" { "Export" }
        }
        p { a href="/dashboard/licenses" { "Back to the licenses" } }
    };
    Ok(page(StatusCode::OK, framed(&visitor, Section::Licenses, "Export", &content)))
}

/// Sends the file.
pub(in super::super) async fn export(
    State(dashboard): State<Arc<Dashboard>>,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let state: Option<LicenseState> = fields.text("state").parse().ok();
    let reveal = fields.is_ticked("reveal");
    let (of, keys) = (
        state.map_or("any state".to_owned(), |state| state.to_string()),
        if reveal { "whole" } else { "masked" },
    );
    let subject = format!("{of}, {keys} keys");
    visitor.store(&dashboard).note(visitor.account, AuditAction::Exported, &subject).await?;
    let export = Export {
        store: dashboard.store.clone(),
        account: visitor.account,
        filter: LicenseFilter { state, ..LicenseFilter::default() },
        reveal,
        before: Some(i64::MAX),
    };
    let head = stream::once(async { Ok::<_, StoreError>(lines(&[], true, false)) });
    let rows = stream::try_unfold(export, |export| async move { export.next().await });
    let body = Body::from_stream(futures_util::StreamExt::chain(head, rows));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"licenses.csv\""),
    ];
    Ok((headers, body).into_response())
}

/// The rest of an export.
struct Export {
    store: Store,
    account: i64,
    filter: LicenseFilter,
    reveal: bool,
    /// The license before which the next chunk begins, or `None` after the last one.
    before: Option<i64>,
}

impl Export {
    async fn next(mut self) -> Result<Option<(Vec<u8>, Self)>, StoreError> {
        let Some(before) = self.before else { return Ok(None) };
        let licenses = self.store.licenses(self.account, &self.filter, before, CHUNK).await?;
        let is_last = i64::try_from(licenses.len()).unwrap_or_default() < CHUNK;
        self.before = licenses.last().filter(|_| !is_last).map(|license| license.id);
        Ok(Some((lines(&licenses, false, self.reveal), self)))
    }
}

/// Writes licenses as lines of the file, after its header if it `begins`.
fn lines(licenses: &[ShownLicense], begins: bool, reveal: bool) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    if begins {
        drop(table.write_record([
            "key",
            "product",
            "state",
            "buyer",
            "expiration",
            "created_at",
            "assigned_at",
        ]));
    }
    let time = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    for license in licenses {
        let key = if reveal { license.key.clone() } else { license.masked() };
        let fields = [
            key,
            license.product.clone(),
            license.state.to_string(),
            license.buyer.clone().unwrap_or_default(),
            time(license.expires_at),
            time(Some(license.created_at)),
            time(license.assigned_at),
        ];
        drop(table.write_record(fields.map(without_formula)));
    }
    table.into_inner().unwrap_or_default()
}

/// Puts an apostrophe before a field that a spreadsheet could take for a formula.
fn without_formula(field: String) -> String {
    let begins_formula = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if begins_formula || field.starts_with(['\t', '\r', '\n']) { format!("'{field}") } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"] {
            assert_eq!(without_formula(formula.to_owned()), format!("'{formula}"));
        }
        for harmless in ["", "ps-AAAA", "lifetime", "1-2"] {
            assert_eq!(without_formula(harmless.to_owned()), harmless);
        }
    }
}
