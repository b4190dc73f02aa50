//! Tests of the vendor's stock commands: importing spreadsheet files, withdrawing and restoring licenses.

use std::path::Path;
use std::process::Output;

use serde_json::json;

use super::vendor::{Served, serve_within, vendor};

/// A folder with a vendor database that has the account `shop`.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        assert!(vendor(desk.0.path(), &["key", "create", "shop"]).status.success());
        desk
    }

    fn imports(&self, file: impl AsRef<[u8]>, more: &[&str]) -> (bool, String) {
        std::fs::write(self.0.path().join("stock.csv"), file).unwrap();
        self.runs(&[&["import", "shop", "stock.csv"], more].concat())
    }

    fn runs(&self, arguments: &[&str]) -> (bool, String) {
        said(&vendor(self.0.path(), &[&["stock"], arguments].concat()))
    }

    fn stock(&self) -> String {
        self.runs(&["list", "shop", "--reveal"]).1
    }
}

fn said(output: &Output) -> (bool, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

const SEMICOLONS: &str = "\u{feff}Product;Expiration;Key\r\nlifetime;;ps-AAAA-BBBBBBB-CC1\r\nmonthly;2099-12-31;ps-AAAA-BBBBBBB-CC2\r\n;;\r\n";

#[test]
fn a_spreadsheet_file_is_imported_and_its_dates_mean_the_end_of_the_day() {
    for file in [SEMICOLONS.to_owned(), SEMICOLONS.replace(';', "\t"), SEMICOLONS.replace(';', ",")] {
        let desk = Desk::new();
        let (imported, said) = desk.imports(&file, &[]);
        assert!(imported && said.starts_with("2 licenses imported\n"), "{said}");
        assert!(said.contains("1 date of expiration without a time: the end of that day"), "{said}");
        let stock = desk.stock();
        assert!(stock.contains("ps-AAAA-BBBBBBB-CC1,lifetime,,"), "{stock}");
        assert!(stock.contains("ps-AAAA-BBBBBBB-CC2,monthly,2099-12-31T23:59:59"), "{stock}");
    }
}

#[test]
fn expired_licenses_are_reported_and_left_out() {
    let desk = Desk::new();
    let file = "key,product,expiration\nps-AAAA-CD1,monthly,2099-12-31\nps-AAAA-CD2,monthly,31.12.2099\nps-AAAA-CD3,monthly,2020-01-01\n";
    let (imported, said) = desk.imports(file, &[]);
    assert!(imported && said.starts_with("2 licenses imported\n"), "{said}");
    assert!(said.contains("1 license has expired and is not imported"), "{said}");
    assert!(said.contains("line 4: expired at 2020-01-01T23:59:59"), "{said}");
    assert!(!desk.stock().contains("CD3"));
    let (imported, said) = desk.imports(file.replace("2020", "2098"), &["--skip-known"]);
    assert!(imported && said.starts_with("1 license imported\n2 licenses skipped"), "{said}");
}

#[test]
fn all_problems_are_named_at_once_and_nothing_is_imported() {
    let desk = Desk::new();
    assert!(desk.imports("key,product,expiration\nps-KNOWN-1,a,\n", &[]).0);
    let file = "Key;Product;Expiration\r\nps-KNOWN-1;a;\r\n\r\nps-GOOD-1;a;\r\nps-BAD-1;a;03/04/2027\r\n;b;\r\nps-GOOD-1;a;\r\n";
    let (imported, said) = desk.imports(file, &[]);
    assert!(!imported && said.starts_with("nothing was imported:\nline 2: "), "{said}");
    for words in [
        "line 2: the key is in stock already; remove the line or import with --skip-known",
        "line 5: the column expiration has a date whose day and month could be confused; write it as",
        "line 6: the key is missing",
        "line 7: the key is the same as in line 4",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(!said.contains("GOOD") && !said.contains("KNOWN"), "no key is repeated: {said}");
    assert!(!desk.stock().contains("GOOD"));
}

#[test]
fn other_encodings_and_headers_are_refused_with_the_remedy() {
    let desk = Desk::new();
    let utf_16: Vec<u8> = SEMICOLONS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (file, words) in [
        (utf_16, "line 1: the file is encoded as UTF-16; save it as \"CSV UTF-8\""),
        (
            b"key,product,expiration\r\nps-AAAA-1,fu\xdfball,\r\n".to_vec(),
            "line 2: the file is not encoded as UTF-8; save",
        ),
        (b"ps-AAAA-1,lifetime,\n".to_vec(), "line 1: the column key is missing; the first line has to name"),
        (b"key,product,expiry\n".to_vec(), "line 1: the column expiration is missing"),
    ] {
        let (imported, said) = desk.imports(&file, &[]);
        assert!(!imported && said.contains(words), "{words} in {said}");
        assert!(!said.contains("AAAA"), "no key is repeated: {said}");
    }
}

#[test]
fn known_licenses_are_skipped_on_request_but_never_those_of_another_account() {
    let desk = Desk::new();
    assert!(desk.imports("key,product,expiration\nps-AAAA-1,a,\nps-AAAA-2,a,\n", &[]).0);
    assert!(desk.runs(&["withdraw", "shop", "ps-AAAA-2"]).0);
    let file = "key,product,expiration\nps-AAAA-1,a,\nps-AAAA-2,a,\nps-AAAA-3,a,\n";
    let (imported, said) = desk.imports(file, &[]);
    assert!(!imported && said.contains("line 3: the key is withdrawn already"), "{said}");
    let (imported, said) = desk.imports(file, &["--skip-known"]);
    let report = "1 license imported\n2 licenses skipped, already known: 1 in stock, 1 withdrawn\n";
    assert_eq!((imported, said.as_str()), (true, report));
    assert!(!desk.stock().contains("ps-AAAA-2"), "a withdrawn license stays withdrawn");

    assert!(vendor(desk.0.path(), &["key", "create", "other"]).status.success());
    let (imported, said) = desk.runs(&["import", "other", "stock.csv", "--skip-known"]);
    assert!(
        !imported && said.contains("line 2: the key is in another account already; remove the line"),
        "{said}"
    );
}

async fn stocked(folder: &Path, served: &Served, file: &str) {
    std::fs::write(folder.join("stock.csv"), file).unwrap();
    let imported = vendor(folder, &["stock", "import", "shop", "stock.csv"]);
    assert!(imported.status.success(), "{}", said(&imported).1);
    assert_eq!(served.get("myavailable?api_token=KEY").await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_license_is_neither_offered_nor_assigned_until_it_is_restored() {
    let served = serve_within(0, None, keyclerk::vendor::Limits::default()).await;
    let folder = served.folder.path();
    stocked(folder, &served, "key,product,expiration\nps-AAAA-1,a,\nps-AAAA-2,a,\nps-AAAA-3,a,\n").await;
    assert_eq!(served.assign("ps-AAAA-2", "5").await.0, 200);
    std::fs::write(folder.join("keys.txt"), "ps-AAAA-1\r\n\r\nps-AAAA-2\r\nx\u{7}\r\nps-AAAA-9\r\n").unwrap();
    let (done, words) = said(&vendor(folder, &["stock", "withdraw", "shop", "--file", "keys.txt"]));
    assert!(!done && words.starts_with("1 license withdrawn\nnot changed:\n"), "{words}");
    assert!(words.contains("line 3 (") && words.contains("): the license is assigned"), "{words}");
    assert!(!words.contains("AAAA-2"), "keys are masked: {words}");
    assert!(
        words.contains("line 4: not a license key") && words.contains("): the account has no such license"),
        "{words}"
    );

    let stock = served.get("myavailable?api_token=KEY").await.1;
    let keys: Vec<&str> = stock["licenses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|license| license["key"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["ps-AAAA-3"]);
    for _ in 0..20 {
        assert_eq!(served.get("fetchlicense?api_token=KEY").await.1["license"]["key"], json!("ps-AAAA-3"));
    }
    let refused = json!({ "ok": false, "message": "License has been withdrawn" });
    assert_eq!(served.assign("ps-AAAA-1", "5").await, (409, refused));
    let (done, words) = said(&vendor(folder, &["stock", "withdraw", "shop", "ps-AAAA-1"]));
    assert!(!done && words.contains("key 1 (") && words.contains("the license is withdrawn"), "{words}");

    std::fs::write(folder.join("keys.csv"), "Product;Key\r\na;ps-AAAA-1\r\n").unwrap();
    let (done, words) = said(&vendor(folder, &["stock", "restore", "shop", "--file", "keys.csv"]));
    assert!(done && words == "1 license restored\n", "{words}");
    assert_eq!(served.assign("ps-AAAA-1", "5").await.0, 200);
    assert!(!vendor(folder, &["stock", "withdraw", "shop"]).status.success(), "a key or a file is needed");
}
