//! The macro that defines an enum from a table of states.

/// Defines an enum of states. Each row of the table holds a state, its name and the states that may
/// follow.
macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$state_doc:meta])* $state:ident = $text:literal => [$($next:ident),*]),* $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, strum::Display, strum::EnumString, strum::IntoStaticStr,
        )]
        #[strum(
            parse_err_ty = crate::domain::UnknownWord,
            parse_err_fn = crate::domain::UnknownWord::of
        )]
        pub enum $name {
            $($(#[$state_doc])* #[strum(serialize = $text)] $state),*
        }

        impl $name {
            /// Every state, in the order of a sale.
            pub const ALL: &[Self] = &[$(Self::$state),*];

            /// Returns the name, as the ledger stores it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                self.into()
            }

            /// Returns true if the table has a transition from this state to `next`.
            #[must_use]
            pub fn may_become(self, next: Self) -> bool {
                match self { $(Self::$state => [$(Self::$next),*].contains(&next)),* }
            }
        }
    };
}

pub(super) use states;
