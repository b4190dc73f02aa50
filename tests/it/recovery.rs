//! Tests of recovery. Work of different sales and lanes does not wait for each other, is limited per
//! lane, and never runs twice at once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use keyclerk::domain::{GuildId, MessageKind, SaleId, SaleState, StaffId};
use keyclerk::ledger::{Lane, ShopSetting};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use crate::simulation::{Call, Fate, Shop, World, buyer_id, timed_out};
use crate::staging::parse_setting;

/// The longest time that anything here may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// The number of work items that recovery runs at once in each lane.
const BOUNDS: [(Lane, usize); 6] = [
    (Lane::Vendor, 16),
    (Lane::Delivery, 16),
    (Lane::Role, 4),
    (Lane::Reply, 8),
    (Lane::Channel, 8),
    (Lane::Reminder, 2),
];

/// Recovery as a process runs it.
struct Recovery {
    tracker: TaskTracker,
    closing: Arc<AtomicBool>,
    rounds: JoinHandle<()>,
}

impl Recovery {
    fn of(shop: &Shop) -> Self {
        let (tracker, closing) = (TaskTracker::new(), Arc::new(AtomicBool::new(false)));
        let fulfilment = Arc::clone(&shop.fulfilment);
        let rounds = fulfilment.run_recovery(vec![guild()], tracker.clone(), Arc::clone(&closing));
        Self { tracker, closing, rounds: tokio::spawn(rounds) }
    }

    /// Stops like a process: running work finishes, and no new work begins.
    async fn stop(self) {
        self.closing.store(true, Ordering::Release);
        self.tracker.close();
        tokio::time::timeout(PATIENCE, self.tracker.wait()).await.expect("recovery stops");
        tokio::time::timeout(PATIENCE, self.rounds).await.expect("the rounds end").unwrap();
    }
}

fn guild() -> GuildId {
    "100".parse().unwrap()
}

/// Opens a shop that gives its buyers a role.
async fn shop(stock: usize) -> Shop {
    let shop =
        Shop::within(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap(), stock);
    let (shop, owner) = (shop.await, StaffId::new(1).unwrap());
    shop.fulfilment
        .ledger
        .change_setting(guild(), parse_setting(ShopSetting::BuyerRole, Some("900")), owner)
        .await
        .unwrap();
    shop
}

/// Waits until the condition holds for the world.
async fn wait_until(shop: &Shop, what: &str, is_so: impl Fn(&World) -> bool) {
    let waiting = async {
        while !is_so(&shop.model.world()) {
            tokio::task::yield_now().await;
        }
    };
    let came = tokio::time::timeout(PATIENCE, waiting).await;
    assert!(came.is_ok(), "timed out waiting for: {what}");
}

async fn state_of(shop: &Shop, sale: i64) -> SaleState {
    shop.fulfilment.ledger.sale(SaleId::new(sale)).await.unwrap().state
}

/// Waits until a sale is in a state.
async fn wait_for_state(shop: &Shop, sale: i64, state: SaleState) {
    let waiting = async { while state_of(shop, sale).await != state {} };
    let came = tokio::time::timeout(PATIENCE, waiting).await;
    assert!(came.is_ok(), "sale {sale} never became {state}");
}

fn under_way(world: &World, lane: Lane) -> usize {
    world.under_way.get(&lane).copied().unwrap_or(0)
}

fn was_told(world: &World, sale: i64, kind: MessageKind) -> bool {
    world.told.iter().any(|(told, _, of)| (*told, *of) == (SaleId::new(sale), kind))
}

/// Runs SQL on the ledger file through a separate connection.
async fn execute(shop: &Shop, sql: &str) {
    let options = SqliteConnectOptions::new().filename(shop.path());
    let mut connection = options.busy_timeout(PATIENCE).connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Makes a sale whose license ends in doubt.
async fn sell_in_doubt(shop: &Shop, interaction: u64) {
    shop.model.world().fate(Call::Assign, [Fate::LostAfter(timed_out)]);
    shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 3]);
    shop.sell(interaction).await.unwrap();
    assert_eq!(state_of(shop, i64::try_from(interaction).unwrap()).await, SaleState::InDoubt);
}

