//! The gateway, as serenity's client sees it: events of guilds, permissions, and two shards.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use serenity::all::{
    ClientBuilder, CommandInteraction, Context, EventHandler, GatewayIntents, Guild as Created, GuildId,
    HttpBuilder, Interaction, Permissions, Ready, ResumedEvent, ShardManager, UnavailableGuild,
};
use serenity::async_trait;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Rest;

#[derive(Debug)]
enum Seen {
    Ready { shard: u32, guilds: usize },
    Resumed { shard: u32 },
    Created(Box<Created>),
    Removed(GuildId),
    Command { shard: u32, command: Box<CommandInteraction> },
    Pressed { shard: u32, app_permissions: Permissions },
}

struct Watch(mpsc::UnboundedSender<Seen>);

#[async_trait]
impl EventHandler for Watch {
    async fn ready(&self, ctx: Context, ready: Ready) {
        drop(self.0.send(Seen::Ready { shard: ctx.shard_id.0, guilds: ready.guilds.len() }));
    }

    async fn resume(&self, ctx: Context, _: ResumedEvent) {
        drop(self.0.send(Seen::Resumed { shard: ctx.shard_id.0 }));
    }

    async fn guild_create(&self, _: Context, guild: Created, _: Option<bool>) {
        drop(self.0.send(Seen::Created(Box::new(guild))));
    }

    async fn guild_delete(&self, _: Context, guild: UnavailableGuild, _: Option<Created>) {
        assert!(!guild.unavailable);
        drop(self.0.send(Seen::Removed(guild.id)));
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let shard = ctx.shard_id.0;
        drop(match interaction {
            Interaction::Command(command) => self.0.send(Seen::Command { shard, command: Box::new(command) }),
            Interaction::Component(pressed) => {
                let app_permissions = pressed.app_permissions.unwrap();
                self.0.send(Seen::Pressed { shard, app_permissions })
            }
            _ => Ok(()),
        });
    }
}

/// A serenity client and what it saw.
struct Bot {
    seen: mpsc::UnboundedReceiver<Seen>,
    shards: Arc<ShardManager>,
    task: JoinHandle<()>,
}

impl Bot {
    /// Starts a client with the number of shards that the gateway recommends, or one of two.
    async fn start(rest: &Rest, intents: GatewayIntents, one_of_two: Option<u32>) -> Self {
        let (sender, seen) = mpsc::unbounded_channel();
        let http = HttpBuilder::new(rest.sandbox.token())
            .proxy(rest.sandbox.url())
            .ratelimiter_disabled(true)
            .build();
        let builder = ClientBuilder::new_with_http(http, intents).event_handler(Watch(sender));
        let mut client = builder.await.unwrap();
        let shards = Arc::clone(&client.shard_manager);
        let task = tokio::spawn(async move {
            match one_of_two {
                Some(shard) => client.start_shard(shard, 2).await.unwrap(),
                None => client.start_autosharded().await.unwrap(),
            }
        });
        Self { seen, shards, task }
    }

    async fn stop(self) {
        self.shards.shutdown_all().await;
        self.task.await.unwrap();
    }

    async fn next(&mut self) -> Seen {
        let next = tokio::time::timeout(Duration::from_secs(30), self.seen.recv());
        next.await.expect("an event comes in time").unwrap()
    }

