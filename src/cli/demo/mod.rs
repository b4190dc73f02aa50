//! `keyclerk demo`: runs the whole product on this machine, without any account.
//!
//! The vendor, Discord and the ledger are local. The bot is the one that ships.

mod sandbox_ext;
mod stage;
mod transcript;

use clap::Args;

use crate::shutdown::StopSignals;

pub use sandbox_ext::{GuildExt, PersonExt};
pub use stage::{Stage, licenses};

/// Run the whole product on this machine, without any account
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Exit once the transcript is done
    #[arg(long)]
    once: bool,
}

/// Plays the transcript. Without `--once`, everything keeps running afterwards until a stop signal.
///
/// # Errors
/// Returns an error if a component cannot be started.
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
            "\nEverything keeps running until Ctrl-C.\n  vendor   {}/reseller   (try /myavailable?api_token={})\n  Discord  {}\n  ledger   {}",
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
