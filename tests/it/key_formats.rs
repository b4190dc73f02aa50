//! Tests of keys of every format. They are stored, listed, sold and delivered unchanged.

use discord_sandbox::render;
use keyclerk::cli::demo::Stage;
use keyclerk::domain::{SaleId, Timestamp};
use keyclerk::vendor::{Entry, parse};

/// The key formats that vendors are known to use, and some extreme cases.
fn stock() -> Vec<Entry> {
    let file = include_bytes!("../samples/stock-keys.csv");
    let now = Timestamp::from_millis(1_790_000_000_000);
    let sheet = parse(file, now);
    assert!(sheet.problems.is_empty(), "{:?}", sheet.problems);
    let mut stock: Vec<Entry> = sheet.entries.into_iter().map(|(_, entry)| entry).collect();
    let longest = "ß-".repeat(250);
    for key in
        [" begins with a blank", "stock~1", "`code`", "<@1> **bold** ||x||", "a+b%20c&d=é", &longest, "7"]
    {
        stock.push(Entry { key: key.parse().unwrap(), ..stock[0].clone() });
    }
    stock
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_of_every_format_are_sold_and_delivered_unchanged() {
    let stock = stock();
    let stage = Stage::set(stock.clone()).await.unwrap();
    let page = render(&stage.moderator.runs("/myavailable").send().says("in stock").await.body);
    for entry in &stock {
        let key = entry.key.reveal();
        assert!(page.contains(&format!("`{}`", entry.key)), "{key} in {page}");
        assert!(key.len() == 1 || !page.contains(key), "{key} is masked in {page}");
    }
    for (at, entry) in stock.iter().enumerate() {
        let key = entry.key.reveal();
        let info = stage.moderator.runs("/licenseinfo").text("license", key).send();
        info.says("Status: In stock").await;
        let buyer = stage.guild.member(&format!("buyer{at}"), &[]);
        let order = stage.moderator.runs("/assignlicense").user("member", &buyer).text("license", key);
        order.send().says("License sold").await;
        let dm = buyer.dm("Your license").await;
        assert!(render(&dm.body).contains(key), "{key} in {}", render(&dm.body));
        let sale = SaleId::new(i64::try_from(at + 1).unwrap());
        let sale = stage.ledger().unwrap().sale(sale).await.unwrap();
        assert_eq!(sale.sold().next().unwrap().key, entry.key);
    }
    let mut sold: Vec<_> =
        stage.vendor.store.assigned().await.unwrap().into_iter().map(|(key, _)| key).collect();
    let mut all: Vec<_> = stock.into_iter().map(|entry| entry.key).collect();
    sold.sort();
    all.sort();
    assert_eq!(sold, all);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_with_surrounding_spaces_can_be_typed_or_chosen() {
    let stage = Stage::set(stock()).await.unwrap();
    stage.moderator.runs("/myavailable").send().says("in stock").await;
    let info = |text: &str| stage.moderator.runs("/licenseinfo").text("license", text).send();
    for text in ["begins with a blank", " `begins with a blank`", "`code`", "ABCDE FGHIJ KLMNO "] {
        info(text).says("Status: In stock").await;
    }
    let (choices, _) = stage.moderator.types("/licenseinfo", "license", "begins with a blank").await;
    assert_eq!(choices.len(), 1);
    info(&choices[0].1).says("Status: In stock").await;
    info("stock~2").says("no longer in stock").await;
    info("nobody's key").says("not found").await;
    stage.strike().await;
}
