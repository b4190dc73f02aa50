//! Runs a command after its user is authorised.

use std::future::Future;

use crate::courier::custom_id::Right;
use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::bot::{Bot, Context};
use crate::discord::error::CommandError;
use crate::discord::interaction::Invocation;

/// Runs a command for staff.
pub(super) async fn staff<'a, A>(
    ctx: Context<'a>,
    answer: impl FnOnce(Authorised<'a>) -> A,
) -> Result<(), CommandError>
where
    A: Future<Output = Result<Answered, CommandError>>,
{
    with(Right::Staff, ctx, answer).await
}

/// Runs a command for users with a right. Tells other users why they lack it.
pub(super) async fn with<'a, A>(
    right: Right,
    ctx: Context<'a>,
    answer: impl FnOnce(Authorised<'a>) -> A,
) -> Result<(), CommandError>
where
    A: Future<Output = Result<Answered, CommandError>>,
{
    let bot: &Bot = ctx.data();
    let invocation = Invocation::of_command(&bot.rest, ctx.interaction)?;
    let _: Answered = match Authorised::of(bot, invocation, right, None).await? {
        Ok(authorised) => answer(authorised).await?,
        Err(denied) => invocation.respond(&denied.words(invocation.language())).await?,
    };
    Ok(())
}
