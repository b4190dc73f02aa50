//! The visibility of staff commands in a server.
//!
//! Discord decides this in three steps: the server's rules for the single command, its rules for all of the
//! bot's commands, and the permissions that the command requires
//! (<https://docs.discord.com/developers/interactions/application-commands#permissions>). A rule for all
//! commands can only hide commands. If such a rule allows them, the third step still decides.

use serenity::all::Permissions;

use crate::domain::GuildId;

use super::rest::{CommandPermission, CommandPermissions, Failed, RegisteredCommand, Rest, Role};

/// The staff commands of a server, and the server's rules about them.
pub struct Visibility {
    guild: u64,
    commands: Vec<RegisteredCommand>,
    set: CommandPermissions,
}

impl Visibility {
    /// Requests the server's rules from Discord. A refusal means that the server has set none.
    ///
    /// # Errors
    /// [`Failed`] when Discord limits the call or does not answer.
    pub async fn of(rest: &Rest, guild: GuildId, commands: Vec<RegisteredCommand>) -> Result<Self, Failed> {
        let set = match rest.command_permissions(guild).await {
            Err(Failed::Refused(_)) => CommandPermissions::default(),
            set => set?,
        };
        Ok(Self { guild: guild.as_u64(), commands, set })
    }

    /// Returns the staff commands that members with this role do not see. `everyone` is the permissions of
    /// the role `@everyone`.
    #[must_use]
    pub fn unseen(&self, role: &Role, everyone: Permissions) -> Vec<String> {
        let may = role.permissions | everyone;
        let unseen =
            self.staff_commands().filter(|(command, needed)| !self.sees(command, *needed, role, may));
        unseen.map(|(command, _)| command.title()).collect()
    }

    /// Returns the number of staff commands.
    #[must_use]
    pub fn count(&self) -> usize {
        self.staff_commands().count()
    }

    /// Lists the staff commands. Commands for everybody require no permissions, and commands for
    /// administrators depend on no role.
    fn staff_commands(&self) -> impl Iterator<Item = (&RegisteredCommand, Permissions)> {
        let needed = self.commands.iter().filter_map(|one| Some((one, one.default_member_permissions?)));
        needed.filter(|(_, needed)| !needed.contains(Permissions::ADMINISTRATOR))
    }

    fn sees(&self, command: &RegisteredCommand, needed: Permissions, role: &Role, may: Permissions) -> bool {
        if may.contains(Permissions::ADMINISTRATOR) {
            return true;
        }
        let of_one = self.set.of_one.get(&command.id).map(Vec::as_slice).unwrap_or_default();
        match (self.rule(of_one, role), self.rule(&self.set.of_all, role)) {
            (Some(allows), _) => allows,
            (None, Some(false)) => false,
            (None, _) => may.contains(needed),
        }
    }

    /// Returns the rule that applies to a role. A rule for the role overrides one for everybody.
    fn rule(&self, rules: &[CommandPermission], role: &Role) -> Option<bool> {
        let of = |id: u64| rules.iter().find_map(|rule| rule.of_role(id));
        of(role.id.get()).or_else(|| of(self.guild))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const MANAGE_GUILD: &str = "32";

    /// Returns true if members with role 5, which has these permissions, see a staff command.
    fn sees(permissions: &str, of_one: Value, of_all: Value) -> bool {
        let command = json!({ "id": "7", "name": "sell", "default_member_permissions": MANAGE_GUILD });
        let others = [
            json!({ "id": "8", "name": "mine", "default_member_permissions": null }),
            json!({ "id": "9", "name": "settings", "default_member_permissions": "8" }),
        ];
        let role = json!({ "id": "5", "permissions": permissions, "position": 1 });
        let role: Role = serde_json::from_value(role).unwrap();
        let commands = [command].into_iter().chain(others);
        let visibility = Visibility {
            guild: 1,
            commands: commands.map(|command| serde_json::from_value(command).unwrap()).collect(),
            set: CommandPermissions {
                of_all: serde_json::from_value(of_all).unwrap(),
                of_one: [(7, serde_json::from_value(of_one).unwrap())].into(),
            },
        };
        let unseen = visibility.unseen(&role, Permissions::empty());
        assert_eq!(visibility.count(), 1);
        assert!(unseen.is_empty() || unseen == ["/sell"], "{unseen:?}");
        unseen.is_empty()
    }

    #[test]
    fn a_command_is_seen_as_discords_three_steps_say() {
        let rule = |id: &str, permission: bool| json!([{ "id": id, "type": 1, "permission": permission }]);
        let none = || json!([]);
        assert!(!sees("0", none(), none()));
        assert!(sees(MANAGE_GUILD, none(), none()));
        assert!(sees("0", rule("5", true), none()));
        assert!(sees("0", rule("1", true), none()), "everybody sees it");
        assert!(!sees(MANAGE_GUILD, rule("5", false), none()));
        assert!(!sees("0", none(), rule("5", true)), "a rule for all commands only hides");
        assert!(!sees(MANAGE_GUILD, none(), rule("1", false)));
        assert!(sees("0", rule("5", true), rule("5", false)));
        assert!(sees("8", rule("5", false), rule("5", false)), "administrators see everything");
        let member = json!([{ "id": "5", "type": 2, "permission": true }]);
        assert!(!sees("0", member, none()), "a member's rule is no role's");
    }
}