#[tokio::test]
async fn a_hanging_vendor_call_delays_no_other_sale_and_no_stock_alert() {
    let shop = shop(5).await;
    sell_in_doubt(&shop, 1).await;
    shop.model.world().fate(Call::Deliver, [Fate::LostBefore(timed_out)]);
    shop.sell(2).await.unwrap();
    assert_eq!(state_of(&shop, 2).await, SaleState::Assigned);
    let messages = [MessageKind::Reply, MessageKind::SalesLine, MessageKind::RoleGive];
    shop.model.world().refused = messages.to_vec();
    shop.sell(3).await.unwrap();
    execute(
        &shop,
        "insert into message (sale_id, number, kind, state, due_at, line, created_at)
        select sale_id, 99, 'reminder', 'due', 0, number, 0 from line where sale_id = 3",
    )
    .await;
    shop.fulfilment.ledger.level_is(guild(), "lifetime", 2, true).await.unwrap();
    {
        let mut world = shop.model.world();
        world.refused.clear();
        world.fate(Call::Info, [Fate::Hangs]);
        world.told.clear();
    }
    shop.clock.pass(70_000);
    let recovery = Recovery::of(&shop);
    wait_until(&shop, "everything except the hanging sale", |world| {
        let is_delivered = world.dms.iter().any(|(buyer, ..)| *buyer == buyer_id(402));
        let is_told = [2, 3].into_iter().all(|sale| {
            was_told(world, sale, MessageKind::Reply) && was_told(world, sale, MessageKind::SalesLine)
        });
        let has_roles = [2, 3].into_iter().all(|sale| world.roles.contains(&SaleId::new(sale)));
        let is_reminded = was_told(world, 3, MessageKind::Reminder);
        is_delivered && is_told && has_roles && is_reminded && world.alerts.len() == 1
    })
    .await;
    wait_until(&shop, "the hanging call", |world| under_way(world, Lane::Vendor) == 1).await;
    assert_eq!(state_of(&shop, 1).await, SaleState::InDoubt);
    shop.model.release();
    wait_for_state(&shop, 1, SaleState::Delivered).await;
    recovery.stop().await;
}

#[tokio::test]
async fn a_hanging_sales_channel_delays_no_reply_no_role_and_no_other_key() {
    let shop = shop(9).await;
    shop.model.world().hanging = vec![MessageKind::SalesLine];
    let sell = |interaction| {
        let (fulfilment, request) = (Arc::clone(&shop.fulfilment), Shop::request(interaction, None));
        tokio::spawn(async move { fulfilment.sell(request, async { Ok::<(), String>(()) }).await })
    };
    let mut sales = vec![sell(1)];
    wait_until(&shop, "the reply, the role and the hanging line", |world| {
        let is_told = was_told(world, 1, MessageKind::Reply) && world.roles == [SaleId::new(1)];
        is_told && under_way(world, Lane::Channel) == 1
    })
    .await;
    // A role change makes the reply due again, so this sale runs without one.
    let staff = StaffId::new(300).unwrap();
    shop.fulfilment
        .ledger
        .change_setting(guild(), parse_setting(ShopSetting::BuyerRole, None), staff)
        .await
        .unwrap();
    sales.push(sell(2));
    wait_until(&shop, "another buyer's key and the reply to staff", |world| {
        world.dms.len() == 2 && was_told(world, 2, MessageKind::Reply)
    })
    .await;
    // A sale with a hanging sales line can be resent, because nothing locks the sale.
    let sent = tokio::time::timeout(PATIENCE, shop.fulfilment.resend(SaleId::new(1), staff)).await;
    assert_eq!(sent.unwrap().unwrap(), keyclerk::fulfilment::Resent::Delivered);
    assert_eq!(shop.model.world().dms.len(), 3);
    assert!(!was_told(&shop.model.world(), 1, MessageKind::SalesLine));
    shop.model.release();
    for sale in sales {
        sale.await.unwrap().unwrap();
    }
    assert!(was_told(&shop.model.world(), 1, MessageKind::SalesLine));
}

