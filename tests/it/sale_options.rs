//! Tests of the options of a sale: the quantity, the reference, and the replacement of faulty licenses.

use discord_sandbox::render;
use keyclerk::cli::demo::{Stage, licenses};
use keyclerk::domain::{Product, SaleId};

use crate::staging::sell_license;

#[tokio::test(flavor = "multi_thread")]
async fn several_keys_arrive_in_one_message_with_a_file() {
    let stage = Stage::set(licenses(14)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "lifetime");
    let reply = order.integer("quantity", 6).send();
    let told = render(&reply.says("6 licenses sold").await.body);
    assert!(told.contains("lifetime × 6"), "{told}");
    let dm = anna.dm("Your licenses").await;
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert_eq!((sale.sold().count(), anna.dms().len()), (6, 1));
    for license in sale.sold() {
        assert!(render(&dm.body).contains(license.key.reveal()));
        assert!(!told.contains(license.key.reveal()), "staff see a masked key");
    }
    let file = dm.attachments.first().expect("more than five keys are attached as a file");
    assert_eq!(file.name, "licenses-sale-1.txt");
    assert_eq!(String::from_utf8_lossy(&file.bytes).lines().count(), 6);
    let line = stage.guild.message(stage.sales_channel, "Sale #1").await;
    assert!(render(&line.body).contains("lifetime × 6"));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_stock_is_sold_only_after_staff_confirm() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let order = || stage.moderator.runs("/assignlicense").user("member", &anna).integer("quantity", 5);
    let reply = order().send();
    let question = reply.says("3 of 5 in stock – sell 3?").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty(), "nothing is sold before the answer");
    let _ = stage.moderator.presses(&question, "Cancel");
    reply.says("Nothing was sold").await;

    let reply = order().send();
    let question = reply.says("sell 3?").await;
    let _ = stage.moderator.presses(&question, "Sell 3");
    reply.says("3 licenses sold").await;
    anna.dm("Your licenses").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 3);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reference_sells_once_and_a_second_use_shows_the_first_sale() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    let order =
        |buyer| stage.moderator.runs("/assignlicense").user("member", buyer).text("reference", "pay-*1*");
    order(&anna).send().says("License sold").await;
    let refused = order(&ben).send().says("Nothing was sold").await;
    let text = render(&refused.body);
    assert!(text.contains("belongs to sale #1"), "{text}");
    assert!(!text.contains("pay-*1*"), "the markdown in a reference is escaped: {text}");
    let shown = stage.moderator.presses(&refused, "Show sale #1").says("Sale #1").await;
    assert!(render(&shown.body).contains("delivered"));
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    let outsider = ben.presses(&refused, "Show sale #1");
    outsider.says("Only staff can use this").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_license_is_replaced_once_by_a_linked_sale() {
    let stage = Stage::set(licenses(6)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    let replace = || {
        stage
            .moderator
            .runs("/sales replace")
            .text("sale", "#1")
            .text("reason", "key is **refused** by the app")
    };
    let told = replace().send().says("License sold").await;
    let text = render(&told.body);
    assert!(text.contains("sale #1") && text.contains("can't take it back"), "{text}");
    assert!(text.contains("lifetime"), "the new license has the product of the faulty one: {text}");
    let ledger = stage.ledger().unwrap();
    let (faulty, new) =
        (ledger.sale(SaleId::new(1)).await.unwrap(), ledger.sale(SaleId::new(2)).await.unwrap());
    assert_eq!((faulty.replaced_by, new.replaces), (Some(new.id), Some(faulty.id)));
    assert_ne!(faulty.sold().next().unwrap().key, new.sold().next().unwrap().key);
    assert_eq!(anna.dms().len(), 2);

    replace().send().says("already replaced by sale #2").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 2);
    let nowhere = stage.moderator.runs("/sales replace").text("sale", "99").text("reason", "x");
    nowhere.send().says("no such sale").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_that_names_a_license_sells_only_one() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let key = stage.vendor.store.stock_of("shop").await.unwrap()[0].key.clone();
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).text("license", &key);
    order.integer("quantity", 2).send().says("one specific license").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replacement_covers_every_license_unless_staff_give_a_quantity() {
    let stage = Stage::set(licenses(30)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    for buyer in [&anna, &ben] {
        let order = stage.moderator.runs("/assignlicense").user("member", buyer).text("product", "lifetime");
        order.integer("quantity", 3).send().says("3 licenses sold").await;
    }
    let replace = |sale: &str| stage.moderator.runs("/sales replace").text("sale", sale).text("reason", "x");
    let told = render(&replace("1").send().says("3 licenses sold").await.body);
    assert!(
        told.contains("lifetime × 3") && told.contains("The faulty keys: The supplier can't take them back"),
        "{told}"
    );
    let too_many = render(&replace("2").integer("quantity", 4).send().says("Nothing was sold").await.body);
    assert!(too_many.contains("Sale #2 has only 3 licenses to replace"), "{too_many}");
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 9);
    let told = render(&replace("2").integer("quantity", 2).send().says("2 licenses sold").await.body);
    assert!(told.contains("lifetime × 2"), "{told}");
    let ledger = stage.ledger().unwrap();
    for (sale, faulty, count) in [(3, 1, 3), (4, 2, 2)] {
        let sale = ledger.sale(SaleId::new(sale)).await.unwrap();
        assert_eq!((sale.replaces, sale.sold().count()), (Some(SaleId::new(faulty)), count));
        assert!(sale.sold().all(|license| license.product == Product::new("lifetime")));
    }
    replace("2").send().says("already replaced by sale #4").await;
    assert_eq!((anna.dms().len(), ben.dms().len()), (2, 2));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_choose_the_faulty_product_of_a_sale_with_several() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    // The quantity exceeds the stock of either product.
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).integer("quantity", 21);
    order.send().says("21 licenses sold").await;
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    let lifetime = sale.sold().filter(|license| license.product == Product::new("lifetime")).count();

    let replace = || stage.moderator.runs("/sales replace").text("sale", "#1").text("reason", "x");
    let told = render(&replace().send().says("several products").await.body);
    assert!(told.contains(&format!("lifetime × {lifetime}, monthly × {}", 21 - lifetime)), "{told}");
    replace().text("product", "weekly").send().says("has no license of *weekly*").await;
    let too_many = i64::try_from(lifetime + 1).unwrap();
    let too_many = replace().text("product", "lifetime").integer("quantity", too_many).send();
    too_many.says("Nothing was sold").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 21);

    let sale = || stage.moderator.runs("/sales replace").text("sale", "#1");
    let (choices, _) = sale().types("product", "").await;
    let labels: Vec<&str> = choices.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, [format!("lifetime × {lifetime}"), format!("monthly × {}", 21 - lifetime)]);
    assert_eq!(sale().types("product", "MON").await.0[0].1, "monthly");
    assert!(stage.moderator.types("/sales replace", "product", "").await.0.is_empty());
    let outsider = anna.runs("/sales replace").text("sale", "#1");
    assert!(outsider.types("product", "").await.0.is_empty(), "a buyer gets no choices");

    let told = replace().text("product", "LIFETIME").integer("quantity", 1).send().says("License sold").await;
    let told = render(&told.body);
    assert!(
        told.contains("Product: lifetime")
            && told.contains("The faulty key: The supplier can't take it back"),
        "{told}"
    );
    stage.strike().await;
}
