//! The endpoints of the vendor's API, and the counter of the calls to each.

use std::future::Future;

use futures_util::FutureExt;
use strum::IntoStaticStr;

use super::VendorError;

/// An endpoint. Its name is a label of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(super) enum Endpoint {
    MyAvailable,
    FetchLicense,
    LicenseInfo,
    AssignLicense,
}

impl Endpoint {
    /// Makes a call and counts it by its outcome. An async function would reserve the space of the call twice.
    pub(super) fn counted<T>(
        self,
        call: impl Future<Output = Result<T, VendorError>>,
    ) -> impl Future<Output = Result<T, VendorError>> {
        call.inspect(move |answer| {
            let outcome: &'static str = match answer {
                Ok(_) => "ok",
                Err(error) => error.into(),
            };
            let endpoint: &'static str = self.into();
            metrics::counter!("keyclerk_vendor_calls_total", "call" => endpoint, "outcome" => outcome)
                .increment(1);
            if matches!(answer, Err(VendorError::RateLimited)) {
                metrics::counter!("keyclerk_rate_limited_total", "service" => "vendor").increment(1);
            }
        })
    }
}
