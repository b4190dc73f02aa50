//! Draws requests. Few buyers, references and licenses exist, so that requests often collide.

use keyclerk::domain::{
    BuyerId, GuildId, InteractionId, License, Product, SaleId, SaleRequest, StaffId, Timestamp,
};
use rand::Rng;
use rand::rngs::StdRng;
use secrecy::SecretString;

pub const START: Timestamp = Timestamp::from_millis(1_790_000_000_000);

/// Returns the licenses of the stock. Some have a product, and some end.
pub fn stock() -> Vec<License> {
    let license = |at: u64| License {
        key: format!("ps-TEST-{at:07}-XYZ").parse().unwrap(),
        product: [Product::new("lifetime"), Product::new("month"), None][usize::try_from(at % 3).unwrap()]
            .clone(),
        expires_at: at.is_multiple_of(4).then(|| START.after(std::time::Duration::from_hours(24 * 20))),
    };
    (0..10).map(license).collect()
}

/// Makes a request ask for the same as an earlier one.
pub fn repeat(request: &mut SaleRequest, earlier: &SaleRequest) {
    (request.guild, request.buyer) = (earlier.guild, earlier.buyer);
    request.product.clone_from(&earlier.product);
    request.replaces.clone_from(&earlier.replaces);
}

/// Draws a request. `newest` is the newest interaction, and `most` the highest number of a sale.
pub fn request(rng: &mut StdRng, guild: GuildId, newest: u64, most: i64) -> SaleRequest {
    let is_repeated = newest > 0 && rng.random_bool(0.1);
    let interaction = if is_repeated { rng.random_range(1..=newest) } else { newest + 1 };
    let reference = match rng.random_range(0..30) {
        0 => Some(String::new()),
        1 => Some("é".repeat(100)),
        2 => Some("x".repeat(101)),
        3..=14 => Some(format!("order {}", rng.random_range(0..5))),
        _ => None,
    };
    let replaced = SaleId::new(if most == 0 || rng.random_bool(0.1) {
        999
    } else {
        rng.random_range((most - 3).max(1)..=most)
    });
    let note = [None, Some("a note".to_owned()), Some("ü".repeat(1000)), Some("x".repeat(1001))];
    let quantity = [1, 1, 1, 1, 2, 2, 3, 25, 0, 26];
    SaleRequest {
        buyer_sees_channel: rng.random_bool(0.5),
        product: [None, Product::new("lifetime"), Product::new("month")][rng.random_range(0..3)].clone(),
        quantity: if rng.random_bool(0.2) { quantity[rng.random_range(0..10)] } else { 1 },
        license: rng.random_bool(0.2).then(|| stock()[rng.random_range(0..10)].clone()),
        note: if rng.random_bool(0.2) { note[rng.random_range(0..4)].clone() } else { None },
        staff_locale: rng.random_bool(0.5).then(|| "de".to_owned()),
        guild_locale: rng.random_bool(0.5).then(|| "en-GB".to_owned()),
        reference,
        replaces: rng.random_bool(0.3).then(|| (replaced, "it does not work".to_owned())),
        ..SaleRequest::of_one(
            guild,
            "200".parse().unwrap(),
            InteractionId::new(interaction).unwrap(),
            SecretString::from(format!("token {interaction}")),
            StaffId::new(rng.random_range(300..302)).unwrap(),
            BuyerId::new(rng.random_range(401..404)).unwrap(),
        )
    }
}
