//! The routes of the page's server.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::Deserialize;
use serde_json::{Value, json};

use super::counter::Press;
use super::refusal::Refusal;
use super::site::Site;
use super::{act, assets, files, guard, push};

const LARGEST_REQUEST: usize = 256 * 1024;

/// Builds the router of the page.
pub(super) fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/", get(assets::page))
        .route("/assets/{name}", get(assets::asset))
        .route("/events", get(push::upgrade))
        .route("/files/{message}/{number}", get(files::read))
        .route("/act", post(act::act))
        .route("/person", post(change_person))
        .route("/press", post(press))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), guard::guard))
        .with_state(site)
}

#[derive(Deserialize)]
struct PersonChange {
    person: String,
    locale: Option<String>,
    dms_closed: Option<bool>,
}

/// Answers `POST /person`: changes a person's language, or opens and closes their DMs.
async fn change_person(
    State(site): State<Arc<Site>>,
    change: Result<Json<PersonChange>, JsonRejection>,
) -> Result<Json<Value>, Refusal> {
    let Json(change) = change.map_err(|error| Refusal::Invalid(error.body_text()))?;
    let person = site.person(&change.person)?;
    if let Some(locale) = change.locale {
        if locale.len() > 10 || !locale.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(Refusal::Invalid("This is not a language.".to_owned()));
        }
        person.speaks(&locale);
    }
    if let Some(closed) = change.dms_closed {
        person.closes_dms(closed);
    }
    site.changed();
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
struct SwitchPress {
    switch: String,
    on: bool,
}

/// Answers `POST /press`: hands the press of a switch to the program that offers it.
async fn press(
    State(site): State<Arc<Site>>,
    press: Result<Json<SwitchPress>, JsonRejection>,
) -> Result<Json<Value>, Refusal> {
    let Json(SwitchPress { switch, on }) = press.map_err(|error| Refusal::Invalid(error.body_text()))?;
    if !site.counter().switches.iter().any(|offered| offered.id == switch) {
        return Err(Refusal::NoSuchSwitch);
    }
    // The program has dropped its handle only if it is ending.
    drop(site.presses.send(Press { switch, on }));
    Ok(Json(json!({})))
}