    async fn command(&mut self) -> (u32, CommandInteraction) {
        match self.next().await {
            Seen::Command { shard, command } => (shard, *command),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn guilds_are_announced_only_with_their_intent() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let thread = guild.thread(guild.channel());
    let _foreign = rest.sandbox.foreign_guild();
    let id = GuildId::new(guild.id());
    let mut bot = Bot::start(&rest, GatewayIntents::GUILDS, None).await;
    assert!(matches!(bot.next().await, Seen::Ready { guilds: 1, .. }));
    match bot.next().await {
        Seen::Created(created) => {
            assert_eq!((created.id, created.channels.len()), (id, 2));
            assert_eq!(created.threads[0].id.get(), thread);
        }
        other => panic!("{other:?}"),
    }
    guild.removes_bot();
    assert!(matches!(bot.next().await, Seen::Removed(removed) if removed == id));
    guild.invites_bot();
    assert!(matches!(bot.next().await, Seen::Created(created) if created.id == id));
    let new = rest.sandbox.guild();
    assert!(matches!(bot.next().await, Seen::Created(created) if created.id.get() == new.id()));
    bot.stop().await;

    let mut bot = Bot::start(&rest, GatewayIntents::empty(), None).await;
    assert!(matches!(bot.next().await, Seen::Ready { guilds: 2, .. }));
    guild.removes_bot();
    rest.register(&new, "roll").await;
    let _ = new.member("anna", &[]).runs("/roll").send();
    let (_, command) = bot.command().await;
    assert_eq!(command.data.name, "roll", "no event of a guild came before");
    let limit = rest.json("gateway/bot").await["session_start_limit"].clone();
    assert_eq!(limit["remaining"], 998, "two clients identified");
}

#[tokio::test]
async fn an_interaction_carries_the_permissions_of_its_channel() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let quiet = guild.channel();
    let thread = guild.thread(quiet);
    guild.forbids_writing(quiet);
    guild.bot_writes_in_threads(true);
    rest.register(&guild, "roll").await;
    let anna = guild.member("anna", &[]);
    let mut bot = Bot::start(&rest, GatewayIntents::empty(), None).await;
    assert!(matches!(bot.next().await, Seen::Ready { .. }));

    let invited = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS;
    let of_thread = Permissions::SEND_MESSAGES_IN_THREADS;
    let _ = anna.runs("/roll").send();
    let (_, command) = bot.command().await;
    assert_eq!(command.app_permissions, Some(invited | of_thread));
    let members = command.member.as_ref().unwrap().permissions;
    assert_eq!(command.channel.as_ref().unwrap().permissions, members);

    let without_writing = (invited | of_thread) - Permissions::SEND_MESSAGES;
    for (channel, kind) in [(quiet, 0), (thread, 11)] {
        let _ = anna.in_channel(channel).runs("/roll").send();
        let (_, command) = bot.command().await;
        assert_eq!(command.channel_id.get(), channel);
        assert_eq!(command.app_permissions, Some(without_writing));
        assert_eq!(u8::from(command.channel.unwrap().kind), kind);
    }

    let reply = anna.runs("/roll").send();
    let first = bot.command().await.1;
    rest.sandbox.replay(&reply);
    assert_eq!(bot.command().await.1.id, first.id, "it is delivered again");

    let _ = anna.sends_odd("/roll", |payload| payload["locale"] = json!("tlh"));
    assert_eq!(bot.command().await.1.locale, "tlh");
}

#[tokio::test]
async fn each_shard_gets_the_events_of_its_guilds() {
    let rest = Rest::start().await;
    rest.sandbox.shards(2);
    let guilds = [rest.sandbox.guild_on_shard(0), rest.sandbox.guild_on_shard(1)];
    let mut bot = Bot::start(&rest, GatewayIntents::empty(), None).await;
    for shard in 0..2 {
        let ready = bot.next().await;
        assert!(matches!(ready, Seen::Ready { shard: one, guilds: 1 } if one == shard), "{ready:?}");
    }
    rest.sandbox.shards_connected().await;
    let anna = guilds[1].member("anna", &[]);
    for (guild, wanted) in guilds.iter().zip(0..) {
        rest.register(guild, "roll").await;
        let _ = guild.member("ben", &[]).runs("/roll").send();
        assert_eq!(bot.command().await.0, wanted);
    }

    // A press in a direct message belongs to no guild.
    let recipient = json!({ "recipient_id": anna.id().to_string() });
    let dm: serde_json::Value = rest.post("users/@me/channels", recipient).await.json().await.unwrap();
    let button = json!({ "type": 2, "style": 1, "label": "Show", "custom_id": "show" });
    let message = json!({ "content": "hello", "components": [{ "type": 1, "components": [button] }] });
    rest.post(&format!("channels/{}/messages", dm["id"].as_str().unwrap()), message).await;
    let _ = anna.presses(&anna.dm("hello").await, "Show");
    let in_dm = Permissions::ATTACH_FILES
        | Permissions::EMBED_LINKS
        | Permissions::MENTION_EVERYONE
        | Permissions::USE_EXTERNAL_EMOJIS;
    let pressed = bot.next().await;
    assert!(
        matches!(pressed, Seen::Pressed { shard: 0, app_permissions } if app_permissions == in_dm),
        "{pressed:?}"
    );

    rest.sandbox.drop_shard(1);
    let _ = anna.runs("/roll").send();
    let mut seen = [bot.next().await, bot.next().await];
    seen.sort_by_key(|one| matches!(one, Seen::Resumed { .. }));
    assert!(matches!(seen, [Seen::Command { shard: 1, .. }, Seen::Resumed { shard: 1 }]), "{seen:?}");
}

#[tokio::test]
async fn two_shards_may_not_identify_at_once() {
    let rest = Rest::start().await;
    rest.sandbox.shards(2);
    let mut first = Bot::start(&rest, GatewayIntents::empty(), Some(0)).await;
    assert!(matches!(first.next().await, Seen::Ready { .. }));
    let _second = Bot::start(&rest, GatewayIntents::empty(), Some(1)).await;
    let refusal = violation(&rest).await;
    assert!(refusal.contains("max_concurrency"), "{refusal}");
    let _ = rest.sandbox.take_violations();
}

#[tokio::test]
async fn a_session_needs_a_start_that_is_left() {
    let rest = Rest::start().await;
    rest.sandbox.session_starts(0, Duration::from_hours(1));
    let _bot = Bot::start(&rest, GatewayIntents::empty(), None).await;
    let refusal = violation(&rest).await;
    assert!(refusal.contains("session start"), "{refusal}");
    let _ = rest.sandbox.take_violations();
}

/// Waits for a violation.
async fn violation(rest: &Rest) -> String {
    let found = async {
        loop {
            if let Some(first) = rest.sandbox.take_violations().into_iter().next() {
                return first;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), found).await.expect("a violation comes in time")
}
