//! What many tests begin with.

use std::time::Duration;

use keyclerk::demo::Stage;
use keyclerk::domain::{MessageKind, SaleId, StaffId};
use keyclerk::ledger::ShopSetting;
use keyclerk::sandbox::{Person, Posted};

/// Sells a license of the product; the answer that staff see.
pub async fn sold(stage: &Stage, buyer: &Person, product: &str) -> Posted {
    let order = stage.moderator.runs("/assignlicense").user("member", buyer).text("product", product);
    order.send().says("License sold").await
}

/// The panel of the settings, opened.
pub async fn panel(owner: &Person) -> Posted {
    owner.runs("/settings").send().says("Settings of this server").await
}

/// Sets one of the server's settings past the panel, as an administrator would.
pub async fn set(stage: &Stage, setting: ShopSetting, value: &str) {
    let owner = StaffId::new(1).unwrap();
    stage.ledger().unwrap().set(stage.guild.id(), setting, Some(value), owner).await.unwrap();
}

/// Waits until nothing of this kind is due about the sale any more.
pub async fn settled(stage: &Stage, sale: i64, kind: MessageKind) {
    let ledger = stage.ledger().unwrap();
    let settled = async {
        while ledger.sale(SaleId::new(sale)).await.unwrap().due_of(kind).is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), settled).await.expect("it is settled in time");
}

/// Changes so many rows of the ledger while the bot is down, as if time had passed.
pub async fn meanwhile(stage: Stage, change: &str, rows: u64) -> Stage {
    let stage = stage.without_bot().await;
    let address = format!("sqlite:{}", stage.ledger_path().display());
    let ledger = sqlx::SqlitePool::connect(&address).await.unwrap();
    let changed = sqlx::query(sqlx::AssertSqlSafe(change.to_owned())).execute(&ledger).await.unwrap();
    assert_eq!(changed.rows_affected(), rows, "{change}");
    ledger.close().await;
    stage.restart().await.unwrap()
}
