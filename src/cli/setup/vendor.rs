//! Asks for the vendor's address and the API key, and tries them with one call.

use std::time::Duration;

use reqwest::Url;
use secrecy::SecretString;

use crate::cli::doctor::{Findings, vendor};
use crate::reseller::{Client, ClientSettings, Vendor, VendorError};
use crate::settings::vendor_url;

use super::SetupError;
use super::dialogue::Dialogue;
use super::present_settings::Present;
use super::secret::SecretQuestion;

/// The time limit of the call.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The vendor's address and the API key.
pub(super) struct KnownVendor {
    /// The address as it was entered.
    pub(super) address: String,
    pub(super) allows_plain_http: bool,
    pub(super) api_key: SecretString,
}

/// Asks for the address and the key until the vendor lists its stock.
pub(super) async fn vendor(dialogue: &mut Dialogue, present: &Present) -> Result<KnownVendor, SetupError> {
    dialogue.say(
        "\nThe vendor's address is what its document calls __BASE_URL__. Create the API key in the vendor's \
        Reseller Dashboard, under Settings.",
    )?;
    let mut question = SecretQuestion::new(present, "RESELLER_API_TOKEN", "API key");
    let mut default = present.text_of("RESELLER_BASE_URL");
    let mut allowed = present.text_of("RESELLER_ALLOW_PLAIN_HTTP").is_some_and(|answer| answer == "yes");
    loop {
        let (address, url) = address(dialogue, default.as_deref(), &mut allowed)?;
        default = Some(address.clone());
        let api_key = question.ask(dialogue)?;
        let settings = ClientSettings {
            base_url: url.clone(),
            api_token: api_key.clone(),
            api_token_file: None,
            rate_limit: None,
            timeout: TIMEOUT,
            allows_plain_http: allowed,
        };
        let client = Client::new(settings).map_err(|error| SetupError::Client(error.to_string()))?;
        let mut findings = Findings::default();
        let answer = client.my_available().await;
        match &answer {
            Ok(licenses) => vendor::listed(&mut findings, licenses),
            Err(error) => vendor::failed(&mut findings, error),
        }
        dialogue.report(&findings)?;
        match answer {
            // Entries that cannot be read are the vendor's fault, and keyclerk sells the others.
            Ok(_) => {
                let allows_plain_http = allowed && !Client::keeps_private(&url);
                return Ok(KnownVendor { address, allows_plain_http, api_key });
            }
            Err(VendorError::Unauthorised(_)) => question.is_refused(dialogue)?,
            Err(_) => {}
        }
    }
}

/// Asks for the address until it can be one. `allowed` is true if the owner has accepted plain http.
fn address(
    dialogue: &mut Dialogue,
    default: Option<&str>,
    allowed: &mut bool,
) -> Result<(String, Url), SetupError> {
    loop {
        let answer = dialogue.ask("Vendor's address", default)?;
        let url = match vendor_url(&answer, true) {
            Ok(url) => url,
            Err(what) => {
                dialogue.say(format_args!("{what}."))?;
                continue;
            }
        };
        if !Client::keeps_private(&url) && !*allowed {
            dialogue
                .say("This address is not https. Anybody on the way to the vendor can read the API key.")?;
            *allowed = dialogue.confirm("Send the API key unencrypted?")?;
            if !*allowed {
                continue;
            }
        }
        return Ok((answer, url));
    }
}
