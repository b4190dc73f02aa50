//! People who use the bot: they run commands, press, choose, fill in – and read.

use std::sync::Arc;

use crate::domain::{BuyerId, RoleId, StaffId};

use super::command_line::{CommandLine, MenuUse};
use super::message::Message;
use super::screen::render;
use super::shared::Shared;
use super::state::{ADMINISTRATOR, DirectMessages, MemberState, UserState, World};

/// Somebody, as seen in one server (or in none).
#[derive(Clone)]
pub struct Person {
    pub(super) shared: Arc<Shared>,
    pub(super) user: u64,
    pub(super) guild: Option<u64>,
}

impl Person {
    pub(super) fn new(shared: Arc<Shared>, user: u64, guild: Option<u64>) -> Self {
        Self { shared, user, guild }
    }

    /// Their snowflake.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.user
    }

    /// As a buyer.
    #[must_use]
    pub fn as_buyer(&self) -> BuyerId {
        BuyerId::new(self.user).unwrap_or_else(|_| unreachable!("snowflakes of the sandbox are valid"))
    }

    /// As staff.
    #[must_use]
    pub fn as_staff(&self) -> StaffId {
        StaffId::new(self.user).unwrap_or_else(|_| unreachable!("snowflakes of the sandbox are valid"))
    }

    /// Has these roles from now on, and no others.
    #[must_use]
    pub fn roles(self, roles: impl IntoIterator<Item = RoleId>) -> Self {
        let roles = roles.into_iter().map(RoleId::as_u64).collect();
        self.change_member(|member| member.roles = roles);
        self
    }

    /// Is an administrator from now on.
    #[must_use]
    pub fn administrator(self) -> Self {
        self.permitted(ADMINISTRATOR)
    }

    /// May also do this, as Discord's permission bits.
    #[must_use]
    pub fn permitted(self, permissions: u64) -> Self {
        self.change_member(|member| member.permissions |= permissions);
        self
    }

    /// Is a bot from now on.
    #[must_use]
    pub fn bot(self) -> Self {
        self.change_user(|user| user.bot = true);
        self
    }

    /// Leaves the server.
    pub fn leaves(&self) {
        let mut world = self.shared.world();
        if let Some(guild) = self.guild.and_then(|guild| world.guilds.get_mut(&guild)) {
            guild.members.remove(&self.user);
        }
    }

    /// Takes no direct messages any more: 50007.
    pub fn closes_dms(&self) {
        self.change_user(|user| user.dms = DirectMessages::Closed);
    }

    /// Takes direct messages again.
    pub fn opens_dms(&self) {
        self.change_user(|user| user.dms = DirectMessages::Open);
    }

    /// Shares no server with the bot, as far as direct messages go: 50278.
    pub fn shares_no_server(&self) {
        self.change_user(|user| user.dms = DirectMessages::NoMutualServer);
    }

    /// Not even a channel for direct messages is to be had: 50007 when it is opened.
    pub fn refuses_dm_channel(&self) {
        self.change_user(|user| user.dms = DirectMessages::NoChannel);
    }

    /// Sees no channel of the server any more.
    pub fn sees_no_channel(&self) {
        self.change_member(|member| member.permissions = 0);
    }

    fn change_user(&self, change: impl FnOnce(&mut UserState)) {
        if let Some(user) = self.shared.world().users.get_mut(&self.user) {
            change(user);
        }
    }

    fn change_member(&self, change: impl FnOnce(&mut MemberState)) {
        let mut world = self.shared.world();
        let guild = self.guild.and_then(|guild| world.guilds.get_mut(&guild));
        match guild.and_then(|guild| guild.members.get_mut(&self.user)) {
            Some(member) => change(member),
            None => panic!("{} is in no server", self.user),
        }
    }

    /// The direct messages received, oldest first.
    #[must_use]
    pub fn dms(&self) -> Vec<Message> {
        let world = self.shared.world();
        let channel = world.dms.get(&self.user);
        channel.map(|channel| world.messages_in(*channel).cloned().collect()).unwrap_or_default()
    }

    /// Waits for one direct message more than there are now.
    ///
    /// # Panics
    /// When none comes.
    pub async fn next_dm(&self) -> Message {
        let seen = self.dms().len();
        self.dm_where("another direct message", |at, _| at >= seen).await
    }

    /// Waits for a direct message that holds `text`; one that came before counts.
    ///
    /// # Panics
    /// When none comes.
    pub async fn dm_containing(&self, text: &str) -> Message {
        let what = format!("a direct message with {text:?}");
        self.dm_where(&what, |_, message| render(message).contains(text)).await
    }

    async fn dm_where(&self, what: &str, mut fits: impl FnMut(usize, &Message) -> bool) -> Message {
        let found = |world: &World| {
            let channel = world.dms.get(&self.user)?;
            let mut messages = world.messages_in(*channel).enumerate();
            messages.find(|(at, message)| fits(*at, message)).map(|(_, message)| message.clone())
        };
        self.shared.wait_for(what, found).await
    }

    /// Types a slash command, such as `/assignlicense` or `/sales list`; [`CommandLine::send`]
    /// sends it.
    #[must_use]
    pub fn runs(&self, command: &str) -> CommandLine<'_> {
        CommandLine::new(self, command)
    }

    /// Opens a user menu; [`MenuUse::on`] says on whom.
    #[must_use]
    pub fn uses<'a>(&'a self, menu: &'a str) -> MenuUse<'a> {
        MenuUse { person: self, menu }
    }
}