#[tokio::test]
async fn hanging_or_rate_limited_channels_delay_no_recovered_key() {
    let shop = shop(20).await;
    // There are more sales than the lane runs at once.
    shop.model.world().refused = vec![MessageKind::SalesLine];
    for interaction in 1..=10 {
        shop.sell(interaction).await.unwrap();
        assert!(was_told(&shop.model.world(), i64::try_from(interaction).unwrap(), MessageKind::Reply));
    }
    assert_eq!(shop.model.world().roles.len(), 10);
    shop.model.world().fate(Call::Deliver, [Fate::LostBefore(timed_out)]);
    shop.sell(11).await.unwrap();
    {
        let mut world = shop.model.world();
        world.refused.clear();
        world.hanging = vec![MessageKind::SalesLine];
    }
    shop.clock.pass(70_000);
    let recovery = Recovery::of(&shop);
    wait_until(&shop, "the last sale's key, its reply and its role", |world| {
        let is_told = world.told.contains(&(SaleId::new(11), SaleState::Delivered, MessageKind::Reply));
        world.dms.len() == 11 && is_told && world.roles.len() == 11
    })
    .await;
    wait_until(&shop, "hanging lines", |world| under_way(world, Lane::Channel) == 8).await;
    shop.model.release();
    wait_until(&shop, "every line", |world| {
        (1..=11).all(|sale| was_told(world, sale, MessageKind::SalesLine))
    })
    .await;
    recovery.stop().await;
}

/// Makes `count` sales due. Half are in doubt, and half have a key to deliver. Each has a message in
/// every other lane.
async fn backlog(shop: &Shop, count: usize) {
    let hash = |number| hex::encode(shop.store.file().sqlite.buyer_hash(buyer_id(400 + number)));
    let hashes = serde_json::json!((1..=u64::try_from(count).unwrap()).map(hash).collect::<Vec<_>>());
    let sales = format!(
        "with recursive number (n) as (select 1 union all select n + 1 from number where n < {count})
        insert into sale (id, version, guild_id, channel_id, interaction_id, staff_id, buyer_id, buyer_hash, quantity,
            state, buyer_sees_channel, reply_token_until, requested_at, updated_at, last_event, last_message)
        select n, 1, 100, 200, n, 300, 400 + n, unhex('{hashes}' ->> (n - 1)), 1, iif(n % 2, 'in_doubt', 'assigned'), 1, 0, n, n, 0, 5
        from number;
        insert into line (sale_id, number, guild_id, buyer_hash, license_key, key_hash, product, state,
            unanswered, dm, dm_state, created_at, updated_at)
        select id, 1, 100, buyer_hash, 'ps-BACKLOG-' || id, randomblob(16), 'lifetime',
            iif(state = 'assigned', 'assigned', 'in_doubt'), 1, iif(state = 'assigned', 1, null),
            iif(state = 'assigned', 'due', null), id, id from sale;
        with due (number, kind) as (values (1, 'dm'), (2, 'reply'), (3, 'sales_line'), (4, 'role_give'), (5, 'reminder'))
        insert into message (sale_id, number, kind, state, due_at, line, subject, created_at)
        select id, number, kind, 'due', id, iif(kind in ('reminder', 'role_give'), 1, null),
            iif(kind = 'role_give', '900', null), 0
        from sale, due where kind <> 'dm' or state = 'assigned';"
    );
    execute(shop, &sales).await;
    let mut world = shop.model.world();
    for sale in 1..=count {
        let holder = buyer_id(400 + u64::try_from(sale).unwrap());
        world.holders.insert(format!("ps-BACKLOG-{sale}").parse().unwrap(), Some(holder));
    }
}

