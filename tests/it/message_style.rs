//! Tests of the style of the messages in every language: plural forms, the words for the supplier, the
//! register, and French spaces.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use keyclerk::i18n::Language;

/// The words that a language must not use, because they mean something else or come from the operator.
struct Forbidden {
    language: Language,
    /// Words for the supplier that mean the shop, and words that mean something else to a native speaker.
    everywhere: &'static [&'static str],
    /// Words of the operator and of the supply chain, which members do not know.
    to_members: &'static [&'static str],
    /// Forms of the polite address. Every language is familiar, as Discord's own client is.
    polite: &'static [&'static str],
}

const FORBIDDEN: [Forbidden; 6] = [
    Forbidden {
        language: Language::English,
        everywhere: &["vendor", "ledger", "environment", "owner", "makes no sense", "made good", "in doubt"],
        to_members: &["supplier", "whoever runs this bot"],
        polite: &[],
    },
    Forbidden {
        language: Language::German,
        everywhere: &["Anbieter", "Hauptbuch", "Umgebung", "im Zweifel", "Knopf", "Drück", "zuteil"],
        to_members: &["Lieferant", "Betreiber"],
        polite: &["en Sie ", "en Sie.", "Ihnen", "Ihre ", "Ihrem ", "Ihren "],
    },
    Forbidden {
        language: Language::French,
        everywhere: &["Ne revend", "revendez", "environnement", "suspendue", "tirée"],
        to_members: &["fournisseur", "personne qui gère"],
        polite: &[
            "vous", "Vous", "votre", "Votre", " vos ", "Vos ", "issez", "isissez", "ayez", "ancez", "onnez",
        ],
    },
    Forbidden {
        language: Language::Spanish,
        everywhere: &[
            "eclama",
            "repon",
            "Repón",
            "existencias",
            "caduca",
            "propietario",
            "entorno",
            "en duda",
        ],
        to_members: &["proveedor", "administra el bot"],
        polite: &["usted", "Usted", "vosotros", "Elija", "Haga ", "Pulse", "nténtelo", "Escriba ", "Vuelva "],
    },
    Forbidden {
        language: Language::BrazilianPortuguese,
        everywhere: &[
            "sortead",
            "repost",
            "Reponh",
            "retirada",
            "proprietário",
            "ambiente",
            "Pressione",
            "Execute",
        ],
        to_members: &["fornecedor", "administra o bot"],
        polite: &[" lhe ", " vós ", "o senhor", " vosso"],
    },
    Forbidden {
        language: Language::Turkish,
        everywhere: &[
            "satıcı",
            "Satıcı",
            "şüphe",
            "telafi",
            "çekilen",
            "kabuk",
            "stoğu",
            "kusurlu",
            "özel mesaj",
        ],
        to_members: &["edarikçi", "otun sahibi"],
        polite: &[
            "ınız ",
            "iniz ",
            "unuz ",
            "ünüz ",
            "ınız.",
            "iniz.",
            " siz ",
            "seçin",
            "deneyin",
            "basın",
            "çalıştırın",
        ],
    },
];

/// The words that no text may show, because they are names of settings and of the program.
const NEVER_SHOWN: [&str; 2] = ["GUILD_IDS", "STAFF_ROLE_IDS"];

/// The beginnings of the keys of messages that every member can read.
const TO_MEMBERS: [&str; 32] = [
    "denied-",
    "outdated",
    "closing",
    "not-taken",
    "not-your-license",
    "no-license-yet",
    "mine-",
    "bought-",
    "remind-",
    "reminder",
    "sent-again",
    "send-again-button",
    "send-one-again-button",
    "dm-",
    "your-license-title",
    "order-number",
    "order-replaces",
    "keep-safe",
    "help-in-shop",
    "help-title",
    "help-buyer",
    "help-label",
    "help-button",
    "keys-in-file",
    "claim-",
    "product-label",
    "products-label",
    "expires-label",
    "never",
    "page",
    "back-button",
    "next-button",
];

fn source(language: Language) -> String {
    let files = ["commands", "letters", "log", "replies", "shop"];
    let folder = format!("{}/locales/{}", env!("CARGO_MANIFEST_DIR"), language.code());
    files.map(|file| std::fs::read_to_string(format!("{folder}/{file}.ftl")).unwrap()).join("\n")
}

/// Returns the texts of each message: one for each variant, with `…` for every value.
fn texts(language: Language) -> BTreeMap<String, Vec<String>> {
    let resource = fluent_syntax::parser::parse(source(language)).unwrap_or_else(|(part, _)| part);
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name.clone(), spelled(message.value.as_ref()?))),
        _ => None,
    });
    messages.collect()
}

fn spelled(pattern: &Pattern<String>) -> Vec<String> {
    let mut texts = vec![String::new()];
    for element in &pattern.elements {
        let parts = match element {
            PatternElement::TextElement { value } => vec![value.clone()],
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().flat_map(|variant| spelled(&variant.value)).collect()
            }
            PatternElement::Placeable { .. } => vec!["…".to_owned()],
        };
        texts = texts.iter().flat_map(|text| parts.iter().map(move |part| format!("{text}{part}"))).collect();
    }
    texts
}

