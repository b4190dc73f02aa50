//! The framework, which dispatches interactions and answers those that fail.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::FutureExt;
use poise::{FrameworkContext, FrameworkError};
use serenity::all::{CommandInteraction, Context, FullEvent, Interaction, UserId};
use tokio::sync::Mutex;
use tokio_util::task::TaskTracker;

use crate::courier::custom_id::Right;

use super::answer::Answered;
use super::bot::Bot;
use super::error::CommandError;
use super::interaction::Invocation;
use super::{autocomplete, commands, router};

const BROKE: &str = "broke";
const BROKE_FOR_STAFF: &str = "broke-staff";
const CLOSING: &str = "closing";
const NOT_TAKEN: &str = "not-taken";

/// Makes the framework that dispatches commands. [`Tracked`] dispatches the rest.
fn framework(bot: Arc<Bot>) -> poise::Framework<Arc<Bot>, CommandError> {
    poise::Framework::builder()
        .options(poise::FrameworkOptions {
            commands: commands::unlocalised(),
            on_error: |error| Box::pin(on_error(error)),
            ..Default::default()
        })
        .initialize_owners(false)
        // Interactions are answered from now on, while the commands are still being registered.
        .setup(move |_, _, _| Box::pin(async move { Ok(bot) }))
        .build()
}

async fn on_error(error: FrameworkError<'_, Arc<Bot>, CommandError>) {
    match error {
        FrameworkError::Command { error, ctx, .. } if error.is_duplicate() => {
            tracing::info!(command = %ctx.command().name, "duplicate command ignored");
        }
        FrameworkError::Command { error, ctx, .. } => {
            tracing::error!(%error, command = %ctx.command().name, "command failed");
            apologise_for_command(ctx).await;
        }
        FrameworkError::CommandPanic { ctx, .. } => {
            tracing::error!(command = %ctx.command().name, "command panicked");
            apologise_for_command(ctx).await;
        }
        FrameworkError::UnknownInteraction { framework, interaction, .. } => {
            tracing::warn!("interaction {} rejected: it names no command of this version", interaction.id);
            if let Ok(invocation) = Invocation::of_command(&framework.user_data.rest, interaction) {
                say(&invocation, NOT_TAKEN).await;
            }
        }
        other => {
            tracing::warn!("interaction rejected: it does not fit the commands of this version");
            if let Some(ctx) = other.ctx() {
                answer(ctx, NOT_TAKEN).await;
            }
        }
    }
}

async fn answer(ctx: poise::Context<'_, Arc<Bot>, CommandError>, key: &str) {
    if let poise::Context::Application(ctx) = ctx
        && let Ok(invocation) = Invocation::of_command(&ctx.data().rest, ctx.interaction)
    {
        say(&invocation, key).await;
    }
}

/// Tells the user of a command that it failed.
async fn apologise_for_command(ctx: poise::Context<'_, Arc<Bot>, CommandError>) {
    if let poise::Context::Application(ctx) = ctx
        && let Ok(invocation) = Invocation::of_command(&ctx.data().rest, ctx.interaction)
    {
        apologise(ctx.data(), &invocation).await;
    }
}

/// Tells the user that something failed. Only staff read about sales.
async fn apologise(bot: &Bot, invocation: &Invocation<'_>) {
    let is_staff = bot.access.has(invocation, Right::Staff).await.unwrap_or(false);
    say(invocation, if is_staff { BROKE_FOR_STAFF } else { BROKE }).await;
}

/// Sends the user a fixed text. Logs a warning if Discord refuses it.
async fn say(invocation: &Invocation<'_>, key: &str) {
    if let Err(error) = invocation.say_anyway(&invocation.language().say(key)).await {
        tracing::warn!(%error, "interaction {} not answered", invocation.id);
    }
}

