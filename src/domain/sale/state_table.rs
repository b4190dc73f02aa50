//! The form of a table of states: each state with its name and the states that it leads to.

/// Makes an enum of states from such a table.
macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$state_doc:meta])* $state:ident = $text:literal => [$($next:ident),*]),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$state_doc])* $state),*
        }

        impl $name {
            /// Every state, in the order of a sale.
            pub const ALL: &[Self] = &[$(Self::$state),*];

            /// The name, as the ledger stores it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$state => $text),* }
            }

            /// Tells whether the design knows a way from this state to `next`.
            #[must_use]
            pub fn may_become(self, next: Self) -> bool {
                match self { $(Self::$state => [$(Self::$next),*].contains(&next)),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::domain::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$state),)*
                    _ => Err(crate::domain::UnknownWord(text.to_owned())),
                }
            }
        }
    };
}

pub(super) use states;
