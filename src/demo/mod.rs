//! `keyclerk demo`: the whole product on this machine, no account anywhere.
//!
//! The vendor, the Discord and the ledger are this machine's own; the bot is the one that ships.

mod stage;
mod transcript;

use clap::Args;

pub use stage::{Stage, licenses};

/// The whole product on this machine.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Exit once the transcript is done
    #[arg(long)]
    once: bool,
}

/// Plays the transcript; without `--once` everything then stays up until it is stopped.
///
/// # Errors
/// In words: a part cannot be started.
pub async fn run(args: DemoArgs) -> anyhow::Result<()> {
    let stage = Stage::set(licenses(4)).await?;
    transcript::play(&stage).await?;
    if !args.once {
        transcript::say(&format!(
            "\nEverything stays up until Ctrl-C.\n  vendor   {}/reseller   (try /myavailable?api_token={})\n  Discord  {}\n  ledger   {}",
            stage.vendor.url(),
            stage.vendor_key,
            stage.sandbox.url(),
            stage.ledger_path().display()
        ));
        crate::signals::asked_to_stop().await?;
    }
    stage.strike().await;
    Ok(())
}
