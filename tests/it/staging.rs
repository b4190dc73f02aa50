//! Helpers shared by several test files.

use std::time::Duration;

use discord_sandbox::{Person, Posted};
use keyclerk::cli::demo::{GuildExt, Stage};
use keyclerk::domain::{MessageKind, SaleId, StaffId};
use keyclerk::ledger::{SettingChange, ShopSetting};

/// Sells a license of the product and returns the reply that staff see.
pub async fn sell_license(stage: &Stage, buyer: &Person, product: &str) -> Posted {
    let order = stage.moderator.runs("/assignlicense").user("member", buyer).text("product", product);
    order.send().says("License sold").await
}

/// Opens the settings panel.
pub async fn open_panel(owner: &Person) -> Posted {
    owner.runs("/settings").send().says("Settings of this server").await
}

/// Parses the change of a setting. `None` restores the default.
pub fn parse_setting(setting: ShopSetting, text: Option<&str>) -> SettingChange {
    SettingChange::parse(setting, text).unwrap()
}

/// Sets a setting of the server directly in the ledger, without the panel.
pub async fn set_setting(stage: &Stage, setting: ShopSetting, value: &str) {
    let owner = StaffId::new(1).unwrap();
    stage
        .ledger()
        .unwrap()
        .change_setting(stage.guild.guild_id(), parse_setting(setting, Some(value)), owner)
        .await
        .unwrap();
}

/// Waits until the ledger holds the sale. Discord is told of a command while its request is still being
/// recorded, so that an acknowledged sale may have no number yet.
pub async fn wait_for_sale(stage: &Stage, sale: i64) {
    let ledger = stage.ledger().unwrap();
    let recorded = async {
        while ledger.sale(SaleId::new(sale)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), recorded).await.expect("the sale is recorded in time");
}

/// Waits until no message of this kind is due for the sale.
pub async fn wait_until_settled(stage: &Stage, sale: i64, kind: MessageKind) {
    let ledger = stage.ledger().unwrap();
    let settled = async {
        while ledger.sale(SaleId::new(sale)).await.unwrap().due_of(kind).is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), settled).await.expect("the message is settled in time");
}

/// Waits until the history of the sale contains an event of this kind.
pub async fn wait_for_event(stage: &Stage, sale: i64, kind: &str) {
    let ledger = stage.ledger().unwrap();
    let happened = async {
        while !ledger.events(SaleId::new(sale)).await.unwrap().iter().any(|event| event.kind == kind) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), happened).await.expect("the event is recorded in time");
}

/// Opens the ledger file on a separate connection.
pub async fn open_ledger_file(stage: &Stage) -> sqlx::SqlitePool {
    let address = format!("sqlite:{}", stage.ledger_path().display());
    sqlx::SqlitePool::connect(&address).await.unwrap()
}

/// Makes the ledger refuse new rows of a table that match `when`.
pub async fn refuse_rows(stage: &Stage, table: &str, when: &str) {
    let trigger = format!(
        "create trigger refused before insert on {table} when {when} begin select raise(abort, 'refused'); end"
    );
    let ledger = open_ledger_file(stage).await;
    sqlx::query(sqlx::AssertSqlSafe(trigger)).execute(&ledger).await.unwrap();
    ledger.close().await;
}

/// Changes rows of the ledger while the bot is down, which simulates elapsed time. Asserts the number of
/// rows.
pub async fn change_rows_while_down(stage: Stage, change: &str, rows: u64) -> Stage {
    let stage = stage.without_bot().await;
    let ledger = open_ledger_file(&stage).await;
    let changed = sqlx::query(sqlx::AssertSqlSafe(change.to_owned())).execute(&ledger).await.unwrap();
    assert_eq!(changed.rows_affected(), rows, "{change}");
    ledger.close().await;
    stage.restart().await.unwrap()
}
