//! The wire format of custom ids.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::domain::{BuyerId, LineNumber, SaleId, SaleState, StaffId, Timestamp};
use crate::ledger::{ProductMark, ShopSetting};

use super::{CustomId, CustomIdName, InvalidCustomId, LicenseHandle, Right, SalesPlace};

/// The number of random custom ids per run.
const TRIALS: usize = 20_000;
/// The longest custom id that Discord accepts.
const LONGEST: usize = 100;

fn sale() -> SaleId {
    SaleId::new(12)
}

fn buyer() -> BuyerId {
    BuyerId::new(345).unwrap()
}

/// Returns one id of every name, as this version and earlier ones wrote it.
fn posted() -> Vec<(&'static str, CustomId)> {
    let (sale, asked, line) = (sale(), Some(Timestamp::from_millis(1_790)), Some(LineNumber::new(2)));
    let handle = LicenseHandle::new([0xab, u64::MAX]);
    let place = SalesPlace {
        buyer: Some(buyer()),
        staff: StaffId::new(255).ok(),
        product: Some(ProductMark::Sold(SaleId::new(16), LineNumber::new(1))),
        state: Some(SaleState::ALL[9]),
        since: Some(Timestamp::from_millis(16_000)),
        before: Some(SaleId::new(17)),
    };
    let asked_for =
        SalesPlace { product: Some(ProductMark::Asked(SaleId::new(16))), ..SalesPlace::default() };
    vec![
        ("claim:12", CustomId::Claim(sale)),
        ("remind:12", CustomId::Remind(sale)),
        ("send:12", CustomId::SendAgain(sale)),
        ("mine:3", CustomId::MyLicenses { page: 3 }),
        ("stock:3:", CustomId::Stock { page: 3, product: None }),
        ("stock:3:7", CustomId::Stock { page: 3, product: Some(7) }),
        ("sales::::::", CustomId::Sales(SalesPlace::default())),
        ("sales:159:ff:p10.1:9:10:11", CustomId::Sales(place)),
        ("sales:::s10:::", CustomId::Sales(asked_for)),
        ("sale:12", CustomId::ShowSale(sale)),
        ("reveal:12", CustomId::RevealKeys(sale)),
        ("theirs:345:3", CustomId::BuyersLicenses { buyer: buyer(), page: 3 }),
        ("show:stock~00000000000000abffffffffffffffff", CustomId::ShowKey(handle)),
        ("assign:stock~00000000000000abffffffffffffffff", CustomId::AssignTo(handle)),
        ("order:345:1", CustomId::OrderForm { buyer: buyer(), sees_channel: true }),
        ("order:345:0", CustomId::OrderForm { buyer: buyer(), sees_channel: false }),
        ("set:", CustomId::Settings(None)),
        ("set:staff_roles", CustomId::Settings(Some(ShopSetting::StaffRoles))),
        ("confirm:12:1790", CustomId::Confirm { sale, asked }),
        ("confirm:12", CustomId::Confirm { sale, asked: None }),
        ("product:12:1790", CustomId::ChooseProduct { sale, asked }),
        ("cancel:12:1790", CustomId::Cancel { sale, asked }),
        ("resend:12", CustomId::Resend(sale)),
        ("deliver:12:2", CustomId::Deliver { sale, line }),
        ("deliver:12", CustomId::Deliver { sale, line: None }),
        ("another:12:2", CustomId::SellAnother { sale, line }),
        ("quarantine:12:2", CustomId::SellNothing { sale, line }),
    ]
}

#[test]
fn every_id_that_was_posted_still_parses_and_is_still_posted() {
    for (text, id) in posted() {
        assert_eq!(text.parse(), Ok(id.clone()), "{text}");
        assert_eq!(id.to_string(), text);
    }
    for name in CustomIdName::ALL {
        assert!(posted().iter().any(|(_, id)| id.name() == *name), "{name:?} is not tried");
    }
}

#[test]
fn an_unreadable_page_is_the_first_one() {
    assert_eq!("mine:a-page".parse(), Ok(CustomId::MyLicenses { page: 0 }));
    assert_eq!("stock:".parse(), Ok(CustomId::Stock { page: 0, product: None }));
    assert_eq!("stock:2".parse(), Ok(CustomId::Stock { page: 2, product: None }));
    assert_eq!("resend:12:1790".parse(), Ok(CustomId::Resend(sale())));
}

#[test]
fn a_malformed_id_keeps_its_name_and_an_unknown_one_has_none() {
    for (text, name) in [
        ("claim:", Some(CustomIdName::Claim)),
        ("claim:not-a-number", Some(CustomIdName::Claim)),
        ("confirm:12:soon", Some(CustomIdName::Confirm)),
        ("show:stock~1", Some(CustomIdName::ShowKey)),
        ("sales:::l1:::", Some(CustomIdName::Sales)),
        ("sales:zz:::::", Some(CustomIdName::Sales)),
        ("set:colour", Some(CustomIdName::Settings)),
        ("theirs:0:1", Some(CustomIdName::BuyersLicenses)),
        ("gift:1", None),
        ("claim", None),
        ("", None),
    ] {
        assert_eq!(text.parse::<CustomId>(), Err(InvalidCustomId { name }), "{text}");
    }
}

