//! The commands that follow the set-up.

/// The variable that the image sets.
const IN_IMAGE: &str = "KEYCLERK_IN_IMAGE";

/// The commands that check the settings and start the bot.
pub(super) struct NextCommands {
    pub(super) check: String,
    pub(super) start: String,
}

impl NextCommands {
    /// Returns the commands for the way in which this program is installed. In the image, the program itself
    /// cannot be called by its name.
    pub(super) fn of_this_installation() -> Self {
        if std::env::var_os(IN_IMAGE).is_some_and(|value| !value.is_empty()) {
            return Self {
                check: "docker compose run --rm keyclerk doctor".to_owned(),
                start: "docker compose up --detach".to_owned(),
            };
        }
        let program = std::env::args().next().unwrap_or_else(|| "keyclerk".to_owned());
        Self { check: format!("{program} doctor"), start: format!("{program} run") }
    }
}
