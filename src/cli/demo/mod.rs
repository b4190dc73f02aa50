//! `keyclerk demo`: runs the whole product on this machine, without any account.
//!
//! The vendor, Discord and the ledger are local. The bot is the one that ships.

mod browser;
mod playground;
mod sandbox_ext;
mod stage;
mod transcript;

use clap::Args;

use crate::shutdown::StopSignals;

pub(super) use playground::watch_for_power_cut;
pub use sandbox_ext::{GuildExt, PersonExt};
pub use stage::{Stage, licenses};

/// Run the whole product on this machine, without any account
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Print a transcript of five sales and exit
    #[arg(long, conflicts_with_all = ["open", "port"])]
    once: bool,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    /// The port of the page [default: any free port]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
}

/// Opens a page to try everything on, and serves it until a stop signal. With `--once`, plays a transcript instead.
///
/// # Errors
/// Returns an error if a component cannot be started.
pub async fn run(args: DemoArgs, stop: &mut StopSignals) -> anyhow::Result<()> {
    if !args.once {
        return playground::run(args.port, args.open, stop).await;
    }
    let playing = async {
        let stage = Stage::set(licenses(4)).await?;
        transcript::play(&stage).await?;
        anyhow::Ok(stage)
    };
    let stage = tokio::select! {
        stage = playing => stage?,
        () = stop.received() => return Ok(()),
    };
    stage.strike().await;
    Ok(())
}