/// Dispatches every interaction as a tracked task, so that shutdown can wait for it. During shutdown, rejects
/// new interactions.
pub struct Tracked {
    inner: poise::Framework<Arc<Bot>, CommandError>,
    bot: Arc<Bot>,
    tracker: TaskTracker,
    closing: Arc<AtomicBool>,
}

impl Tracked {
    /// Makes the framework.
    pub fn new(bot: &Arc<Bot>, tracker: TaskTracker, closing: Arc<AtomicBool>) -> Self {
        Self { inner: framework(Arc::clone(bot)), bot: Arc::clone(bot), tracker, closing }
    }

    /// Runs a command. poise's general event dispatch would take 30 kB more memory per running command.
    async fn run(&self, ctx: &Context, command: &CommandInteraction) {
        let framework = FrameworkContext {
            serenity_context: ctx,
            // A bot has the same id as its application.
            bot_id: UserId::new(command.application_id.get()),
            options: self.inner.options(),
            user_data: &self.bot,
            shard_manager: self.inner.shard_manager(),
        };
        let (is_answered, data) = (AtomicBool::new(false), Mutex::new(Box::new(()) as _));
        let (options, mut tree) = (command.data.options(), Vec::new());
        let run = poise::dispatch_interaction(framework, command, &is_answered, &data, &options, &mut tree);
        if let Err(error) = run.await {
            // Boxed, because otherwise every command's future would contain it.
            Box::pin(error.handle(self.inner.options())).await;
        }
    }

    /// Handles an interaction other than a command.
    async fn handle(&self, interaction: &Interaction) {
        let Some(invocation) = Invocation::of(&self.bot.rest, interaction) else { return };
        let (bot, is_typing) = (&self.bot, matches!(interaction, Interaction::Autocomplete(_)));
        let handling = async {
            match interaction {
                Interaction::Component(press) => router::press(bot, invocation, press).await,
                Interaction::Modal(modal) => router::submit(bot, invocation, modal).await,
                Interaction::Autocomplete(typing) => {
                    autocomplete::answer(bot, invocation, &typing.data).await
                }
                _ => invocation.outdated().await,
            }
        };
        match AssertUnwindSafe(handling).catch_unwind().await {
            Ok(Ok(Answered { .. })) => return,
            Ok(Err(error)) if error.is_duplicate() => {
                tracing::info!("duplicate interaction {} ignored", invocation.id);
                return;
            }
            // The next keystroke requests choices again.
            Ok(Err(error)) if is_typing => {
                tracing::debug!(%error, "interaction {}: no choices", invocation.id);
                return;
            }
            Ok(Err(error)) => tracing::error!(%error, "interaction {} failed", invocation.id),
            Err(_) => tracing::error!("interaction {} panicked", invocation.id),
        }
        apologise(bot, &invocation).await;
    }
}

#[serenity::async_trait]
impl serenity::framework::Framework for Tracked {
    async fn init(&mut self, client: &serenity::Client) {
        self.inner.init(client).await;
    }

    async fn dispatch(&self, ctx: Context, event: FullEvent) {
        match &event {
            FullEvent::InteractionCreate { interaction } if self.closing.load(Ordering::Acquire) => {
                let is_typing = matches!(interaction, Interaction::Autocomplete(_));
                if let Some(invocation) = Invocation::of(&self.bot.rest, interaction)
                    && !is_typing
                {
                    // Boxed, because otherwise every event's future would contain it.
                    Box::pin(say(&invocation, CLOSING)).await;
                }
            }
            FullEvent::InteractionCreate { interaction: Interaction::Command(command) } => {
                self.tracker.track_future(Box::pin(self.run(&ctx, command))).await;
            }
            FullEvent::InteractionCreate { interaction } => {
                self.tracker.track_future(Box::pin(self.handle(interaction))).await;
            }
            FullEvent::ShardStageUpdate { event } => {
                tracing::info!(shard = event.shard_id.0, from = %event.old, to = %event.new, "gateway connection");
            }
            _ => self.inner.dispatch(ctx, event).await,
        }
    }
}
