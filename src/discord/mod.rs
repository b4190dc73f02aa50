//! The bot: slash commands, buttons, menus and forms.
//!
//! Invariant: nothing is done for anybody before [`Access`] has authorised the interaction. Replies hold a
//! whole key only where the reader may have it, and autocomplete values are opaque license handles. This
//! layer decides nothing about a sale.

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
