//! Tests of `/sales transfer`: the new account gets everything of the sale, and the old one sees no key any
//! more.

use std::sync::Arc;
use std::time::Duration;

use discord_sandbox::{Fault, Person, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{
    InteractionId, MessageKind, SaleId, SaleState, StaffId, Timestamp, Transfer, TransferRefusal,
    TransferredRoles,
};
use keyclerk::fulfilment::{Resent, Transferred};
use keyclerk::ledger::{LedgerError, ShopSetting};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;

use crate::process::keyclerk;
use crate::simulation::{Call, Fate, Shop, buyer_id, timed_out};
use crate::staging::{change_rows_while_down, sell_license, set_setting, wait_until_settled};

fn transfer(stage: &Stage, to: &Person) -> discord_sandbox::Reply {
    stage.moderator.runs("/sales transfer").text("sale", "1").user("member", to).send()
}

async fn key_of(stage: &Stage) -> String {
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    sale.sold().next().unwrap().key.reveal().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transferred_sale_belongs_to_the_new_account_alone() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let role = stage.guild.role();
    stage.guild.bot_manages_roles(true);
    set_setting(&stage, ShopSetting::BuyerRole, &role.to_string()).await;
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    sell_license(&stage, &anna, "monthly").await;
    let dm = anna.dm("Your license").await;
    anna.presses(&dm, "Remind me before expiry").says("I'll remind you by DM on").await;
    stage.guild.role_of(&anna, role, true).await;
    let key = key_of(&stage).await;

    let reply = transfer(&stage, &ben);
    let told = render(&reply.says("Sale transferred").await.body);
    assert!(reply.is_ephemeral() && !told.contains(&key), "{told}");
    assert!(told.contains("supplier still has the old account's ID") && told.contains("/resend"), "{told}");
    stage.guild.role_of(&anna, role, false).await;
    stage.guild.role_of(&ben, role, true).await;

    anna.runs("/mylicenses").send().says("You have no licenses").await;
    for button in ["claim:1", "send:1", "remind:1"] {
        let refused = anna.forges(&dm, button).says("belongs to somebody else").await;
        assert!(!render(&refused.body).contains(&key), "{button}");
    }
    let mine = ben.runs("/mylicenses").send().says(&key).await;
    ben.forges(&mine, "claim:1").says(&key).await;
    stage.moderator.runs("/resend").text("sale", "1").send().says("sent").await;
    assert!(render(&ben.dm("Your license").await.body).contains(&key));
    assert_eq!((anna.dms().len(), ben.dms().len()), (1, 1));

    stage.moderator.uses("Buyer's licenses", &anna).says("has no license").await;
    stage.moderator.uses("Buyer's licenses", &ben).says("monthly").await;
    let list = |buyer| stage.moderator.runs("/sales list").user("buyer", buyer).send();
    list(&ben).says("#1").await;
    list(&anna).says("No sales match").await;
    let shown = stage.moderator.runs("/sales show").text("sale", "1").send().says("Sale #1").await;
    let passage = format!("transferred to another account: <@{}> → <@{}>", anna.id(), ben.id());
    assert!(render(&shown.body).contains(&passage), "{}", render(&shown.body));
    let mut show = keyclerk();
    let database = format!("sqlite:{}", stage.ledger_path().display());
    let said = show.args(["sales", "show", "1"]).env("DATABASE_URL", database).output().unwrap().stdout;
    let said = String::from_utf8(said).unwrap();
    let passage = format!(
        "transferred to another account from {} to {} by {}",
        anna.id(),
        ben.id(),
        stage.moderator.id()
    );
    assert!(said.contains(&passage), "{said}");

    let stage =
        change_rows_while_down(stage, "update message set due_at = 1 where kind = 'reminder'", 1).await;
    ben.dm("Your license expires soon").await;
    let stage =
        change_rows_while_down(stage, "update line set expires_at = 1 where state = 'assigned'", 1).await;
    let stage = change_rows_while_down(
        stage,
        "update message set due_at = 1 where kind = 'role_take' and state = 'due'",
        1,
    )
    .await;
    stage.guild.role_of(&ben, role, false).await;
    assert_eq!(anna.dms().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_stays_while_another_license_of_the_old_account_gives_it() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let role = stage.guild.role();
    stage.guild.bot_manages_roles(true);
    set_setting(&stage, ShopSetting::BuyerRole, &role.to_string()).await;
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    sell_license(&stage, &anna, "monthly").await;
    sell_license(&stage, &anna, "lifetime").await;
    stage.guild.role_of(&anna, role, true).await;
    transfer(&stage, &ben).says("Sale transferred").await;
    stage.guild.role_of(&ben, role, true).await;
    wait_until_settled(&stage, 1, MessageKind::RoleGive).await;
    assert!(stage.guild.has_role(&anna, role));

    // A role that the bot cannot take is told with the account that still has it.
    transfer(&stage, &anna).says("Sale transferred").await;
    stage.guild.role_of(&ben, role, false).await;
    transfer(&stage, &ben).says("Sale transferred").await;
    stage.guild.role_of(&ben, role, true).await;
    stage.guild.bot_is_lowest();
    transfer(&stage, &anna).says("Sale transferred").await;
    let alarm = stage.guild.message(stage.sales_channel, "A role was not changed").await;
    assert!(render(&alarm.body).contains(&format!("<@{}>", ben.id())), "{}", render(&alarm.body));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_claim_button_obeys_the_new_account_after_a_transfer() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    anna.closes_dms(true);
    stage.moderator.sells_to(&anna).says("DMs are closed").await;
    let notice = stage.guild.message(stage.guild.lobby(), "[Claim]").await;
    wait_until_settled(&stage, 1, MessageKind::Reply).await;
    transfer(&stage, &ben).says("Sale transferred").await;
    let key = key_of(&stage).await;
    let refused = anna.presses(&notice, "Claim").says("belongs to somebody else").await;
    assert!(!render(&refused.body).contains(&key));
    ben.presses(&notice, "Claim").says(&key).await;
    assert_eq!(stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap().state, SaleState::Delivered);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_that_makes_no_sense_is_refused_in_words() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    transfer(&stage, &ben).says("There is no such sale in this server").await;
    stage.moderator.sells_to(&anna).says("License sold").await;
    transfer(&stage, &anna).says("already belongs to").await;
    transfer(&stage, &stage.guild.member("robot", &[]).bot()).says("Bots can't have a license").await;
    transfer(&stage, &stage.guild.stranger("cleo")).says("not a member of this server").await;
    let by_buyer = anna.runs("/sales transfer").text("sale", "1").user("member", &ben).send();
    by_buyer.says("Only staff can use this").await;
    stage.moderator.sells_to(&ben).says("Out of stock").await;
    let failed = stage.moderator.runs("/sales transfer").text("sale", "2").user("member", &anna).send();
    failed.says("has no license to transfer").await;
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert_eq!(sale.buyer, anna.as_buyer());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_being_sent_reaches_its_buyer_before_a_transfer_and_nobody_after_it() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    stage.moderator.sells_to(&anna).says("License sold").await;
    let path = format!("channels/{}/messages", anna.dm("Your license").await.channel);
    let posts = || {
        let requests = stage.sandbox.requests();
        requests.iter().filter(|request| request.method == "POST" && request.path == path).count()
    };
    let resend = || stage.moderator.runs("/resend").text("sale", "1").send();

    // Discord accepts no message now, so that the DM stays due.
    stage.sandbox.fault(
        Fault::answer("POST", &path, 500, json!({ "message": "500: Internal", "code": 0 })).until_lifted(),
    );
    resend().says("on its way").await;
    transfer(&stage, &ben).says("on its way to the old account").await;
    stage.sandbox.lift_faults();
    wait_until_settled(&stage, 1, MessageKind::Dm).await;
    let before = anna.dms().len();
    assert_eq!(before, 2);

    // The transfer waits for the DM that is under way.
    let earlier = posts();
    stage.sandbox.fault(Fault::slow("POST", &path, Duration::from_secs(1)));
    let answer = resend();
    while posts() == earlier {
        tokio::task::yield_now().await;
    }
    transfer(&stage, &ben).says("Sale transferred").await;
    answer.says("sent").await;
    assert_eq!((anna.dms().len(), ben.dms().len()), (3, 0));
    let events = stage.ledger().unwrap().events(SaleId::new(1)).await.unwrap();
    let place = |kind: &str| events.iter().rposition(|event| event.kind == kind).unwrap();
    assert!(place("delivered") < place("transferred"), "{events:?}");
    resend().says("sent").await;
    assert_eq!((anna.dms().len(), ben.dms().len()), (3, 1));
    stage.strike().await;
}

fn order(buyer: u64, interaction: u64) -> Transfer {
    Transfer {
        buyer: buyer_id(buyer),
        staff: StaffId::new(300).unwrap(),
        interaction: InteractionId::new(interaction).unwrap(),
    }
}

#[tokio::test]
async fn a_command_transfers_a_sale_once_even_after_it_was_transferred_back() {
    let shop = Shop::open(1).await;
    shop.sell(1).await.unwrap();
    let sale = SaleId::new(1);
    let answer = |buyer, former| Transferred::Done { buyer: buyer_id(buyer), former: buyer_id(former) };
    let order_it =
        async |buyer, interaction| shop.fulfilment.transfer(sale, &order(buyer, interaction)).await.unwrap();
    assert_eq!(order_it(500, 90).await, answer(500, 401));
    // Discord delivers the same command twice.
    assert_eq!(order_it(500, 90).await, answer(500, 401));
    let other = order_it(500, 92).await;
    assert_eq!(other, Transferred::Refused(TransferRefusal::SameAccount));
    assert_eq!(order_it(401, 91).await, answer(401, 500));
    assert_eq!(order_it(500, 90).await, answer(500, 401));
    let shop = shop.lose_power(0).await;
    let record = shop.record().await;
    assert_eq!(record.buyer, buyer_id(401), "a power loss takes no transfer back");
    let events = shop.fulfilment.ledger.events(sale).await.unwrap();
    assert_eq!(events.iter().filter(|event| event.kind == "transferred").count(), 2);
}

#[tokio::test]
async fn a_press_of_the_old_account_that_a_transfer_overtakes_changes_nothing() {
    let shop = Shop::open(1).await;
    shop.sell(1).await.unwrap();
    let (sale, old, new) = (SaleId::new(1), buyer_id(401), buyer_id(500));
    // The button was authorised before the transfer, and does its work after it.
    shop.fulfilment.transfer(sale, &order(500, 90)).await.unwrap();
    let before = (shop.record().await.last_event, shop.model.world().dms.len());
    let asked = shop.fulfilment.remind(sale, old).await;
    assert!(matches!(asked, Err(LedgerError::Overtaken(_))), "{asked:?}");
    let sent = shop.fulfilment.resend_to(sale, old, StaffId::new(401).unwrap()).await;
    assert!(matches!(sent, Err(LedgerError::Overtaken(_))), "{sent:?}");
    assert_eq!((shop.record().await.last_event, shop.model.world().dms.len()), before);

    shop.fulfilment.remind(sale, new).await.unwrap();
    let sent = shop.fulfilment.resend_to(sale, new, StaffId::new(500).unwrap()).await;
    assert_eq!(sent.unwrap(), Resent::Delivered);
}

#[tokio::test]
async fn a_sale_is_transferred_only_in_a_state_with_a_settled_delivery() {
    let shop = Shop::with_a_held_sale().await;
    let held = shop.fulfilment.transfer(SaleId::new(1), &order(500, 90)).await.unwrap();
    assert!(matches!(held, Transferred::Refused(TransferRefusal::Held)), "{held:?}");
    let mut sale = shop.record().await;
    for state in SaleState::ALL {
        sale.state = *state;
        let expected = match state {
            SaleState::Delivered | SaleState::Undelivered => None,
            SaleState::Held => Some(TransferRefusal::Held),
            SaleState::Failed => Some(TransferRefusal::NothingSold),
            _ => Some(TransferRefusal::UnderWay),
        };
        assert_eq!(sale.transfer_refusal(buyer_id(500)), expected, "{state}");
        let change =
            sale.transferred(Timestamp::from_millis(1), &order(500, 90), &TransferredRoles::default());
        assert_eq!(change.is_ok(), expected.is_none(), "{state}");
    }
}

/// Plays claims, resends, recovery, refunds and transfers of one sale at once. No key may reach an account
/// after a transfer has left it.
#[tokio::test(flavor = "multi_thread")]
async fn no_account_gets_the_key_after_the_sale_has_left_it() {
    let seed = std::env::var("KEYCLERK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(rand::random);
    println!("transfers from KEYCLERK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let sale = SaleId::new(1);
    let mut transferred = 0;
    for round in 0..30 {
        let shop = Shop::open(1).await;
        shop.model.world().dms_closed = rng.random();
        shop.sell(1).await.unwrap();
        shop.model.world().dms_closed = false;
        if rng.random() {
            shop.model.world().fate(Call::Deliver, [Fate::LostAfter(timed_out)]);
            drop(shop.fulfilment.resend(sale, StaffId::new(300).unwrap()).await);
            shop.clock.pass(70_000);
        }
        let earlier = shop.model.world().dms.len();
        let most = if rng.random() { 40 } else { 4_000 };
        let turns: [usize; 4] = std::array::from_fn(|_| rng.random_range(0..most));
        let start = |turns: usize| async move {
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
        };
        let fulfilment = || Arc::clone(&shop.fulfilment);
        let claim = tokio::spawn({
            let (fulfilment, start) = (fulfilment(), start(turns[0]));
            async move {
                start.await;
                fulfilment.claim(sale, buyer_id(401)).await
            }
        });
        let sending = tokio::spawn({
            let (fulfilment, start) = (fulfilment(), start(turns[1]));
            async move {
                start.await;
                fulfilment.resend(sale, StaffId::new(300).unwrap()).await
            }
        });
        let recovery = tokio::spawn({
            let (fulfilment, start) = (fulfilment(), start(turns[2]));
            async move {
                start.await;
                fulfilment.recover().await
            }
        });
        start(turns[3]).await;
        let moved = shop.fulfilment.transfer(sale, &order(500, 90)).await.unwrap();
        let (claimed, resent) = (claim.await.unwrap(), sending.await.unwrap().unwrap());
        recovery.await.unwrap().unwrap();
        shop.settle().await;

        let events = shop.fulfilment.ledger.events(sale).await.unwrap();
        let left = events.iter().position(|event| event.kind == "transferred");
        match moved {
            Transferred::Done { former, .. } => assert_eq!((former, left.is_some()), (buyer_id(401), true)),
            Transferred::Refused(TransferRefusal::BeingSent) => assert_eq!(left, None),
            other @ Transferred::Refused(_) => panic!("round {round}: {other:?}"),
        }
        match (&claimed, left) {
            (Ok(shown), _) => {
                assert_eq!(shown.buyer, buyer_id(401), "round {round}");
                let claim = events.iter().position(|event| event.kind == "claimed").unwrap();
                assert!(left.is_none_or(|left| claim < left), "round {round}: {events:?}");
            }
            (Err(LedgerError::Overtaken(_)), Some(_)) => {}
            (Err(error), _) => panic!("round {round}: {error}"),
        }
        // The messages of the model tell to whom they went.
        let messages: Vec<_> = shop.model.world().dms.iter().map(|(buyer, ..)| *buyer).collect();
        if let Some(left) = left {
            transferred += 1;
            let late = shop.fulfilment.claim(sale, buyer_id(401)).await;
            assert!(matches!(late, Err(LedgerError::Overtaken(_))), "{late:?}");
            let after = events[left..].iter().filter(|event| event.kind == "resent").count();
            let to_new = messages[earlier..].iter().filter(|buyer| **buyer == buyer_id(500)).count();
            assert_eq!(after, to_new, "round {round}: {resent:?} {events:?} {messages:?}");
            assert!(messages.iter().rev().take(to_new).all(|buyer| *buyer == buyer_id(500)), "{messages:?}");
        } else {
            assert!(messages.iter().all(|buyer| *buyer == buyer_id(401)), "{messages:?}");
        }
        assert_ne!(resent, Resent::Closed);
        shop.fulfilment.ledger.close().await;
    }
    assert!(transferred > 5, "only {transferred} transfers");
}
