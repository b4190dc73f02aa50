//! Reads the fields of a submitted form.

use serenity::all::{ActionRowComponent, ModalInteraction};

/// Returns the text of a field, or an empty text if the form has no such field.
pub(super) fn field<'a>(form: &'a ModalInteraction, name: &str) -> &'a str {
    let mut inputs = form.data.components.iter().flat_map(|row| &row.components);
    inputs
        .find_map(|component| match component {
            ActionRowComponent::InputText(input) if input.custom_id == name => input.value.as_deref(),
            _ => None,
        })
        .unwrap_or_default()
}
