//! Checks the token: whether Discord accepts it, and how its application is set up in the developer portal.

use crate::app;
use crate::courier::rest::{Application, Failed, Gateway, Intent, Rest};

use super::{Check, Findings};

/// The number of session starts below which they are reported. Discord resets the token of a bot that uses
/// up its 1,000 per day.
const FEW_STARTS: u32 = 100;

/// Asks Discord for the application, and checks it. `has_proxy` is true if `DISCORD_API_URL` is set.
///
/// # Errors
/// Returns [`Failed`] if Discord did not return the application. This is already among the findings.
pub(in crate::cli) async fn examine(
    findings: &mut Findings,
    rest: &Rest,
    has_proxy: bool,
) -> Result<Application, Failed> {
    let token = Check::setting("DISCORD_TOKEN");
    let answer = rest.application().await;
    match &answer {
        Ok(application) => {
            let words = format!("Discord accepts it; the application is {}", described(application));
            findings.ok(token, &words);
            switches(findings, application);
        }
        Err(Failed::Refused(refusal)) if refusal.status == 401 => {
            let words = format!(
                "Discord refuses it ({refusal}); copy the whole token from the Bot page of the developer portal"
            );
            findings.wrong(token, &words);
        }
        Err(failed) if has_proxy => {
            findings.wrong(Check::setting("DISCORD_API_URL"), &format!("{failed}. {}", app::PROXY_HINT));
        }
        Err(failed) => findings.wrong(token, &format!("{failed}; try again")),
    }
    answer
}

/// Describes an application by its name, its id and its owner.
fn described(application: &Application) -> String {
    let name = match application.name.as_str() {
        "" => application.id.to_string(),
        name => format!("\"{name}\" ({})", application.id),
    };
    let owner = application.owner_name().unwrap_or("a person whom Discord does not name");
    match (application.team_name(), application.owner()) {
        (Some(team), Some(person)) => {
            format!("{name}; the team \"{team}\" owns it, and user {person} owns the team and gets alarms")
        }
        (Some(team), None) => format!("{name}; the team \"{team}\" owns it"),
        (None, Some(_)) => format!("{name}; its owner {owner} gets alarms"),
        (None, None) => name,
    }
}

/// Checks the switches that prevent keyclerk from working, or that give it more than it needs.
fn switches(findings: &mut Findings, application: &Application) {
    if application.owner().is_none() {
        let words =
            "Discord names no person who owns it; alarms that no sales channel takes go only to the log";
        findings.hint(Check::Application, words);
    }
    if application.has_interactions_endpoint() {
        let words = "Discord sends commands to the Interactions Endpoint URL instead of the bot; \
            empty that field on the General Information page of the developer portal";
        findings.wrong(Check::Application, words);
    }
    if application.requires_code_grant() {
        let words = "Requires OAuth2 Code Grant is on, so that the invite link fails; \
            switch it off on the Bot page of the developer portal";
        findings.wrong(Check::Application, words);
    }
    let intents: Vec<&str> = application.privileged_intents().into_iter().map(Intent::name).collect();
    if !intents.is_empty() {
        let words = format!(
            "{} on; keyclerk needs no privileged intent, so switch them off on the Bot page of the developer portal",
            if intents.len() == 1 {
                format!("{} is", intents[0])
            } else {
                format!("{} are", intents.join(", "))
            }
        );
        findings.hint(Check::Application, &words);
    }
}

/// Checks that Discord tells where to connect, and that enough session starts are left.
pub(super) async fn gateway(findings: &mut Findings, rest: &Rest) {
    match rest.gateway().await {
        Ok(Gateway { session_start_limit: Some(starts), .. }) if starts.remaining < FEW_STARTS => {
            let words = format!(
                "only {} starts are left, and the count is reset in {} minutes; stop whatever restarts the bot again and again",
                starts.remaining,
                starts.reset_after().as_secs().div_ceil(60)
            );
            findings.hint(Check::Gateway, &words);
        }
        Ok(_) => findings.ok(Check::Gateway, "Discord names the address that the bot connects to"),
        Err(failed) => findings.wrong(Check::Gateway, &format!("{failed}; try again")),
    }
}
