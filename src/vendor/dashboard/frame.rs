//! The frame of every page of an owner: account, navigation and main part.

use maud::{Markup, html};

use super::document::document;
use super::parts::{csrf, text};
use super::visitor::Visitor;

/// A part of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Licenses,
    Usage,
    Audit,
    Settings,
}

impl Section {
    const ALL: [Self; 4] = [Self::Licenses, Self::Usage, Self::Audit, Self::Settings];

    fn link(self) -> (&'static str, &'static str) {
        match self {
            Self::Licenses => ("/dashboard/licenses", "Licenses"),
            Self::Usage => ("/dashboard/usage", "Usage"),
            Self::Audit => ("/dashboard/audit", "Audit"),
            Self::Settings => ("/dashboard/settings/keys", "Settings"),
        }
    }
}

/// Returns a page for an owner who is signed in.
pub(super) fn framed(visitor: &Visitor, section: Section, title: &str, content: &Markup) -> Markup {
    document(
        title,
        &html! {
            header.bar {
                div.bar-inner {
                    a.brand href="/dashboard" { span.mark aria-hidden="true" {} "Reseller Dashboard" }
                    nav aria-label="Main" {
                        ul {
                            @for each in Section::ALL {
                                @let (path, name) = each.link();
                                li { a href=(path) aria-current=[(each == section).then_some("page")] { (name) } }
                            }
                        }
                    }
                    div.account {
                        span.account-name { span.visually-hidden { "Signed in as " } (text(&visitor.account_name)) }
                        form method="post" action="/dashboard/sign-out" {
                            (csrf(&visitor.csrf))
                            button.quiet type="submit" { "Sign out" }
                        }
                    }
                }
            }
            main #main tabindex="-1" { (content) }
        },
    )
}
