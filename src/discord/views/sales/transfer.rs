//! The answers to `/sales transfer`.

use serenity::all::{CreateEmbed, EditInteractionResponse};

use crate::courier::letters::{AMBER, Mark, nobody, number};
use crate::courier::markup::user;
use crate::discord::views::parts::refusal;
use crate::domain::{BuyerId, SaleId, TransferRefusal};
use crate::i18n::Language;

/// The reason why a sale was not transferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum NotTransferred {
    /// The new account is a bot.
    ToBot,
    /// The new account is not a member of the server.
    ToStranger,
    /// The sale cannot be transferred now.
    Refused(TransferRefusal),
}

/// Tells staff that a sale belongs to a new account, what the vendor still holds, and what to do next.
pub(in crate::discord) fn transferred(
    language: Language,
    sale: SaleId,
    buyer: BuyerId,
    former: BuyerId,
) -> EditInteractionResponse {
    let values =
        [("sale", number(sale).into()), ("buyer", user(buyer).into()), ("former", user(former).into())];
    let text = [
        language.with("transfer-done", &values),
        language.say("transfer-supplier"),
        language.with("transfer-next", &values),
    ];
    let embed = CreateEmbed::new()
        .title(Mark::Done.on(&language.say("transfer-done-title")))
        .description(text.join("\n\n"))
        .color(AMBER);
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}

/// Tells staff why a sale was not transferred.
pub(in crate::discord) fn not_transferred(
    language: Language,
    sale: SaleId,
    buyer: BuyerId,
    why: NotTransferred,
) -> EditInteractionResponse {
    let key = match why {
        NotTransferred::ToBot => "buyer-is-bot",
        NotTransferred::ToStranger => "transfer-to-stranger",
        NotTransferred::Refused(TransferRefusal::SameAccount) => "transfer-same-account",
        NotTransferred::Refused(TransferRefusal::NothingSold) => "transfer-nothing-sold",
        NotTransferred::Refused(TransferRefusal::UnderWay) => "transfer-under-way",
        NotTransferred::Refused(TransferRefusal::Held) => "transfer-held",
        NotTransferred::Refused(TransferRefusal::BeingSent) => "transfer-being-sent",
    };
    let values = [("sale", number(sale).into()), ("buyer", user(buyer).into())];
    refusal(&language.say("not-transferred-title"), &language.with(key, &values)).allowed_mentions(nobody())
}
