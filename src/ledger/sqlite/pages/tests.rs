//! Tests of the pages of the list of sales.

use super::*;
use crate::domain::{BuyerId, Durability, GuildId};
use crate::ledger::sqlite::batch::{Batch, values};

/// The number of sales. One page of an index does not reach the oldest of them.
const SALES: i64 = 12_000;

const FILL: &str = "with recursive n (at) as (select 1 union all select at + 1 from n where at < ?)
    insert into sale (id, version, guild_id, channel_id, interaction_id, staff_id, buyer_id, buyer_hash, product,
        quantity, state, failure, buyer_sees_channel, reply_token_until, requested_at, updated_at, last_event,
        last_message)
    select at, 1, 1 + (at % 10 = 0), 1, at, 1 + at % 3, 1 + at % 50, unhex(? ->> (at % 50)),
        case when at % 2 = 0 then 'p' || (at % 4) end, 1,
        case when at % 7 = 0 then 'failed' else 'delivered' end,
        case when at % 7 = 0 then 'refused' end, 1, 0, at * 1000, 0, 0, 0 from n";
const LINES: &str = "insert into line (sale_id, number, guild_id, buyer_hash, license_key, key_hash, product, state,
        created_at, updated_at)
    select id, 1, guild_id, buyer_hash, 'key-' || id, randomblob(16), 'p' || (id % 4), 'assigned', 0, 0 from sale
        where state <> 'failed'
    union all select id, 2, guild_id, buyer_hash, 'key-' || id, randomblob(16), 'p9', 'released', 0, 0 from sale";

/// Creates a ledger with sales of two servers. The number of a sale determines which filters it
/// passes.
async fn filled(folder: &std::path::Path) -> Sqlite {
    let ledger = Sqlite::open(&folder.join("ledger.db")).await.unwrap();
    let hash = |buyer| hex::encode(ledger.hasher.buyer(BuyerId::new(buyer).unwrap()));
    let hashes = serde_json::json!((1..=50).map(hash).collect::<Vec<_>>()).to_string();
    let mut fill = Batch::of(Durability::Lazy, FILL, values![SALES, hashes]);
    fill.push(LINES, []);
    ledger.writer.write(fill).await.unwrap();
    ledger
}

fn fits(filter: &SaleFilter, at: i64) -> bool {
    let of_guild = 1 + i64::from(at % 10 == 0) == filter.guild.as_i64();
    let (failed, product) = (at % 7 == 0, format!("p{}", at % 4));
    of_guild
        && filter.buyer.is_none_or(|buyer| buyer.as_i64() == 1 + at % 50)
        && filter.staff.is_none_or(|staff| staff.as_i64() == 1 + at % 3)
        && filter.state.is_none_or(|state| (state == SaleState::Failed) == failed)
        && filter.since.is_none_or(|since| at * 1000 >= since.as_millis())
        && filter.product.as_ref().is_none_or(|asked| {
            // A failed sale has the product that was requested, or none.
            asked.as_str() == product && (!failed || at % 2 == 0)
        })
}

#[tokio::test]
async fn every_filter_finds_just_what_fits_page_by_page() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = filled(folder.path()).await;
    for asked in 0..32 {
        let has = |bit: u32| asked & (1 << bit) != 0;
        let filter = SaleFilter {
            guild: GuildId::new(1).unwrap(),
            buyer: has(0).then(|| BuyerId::new(8).unwrap()),
            staff: has(1).then(|| StaffId::new(2).unwrap()),
            product: has(2).then(|| Product::new("p2").unwrap()),
            state: has(3).then_some(if has(1) { SaleState::Delivered } else { SaleState::Failed }),
            since: has(4).then(|| Timestamp::from_millis(3_500_000)),
        };
        let (mut found, mut before) = (Vec::new(), None);
        loop {
            let page = ledger.page(&filter, before, 700).await.unwrap();
            assert!(page.sales.len() <= 700);
            found.extend(page.sales.iter().map(|sale| sale.sale.as_i64()));
            before = page.older;
            if before.is_none() {
                break;
            }
        }
        let expected: Vec<i64> = (1..=SALES).rev().filter(|at| fits(&filter, *at)).collect();
        let wrong = found.iter().zip(&expected).position(|(one, other)| one != other);
        assert_eq!((found.len(), wrong), (expected.len(), None), "{filter:?}");
    }
}

#[tokio::test]
async fn a_product_that_was_only_drawn_and_given_back_is_no_products_sale() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = filled(folder.path()).await;
    let filter = SaleFilter { product: Product::new("p9"), ..SaleFilter::of(GuildId::new(1).unwrap()) };
    let page = ledger.page(&filter, None, 10).await.unwrap();
    assert!(page.sales.is_empty() && page.older.is_none(), "{page:?}");
    assert_eq!(ledger.guilds().await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_newest_sales_come_by_the_beginning_of_their_number() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = filled(folder.path()).await;
    let guild = GuildId::new(1).unwrap();
    let numbers = async |typed: Option<i64>| {
        let found = ledger.numbered(guild, typed.map(SaleId::new), 4).await.unwrap();
        found.iter().map(|sale| sale.sale.as_i64()).collect::<Vec<_>>()
    };
    assert_eq!(numbers(None).await, [11_999, 11_998, 11_997, 11_996]);
    assert_eq!(numbers(Some(1199)).await, [11_999, 11_998, 11_997, 11_996]);
    assert_eq!(numbers(Some(9998)).await, [9998]);
    assert_eq!(numbers(Some(10)).await, [10_999, 10_998, 10_997, 10_996]);
    assert!(numbers(Some(10_000)).await.is_empty(), "another server's");
}
