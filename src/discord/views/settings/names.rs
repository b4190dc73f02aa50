//! The names of settings and of languages.

use crate::ledger::ShopSetting;

/// Returns the key of a setting's name.
pub(super) const fn label(setting: ShopSetting) -> &'static str {
    match setting {
        ShopSetting::StaffRoles => "set-staff-roles-label",
        ShopSetting::SalesChannel => "set-sales-channel-label",
        ShopSetting::ClaimsChannel => "set-claims-channel-label",
        ShopSetting::BuyerRole => "set-buyer-role-label",
        ShopSetting::ProductRoles => "set-product-roles-label",
        ShopSetting::Paused => "set-paused-label",
        ShopSetting::AskForProduct => "set-ask-for-product-label",
        ShopSetting::LowStock => "set-low-stock-label",
        ShopSetting::LastingDays => "set-lasting-days-label",
        ShopSetting::DmText => "set-dm-text-label",
        ShopSetting::Help => "set-help-label",
        ShopSetting::Language => "set-language-label",
        ShopSetting::RepeatsWithin => "set-repeats-within-label",
    }
}

/// Returns the key of the line that explains a setting.
pub(super) const fn meaning(setting: ShopSetting) -> &'static str {
    match setting {
        ShopSetting::StaffRoles => "set-staff-roles-description",
        ShopSetting::SalesChannel => "set-sales-channel-description",
        ShopSetting::ClaimsChannel => "set-claims-channel-description",
        ShopSetting::BuyerRole => "set-buyer-role-description",
        ShopSetting::ProductRoles => "set-product-roles-description",
        ShopSetting::Paused => "set-paused-description",
        ShopSetting::AskForProduct => "set-ask-for-product-description",
        ShopSetting::LowStock => "set-low-stock-description",
        ShopSetting::LastingDays => "set-lasting-days-description",
        ShopSetting::DmText => "set-dm-text-description",
        ShopSetting::Help => "set-help-description",
        ShopSetting::Language => "set-language-description",
        ShopSetting::RepeatsWithin => "set-repeats-within-description",
    }
}

/// The languages of keyclerk, with Discord's names for them.
pub(super) const LANGUAGES: [(&str, &str); 6] = [
    ("en-US", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es-ES", "Español"),
    ("pt-BR", "Português do Brasil"),
    ("tr", "Türkçe"),
];
