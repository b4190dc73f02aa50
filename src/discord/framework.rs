//! The framework: registration, dispatch, and what is said when something goes wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use poise::FrameworkError;
use serenity::all::{FullEvent, Interaction};
use tokio_util::task::TaskTracker;

use crate::language::Language;

use super::components::{self, say, say_anyhow};
use super::localise::registration;
use super::{Error, Shop, commands, modals};

const BROKE: &str = "broke";
const CLOSING: &str = "closing";

/// The framework, not yet connected. `ready` is told once the commands are registered in every guild.
pub fn framework(
    shop: Arc<Shop>,
    ready: tokio::sync::oneshot::Sender<Result<(), String>>,
) -> poise::Framework<Arc<Shop>, Error> {
    poise::Framework::builder()
        .options(poise::FrameworkOptions {
            commands: commands::unlocalised(),
            event_handler: |framework, event| Box::pin(on_event(framework, event)),
            on_error: |error| Box::pin(on_error(error)),
            ..Default::default()
        })
        .initialize_owners(false)
        .setup(move |ctx, _, _| {
            Box::pin(async move {
                let registered = register(ctx, &shop).await;
                let told = registered.as_ref().copied().map_err(ToString::to_string);
                drop(ready.send(told));
                registered.map(|()| shop)
            })
        })
        .build()
}

/// Tells every server's Discord of the commands. Their texts in all languages are read for this
/// alone: what the framework dispatches by needs none of them.
async fn register(ctx: &serenity::all::Context, shop: &Shop) -> Result<(), Error> {
    let commands = registration(&commands::all());
    for guild in shop.access.guilds() {
        let guild = serenity::all::GuildId::new(guild.as_u64());
        guild.set_commands(ctx, commands.clone()).await?;
        tracing::info!(%guild, "commands registered");
    }
    Ok(())
}

async fn on_event(
    framework: poise::FrameworkContext<'_, Arc<Shop>, Error>,
    event: &FullEvent,
) -> Result<(), Error> {
    let FullEvent::InteractionCreate { interaction } = event else { return Ok(()) };
    let (shop, http) = (framework.user_data, &framework.serenity_context.http);
    let done = match interaction {
        Interaction::Component(press) => components::press(shop, http, press).await,
        Interaction::Modal(modal) => modals::submit(shop, http, modal).await,
        _ => return Ok(()),
    };
    if done.as_ref().is_err_and(Error::came_before) {
        tracing::info!("a press came before");
        return Ok(());
    }
    if done.is_err()
        && let Some((id, token, locale)) = addressee(interaction)
    {
        drop(say_anyhow(http, id, token, &Language::or_english(locale).say(BROKE)).await);
    }
    done
}

async fn on_error(error: FrameworkError<'_, Arc<Shop>, Error>) {
    match error {
        FrameworkError::Command { error, ctx, .. } if error.came_before() => {
            tracing::info!(command = %ctx.command().name, "a command came before");
        }
        FrameworkError::Command { error, ctx, .. } => {
            tracing::error!(%error, command = %ctx.command().name, "a command failed");
            answer(ctx, BROKE).await;
        }
        FrameworkError::CommandPanic { ctx, .. } => {
            tracing::error!(command = %ctx.command().name, "a command panicked");
            answer(ctx, BROKE).await;
        }
        FrameworkError::EventHandler { error, .. } => {
            tracing::error!(%error, "an event could not be handled");
        }
        FrameworkError::Setup { error, .. } => {
            tracing::error!(%error, "the commands could not be registered");
        }
        other => {
            tracing::warn!("an interaction was not taken");
            if let Some(ctx) = other.ctx() {
                answer(ctx, "not-taken").await;
            }
        }
    }
}

async fn answer(ctx: poise::Context<'_, Arc<Shop>, Error>, key: &str) {
    if let poise::Context::Application(ctx) = ctx {
        let http = &ctx.serenity_context().http;
        let words = Language::or_english(&ctx.interaction.locale).say(key);
        drop(say_anyhow(http, ctx.interaction.id, &ctx.interaction.token, &words).await);
    }
}

/// Makes every dispatched event a tracked task, so that stopping can wait for them, and turns new
/// interactions away once it is closing.
pub struct Tracked {
    inner: poise::Framework<Arc<Shop>, Error>,
    tracker: TaskTracker,
    closing: Arc<AtomicBool>,
}

impl Tracked {
    /// Wraps a framework.
    pub fn new(
        inner: poise::Framework<Arc<Shop>, Error>,
        tracker: TaskTracker,
        closing: Arc<AtomicBool>,
    ) -> Self {
        Self { inner, tracker, closing }
    }
}

#[serenity::async_trait]
impl serenity::framework::Framework for Tracked {
    async fn init(&mut self, client: &serenity::Client) {
        self.inner.init(client).await;
    }

    async fn dispatch(&self, ctx: serenity::all::Context, event: FullEvent) {
        if self.closing.load(Ordering::Acquire)
            && let FullEvent::InteractionCreate { interaction } = &event
        {
            if let Some((id, token, locale)) = addressee(interaction) {
                let words = Language::or_english(locale).say(CLOSING);
                // Boxed: every event's future would carry it.
                drop(Box::pin(say(&ctx.http, id, token, &words)).await);
            }
            return;
        }
        self.tracker.track_future(self.inner.dispatch(ctx, event)).await;
    }
}

fn addressee(interaction: &Interaction) -> Option<(serenity::all::InteractionId, &str, &str)> {
    match interaction {
        Interaction::Command(command) => Some((command.id, &command.token, &command.locale)),
        Interaction::Component(press) => Some((press.id, &press.token, &press.locale)),
        Interaction::Modal(modal) => Some((modal.id, &modal.token, &modal.locale)),
        _ => None,
    }
}
