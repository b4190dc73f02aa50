//! Importing licenses: a form, a preview with a report line by line, and the import itself.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use maud::{Markup, html};

use super::super::super::import::Problem;
use super::super::super::stock_keeping::KnownKeys;
use super::super::fields::{Field, tick};
use super::super::form::{Submitted, Uploaded};
use super::super::frame::{Section, framed};
use super::super::parts::{csrf, fault};
use super::super::reply::{PageResult, page, redirect};
use super::super::state::Dashboard;
use super::super::visitor::Visitor;
use super::import_report::{problems, report};

const HINT: &str = "CSV in UTF-8. The first line names the columns key, product and expiration, in any order. \
    A date such as 2027-12-31 means the end of that day in UTC. Without an expiration a license never expires.";

/// Shows the form.
pub(in super::super) async fn form(visitor: Visitor) -> PageResult {
    Ok(page(StatusCode::OK, framed(&visitor, Section::Licenses, "Import", &view(&visitor, "", false, None))))
}

/// Shows what an import would do. Keeps the file until the owner confirms.
pub(in super::super) async fn preview(
    State(dashboard): State<Arc<Dashboard>>,
    Uploaded { visitor, fields, file }: Uploaded,
) -> PageResult {
    let pasted = fields.text("text");
    let skips = fields.is_ticked("skip_known");
    let content: Arc<[u8]> = if file.is_empty() { pasted.as_bytes().into() } else { file.into() };
    if content.iter().all(u8::is_ascii_whitespace) {
        let wrong = Some("Choose a file or paste its lines.");
        let view = view(&visitor, pasted, skips, wrong);
        return Ok(page(
            StatusCode::UNPROCESSABLE_ENTITY,
            framed(&visitor, Section::Licenses, "Import", &view),
        ));
    }
    let known_keys = if skips { KnownKeys::Skip } else { KnownKeys::Refuse };
    let inspection =
        dashboard.store.inspect_file(&visitor.account_name, Arc::clone(&content), known_keys).await?;
    let is_fine = inspection.sheet.problems.is_empty();
    let has_new = inspection.sheet.entries.len() > inspection.skipped.len();
    let number = (is_fine && has_new).then(|| {
        dashboard.uploads.keep(visitor.token.hash(), content, known_keys, dashboard.store.clock.moment())
    });
    let content = html! {
        div.head { h1 { "Preview of the import" } }
        (report(&inspection))
        div.actions {
            @if let Some(number) = number {
                form method="post" action="/dashboard/licenses/import/confirm" {
                    (csrf(&visitor.csrf))
                    input type="hidden" name="file" value=(number);
                    button.primary type="submit" { "Import now" }
                }
            }
            a.button href="/dashboard/licenses/import" { "Choose another file" }
        }
    };
    let status = if is_fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(status, framed(&visitor, Section::Licenses, "Preview of the import", &content)))
}

/// Imports the file of a preview.
pub(in super::super) async fn confirm(
    State(dashboard): State<Arc<Dashboard>>,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let number = fields.text("file").parse().unwrap_or_default();
    let now = dashboard.store.clock.moment();
    let Some(file) = dashboard.uploads.take(visitor.token.hash(), number, now) else {
        let wrong = Some("The file is no longer there. Choose it again.");
        let view = view(&visitor, "", false, wrong);
        return Ok(page(StatusCode::CONFLICT, framed(&visitor, Section::Licenses, "Import", &view)));
    };
    let store = visitor.store(&dashboard);
    match store.import_file(&visitor.account_name, file.content, file.known_keys).await? {
        Ok(imported) => Ok(redirect(&format!("/dashboard/licenses?imported={}", imported.intake.added))),
        Err(found) => {
            Ok(page(StatusCode::CONFLICT, framed(&visitor, Section::Licenses, "Import", &stopped(&found))))
        }
    }
}

/// Shows the problems of a file that came up after its preview.
fn stopped(found: &[Problem]) -> Markup {
    html! {
        div.head { h1 { "Import" } }
        (fault("Nothing was imported. The stock has changed since the preview."))
        (problems(found))
        p { a href="/dashboard/licenses/import" { "Choose another file" } }
    }
}

fn view(visitor: &Visitor, pasted: &str, skips: bool, wrong: Option<&str>) -> Markup {
    html! {
        div.head { h1 { "Import licenses" } }
        form.card method="post" action="/dashboard/licenses/import" enctype="multipart/form-data" {
            (csrf(&visitor.csrf))
            (Field::new("file", "File").hint("At most 2 MiB. The command line imports larger files.").file(".csv,text/csv,text/plain"))
            (Field::new("text", "Or paste the lines").hint(HINT).error(wrong).area(pasted, 8))
            (tick("skip_known", "Skip known licenses", "Otherwise a license that is known already stops the import.", skips))
            button.primary type="submit" { "Preview" }
        }
        p { a href="/dashboard/licenses" { "Back to the licenses" } }
    }
}
