//! The reasons why the page's server refuses a request.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A reason to refuse a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The request does not come from the page: its host, its origin or its token is wrong.
    Foreign,
    /// The page cannot act as this person.
    NoSuchPerson,
    /// The person cannot see this channel or message.
    NotVisible,
    /// The person has no such command here.
    NoSuchCommand,
    /// The message has no such component, or it is disabled.
    NoSuchComponent,
    /// The interaction has no form, or somebody else opened it.
    NoSuchForm,
    /// There is no such switch.
    NoSuchSwitch,
    /// An input that Discord's client would not send, with the reason.
    Invalid(String),
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::NoSuchPerson | Self::NotVisible | Self::NoSuchForm | Self::NoSuchSwitch => {
                StatusCode::NOT_FOUND
            }
            Self::NoSuchCommand | Self::NoSuchComponent | Self::Invalid(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Foreign => "This request does not come from the page.",
            Self::NoSuchPerson => "The page cannot act as this person.",
            Self::NotVisible => "You cannot see this.",
            Self::NoSuchCommand => "You have no such command here.",
            Self::NoSuchComponent => "The message has no such button or menu, or it is disabled.",
            Self::NoSuchForm => "This form is not open.",
            Self::NoSuchSwitch => "There is no such switch.",
            Self::Invalid(why) => why,
        })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status(), Json(json!({ "error": self.to_string() }))).into_response()
    }
}
