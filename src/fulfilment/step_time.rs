//! Measures how long the steps of a sale take.

use std::future::Future;

use strum::IntoStaticStr;

use crate::courier::Courier;
use crate::reseller::Vendor;

use super::Fulfilment;

/// A step of a sale that waits for another service. Its name is a label of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum SaleStep {
    /// Discord accepts the deferral.
    Acknowledge,
    /// Licenses are drawn from the vendor's stock.
    Reserve,
    /// The vendor answers one request to assign.
    Assign,
    /// Discord accepts the DM.
    Deliver,
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Awaits the work of a step, and records its duration.
    pub(super) async fn timed<T>(&self, step: SaleStep, work: impl Future<Output = T>) -> T {
        let begun = self.clock.moment();
        let done = work.await;
        let (step, took): (&'static str, _) = (step.into(), self.clock.moment().since(begun));
        metrics::histogram!("keyclerk_sale_step_seconds", "step" => step).record(took.as_secs_f64());
        done
    }
}