#[tokio::test]
async fn a_backlog_of_two_thousand_sales_is_recovered_within_the_lane_limits() {
    const SALES: usize = 2_000;
    let bounds = BTreeMap::from(BOUNDS);
    let shop = shop(0).await;
    backlog(&shop, SALES).await;
    {
        let mut world = shop.model.world();
        let kinds = [MessageKind::Dm, MessageKind::Reply, MessageKind::SalesLine];
        world.hanging = [&kinds[..], &[MessageKind::RoleGive, MessageKind::Reminder]].concat();
        world.fate(Call::Info, [Fate::Hangs; 16]);
    }
    let recovery = Recovery::of(&shop);
    wait_until(&shop, "every lane full", |world| world.under_way == bounds).await;
    let tasks = recovery.tracker.len();
    assert!(tasks <= 6 * 128 + 4, "{tasks} tasks for {SALES} sales");
    assert_eq!(shop.model.world().most_at_once, bounds);
    recovery.closing.store(true, Ordering::Release);
    shop.model.release();
    recovery.stop().await;
    {
        let world = shop.model.world();
        let done = (world.calls[&Call::Info], world.dms.len(), world.roles.len(), world.told.len());
        assert_eq!(done, (16, 16, 4, 8 + 8 + 2), "queued work is left to the next process");
    }

    let shop = shop.restart().await;
    shop.model.world().is_slow = true;
    let ledger = &shop.fulfilment.ledger;
    while !ledger.due(1).await.unwrap().is_empty() {
        shop.fulfilment.recover().await.unwrap();
    }
    let world = shop.model.world();
    assert_eq!(world.most_at_once, bounds, "no lane exceeds its limit");
    assert_eq!((world.dms.len(), world.under_way.values().sum::<usize>()), (SALES, 0));
    let lines = world.told.iter().filter(|(_, _, kind)| *kind == MessageKind::SalesLine).count();
    assert_eq!(lines, 2 * SALES, "each sale has the line that was due and the final line");
}

#[tokio::test]
async fn due_work_is_listed_oldest_first_and_limited_per_lane() {
    let shop = shop(0).await;
    backlog(&shop, 50).await;
    let due = shop.fulfilment.ledger.due(3).await.unwrap();
    for (lane, first) in [(Lane::Vendor, [1, 3, 5]), (Lane::Delivery, [2, 4, 6]), (Lane::Reply, [1, 2, 3])] {
        let sales: Vec<_> = due.iter().filter(|(_, of)| *of == lane).map(|(sale, _)| *sale).collect();
        assert_eq!(sales, first.map(SaleId::new), "{lane:?}");
    }
    assert_eq!(due.len(), 6 * 3);
    assert_eq!(shop.fulfilment.ledger.due(u32::MAX).await.unwrap().len(), 5 * 50);
}

#[tokio::test]
async fn a_panic_or_a_broken_row_does_not_stop_the_other_sales() {
    let shop = shop(5).await;
    for interaction in 1..=3 {
        sell_in_doubt(&shop, interaction).await;
    }
    // Sale 2 becomes inconsistent: it is in doubt, but none of its licenses is.
    execute(&shop, "update line set state = 'quarantined' where sale_id = 2").await;
    shop.model.world().fate(Call::Info, [Fate::Panics]);
    shop.clock.pass(70_000);
    shop.fulfilment.recover().await.unwrap();
    let mut ends = [state_of(&shop, 1).await, state_of(&shop, 3).await];
    ends.sort_by_key(|state| *state == SaleState::Delivered);
    assert_eq!(ends, [SaleState::InDoubt, SaleState::Delivered], "one of the two panicked");
    assert_eq!(state_of(&shop, 2).await, SaleState::InDoubt);

    // The same holds in a process, and its rounds continue.
    shop.model.world().fate(Call::Info, [Fate::Panics]);
    let recovery = Recovery::of(&shop);
    wait_for_state(&shop, 1, SaleState::Delivered).await;
    wait_for_state(&shop, 3, SaleState::Delivered).await;
    wait_until(&shop, "the panic", |world| world.fates[&Call::Info].is_empty()).await;
    recovery.stop().await;
}

