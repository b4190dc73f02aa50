//! Measures how long the steps of a sale take.

use std::future::Future;

use futures_util::FutureExt;
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
    /// Awaits the work of a step, and records its duration. An async function would reserve the space of the
    /// work twice.
    pub(super) fn timed<T>(&self, step: SaleStep, work: impl Future<Output = T>) -> impl Future<Output = T> {
        let begun = self.clock.moment();
        work.inspect(move |_| {
            let (step, took): (&'static str, _) = (step.into(), self.clock.moment().since(begun));
            metrics::histogram!("keyclerk_sale_step_seconds", "step" => step).record(took.as_secs_f64());
        })
    }
}
