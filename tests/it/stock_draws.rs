//! Tests of draws from the stock: which list a failed draw needs, and how many lists concurrent draws
//! fetch.

use keyclerk::domain::{Product, Question, SaleId, SaleState, StaffId};
use keyclerk::fulfilment::{DrawError, Drawn, Wish};
use keyclerk::reseller::Vendor;

use crate::simulation::{Call, Shop, futures};

fn restock(shop: &Shop, keys: &[&str]) {
    shop.model.world().holders.extend(keys.iter().map(|key| (key.parse().unwrap(), None)));
}

fn look_calls(shop: &Shop) -> usize {
    shop.model.world().calls.get(&Call::Look).copied().unwrap_or(0)
}

async fn draw(shop: &Shop, count: usize, product: Option<&Product>) -> Result<Vec<Drawn>, DrawError> {
    let wish = Wish { count, product, ..Wish::of(StaffId::new(300).unwrap()) };
    shop.fulfilment.stock.draw(&wish).await
}

#[tokio::test]
async fn a_restock_can_be_sold_at_once() {
    let shop = Shop::open(0).await;
    shop.sell(1).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::Failed);
    restock(&shop, &["ps-MORE-1"]);
    shop.clock.pass(500);
    shop.sell(2).await.unwrap();
    let sale = shop.fulfilment.ledger.sale(SaleId::new(2)).await.unwrap();
    assert_eq!(sale.state, SaleState::Delivered, "the command came after the restock");
}

#[tokio::test]
async fn a_draw_fails_only_on_a_list_requested_after_it_began() {
    let shop = Shop::open(1).await;
    let lifetime = Product::new("lifetime").unwrap();
    shop.fulfilment.stock.browse().await.unwrap();
    restock(&shop, &["ps-MORE-1", "ps-MORE-2"]);
    assert_eq!(
        draw(&shop, 3, Some(&lifetime)).await.unwrap().len(),
        3,
        "the cached list has only one license"
    );
    let monthly = Product::new("monthly").unwrap();
    let before = look_calls(&shop);
    let none = draw(&shop, 1, Some(&monthly)).await;
    assert!(matches!(none, Err(DrawError::OutOfStock(0))));
    assert_eq!(look_calls(&shop), before + 1);
}

#[tokio::test]
async fn a_draw_may_succeed_from_a_recent_list() {
    let shop = Shop::open(5).await;
    shop.fulfilment.stock.browse().await.unwrap();
    let before = look_calls(&shop);
    let drawn = futures((0..5).map(|_| draw(&shop, 1, None)).collect()).await;
    assert!(drawn.iter().all(Result::is_ok));
    assert_eq!(look_calls(&shop), before);
}

#[tokio::test]
async fn concurrent_draws_from_an_empty_stock_share_a_list() {
    let shop = Shop::open(0).await;
    shop.model.world().is_slow = true;
    let drawn = futures((0..100).map(|_| draw(&shop, 1, None)).collect()).await;
    assert!(drawn.iter().all(|drawn| matches!(drawn, Err(DrawError::OutOfStock(_)))));
    assert!(look_calls(&shop) <= 3, "{} calls", look_calls(&shop));

    restock(&shop, &["ps-MORE-1", "ps-MORE-2"]);
    let before = look_calls(&shop);
    let drawn = futures((0..100).map(|_| draw(&shop, 1, None)).collect()).await;
    assert_eq!(drawn.iter().filter(|drawn| drawn.is_ok()).count(), 2);
    assert!(look_calls(&shop) - before <= 3, "{} calls", look_calls(&shop) - before);
}

#[tokio::test]
async fn an_earlier_list_never_replaces_a_later_one() {
    let shop = Shop::open(1).await;
    shop.model.world().fate(Call::Look, [crate::simulation::Fate::Hangs]);
    let stock = shop.fulfilment.stock.clone();
    let early = tokio::spawn(async move { stock.browse().await.unwrap().as_of });
    tokio::task::yield_now().await;
    shop.clock.pass(100);
    let late = shop.fulfilment.stock.browse().await.unwrap().as_of;
    shop.model.release();
    assert!(early.await.unwrap() < late);
    assert_eq!(shop.fulfilment.stock.known().unwrap().as_of, late);
}

#[tokio::test]
async fn a_single_sale_needs_no_list() {
    let shop = Shop::open(3).await.restart().await;
    shop.sell(1).await.unwrap();
    let sale = shop.record().await;
    assert_eq!(sale.state, SaleState::Delivered);
    assert_eq!(
        sale.sold().next().unwrap().product,
        Product::new("lifetime"),
        "`licenseinfo` returns the product"
    );
    assert!(shop.fulfilment.stock.known().is_none(), "no list was fetched");
}

#[tokio::test]
async fn a_short_stock_is_reported_only_after_a_fresh_list() {
    let shop = Shop::open(2).await;
    shop.fulfilment.stock.browse().await.unwrap();
    let order = |interaction| {
        let mut request = Shop::request(interaction, None);
        request.quantity = 3;
        request
    };
    shop.fulfilment.sell(order(1), async { Ok::<(), String>(()) }).await.unwrap();
    assert_eq!(shop.record().await.question, Some(Question::Partial(2)));
    restock(&shop, &["ps-MORE-1"]);
    shop.fulfilment.sell(order(2), async { Ok::<(), String>(()) }).await.unwrap();
    let sale = shop.fulfilment.ledger.sale(SaleId::new(2)).await.unwrap();
    assert_eq!(sale.sold().count(), 3);
    assert_eq!(shop.model.my_available().await.unwrap().len(), 0);
}
