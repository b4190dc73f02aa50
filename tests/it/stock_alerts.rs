//! Tests of stock alerts: one when a product runs low, and one when it is back in stock.

use discord_sandbox::render;
use keyclerk::cli::demo::{Stage, licenses};
use keyclerk::domain::{GuildId, StaffId};
use keyclerk::ledger::ShopSetting;

use crate::simulation::Shop;
use crate::staging::{parse_setting, set_setting};

async fn watch(shop: &Shop) {
    // The first call starts a refresh in the background. The list is known afterwards.
    shop.clock.pass(61_000);
    let guild: GuildId = "100".parse().unwrap();
    shop.fulfilment.watch_stock(&[guild]).await.unwrap();
    shop.fulfilment.stock.browse().await.unwrap();
    shop.fulfilment.watch_stock(&[guild]).await.unwrap();
    shop.fulfilment.watch_stock(&[guild]).await.unwrap();
    shop.fulfilment.send_server_alerts().await.unwrap();
    shop.fulfilment.send_server_alerts().await.unwrap();
}

#[tokio::test]
async fn a_low_product_raises_one_alert_and_its_restock_another() {
    let shop = Shop::open(4).await;
    let guild: GuildId = "100".parse().unwrap();
    let owner = StaffId::new(1).unwrap();
    watch(&shop).await;
    assert!(shop.model.world().alerts.is_empty(), "no alert is set up");
    shop.fulfilment
        .ledger
        .change_setting(guild, parse_setting(ShopSetting::LowStock, Some("3")), owner)
        .await
        .unwrap();
    watch(&shop).await;
    assert!(shop.model.world().alerts.is_empty(), "four licenses are not low");
    shop.sell(1).await.unwrap();
    shop.sell(2).await.unwrap();
    watch(&shop).await;
    watch(&shop).await;
    assert_eq!(shop.model.world().alerts, [("lifetime".to_owned(), 2, true)]);
    let restock = |shop: &Shop, count: usize| {
        let keys = (0..count).map(|at| (format!("ps-MORE-{count}-{at:07}").parse().unwrap(), None));
        shop.model.world().holders.extend(keys);
    };
    restock(&shop, 1);
    watch(&shop).await;
    assert_eq!(shop.model.world().alerts.len(), 1, "a stock at the threshold does not count as restocked");
    restock(&shop, 2);
    watch(&shop).await;
    let shop = shop.restart().await;
    watch(&shop).await;
    assert_eq!(shop.model.world().alerts[1..], [("lifetime".to_owned(), 5, false)]);
}

#[tokio::test]
async fn a_sold_out_product_counts_as_low() {
    let shop = Shop::open(1).await;
    let guild: GuildId = "100".parse().unwrap();
    let owner = StaffId::new(1).unwrap();
    shop.fulfilment
        .ledger
        .change_setting(guild, parse_setting(ShopSetting::LowStock, Some("lifetime = 1")), owner)
        .await
        .unwrap();
    shop.sell(1).await.unwrap();
    watch(&shop).await;
    assert_eq!(shop.model.world().alerts, [("lifetime".to_owned(), 0, true)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sales_channel_gets_the_alert_and_the_stock_is_summarised_by_product() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    set_setting(&stage, ShopSetting::LowStock, "monthly = 5").await;
    let told = stage.guild.message(stage.sales_channel, "Low stock").await;
    assert!(render(&told.body).contains("*monthly*: 2 left"), "{}", render(&told.body));
    let anna = stage.guild.member("anna", &[]);
    let sale = stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "monthly");
    sale.send().says("License sold").await;
    let shown = render(&stage.moderator.runs("/myavailable").send().says("3 in stock").await.body);
    assert!(shown.contains("**lifetime** · 2"), "{shown}");
    assert!(shown.contains("**monthly** · 1 · first expires"), "{shown}");
    assert!(shown.contains("lasts about 1 day"), "{shown}");
    stage.strike().await;
}

#[tokio::test]
async fn licenses_that_expire_too_soon_are_not_drawn() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    // The monthly license lasts for a year, but the shop requires more.
    set_setting(&stage, ShopSetting::LastingDays, "400").await;
    let anna = stage.guild.member("anna", &[]);
    let sale = stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "monthly");
    sale.send().says("No *monthly* left").await;
    let key = stage.vendor.store.stock_of("shop").await.unwrap();
    let key = key.iter().find(|entry| entry.product == "monthly").unwrap().key.clone();
    let named = stage.moderator.runs("/assignlicense").user("member", &anna).text("license", &key);
    named.send().says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_is_in_the_language_of_its_server() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    stage.guild.speaks("de");
    let stage = stage.restart().await.unwrap();
    set_setting(&stage, ShopSetting::LowStock, "monthly = 5").await;
    stage.guild.message(stage.sales_channel, "Wenig").await;
    stage.strike().await;
}
