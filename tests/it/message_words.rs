//! Tests of the words in the messages of every language: none that mean something else to a native speaker,
//! none of the operator for members, and no polite address.

use keyclerk::i18n::Language;

use crate::message_style::texts;

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
