//! The owner of the bot's application.

use std::sync::Arc;

use super::actor::Person;
use super::sandbox::Sandbox;

impl Sandbox {
    /// Returns the person who owns the application, or the team that does. They are a member of no
    /// guild.
    #[must_use]
    pub fn owner(&self) -> Person {
        let user = self.shared.world().owner();
        Person::new(Arc::clone(&self.shared), user, None)
    }

    /// Gives the application to a team whose owner and only member is [`Self::owner`].
    pub fn owned_by_team(&self) {
        let mut world = self.shared.world();
        world.team = Some(world.new_id());
    }
}
