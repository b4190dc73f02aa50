//! The bot's interface in Discord: slash commands, buttons, menus and forms.
//!
//! Invariant: nothing is done before [`Access`] has authorised the interaction. Replies contain an unmasked
//! key only if the reader may see it, and autocomplete values are opaque license handles. This layer makes no
//! decisions about a sale.

mod access;
mod answer;
mod authorised;
mod autocomplete;
mod bot;
mod buttons;
mod buyer_language;
mod commands;
mod error;
mod events;
mod framework;
mod interaction;
mod license_handles;
mod localise;
mod order;
mod order_refusal;
mod registration;
mod router;
mod sell;
mod views;
#[cfg(all(test, feature = "sandbox"))]
mod wording;

pub use access::Access;
pub use bot::Bot;
pub use events::Events;
pub use framework::Tracked;
pub use license_handles::LicenseHandles;