/// Returns the number of plural forms of each message that chooses by a count.
fn plurals(language: Language) -> BTreeMap<String, usize> {
    let resource = fluent_syntax::parser::parse(source(language)).unwrap_or_else(|(part, _)| part);
    let mut plurals = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        for element in &message.value.as_ref().unwrap().elements {
            if let PatternElement::Placeable { expression: Expression::Select { selector, variants } } =
                element
                && let InlineExpression::VariableReference { id } = selector
            {
                assert!(["count", "days"].contains(&id.name.as_str()), "{}", message.id.name);
                plurals.insert(message.id.name.clone(), variants.len());
            }
        }
    }
    plurals
}

#[test]
fn every_language_has_plural_forms_where_english_has_them() {
    let english = plurals(Language::English);
    assert!(english.len() > 25, "{english:?}");
    for language in Language::ALL {
        let own = plurals(language);
        for (key, forms) in &english {
            assert_eq!(*forms, 2, "{key}");
            // Titles and buttons may be worded without a noun that depends on the count.
            let may_lack = key.ends_with("-title") || key.ends_with("-button");
            // A Turkish noun after a number is always in the singular.
            let needs_none = language == Language::Turkish && key == "lasts-days";
            assert!(own.contains_key(key) || may_lack || needs_none, "{key} in {language:?}");
        }
        for (key, forms) in &own {
            assert!(*forms >= 2, "{key} in {language:?}");
        }
    }
}

#[test]
fn one_license_and_several_licenses_read_differently() {
    let keys = [
        "claim-notice",
        "dm-intro",
        "reminder",
        "resend-delivered",
        "faulty",
        "refunded",
        "refund-done",
        "sales-line",
        "replaced-before",
        "sold-by-dm",
        "sold-by-claim",
        "keys-in-file",
    ];
    for language in Language::ALL {
        for key in keys {
            let of = |count: u32| language.with(key, &[("count", count.into())]);
            assert_ne!(of(1), of(2).replace('2', "1"), "{key} in {language:?}");
            assert_eq!(of(2).replace('2', ""), of(25).replace("25", ""), "{key} in {language:?}");
        }
    }
}

#[test]
fn no_text_uses_a_word_that_means_something_else() {
    for Forbidden { language, everywhere, polite, .. } in FORBIDDEN {
        for (key, texts) in texts(language) {
            for text in texts {
                let words = everywhere.iter().chain(polite).chain(&NEVER_SHOWN);
                let found: Vec<_> = words.filter(|word| format!("{text} ").contains(**word)).collect();
                assert!(found.is_empty(), "{key} in {language:?} has {found:?}: {text}");
            }
        }
    }
}

#[test]
fn no_text_for_members_has_a_word_of_the_operator() {
    for Forbidden { language, to_members, .. } in FORBIDDEN {
        let texts = texts(language);
        for beginning in TO_MEMBERS {
            assert!(texts.keys().any(|key| key.starts_with(beginning)), "no message is {beginning}");
        }
        let read = texts.iter().filter(|(key, _)| {
            *key == "broke" || TO_MEMBERS.iter().any(|beginning| key.starts_with(beginning))
        });
        for (key, text) in read.flat_map(|(key, texts)| texts.iter().map(move |text| (key, text))) {
            let words = to_members.iter().chain(&["keyclerk", "RESELLER_", ".env"]);
            let found: Vec<_> = words.filter(|word| text.contains(**word)).collect();
            assert!(found.is_empty(), "{key} in {language:?} has {found:?}: {text}");
        }
    }
}

#[test]
fn the_program_is_named_only_in_its_commands() {
    for language in Language::ALL {
        for (key, text) in
            texts(language).iter().flat_map(|(key, texts)| texts.iter().map(move |text| (key, text)))
        {
            let named = text.replace("`keyclerk sales export`", "").contains("keyclerk");
            assert!(!named, "{key} in {language:?}: {text}");
        }
    }
}

#[test]
fn french_marks_never_begin_a_line() {
    let mut marks = 0;
    for (key, text) in
        texts(Language::French).iter().flat_map(|(key, texts)| texts.iter().map(move |text| (key, text)))
    {
        let text = text.replace("https://", "");
        let characters: Vec<char> = text.chars().collect();
        for (at, mark) in characters.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| characters[at]);
            let is_right = match mark {
                ';' | '!' | '?' => before == Some('\u{202f}'),
                ':' | '»' => before == Some('\u{a0}'),
                '«' => characters.get(at + 1) == Some(&'\u{a0}'),
                _ => continue,
            };
            assert!(is_right, "{key}: {mark} in {text}");
            marks += 1;
        }
    }
    assert!(marks > 80, "only {marks} marks were found");
}

#[test]
fn every_button_fits_on_a_phone() {
    for language in Language::ALL {
        for key in texts(language).keys().filter(|key| key.ends_with("-button")) {
            for count in [1_u32, 25] {
                let values = [("count", count.into()), ("offered", count.into()), ("sale", "#1234".into())];
                let text = language.with(key, &values);
                assert!(text.chars().count() <= 26, "{key} in {language:?}: {text}");
            }
        }
    }
}
