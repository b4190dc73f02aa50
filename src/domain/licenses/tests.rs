//! Tests of the compact list of licenses.

use super::*;
use crate::domain::License;

fn licenses(keys: &[&str]) -> Licenses {
    keys.iter()
        .enumerate()
        .map(|(at, key)| License {
            key: key.parse().unwrap(),
            product: Product::new(["a", "b", ""][at % 3]),
            expires_at: (at > 0).then(|| Timestamp::from_millis(i64::try_from(at).unwrap())),
        })
        .collect()
}

#[test]
fn what_is_added_is_listed_in_order_once_and_found_by_its_key() {
    let list = licenses(&["k-z", "k a", "k-z", "ключ", "k-a", "k a", "k-0"]);
    let keys: Vec<_> = list.iter().map(|license| license.reveal()).collect();
    assert_eq!(keys, ["k-z", "k a", "ключ", "k-a", "k-0"]);
    for (at, key) in keys.iter().enumerate() {
        assert_eq!(list.find(key), list.at(at));
        assert_eq!(list.find(key).unwrap().license().key.reveal(), *key);
    }
    assert_eq!(list.find("k"), None);
    assert_eq!(list.find("k-z").unwrap().expires_at, None, "the first one is kept");
}

#[test]
fn shelves_count_what_has_not_expired_by_product() {
    let list = licenses(&["k0", "k1", "k2", "k3", "k4", "k5"]);
    let shelves = list.shelves(Timestamp::from_millis(2));
    let told: Vec<_> = shelves
        .iter()
        .map(|(name, shelf)| (name.as_str(), shelf.count, shelf.first_end.map(Timestamp::as_millis)))
        .collect();
    assert_eq!(told, [("?", 1, Some(5)), ("a", 2, Some(3)), ("b", 1, Some(4))]);
}

#[test]
fn a_list_shows_no_key() {
    let list = licenses(&["ps-ABCD-EFGHIJK-LMN"]);
    let shown = format!("{list:?} {:?}", list.at(0));
    assert!(!shown.contains("EFG"), "{shown}");
}
