//! Routes presses and forms: parses the custom id, authorises the user, and calls the handler.
//!
//! The effect of a button depends only on its custom id, the ledger and the user. If this version cannot
//! parse an id, the user gets a text.

use serenity::all::{ComponentInteraction, ModalInteraction};

use crate::courier::custom_id::{CustomId, CustomIdName, InvalidCustomId, Right};
use crate::fulfilment::Judgement;

use super::answer::Answered;
use super::authorised::Authorised;
use super::bot::Bot;
use super::buttons::question::QuestionAnswer;
use super::buttons::{buyer, held_license, license, order_form, pages, question, resend, sale, settings};
use super::error::CommandError;
use super::interaction::Invocation;
use super::views::sales::outcome::no_such_sale;

/// The key of the message about a settings panel of another version.
const OUTDATED_PANEL: &str = "panel-outdated";

/// Answers a press of a button, or a choice from a menu.
pub(super) async fn press(
    bot: &Bot,
    invocation: Invocation<'_>,
    press: &ComponentInteraction,
) -> Result<Answered, CommandError> {
    let parsed = press.data.custom_id.parse::<CustomId>();
    let authorised = match authorise(bot, invocation, &parsed).await? {
        Authorisation::Given(authorised) => authorised,
        Authorisation::Refused(answered) => return Ok(answered),
    };
    let id = match parsed {
        Ok(id) => id,
        Err(invalid) => return unreadable(authorised, invalid).await,
    };
    match id {
        CustomId::Claim(sale) => buyer::claim(authorised, sale).await,
        CustomId::Remind(sale) => buyer::remind(authorised, sale).await,
        CustomId::SendAgain(sale) => buyer::send_again(authorised, sale).await,
        CustomId::MyLicenses { page } => pages::my_licenses(authorised, page).await,
        CustomId::Stock { page, product } => pages::stock(authorised, page, product).await,
        CustomId::Sales(place) => pages::sales(authorised, place).await,
        CustomId::BuyersLicenses { buyer, page } => pages::buyers_licenses(authorised, buyer, page).await,
        CustomId::ShowSale(sale) => sale::show(authorised, sale).await,
        CustomId::RevealKeys(sale) => sale::reveal(authorised, sale).await,
        CustomId::ShowKey(handle) => license::show(authorised, handle).await,
        CustomId::AssignTo(handle) => license::assign(authorised, press, handle).await,
        CustomId::Settings(setting) => settings::choose(authorised, press, setting).await,
        CustomId::Confirm { sale, asked } => {
            question::answer(authorised, press, QuestionAnswer::Confirm, sale, asked).await
        }
        CustomId::ChooseProduct { sale, asked } => {
            question::answer(authorised, press, QuestionAnswer::Choose, sale, asked).await
        }
        CustomId::Cancel { sale, asked } => {
            question::answer(authorised, press, QuestionAnswer::Cancel, sale, asked).await
        }
        CustomId::Resend(sale) => resend::press(authorised, sale).await,
        CustomId::Deliver { sale, line } => {
            held_license::judge(authorised, press, Judgement::Deliver, sale, line).await
        }
        CustomId::SellAnother { sale, line } => {
            held_license::judge(authorised, press, Judgement::SellAnother, sale, line).await
        }
        CustomId::SellNothing { sale, line } => {
            held_license::judge(authorised, press, Judgement::Nothing, sale, line).await
        }
        // A form's id does not occur on a button.
        CustomId::OrderForm { .. } => invocation.outdated().await,
    }
}

/// Answers a submitted form.
pub(super) async fn submit(
    bot: &Bot,
    invocation: Invocation<'_>,
    form: &ModalInteraction,
) -> Result<Answered, CommandError> {
    let parsed = form.data.custom_id.parse::<CustomId>();
    let authorised = match authorise(bot, invocation, &parsed).await? {
        Authorisation::Given(authorised) => authorised,
        Authorisation::Refused(answered) => return Ok(answered),
    };
    match parsed {
        Ok(CustomId::Settings(Some(setting))) => settings::submit(authorised, form, setting).await,
        Ok(CustomId::Settings(None)) => invocation.respond(&authorised.language.say(OUTDATED_PANEL)).await,
        Ok(CustomId::OrderForm { buyer, sees_channel }) => {
            order_form::submit(authorised, form, buyer, sees_channel).await
        }
        Ok(_) => invocation.outdated().await,
        Err(invalid) => unreadable(authorised, invalid).await,
    }
}

/// The result of authorising a press or a form.
enum Authorisation<'a> {
    /// The user has the right.
    Given(Authorised<'a>),
    /// The user lacks the right and was told so.
    Refused(Answered),
}

/// Checks the right that a custom id needs. For an id that cannot be parsed, checks the right of its name. A
/// right about a sale is then refused.
async fn authorise<'a>(
    bot: &'a Bot,
    invocation: Invocation<'a>,
    parsed: &Result<CustomId, InvalidCustomId>,
) -> Result<Authorisation<'a>, CommandError> {
    let (right, sale) = match parsed {
        Ok(id) => (id.right(), id.sale()),
        Err(InvalidCustomId { name }) => (name.map_or(Right::Staff, CustomIdName::right), None),
    };
    Ok(match Authorised::of(bot, invocation, right, sale).await? {
        Ok(authorised) => Authorisation::Given(authorised),
        Err(denied) => {
            let words = denied.words(invocation.language());
            Authorisation::Refused(invocation.respond(&words).await?)
        }
    })
}

/// Answers an id that cannot be parsed.
async fn unreadable(authorised: Authorised<'_>, invalid: InvalidCustomId) -> Result<Answered, CommandError> {
    let Authorised { invocation, language, .. } = authorised;
    match invalid.name {
        Some(CustomIdName::Settings) => invocation.respond(&language.say(OUTDATED_PANEL)).await,
        Some(CustomIdName::ShowSale | CustomIdName::RevealKeys) => {
            invocation.answer(no_such_sale(language)).await
        }
        _ => invocation.outdated().await,
    }
}
