//! Tests of the conversions between values and text.

use super::*;

#[test]
fn a_value_is_read_back_as_it_was_written() {
    for (setting, typed, stored) in [
        (ShopSetting::StaffRoles, "12,7", "12,7"),
        (ShopSetting::SalesChannel, "5", "5"),
        (ShopSetting::ClaimsChannel, "6", "6"),
        (ShopSetting::BuyerRole, "8", "8"),
        (ShopSetting::ProductRoles, "b = <@&7>\n\n a=9", "a = 9\nb = 7"),
        (ShopSetting::Paused, "3", "3"),
        (ShopSetting::AskForProduct, "yes", "yes"),
        (ShopSetting::LowStock, "life = time = 3\n 5 ", "5\nlife = time = 3"),
        (ShopSetting::LowStock, "monthly = 0", "monthly = 0"),
        (ShopSetting::LastingDays, "3650", "3650"),
        (ShopSetting::DmText, "Hello {buyer}\nand welcome", "Hello {buyer}\nand welcome"),
        (ShopSetting::Help, "https://example.org/help", "https://example.org/help"),
        (ShopSetting::Language, "es-419", "es-ES"),
        (ShopSetting::RepeatsWithin, "1440", "1440"),
    ] {
        let value = SettingValue::parse(setting, typed).unwrap();
        assert_eq!((value.setting(), value.to_string().as_str()), (setting, stored));
        assert_eq!(SettingValue::parse(setting, stored), Ok(value));
    }
}

#[test]
fn every_setting_and_language_is_read_back_by_its_name() {
    for setting in ShopSetting::ALL {
        assert_eq!(ShopSetting::parse(setting.as_str()), Some(*setting));
    }
    for language in Language::ALL {
        let value = SettingValue::Language(language);
        assert_eq!(SettingValue::parse(ShopSetting::Language, &value.to_string()), Ok(value));
    }
}

#[test]
fn a_text_that_makes_no_sense_is_refused() {
    let too_long = "x".repeat(1001);
    for (setting, text) in [
        (ShopSetting::StaffRoles, "12,abc"),
        (ShopSetting::SalesChannel, "0"),
        (ShopSetting::LowStock, "few"),
        (ShopSetting::LowStock, "lifetime = -1"),
        (ShopSetting::ProductRoles, "lifetime"),
        (ShopSetting::AskForProduct, "no"),
        (ShopSetting::LastingDays, "4000"),
        (ShopSetting::RepeatsWithin, "-1"),
        (ShopSetting::RepeatsWithin, "1441"),
        (ShopSetting::DmText, "Hello {name}"),
        (ShopSetting::DmText, too_long.as_str()),
        (ShopSetting::Language, "tlh"),
        (ShopSetting::Help, "https://help"),
        (ShopSetting::Help, "HTTP://example.org"),
    ] {
        assert!(SettingValue::parse(setting, text).is_err(), "{text}");
    }
    let unknown = |text| SettingValue::parse(ShopSetting::DmText, text);
    let names = vec!["x".to_owned(), " ".to_owned()];
    assert_eq!(unknown("{buyer} {x} { } {shop"), Err(InvalidSetting::UnknownPlaceholders(names)));
}
