//! Withdrawing several licenses at once, with a report line by line.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::domain::LicenseKey;

use super::super::super::import::parse_keys;
use super::super::fields::Field;
use super::super::form::Submitted;
use super::super::frame::{Section, framed};
use super::super::parts::{count, csrf, done, fault};
use super::super::reply::{PageResult, page};
use super::super::state::Dashboard;
use super::super::visitor::Visitor;
use super::import_report::problems;
use super::license::words;

/// The most lines that the report shows.
const MOST: usize = 200;

/// Shows the form.
pub(in super::super) async fn form(visitor: Visitor) -> PageResult {
    Ok(page(
        StatusCode::OK,
        framed(&visitor, Section::Licenses, "Withdraw", &view(&visitor, None, &html! {})),
    ))
}

/// Withdraws the licenses whose keys were pasted.
pub(in super::super) async fn withdraw(
    State(dashboard): State<Arc<Dashboard>>,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let answer = |status, wrong: Option<&str>, report: &Markup| {
        page(status, framed(&visitor, Section::Licenses, "Withdraw", &view(&visitor, wrong, report)))
    };
    let named = match parse_keys(fields.text("keys").as_bytes()) {
        Ok(named) if named.is_empty() => {
            return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, Some("Paste at least one key."), &html! {}));
        }
        Ok(named) => named,
        Err(found) => return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, None, &problems(&found))),
    };
    let keys: Vec<LicenseKey> = named.iter().filter_map(|(_, key)| key.clone().ok()).collect();
    let mut outcomes = visitor.store(&dashboard).withdraw(&visitor.account_name, &keys).await?.into_iter();
    let mut left = Vec::new();
    let mut withdrawn = 0;
    for (line, key) in named {
        match key.map(|key| (key, outcomes.next())) {
            Err(error) => left.push((line, String::new(), format!("This is {error}."))),
            Ok((key, Some(Err(obstacle)))) => left.push((line, key.to_string(), words(obstacle))),
            Ok(_) => withdrawn += 1,
        }
    }
    let report = html! {
        @if withdrawn > 0 { (done(&format!("{} withdrawn.", count(withdrawn, "license")))) }
        @if !left.is_empty() {
            (fault(&format!("{} not changed.", count(left.len(), "line"))))
            section.card aria-labelledby="left" {
                h2 #left { "Not changed" }
                ul.lines {
                    @for (line, key, why) in left.iter().take(MOST) { li { "Line " (line) " " bdi.key { (key) } ": " (why) } }
                }
                @if left.len() > MOST { p.hint { "And " (count(left.len() - MOST, "further line")) "." } }
            }
        }
    };
    let status = if left.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok(answer(status, None, &report))
}

fn view(visitor: &Visitor, wrong: Option<&str>, report: &Markup) -> Markup {
    html! {
        div.head { h1 { "Withdraw licenses" } }
        (report)
        form.card method="post" action="/dashboard/licenses/withdraw" {
            (csrf(&visitor.csrf))
            (Field::new("keys", "Keys")
                .hint("One key per line, or a CSV file with a column key. Withdrawn licenses are no longer offered or assigned.")
                .error(wrong).area("", 8))
            button.danger type="submit" { "Withdraw" }
        }
        p { a href="/dashboard/licenses" { "Back to the licenses" } }
    }
}
