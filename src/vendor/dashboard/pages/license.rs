//! A single license: its details, its key on request, and what can be done with it.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;

use crate::domain::{BuyerId, LicenseKey};

use super::super::super::assignment::Assignment;
use super::super::super::audit::AuditAction;
use super::super::super::stock_keeping::Obstacle;
use super::super::super::store::StoreError;
use super::super::form::{Fields, Submitted};
use super::super::path_id::PathId;
use super::super::reply::{PageResult, not_found, redirect};
use super::super::state::Dashboard;
use super::super::visitor::Visitor;
use super::license_view::{Showing, shown};

/// Shows a license with its key masked.
pub(in super::super) async fn show(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    RawQuery(query): RawQuery,
    visitor: Visitor,
) -> PageResult {
    let Some(license) = dashboard.store.license(visitor.account, id).await? else { return Ok(not_found()) };
    let done = match Fields::parse(query.unwrap_or_default().as_bytes()).text("done") {
        "assigned" => Some("The license is assigned."),
        "withdrawn" => Some("The license is withdrawn."),
        "restored" => Some("The license is back in stock."),
        _ => None,
    };
    Ok(shown(&dashboard, &visitor, &license, StatusCode::OK, &Showing { done, ..Showing::default() }))
}

/// Shows a license with its whole key, after the audit holds that it was shown.
pub(in super::super) async fn reveal(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    Submitted { visitor, .. }: Submitted,
) -> PageResult {
    let Some(license) = dashboard.store.license(visitor.account, id).await? else { return Ok(not_found()) };
    let subject = format!("license {id}: {}", license.masked());
    visitor.store(&dashboard).note(visitor.account, AuditAction::Revealed, &subject).await?;
    let showing = Showing { is_revealed: true, ..Showing::default() };
    Ok(shown(&dashboard, &visitor, &license, StatusCode::OK, &showing))
}

/// Assigns a license by hand, as the API does it.
pub(in super::super) async fn assign(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let Some(license) = dashboard.store.license(visitor.account, id).await? else { return Ok(not_found()) };
    let entered = fields.text("discord_user_id").trim();
    let buyer = entered.parse::<BuyerId>().ok().filter(|_| entered.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(buyer) = buyer else {
        let wrong = Some("A Discord user id is a number of up to 20 digits.");
        let showing = Showing { buyer: (entered, wrong), ..Showing::default() };
        return Ok(shown(&dashboard, &visitor, &license, StatusCode::UNPROCESSABLE_ENTITY, &showing));
    };
    let Ok(key) = license.key.parse::<LicenseKey>() else { return Ok(not_found()) };
    let store = visitor.store(&dashboard);
    let fault = match store.assign_by_hand(visitor.account, id, &key, &buyer.to_string()).await? {
        Assignment::Made | Assignment::MadeBefore => {
            return Ok(redirect(&format!("/dashboard/licenses/{id}?done=assigned")));
        }
        Assignment::Unknown => return Ok(not_found()),
        Assignment::OfAnother => "The license is assigned to another user already.",
        Assignment::Expired => "The license has expired.",
        Assignment::Withdrawn => "The license is withdrawn.",
    };
    unchanged(&dashboard, &visitor, id, fault).await
}

/// Withdraws a license.
pub(in super::super) async fn withdraw(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    Submitted { visitor, .. }: Submitted,
) -> PageResult {
    let Some(key) = key_of(&dashboard, &visitor, id).await? else { return Ok(not_found()) };
    let outcomes = visitor.store(&dashboard).withdraw(&visitor.account_name, &[key]).await?;
    match outcomes.first() {
        Some(Err(obstacle)) => unchanged(&dashboard, &visitor, id, &words(*obstacle)).await,
        _ => Ok(redirect(&format!("/dashboard/licenses/{id}?done=withdrawn"))),
    }
}

/// Returns a withdrawn license to the stock.
pub(in super::super) async fn restore(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    Submitted { visitor, .. }: Submitted,
) -> PageResult {
    let Some(key) = key_of(&dashboard, &visitor, id).await? else { return Ok(not_found()) };
    let outcomes = visitor.store(&dashboard).restore(&visitor.account_name, &[key]).await?;
    match outcomes.first() {
        Some(Err(obstacle)) => unchanged(&dashboard, &visitor, id, &words(*obstacle)).await,
        _ => Ok(redirect(&format!("/dashboard/licenses/{id}?done=restored"))),
    }
}

async fn key_of(dashboard: &Dashboard, visitor: &Visitor, id: i64) -> Result<Option<LicenseKey>, StoreError> {
    let license = dashboard.store.license(visitor.account, id).await?;
    Ok(license.and_then(|license| license.key.parse().ok()))
}

/// Returns the reason in words why a license was not changed.
pub(super) fn words(obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::Unknown => "The account has no such license.".to_owned(),
        Obstacle::Standing(standing) => format!("The license is {standing}."),
    }
}

/// Shows a license that was not changed, as it is now.
async fn unchanged(dashboard: &Dashboard, visitor: &Visitor, id: i64, fault: &str) -> PageResult {
    let Some(license) = dashboard.store.license(visitor.account, id).await? else { return Ok(not_found()) };
    let showing = Showing { fault: Some(fault), ..Showing::default() };
    Ok(shown(dashboard, visitor, &license, StatusCode::CONFLICT, &showing))
}
