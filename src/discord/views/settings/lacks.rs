//! The texts about what the bot lacks, with the remedy.

use serenity::all::Permissions;

use crate::courier::markup::{channel, role};
use crate::courier::permissions::Lack;
use crate::i18n::Language;

/// Returns the text about what the bot lacks.
pub(super) fn lack_words(language: Language, lack: &Lack) -> String {
    let in_channel = |key: &str, id| language.with(key, &[("channel", channel(id).into())]);
    let of_role = |key: &str, id| language.with(key, &[("role", role(id).into())]);
    match lack {
        Lack::NoSuchChannel(gone) => in_channel("lack-channel", *gone),
        Lack::TakesNoMessages(other) => in_channel("lack-no-messages", *other),
        Lack::Locked(thread) => in_channel("lack-locked", *thread),
        Lack::InChannel(id, lacking) => {
            let permissions = permission_names(language, *lacking);
            let values = [("channel", channel(*id).into()), ("permissions", permissions.into())];
            language.with("lack-in-channel", &values)
        }
        Lack::NoSuchRole(gone) => language.with("lack-role", &[("role", gone.to_string().into())]),
        Lack::NotGiven(own) => of_role("lack-not-given", *own),
        Lack::TooHigh(high) => of_role("lack-too-high", *high),
        Lack::ManageRoles => language.say("lack-manage-roles"),
    }
}

/// Returns the names of permissions, as Discord's settings show them.
fn permission_names(language: Language, permissions: Permissions) -> String {
    let all = [
        (Permissions::VIEW_CHANNEL, "permission-view"),
        (Permissions::SEND_MESSAGES, "permission-send"),
        (Permissions::SEND_MESSAGES_IN_THREADS, "permission-send-in-threads"),
        (Permissions::EMBED_LINKS, "permission-embed"),
    ];
    let lacking = all.iter().filter(|(permission, _)| permissions.contains(*permission));
    let names: Vec<String> = lacking.map(|(_, name)| language.say(name)).collect();
    names.join(", ")
}