#[test]
fn a_right_about_a_sale_belongs_to_an_id_that_names_one() {
    for (text, id) in posted() {
        let is_about_sale =
            matches!(id.right(), Right::BuyerOfSale | Right::StaffOfSale | Right::SellerOfSale);
        assert!(!is_about_sale || id.sale() == Some(sale()), "{text}");
    }
}

/// Generates random ids, with both small and very large numbers of every kind.
struct Random(StdRng);

impl Random {
    fn number(&mut self) -> i64 {
        if self.0.random_bool(0.2) { i64::MAX } else { self.0.random_range(1..=i64::MAX) }
    }

    fn some<T>(&mut self, make: impl Fn(i64) -> T) -> Option<T> {
        self.0.random_bool(0.5).then(|| make(self.number()))
    }

    fn place(&mut self) -> SalesPlace {
        let line = LineNumber::new(self.0.random_range(0..=u32::MAX).into());
        SalesPlace {
            buyer: self.some(|id| BuyerId::try_from(id).unwrap()),
            staff: self.some(|id| StaffId::try_from(id).unwrap()),
            product: match self.0.random_range(0..3) {
                0 => None,
                1 => Some(ProductMark::Asked(SaleId::new(self.number()))),
                _ => Some(ProductMark::Sold(SaleId::new(self.number()), line)),
            },
            state: self.some(|at| SaleState::ALL[usize::try_from(at).unwrap() % SaleState::ALL.len()]),
            since: self.some(|at| Timestamp::from_millis(at / 1_000 * 1_000)),
            before: self.some(SaleId::new),
        }
    }

    fn id(&mut self) -> CustomId {
        let sale = SaleId::new(self.number());
        let buyer = BuyerId::try_from(self.number()).unwrap();
        let asked = self.some(Timestamp::from_millis);
        let line = self.some(LineNumber::new);
        let handle = LicenseHandle::new([self.0.random(), self.0.random()]);
        let page: u32 = self.0.random();
        match CustomIdName::ALL[self.0.random_range(0..CustomIdName::ALL.len())] {
            CustomIdName::Claim => CustomId::Claim(sale),
            CustomIdName::Remind => CustomId::Remind(sale),
            CustomIdName::SendAgain => CustomId::SendAgain(sale),
            CustomIdName::MyLicenses => CustomId::MyLicenses { page },
            CustomIdName::Stock => CustomId::Stock {
                page: usize::MAX - page as usize,
                product: self.some(|at| usize::try_from(at).unwrap()),
            },
            CustomIdName::Sales => CustomId::Sales(self.place()),
            CustomIdName::ShowSale => CustomId::ShowSale(sale),
            CustomIdName::RevealKeys => CustomId::RevealKeys(sale),
            CustomIdName::BuyersLicenses => CustomId::BuyersLicenses { buyer, page },
            CustomIdName::ShowKey => CustomId::ShowKey(handle),
            CustomIdName::AssignTo => CustomId::AssignTo(handle),
            CustomIdName::OrderForm => CustomId::OrderForm { buyer, sees_channel: self.0.random() },
            CustomIdName::Settings => CustomId::Settings(
                self.some(|at| ShopSetting::ALL[usize::try_from(at).unwrap() % ShopSetting::ALL.len()]),
            ),
            CustomIdName::Confirm => CustomId::Confirm { sale, asked },
            CustomIdName::ChooseProduct => CustomId::ChooseProduct { sale, asked },
            CustomIdName::Cancel => CustomId::Cancel { sale, asked },
            CustomIdName::Resend => CustomId::Resend(sale),
            CustomIdName::Deliver => CustomId::Deliver { sale, line },
            CustomIdName::SellAnother => CustomId::SellAnother { sale, line },
            CustomIdName::SellNothing => CustomId::SellNothing { sale, line },
        }
    }
}

#[test]
fn every_id_fits_and_parses_to_what_it_was_made_of() {
    let seed = std::env::var("KEYCLERK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| rand::random::<u32>().into());
    println!("custom ids from seed {seed} (KEYCLERK_SEED={seed} repeats them)");
    let mut random = Random(StdRng::seed_from_u64(seed));
    for trial in 0..TRIALS {
        let id = random.id();
        let text = id.to_string();
        assert!(text.len() <= LONGEST, "seed {seed}, trial {trial}: {text} is too long");
        assert_eq!(text.parse(), Ok(id), "seed {seed}, trial {trial}: {text}");
    }
}

#[test]
fn no_text_makes_the_parser_panic() {
    let seed = std::env::var("KEYCLERK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| rand::random::<u32>().into());
    println!("texts from seed {seed} (KEYCLERK_SEED={seed} repeats them)");
    let mut random = StdRng::seed_from_u64(seed);
    let alphabet: Vec<char> = ":::019af-.~ßps#".chars().collect();
    for _ in 0..TRIALS {
        let name = CustomIdName::ALL[random.random_range(0..CustomIdName::ALL.len())].as_str();
        let length = random.random_range(0..30);
        let rest: String = (0..length).map(|_| alphabet[random.random_range(0..alphabet.len())]).collect();
        if let Ok(id) = format!("{name}:{rest}").parse::<CustomId>() {
            assert_eq!(id.to_string().parse(), Ok(id), "seed {seed}: {name}:{rest}");
        }
    }
}
