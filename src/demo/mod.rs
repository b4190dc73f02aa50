//! `keyclerk demo`: the whole product on this machine, no account anywhere.
//!
//! The vendor, the Discord and the ledger are this machine's own; the bot is the one that ships.

mod stage;
mod transcript;

use clap::Args;

use crate::shutdown::StopSignals;

pub use stage::{Stage, licenses};

/// The whole product on this machine.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Exit once the transcript is done
    #[arg(long)]
    once: bool,
}

/// Plays the transcript. Without `--once` everything then stays up until a stop signal.
///
/// # Errors
/// In words: a part cannot be started.
pub async fn run(args: DemoArgs, stop: &mut StopSignals) -> anyhow::Result<()> {
    let playing = async {
        let stage = Stage::set(licenses(4)).await?;
        transcript::play(&stage).await?;
        anyhow::Ok(stage)
    };
    let stage = tokio::select! {
        stage = playing => stage?,
        () = stop.received() => return Ok(()),
    };
    if !args.once {
        transcript::say(&format!(
            "\nEverything stays up until Ctrl-C.\n  vendor   {}/reseller   (try /myavailable?api_token={})\n  Discord  {}\n  ledger   {}",
            stage.vendor.url(),
            stage.vendor_key,
            stage.sandbox.url(),
            stage.ledger_path().display()
        ));
        stop.received().await;
    }
    stage.strike().await;
    Ok(())
}
