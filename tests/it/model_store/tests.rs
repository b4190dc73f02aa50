//! Tests of the model's durability.

use keyclerk::domain::{BuyerId, GuildId, StaffId, Timestamp};
use keyclerk::ledger::{Engine, LedgerError, SettingChange, ShopSetting, ShopStore};

use super::ModelStore;

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn guild() -> GuildId {
    GuildId::new(1).unwrap()
}

/// Makes lazy writes with these numbers.
async fn learn(store: &ModelStore, numbers: std::ops::Range<u64>) {
    for number in numbers {
        store.learn_locale(guild(), BuyerId::new(number).unwrap(), "de", NOW).await.unwrap();
    }
}

/// Returns how many of the lazy writes are found. Fails if one of them lacks an earlier one.
async fn learnt(store: &ModelStore) -> u64 {
    let mut found = 0;
    for number in 1..20 {
        if store.locale_of(guild(), BuyerId::new(number).unwrap()).await.unwrap().is_some() {
            found += 1;
            assert_eq!(found, number, "an earlier write is lost");
        }
    }
    found
}

#[tokio::test]
async fn a_loss_of_power_takes_back_the_newest_lazy_writes_and_a_kill_none() {
    let mut found = Vec::new();
    for left in [0, 250, 500, 999, 1000] {
        let store = ModelStore::empty();
        learn(&store, 1..4).await;
        store.sync().await.unwrap();
        learn(&store, 4..8).await;
        let killed = store.killed();
        assert_eq!(learnt(&killed).await, 7);
        let after = killed.without_power(left);
        found.push(learnt(&after).await);
        assert!(matches!(killed.sync().await, Err(LedgerError::Closed)), "the killed process still writes");
        assert_eq!(learnt(&after.without_power(0)).await, found[found.len() - 1], "it is taken back twice");
    }
    assert_eq!(found, [3, 4, 5, 6, 7]);
}

#[tokio::test]
async fn a_synced_write_keeps_the_lazy_writes_before_it() {
    let store = ModelStore::empty();
    learn(&store, 1..3).await;
    let change = SettingChange::parse(ShopSetting::Language, Some("de")).unwrap();
    let staff = StaffId::new(2).unwrap();
    store.change_setting(guild(), &change, staff, NOW, Box::new(|| ())).await.unwrap();
    learn(&store, 3..5).await;
    let after = store.without_power(0);
    assert_eq!((learnt(&after).await, after.settings().await.unwrap().len()), (2, 1));
}
