//! The table of licenses, with masked keys.

use maud::{Markup, html};

use crate::domain::Timestamp;

use super::super::super::license_pages::{LicenseState, ShownLicense};
use super::super::parts::{scrolling, short_text, time_or};

/// Makes the table.
pub(super) fn table(licenses: &[ShownLicense], now: Timestamp) -> Markup {
    if licenses.is_empty() {
        return html! { p.empty { "No license matches." } };
    }
    scrolling(
        "Licenses",
        &html! {
            table {
                thead { tr {
                    th scope="col" { "Key" } th scope="col" { "Product" } th scope="col" { "State" }
                    th scope="col" { "Buyer" } th scope="col" { "Expires (UTC)" }
                } }
                tbody {
                    @for license in licenses {
                        tr {
                            th scope="row" {
                                a href={ "/dashboard/licenses/" (license.id) } { bdi.key { (license.masked()) } }
                            }
                            td.words { (short_text(&license.product)) }
                            td { (state(license, now)) }
                            td.words { @match &license.buyer { Some(buyer) => (short_text(buyer)), None => span.faint { "–" } } }
                            td { (time_or(license.expires_at, "never")) }
                        }
                    }
                }
            }
        },
    )
}

/// Shows the state of a license, in words and colour.
pub(super) fn state(license: &ShownLicense, now: Timestamp) -> Markup {
    let (kind, words) = match license.state {
        _ if license.is_expired(now) => ("warn", "expired".to_owned()),
        LicenseState::InStock => ("good", license.state.to_string()),
        LicenseState::Assigned => ("info", license.state.to_string()),
        LicenseState::Withdrawn => ("off", license.state.to_string()),
    };
    html! { span class={ "badge " (kind) } { (words) } }
}
