//! The request for a sale.

use std::time::Duration;

use secrecy::SecretString;

use super::super::{
    BuyerId, ChannelId, GuildId, InteractionId, License, LineNumber, MessageNumber, Product, SaleId, StaffId,
    Timestamp,
};
use super::{Line, LineState, Sale, SaleState, Version};

/// The lifetime of the token that edits the reply of an interaction
/// (<https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages>).
pub const REPLY_TOKEN_LIVES: Duration = Duration::from_mins(15);

/// A request for a sale.
#[derive(Debug, Clone)]
pub struct SaleRequest {
    /// The server.
    pub guild: GuildId,
    /// The channel the command was run in.
    pub channel: ChannelId,
    /// The interaction. Each interaction sells at most once.
    pub interaction: InteractionId,
    /// The token that edits staff's reply for 15 minutes. It is deleted afterwards.
    pub reply_token: SecretString,
    /// The staff member who sells.
    pub staff: StaffId,
    /// The buyer.
    pub buyer: BuyerId,
    /// True if the buyer can see the channel and the bot may write to it.
    pub buyer_sees_channel: bool,
    /// The product, if one was asked for.
    pub product: Option<Product>,
    /// The number of licenses, 1 to 25.
    pub quantity: u8,
    /// The license that staff named, if they did.
    pub license: Option<License>,
    /// Staff's note.
    pub note: Option<String>,
    /// The language of the staff member, as Discord names it.
    pub staff_locale: Option<String>,
    /// The language of the server, as Discord names it.
    pub guild_locale: Option<String>,
    /// The payment or ticket. Two sales of a server share one only if one of them sold nothing.
    pub reference: Option<String>,
    /// The faulty sale that this one replaces, and its fault. A replacement is never a repetition.
    pub replaces: Option<(SaleId, String)>,
}

impl SaleRequest {
    /// Requests one license of any product for a buyer who does not see the channel.
    #[must_use]
    pub fn of_one(
        guild: GuildId,
        channel: ChannelId,
        interaction: InteractionId,
        reply_token: SecretString,
        staff: StaffId,
        buyer: BuyerId,
    ) -> Self {
        Self {
            guild,
            channel,
            interaction,
            reply_token,
            staff,
            buyer,
            buyer_sees_channel: false,
            product: None,
            quantity: 1,
            license: None,
            note: None,
            staff_locale: None,
            guild_locale: None,
            reference: None,
            replaces: None,
        }
    }

    /// Returns the sale that the ledger recorded for this request at `at`, with no open question.
    #[must_use]
    pub fn recorded(&self, id: SaleId, at: Timestamp, buyer_locale: Option<String>) -> Sale {
        let wanted = |license: &License| Line::new(LineNumber::new(1), license.clone(), LineState::Wanted);
        let (replaces, replace_reason) = self.replaces.clone().unzip();
        Sale {
            id,
            version: Version::FIRST,
            last_event: 1,
            last_message: MessageNumber::new(0),
            last_dm: 0,
            guild: self.guild,
            channel: self.channel,
            interaction: self.interaction,
            staff: self.staff,
            buyer: self.buyer,
            product: self.product.clone(),
            quantity: self.quantity,
            note: self.note.clone(),
            reference: self.reference.clone(),
            replaces,
            replace_reason,
            replaced_by: None,
            refund: None,
            state: SaleState::Requested,
            failure: None,
            short: None,
            vendor_words: None,
            unreadable: 0,
            buyer_sees_channel: self.buyer_sees_channel,
            reply_token: Some(self.reply_token.clone()),
            reply_token_until: at.after(REPLY_TOKEN_LIVES),
            dm_channel: None,
            dm_message: None,
            waits: 0,
            next_attempt_at: None,
            repeats: None,
            question: None,
            confirm_until: None,
            staff_locale: self.staff_locale.clone(),
            guild_locale: self.guild_locale.clone(),
            buyer_locale,
            requested_at: at,
            updated_at: at,
            delivered_at: None,
            lines: self.license.iter().map(wanted).collect(),
            due: Vec::new(),
        }
    }
}
