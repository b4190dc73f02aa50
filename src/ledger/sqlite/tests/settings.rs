//! Tests of the settings in memory, which follow the rows.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use super::{FILE, polled};
use crate::domain::{GuildId, StaffId, SystemClock};
use crate::ledger::{Ledger, LedgerError, SettingChange, ShopSetting, ShopSettings};

async fn opened(folder: &Path) -> Ledger {
    Ledger::open(&folder.join(FILE), Arc::new(SystemClock)).await.unwrap()
}

fn guild() -> GuildId {
    GuildId::new(1).unwrap()
}

async fn change(ledger: &Ledger, setting: ShopSetting, text: &str) -> Result<(), LedgerError> {
    let change = SettingChange::parse(setting, Some(text)).unwrap();
    ledger.change_setting(guild(), change, StaffId::new(2).unwrap()).await
}

/// Returns the settings as the next process reads them from the rows.
async fn stored(ledger: Ledger, folder: &Path) -> ShopSettings {
    ledger.close().await;
    drop(ledger);
    let next = opened(folder).await;
    let shop = ShopSettings::clone(&next.shop(guild()));
    next.close().await;
    shop
}

#[tokio::test]
async fn the_memory_has_a_setting_whose_caller_is_dropped_at_any_await() {
    for crowd in [0, 1_500] {
        let mut written = Vec::new();
        for polls in 0..8 {
            let folder = tempfile::tempdir().unwrap();
            let file = super::opened(folder.path()).await;
            let ledger = Ledger::over(Arc::new(file.clone()), Arc::new(SystemClock)).await.unwrap();
            let others = super::crowd(&file, crowd).await;
            let mut dropped: Pin<Box<dyn Future<Output = Result<(), LedgerError>> + Send>> =
                Box::pin(change(&ledger, ShopSetting::LastingDays, "30"));
            for _ in 0..polls {
                if polled(&mut dropped).await.is_ready() {
                    break;
                }
                tokio::task::yield_now().await;
            }
            drop(dropped);
            for other in others {
                other.await.unwrap().unwrap();
            }
            // The writer answers in order, so it has finished the change that was dropped.
            change(&ledger, ShopSetting::Help, "#help").await.unwrap();
            let memory = ShopSettings::clone(&ledger.shop(guild()));
            assert_eq!(memory.help.as_deref(), Some("#help"));
            written.push(memory.lasting_days == 30);
            assert_eq!(memory, stored(ledger, folder.path()).await, "after {polls} polls");
        }
        assert!(!written[0], "{written:?}");
        assert!(crowd > 0 || written[1..].iter().all(|written| *written), "{written:?}");
    }
}

#[tokio::test]
async fn concurrent_changes_of_a_setting_leave_the_newest_row_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    let changes = (1..=200).map(|days: u32| {
        let ledger = ledger.clone();
        tokio::spawn(async move { change(&ledger, ShopSetting::LastingDays, &days.to_string()).await })
    });
    for one in changes.collect::<Vec<_>>() {
        one.await.unwrap().unwrap();
    }
    let memory = ShopSettings::clone(&ledger.shop(guild()));
    assert_ne!(memory, ShopSettings::default());
    assert_eq!(memory, stored(ledger, folder.path()).await);
}

#[tokio::test]
async fn a_setting_that_is_not_written_is_not_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    change(&ledger, ShopSetting::LastingDays, "7").await.unwrap();
    let other = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    other
        .execute_batch(
            "create trigger refuse before update on guild_setting begin select raise(abort, 'refused'); end",
        )
        .unwrap();
    change(&ledger, ShopSetting::LastingDays, "30").await.unwrap_err();
    assert_eq!(ledger.shop(guild()).lasting_days, 7);
}
