//! The names that custom ids begin with, and the right that each needs.

/// The right that a press or a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Every member of a server that the bot sells in has it.
    Member,
    /// Staff of a server have it.
    Staff,
    /// Administrators of a server have it.
    Administrator,
    /// The buyer of the sale has it, in the sale's server and in direct messages.
    BuyerOfSale,
    /// Staff of the sale's server have it; in direct messages the owner of the application has it.
    StaffOfSale,
    /// The staff member who made the sale has it.
    SellerOfSale,
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $right:ident;)*) => {
        /// The name that a custom id begins with. A colon follows it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Name {
            $($(#[$doc])* $name),*
        }

        impl Name {
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
    /// See [`CustomId::SellNothing`](super::CustomId::SellNothing). The name is that of earlier versions.
    SellNothing = "quarantine", StaffOfSale;
);

impl Name {
    /// Returns the name that ids carry as `text`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.as_str() == text)
    }
}
