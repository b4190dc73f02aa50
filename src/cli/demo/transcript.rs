//! The scenes of the demo, and their printed output.

use std::io::Write;

use discord_sandbox::Posted;

use crate::domain::SaleId;

use super::{PersonExt, Stage};

/// Prints text to standard output.
pub(super) fn say(text: &str) {
    // Without standard output there is nowhere to report the error.
    drop(writeln!(std::io::stdout().lock(), "{text}"));
}

/// Plays five scenes: a plain sale, closed DMs, a lost answer, a repeated command, and an empty stock.
pub(super) async fn play(stage: &Stage) -> anyhow::Result<()> {
    let seller = &stage.moderator;
    let count = stage.vendor.store.stock_of("shop").await?.len();
    say(&format!(
        "keyclerk demo – the real bot; the vendor (stock: {count} licenses) and Discord are this machine's own.\n"
    ));

    let anna = stage.guild.member("anna", &[]);
    say("1. A sale\n   @mod runs /assignlicense member:@anna product:lifetime note:ticket 4711");
    let sale = seller
        .runs("/assignlicense")
        .user("member", &anna)
        .text("product", "lifetime")
        .text("note", "ticket 4711");
    let reply = sale.send();
    show(stage, "@mod sees (only they do)", &reply.says("License sold").await);
    show(stage, "@anna's direct messages", &anna.dm("Your license").await);
    show(stage, "#sales", &stage.guild.message(stage.sales_channel, "Sale #1").await);
    ledger(stage, 1).await?;

    let ben = stage.guild.member("ben", &[]);
    ben.closes_dms(true);
    say(
        "\n2. A buyer whose direct messages are closed\n   @mod right-clicks @ben → Apps → Assign license, and sends the form as it is",
    );
    let form = seller.uses("Assign license", &ben);
    let reply = seller.submits(&form, &[]).await;
    show(stage, "@mod sees", &reply.says("Claim").await);
    let notice = stage.guild.message(stage.guild.lobby(), "press **Claim**").await;
    show(stage, "the channel", &notice);
    let other = anna.presses(&notice, "Claim");
    show(stage, "@anna presses Claim and sees", &other.says("somebody else").await);
    show(
        stage,
        "@ben presses Claim and sees (only they do)",
        &ben.presses(&notice, "Claim").says("Your license").await,
    );
    show(stage, "@mod's reply has become", &reply.says("License sold").await);
    ledger(stage, 2).await?;

    let cleo = stage.guild.member("cleo", &[]);
    say(
        "\n3. The vendor assigns, and its answer is lost on the way\n   @mod runs /assignlicense member:@cleo",
    );
    stage.vendor.faults.lose_assignments(1);
    let reply = seller.sells_to(&cleo);
    show(stage, "@mod sees", &reply.says("License sold").await);
    ledger(stage, 3).await?;
    say(&format!(
        "   the vendor has assigned {} licenses for 3 sales: the same key, never a second",
        stage.vendor.store.assigned().await?.len()
    ));

    say("\n4. The same again, by mistake\n   @mod runs /assignlicense member:@cleo once more");
    let reply = seller.sells_to(&cleo);
    let question = reply.says("sell another?").await;
    show(stage, "@mod sees", &question);
    // The answer appears in the reply to the command, for which the code below waits.
    let _ = seller.presses(&question, "Cancel");
    show(stage, "@mod presses Cancel", &reply.says("Nothing was sold").await);
    ledger(stage, 4).await?;

    let (dora, emil) = (stage.guild.member("dora", &[]), stage.guild.member("emil", &[]));
    say(
        "\n5. An empty stock\n   @mod runs /assignlicense member:@dora, who gets the last license, then member:@emil",
    );
    seller.sells_to(&dora).says("License sold").await;
    show(stage, "@mod sees", &seller.sells_to(&emil).says("Nothing was sold").await);
    ledger(stage, 6).await
}

fn show(stage: &Stage, who: &str, message: &Posted) {
    say(&format!("   ┌ {who}"));
    for line in stage.sandbox.render(message).lines() {
        say(&format!("   │ {line}"));
    }
}

/// Prints the ledger's row of a sale and its events.
async fn ledger(stage: &Stage, sale: i64) -> anyhow::Result<()> {
    let ledger = stage.ledger()?;
    let sale = SaleId::new(sale);
    let record = ledger.sale(sale).await?;
    let key = record.line().map_or_else(|| "no license".to_owned(), |line| line.license.key.to_string());
    let events: Vec<String> = ledger
        .events(sale)
        .await?
        .into_iter()
        .map(|event| match event.detail {
            Some(detail) => format!("{} ({detail})", event.kind),
            None => event.kind,
        })
        .collect();
    say(&format!("   └ ledger: sale {sale} · {} · {key} · {}", record.state, events.join(" → ")));
    Ok(())
}
