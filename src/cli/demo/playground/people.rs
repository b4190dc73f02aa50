//! The people of the playground, and the names of its channels.

use std::collections::HashMap;

use discord_sandbox::{Guild, Person, Playground};

use super::super::stage::Stage;

/// The people whom the page can act as.
pub(super) struct Cast {
    people: Vec<(Person, &'static str, &'static str)>,
    /// A member to sell to, whom the page does not act as.
    cleo: Person,
    /// The second server, in which keyclerk does not sell.
    _elsewhere: Guild,
}

impl Cast {
    /// Fills the stage's server with people, and names its channels.
    pub(super) fn of(stage: &Stage) -> Self {
        let guild = &stage.guild;
        guild.names_channel(guild.lobby(), "general");
        guild.names_channel(stage.sales_channel, "sales");
        guild.names_role(stage.staff_role, "Staff");
        guild.lets_manage(stage.staff_role);
        guild.makes_private(stage.sales_channel, stage.staff_role);
        let elsewhere = stage.sandbox.guild();
        elsewhere.set_name("Another server");
        elsewhere.names_channel(elsewhere.lobby(), "lobby");
        let ben = guild.member("ben", &[]);
        ben.closes_dms(true);
        let people = vec![
            (stage.moderator.clone(), "mod", "moderator"),
            (guild.administrator("ada"), "ada", "administrator"),
            (guild.member("anna", &[]), "anna", "buyer"),
            (ben, "ben", "buyer, closed DMs"),
            (elsewhere.administrator("zoe"), "zoe", "of another server"),
        ];
        for (person, _, _) in &people {
            person.speaks("en-US");
        }
        Self { people, cleo: guild.member("cleo", &[]), _elsewhere: elsewhere }
    }

    /// Lets the page act as them.
    pub(super) fn invite_to(&self, page: &Playground) {
        for (person, _, about) in &self.people {
            page.invite(person, about);
        }
    }

    /// Returns the names of the people by their ids.
    pub(super) fn names(&self) -> HashMap<u64, &'static str> {
        let people = self.people.iter().map(|(person, name, _)| (person.id(), *name));
        people.chain([(self.cleo.id(), "cleo")]).collect()
    }
}
