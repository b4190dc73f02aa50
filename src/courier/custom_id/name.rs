//! The names at the beginning of custom ids, and the right that each needs.

/// The right that a press or a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Held by every member of a server in which the bot sells.
    Member,
    /// Held by the staff of a server.
    Staff,
    /// Held by the administrators of a server.
    Administrator,
    /// Held by the buyer of the sale, in the sale's server and in direct messages.
    BuyerOfSale,
    /// Held by the staff of the sale's server and, in direct messages, by the owner of the application.
    StaffOfSale,
    /// Held by the staff member who made the sale.
    SellerOfSale,
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $right:ident;)*) => {
        /// The name at the beginning of a custom id. A colon follows it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum CustomIdName {
            $($(#[$doc])* $name),*
        }

        impl CustomIdName {
            /// Every name.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the name as ids carry it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// Returns the right that a press needs.
            #[must_use]
            pub const fn right(self) -> Right {
                match self { $(Self::$name => Right::$right),* }
            }
        }
    };
}

names!(
    /// See [`CustomId::Claim`](super::CustomId::Claim).
    Claim = "claim", BuyerOfSale;
    /// See [`CustomId::Remind`](super::CustomId::Remind).
    Remind = "remind", BuyerOfSale;
    /// See [`CustomId::SendAgain`](super::CustomId::SendAgain).
    SendAgain = "send", BuyerOfSale;
    /// See [`CustomId::MyLicenses`](super::CustomId::MyLicenses).
    MyLicenses = "mine", Member;
    /// See [`CustomId::Stock`](super::CustomId::Stock).
    Stock = "stock", Staff;
    /// See [`CustomId::Sales`](super::CustomId::Sales).
    Sales = "sales", Staff;
    /// See [`CustomId::ShowSale`](super::CustomId::ShowSale).
    ShowSale = "sale", Staff;
    /// See [`CustomId::RevealKeys`](super::CustomId::RevealKeys).
    RevealKeys = "reveal", Staff;
    /// See [`CustomId::BuyersLicenses`](super::CustomId::BuyersLicenses).
    BuyersLicenses = "theirs", Staff;
    /// See [`CustomId::ShowKey`](super::CustomId::ShowKey).
    ShowKey = "show", Staff;
    /// See [`CustomId::AssignTo`](super::CustomId::AssignTo).
    AssignTo = "assign", Staff;
    /// See [`CustomId::OrderForm`](super::CustomId::OrderForm).
    OrderForm = "order", Staff;
    /// See [`CustomId::Settings`](super::CustomId::Settings).
    Settings = "set", Administrator;
    /// See [`CustomId::Confirm`](super::CustomId::Confirm).
    Confirm = "confirm", SellerOfSale;
    /// See [`CustomId::ChooseProduct`](super::CustomId::ChooseProduct).
    ChooseProduct = "product", SellerOfSale;
    /// See [`CustomId::Cancel`](super::CustomId::Cancel).
    Cancel = "cancel", SellerOfSale;
    /// See [`CustomId::Resend`](super::CustomId::Resend).
    Resend = "resend", StaffOfSale;
    /// See [`CustomId::Deliver`](super::CustomId::Deliver).
    Deliver = "deliver", StaffOfSale;
    /// See [`CustomId::SellAnother`](super::CustomId::SellAnother).
    SellAnother = "another", StaffOfSale;
    /// See [`CustomId::SellNothing`](super::CustomId::SellNothing). The text comes from earlier versions.
    SellNothing = "quarantine", StaffOfSale;
);

impl CustomIdName {
    /// Parses a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.as_str() == text)
    }
}
