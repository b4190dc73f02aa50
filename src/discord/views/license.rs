//! The views of one license, for staff.

use serenity::all::{
    CreateActionRow, CreateEmbed, CreateEmbedFooter, CreateSelectMenu, CreateSelectMenuKind,
    EditInteractionResponse,
};

use crate::courier::custom_id::{CustomId, LicenseHandle};
use crate::courier::letters::key_blocks::{Keys, WholeKeys, whole_keys};
use crate::courier::letters::{BLUE, license_fields, nobody, number};
use crate::courier::markup::code;
use crate::courier::rest::Upload;
use crate::domain::{License, SaleId, Timestamp};
use crate::i18n::Language;
use crate::reseller::LicenseInfo;

use super::parts::{secondary, words};

/// Shows a fetched license with its key masked, and the controls to assign or reveal it.
pub(in crate::discord) fn fetched(
    language: Language,
    license: &License,
    handle: LicenseHandle,
) -> EditInteractionResponse {
    let embed = masked(language, "fetched-title", license)
        .footer(CreateEmbedFooter::new(language.say("fetched-footer")));
    let kind = CreateSelectMenuKind::User { default_users: None };
    let choose = CreateSelectMenu::new(CustomId::AssignTo(handle), kind)
        .placeholder(language.say("assign-to-placeholder"));
    let show = secondary(CustomId::ShowKey(handle), language.say("show-key-button"));
    EditInteractionResponse::new()
        .embed(embed)
        .allowed_mentions(nobody())
        .components(vec![CreateActionRow::SelectMenu(choose), CreateActionRow::Buttons(vec![show])])
}

/// Shows the vendor's data about a license.
pub(in crate::discord) fn info(
    language: Language,
    info: &LicenseInfo,
    now: Timestamp,
) -> EditInteractionResponse {
    let state = if info.is_assigned {
        "license-assigned"
    } else if info.is_expired || info.license.is_expired(now) {
        "license-expired"
    } else {
        "license-free"
    };
    let embed = masked(language, "info-title", &info.license).field(
        language.say("state-label"),
        language.say(state),
        true,
    );
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}

/// Builds the embed of a license with a masked key.
fn masked(language: Language, title: &str, license: &License) -> CreateEmbed {
    let embed = CreateEmbed::new().title(language.say(title)).color(BLUE);
    license_fields(language, embed, license).field(language.say("key-label"), code(&license.key), true)
}

/// Shows the key of a license in stock to the staff member who pressed the button.
pub(in crate::discord) fn shown(language: Language, license: &License) -> Upload<EditInteractionResponse> {
    let WholeKeys { content, files } = whole_keys(language, None, "", &[Keys::of(&[license])]);
    Upload { message: EditInteractionResponse::new().content(content).allowed_mentions(nobody()), files }
}

/// Tells staff that a license now belongs to a sale.
pub(in crate::discord) fn held_by_sale(language: Language, sale: SaleId) -> EditInteractionResponse {
    words(&language.with("license-in-sale", &[("sale", number(sale).into())]))
}
