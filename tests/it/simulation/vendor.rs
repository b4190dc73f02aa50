//! The vendor of the simulation.

use keyclerk::domain::{BuyerId, Clock, License, LicenseKey, Licenses, LicensesBuilder};
use keyclerk::reseller::{LicenseInfo, Vendor, VendorError, VendorMessage};

use super::fates::{Call, Fate};
use super::model::{Model, available, license, vendor_error};
use super::shop::buyer_id;
use super::world::World;

impl Vendor for Model {
    async fn my_available(&self) -> Result<Licenses, VendorError> {
        let list = |world: &mut World| {
            let mut list = LicensesBuilder::default();
            for license in available(world) {
                list.add(license.key.reveal(), license.product, license.expires_at);
            }
            (0..world.unreadable).for_each(|_| list.add_unreadable());
            Ok(list.build())
        };
        self.call(Call::Look, None, list, |fate| Err(vendor_error(fate))).await
    }

    async fn fetch_license(&self) -> Result<License, VendorError> {
        let first = |world: &mut World| {
            let free = available(world).into_iter().next();
            free.ok_or_else(|| VendorError::Refused(VendorMessage::new("empty")))
        };
        self.call(Call::Look, None, first, |fate| Err(vendor_error(fate))).await
    }

    async fn license_info(&self, key: &LicenseKey) -> Result<LicenseInfo, VendorError> {
        self.world().record_query(key);
        let info = |world: &mut World| {
            let holder = world.holders.get(key);
            let holder = holder.ok_or_else(|| VendorError::Refused(VendorMessage::new("unknown")))?;
            Ok(LicenseInfo { license: license(key), is_expired: false, is_assigned: holder.is_some() })
        };
        let failed = |fate| match fate {
            Fate::Stale => Ok(LicenseInfo { license: license(key), is_expired: false, is_assigned: false }),
            fate => Err(vendor_error(fate)),
        };
        self.call(Call::Info, None, info, failed).await
    }

    async fn assign_license(&self, key: &LicenseKey, buyer: BuyerId) -> Result<(), VendorError> {
        let assign = |world: &mut World| {
            let is_idempotent = world.is_idempotent;
            let is_locked = world.is_stubborn && world.asked_for.contains(&(key.clone(), buyer));
            let holder = world.holders.get_mut(key).unwrap();
            if holder.is_some_and(|holder| holder != buyer || !is_idempotent) {
                return Err(VendorError::Refused(VendorMessage::new("already assigned")));
            }
            if is_locked && holder.is_none() {
                return Err(VendorError::Refused(VendorMessage::new("locked")));
            }
            *holder = Some(buyer);
            Ok(())
        };
        let failed = |fate| {
            let mut world = self.world();
            if matches!(fate, Fate::TakenByAnother) {
                world.holders.get_mut(key).unwrap().get_or_insert(buyer_id(9_999));
            }
            if matches!(fate, Fate::Late) {
                let left = self.clock.moment();
                world.late.push((key.clone(), buyer, left));
            }
            Err(vendor_error(fate))
        };
        let answer = self.call(Call::Assign, None, assign, failed).await;
        let mut world = self.world();
        if !matches!(answer, Err(VendorError::NeverSent(_))) {
            world.asked_for.insert((key.clone(), buyer));
        }
        if matches!(answer, Err(VendorError::Refused(_))) {
            world.fresh_refusals.push((key.clone(), buyer));
        }
        answer
    }
}
