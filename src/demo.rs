//! Under construction.

/// x
#[derive(clap::Args, Debug)]
pub struct DemoArgs {
    /// Exit once the transcript is done
    #[arg(long)]
    pub once: bool,
}
/// x
/// # Errors
/// x
pub async fn run(_: DemoArgs) -> anyhow::Result<()> {
    Ok(())
}
