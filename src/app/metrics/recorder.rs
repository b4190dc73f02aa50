//! The recorder that the counting macros write to.

use std::sync::OnceLock;

use metrics::{counter, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::domain::SaleState;

use super::descriptions::{DESCRIPTIONS, Kind, STEP_SECONDS, STOCK, STOCK_AGE};

/// The upper limits of the buckets of a step's duration, in seconds. Discord waits three seconds for an
/// acknowledgement, and a call to the vendor may take a minute.
const STEP_BUCKETS: [f64; 11] = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0, 30.0, 60.0];

/// The recorder of this process. A process has only one, even if it runs several bots.
static INSTALLED: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// The recorder of this process. Cheap to clone.
#[derive(Clone)]
pub struct Recorder(PrometheusHandle);

impl Recorder {
    /// Installs the recorder, unless it is installed already. Until then, nothing is counted.
    ///
    /// Returns `None` if the crate refuses, which does not happen with these buckets.
    #[must_use]
    pub fn install() -> Option<Self> {
        INSTALLED.get_or_init(installed).clone().map(Self)
    }

    /// Returns what was counted as text.
    #[must_use]
    pub fn render(&self) -> String {
        self.0.render()
    }

    /// Moves measured durations into their buckets. Without this, they pile up until somebody asks.
    pub fn sum_up(&self) {
        self.0.run_upkeep();
    }
}

fn installed() -> Option<PrometheusHandle> {
    let steps = Matcher::Full(STEP_SECONDS.to_owned());
    let recorder =
        PrometheusBuilder::new().set_buckets_for_metric(steps, &STEP_BUCKETS).ok()?.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).ok()?;
    for (name, kind, meaning) in DESCRIPTIONS {
        match kind {
            Kind::Counter => describe_counter!(name, meaning),
            Kind::Gauge if name == STOCK || name == STOCK_AGE => {}
            Kind::Gauge => describe_gauge!(name, meaning),
            Kind::Histogram => describe_histogram!(name, meaning),
        }
    }
    begin_at_zero();
    Some(handle)
}

/// Counts nothing, so that a counter is there before its first event. Otherwise, the first event would not
/// be seen as an increase.
fn begin_at_zero() {
    counter!("keyclerk_sales_requested_total").increment(0);
    counter!("keyclerk_recovery_errors_total").increment(0);
    for state in SaleState::ALL.iter().filter(|state| state.is_settled()) {
        counter!("keyclerk_sale_outcomes_total", "outcome" => state.as_str()).increment(0);
    }
    for service in ["discord", "vendor"] {
        counter!("keyclerk_rate_limit_waits_total", "service" => service).increment(0);
        counter!("keyclerk_rate_limited_total", "service" => service).increment(0);
    }
    for session in ["new", "resumed"] {
        counter!("keyclerk_gateway_connections_total", "session" => session).increment(0);
    }
}