#[tokio::test]
async fn no_work_runs_twice_at_once_and_a_live_task_keeps_its_sale() {
    let shop = shop(5).await;
    sell_in_doubt(&shop, 1).await;
    shop.model.world().refused = vec![MessageKind::Reply];
    shop.sell(2).await.unwrap();
    {
        let mut world = shop.model.world();
        world.refused.clear();
        world.hanging = vec![MessageKind::Reply];
        world.fate(Call::Info, [Fate::Hangs]);
        world.fate(Call::Assign, [Fate::Hangs]);
        world.calls.clear();
    }
    shop.clock.pass(70_000);
    let (fulfilment, request) = (Arc::clone(&shop.fulfilment), Shop::request(3, None));
    let live = tokio::spawn(async move { fulfilment.sell(request, async { Ok::<(), String>(()) }).await });
    wait_until(&shop, "the assignment of the live sale", |world| under_way(world, Lane::Vendor) == 1).await;
    let fulfilment = Arc::clone(&shop.fulfilment);
    let first = tokio::spawn(async move { fulfilment.recover().await });
    let both = |world: &World| (under_way(world, Lane::Vendor), under_way(world, Lane::Reply)) == (2, 1);
    wait_until(&shop, "a doubt and a reply that the first round runs", both).await;

    // A round does not wait for work that another round already runs.
    tokio::time::timeout(PATIENCE, shop.fulfilment.recover()).await.unwrap().unwrap();
    shop.fulfilment.tell(SaleId::new(2)).await.unwrap();
    let calls = |shop: &Shop, call| shop.model.world().calls.get(&call).copied().unwrap_or(0);
    assert_eq!((calls(&shop, Call::Assign), calls(&shop, Call::Info), calls(&shop, Call::Tell)), (1, 1, 1));
    shop.model.release();
    live.await.unwrap().unwrap();
    first.await.unwrap().unwrap();
    for sale in 1..=3 {
        assert_eq!(state_of(&shop, sale).await, SaleState::Delivered);
    }
    assert_eq!(
        (calls(&shop, Call::Assign), calls(&shop, Call::Info), calls(&shop, Call::Deliver)),
        (1, 1, 2)
    );
    assert_eq!(shop.model.world().dms.len(), 3);
}

#[tokio::test]
async fn a_reply_that_becomes_due_while_another_is_sent_follows_at_once() {
    let shop = shop(1).await;
    {
        let mut world = shop.model.world();
        world.dms_closed = true;
        world.hanging = vec![MessageKind::Reply];
    }
    let (fulfilment, request) = (Arc::clone(&shop.fulfilment), Shop::request(1, None));
    let live = tokio::spawn(async move { fulfilment.sell(request, async { Ok::<(), String>(()) }).await });
    wait_until(&shop, "the first reply", |world| under_way(world, Lane::Reply) == 1).await;
    let buyer = shop.fulfilment.ledger.sale(SaleId::new(1)).await.unwrap().buyer;
    shop.fulfilment.claim(SaleId::new(1), buyer).await.unwrap();
    shop.fulfilment.tell(SaleId::new(1)).await.unwrap();
    shop.model.release();
    live.await.unwrap().unwrap();
    let world = shop.model.world();
    let replies = world.told.iter().filter(|(_, _, kind)| *kind == MessageKind::Reply);
    let states: Vec<_> = replies.map(|(_, state, _)| *state).collect();
    assert_eq!(states, [SaleState::Undelivered, SaleState::Delivered]);
}

#[tokio::test]
async fn a_postponed_message_blocks_nothing_while_the_ledger_is_busy() {
    let shop = shop(5).await;
    shop.model.world().refused = vec![MessageKind::Reply, MessageKind::SalesLine];
    shop.sell(1).await.unwrap();
    shop.clock.pass(70_000);
    shop.model.world().refused = vec![MessageKind::SalesLine];
    let options = SqliteConnectOptions::new().filename(shop.path());
    let mut other = options.connect().await.unwrap();
    // The ledger's own writes wait while another connection holds the write lock.
    sqlx::raw_sql("begin immediate").execute(&mut other).await.unwrap();
    let staff = StaffId::new(1).unwrap();
    let fulfilment = Arc::clone(&shop.fulfilment);
    let first = tokio::spawn(async move {
        fulfilment
            .ledger
            .change_setting(guild(), parse_setting(ShopSetting::LowStock, Some("3")), staff)
            .await
    });
    tokio::task::yield_now().await;
    let fulfilment = Arc::clone(&shop.fulfilment);
    let told = tokio::spawn(async move { fulfilment.tell(SaleId::new(1)).await });
    wait_until(&shop, "the reply", |world| was_told(world, 1, MessageKind::Reply)).await;
    // This is longer than the lanes of a sale wait for each other before one of them is recorded.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!first.is_finished() && !told.is_finished());
    sqlx::raw_sql("rollback").execute(&mut other).await.unwrap();
    tokio::time::timeout(PATIENCE, told).await.expect("the write lock is released").unwrap().unwrap();
    first.await.unwrap().unwrap();
    assert!(!was_told(&shop.model.world(), 1, MessageKind::SalesLine));
    shop.model.world().refused.clear();
    shop.clock.pass(70_000);
    shop.fulfilment.tell(SaleId::new(1)).await.unwrap();
    assert!(was_told(&shop.model.world(), 1, MessageKind::SalesLine));
}
