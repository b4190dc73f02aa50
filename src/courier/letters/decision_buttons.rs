//! The buttons and the menu with which staff decide about a sale.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption,
};

use crate::courier::custom_id::CustomId;
use crate::courier::safe_text::cut;
use crate::domain::{LineState, Question, Sale, SaleState};
use crate::i18n::Language;

use super::question::in_menu;

/// Builds the buttons with which staff decide about a held sale. Returns none if nothing is held.
#[must_use]
pub fn judgements(language: Language, sale: &Sale) -> Vec<CreateActionRow> {
    if sale.state == SaleState::Held { decisions(language, sale) } else { vec![] }
}

/// Builds the buttons for the decisions that staff may make now. Each button names its question or license,
/// so that an old button cannot decide about a later one.
pub(super) fn decisions(language: Language, sale: &Sale) -> Vec<CreateActionRow> {
    match sale.state {
        SaleState::Acknowledged if sale.confirm_until.is_some() => answers(language, sale),
        SaleState::Undelivered => {
            let label = language.say("resend-button");
            vec![row([button(CustomId::Resend(sale.id), label, ButtonStyle::Secondary)])]
        }
        SaleState::Held => vec![verdicts(language, sale)],
        _ => vec![],
    }
}

/// Builds the answers to a sale's question.
fn answers(language: Language, sale: &Sale) -> Vec<CreateActionRow> {
    let (id, asked) = (sale.id, sale.confirm_until);
    let confirm = |label| button(CustomId::Confirm { sale: id, asked }, label, ButtonStyle::Success);
    let label = language.say("cancel-button");
    let cancel = button(CustomId::Cancel { sale: id, asked }, label, ButtonStyle::Secondary);
    match &sale.question {
        Some(Question::Product(products)) => vec![choose(language, sale, products), row([cancel])],
        Some(Question::Partial(offered)) => {
            let label = language.with("sell-offered-button", &[("offered", offered.into())]);
            vec![row([confirm(label), cancel])]
        }
        Some(Question::Repeat) | None => vec![row([confirm(language.say("sell-another-button")), cancel])],
    }
}

/// Builds the decisions about a held license.
fn verdicts(language: Language, sale: &Sale) -> CreateActionRow {
    let line = sale.in_state(LineState::Held).next().map(|line| line.number);
    let id = sale.id;
    let deliver = CustomId::Deliver { sale: id, line };
    let another = CustomId::SellAnother { sale: id, line };
    let nothing = CustomId::SellNothing { sale: id, line };
    let deliver = button(deliver, language.say("deliver-button"), ButtonStyle::Success);
    let another = button(another, language.say("another-button"), ButtonStyle::Secondary);
    let nothing = button(nothing, language.say("nothing-button"), ButtonStyle::Danger);
    if sale.names_its_license() { row([deliver, nothing]) } else { row([deliver, another, nothing]) }
}

fn button(id: CustomId, label: String, style: ButtonStyle) -> CreateButton {
    CreateButton::new(id).label(label).style(style)
}

fn row<const N: usize>(buttons: [CreateButton; N]) -> CreateActionRow {
    CreateActionRow::Buttons(buttons.into())
}

/// Builds the menu of products.
fn choose(language: Language, sale: &Sale, products: &[(String, u32)]) -> CreateActionRow {
    let options = in_menu(products)
        .map(|(product, count)| {
            let stock = language.with("stock-count-description", &[("count", count.into())]);
            CreateSelectMenuOption::new(cut(product, 100), product).description(stock)
        })
        .collect();
    let menu = CreateSelectMenu::new(
        CustomId::ChooseProduct { sale: sale.id, asked: sale.confirm_until },
        CreateSelectMenuKind::String { options },
    );
    CreateActionRow::SelectMenu(menu.placeholder(language.say("which-product-placeholder")))
}
