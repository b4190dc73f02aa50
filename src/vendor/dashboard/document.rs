//! The head of every page, and the frame of pages for people who are not signed in.
//!
//! Invariant: a page loads only the dashboard's own fixed files.

use maud::{DOCTYPE, Markup, html};

use super::assets::{ICON, SCRIPT, STYLE};

/// Returns a page for somebody who is not signed in.
pub(super) fn bare(title: &str, content: &Markup) -> Markup {
    document(
        title,
        &html! {
            header.bar { div.bar-inner { a.brand href="/dashboard" { span.mark aria-hidden="true" {} "Reseller Dashboard" } } }
            main.narrow #main tabindex="-1" { div.card { (content) } }
        },
    )
}

/// Returns a page with its head.
pub(super) fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Reseller Dashboard" }
                link rel="icon" type="image/svg+xml" href=(ICON.path());
                link rel="stylesheet" href=(STYLE.path());
                script src=(SCRIPT.path()) defer {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (body)
            }
        }
    }
}
