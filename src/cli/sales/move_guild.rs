//! `keyclerk sales move`: moves all sales of a lost Discord server to another one.
//!
//! Invariant: the ledger is locked, so that no bot sells meanwhile. `--dry-run` only reads, and may run
//! beside the bot.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use clap::Args;

use crate::domain::{GuildId, SystemClock};
use crate::ledger::{GuildContent, GuildMoveError, Ledger, OpenError, ShopSetting};

use super::arguments::parsed;
use super::error::SalesError;

/// The servers of a move.
#[derive(Debug, Args)]
pub(super) struct MoveArgs {
    /// The server that was lost (its id)
    #[arg(value_parser = parsed::<GuildId>)]
    old_guild: GuildId,
    /// The server that gets the sales (its id); it must have none of its own
    #[arg(value_parser = parsed::<GuildId>)]
    new_guild: GuildId,
    /// Show what would be moved, and move nothing
    #[arg(long)]
    dry_run: bool,
}

/// Moves the sales, and returns what was moved and what to do next.
///
/// # Errors
/// Returns [`SalesError`]; nothing was moved.
pub(super) async fn run(path: &Path, servers: &MoveArgs) -> Result<String, SalesError> {
    let clock = Arc::new(SystemClock);
    let ledger = if servers.dry_run {
        Ledger::open_to_read(path, clock).await?
    } else if path.exists() {
        Ledger::open(path, clock).await?
    } else {
        return Err(OpenError::Missing(path.to_owned()).into());
    };
    let moved = moved(&ledger, servers).await;
    ledger.close().await;
    let (content, found) = moved?;
    let heading = if servers.dry_run { "would move" } else { "moved" };
    let mut text = told(heading, servers, &content, &found);
    if !servers.dry_run {
        text.push_str(&next(servers));
    }
    Ok(text)
}

async fn moved(ledger: &Ledger, servers: &MoveArgs) -> Result<(GuildContent, GuildContent), GuildMoveError> {
    let (old, new) = (servers.old_guild, servers.new_guild);
    if servers.dry_run { ledger.to_move(old, new).await } else { ledger.move_guild(old, new).await }
}

fn told(heading: &str, servers: &MoveArgs, content: &GuildContent, found: &GuildContent) -> String {
    let is_cleared = |name: &&String| ShopSetting::parse(name).is_some_and(ShopSetting::is_of_its_server);
    let (cleared, others): (Vec<&String>, Vec<&String>) = content.settings.iter().partition(is_cleared);
    let (kept, settings): (Vec<&String>, Vec<&String>) =
        others.into_iter().partition(|name| found.settings.contains(name));
    let mut text = format!("{heading} from server {} to server {}:\n", servers.old_guild, servers.new_guild);
    for (count, what) in [
        (content.sales, "sales"),
        (content.unfinished, "of them unfinished; the bot continues them in the new server"),
        (content.undelivered, "of them not delivered; the buyers use /mylicenses in the new server"),
        (content.languages, "languages of members"),
    ] {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {count} {what}");
    }
    let _ = writeln!(text, "  settings: {}", names(&settings));
    let _ = writeln!(text, "settings that the new server has itself, kept: {}", names(&kept));
    let _ = writeln!(text, "settings that name channels or roles, cleared: {}", names(&cleared));
    let _ = writeln!(text, "changes of roles that were due, dropped: {}", content.role_changes);
    text
}

fn names(settings: &[&String]) -> String {
    if settings.is_empty() {
        return "none".to_owned();
    }
    settings.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ")
}

fn next(MoveArgs { old_guild, new_guild, .. }: &MoveArgs) -> String {
    format!(
        "next:\n  1. In GUILD_IDS, replace {old_guild} by {new_guild}.\n  \
        2. Set STAFF_ROLE_IDS and SALES_CHANNEL_ID to a role and a channel of the new server, or remove them.\n  \
        3. Run keyclerk doctor: it prints the link that invites the bot to the new server.\n  \
        4. Start the bot. Choose roles and channels with /settings in the new server.\n"
    )
}
