//! The names and meanings of all metrics.

/// The kind of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number that only grows.
    Counter,
    /// A number that grows and shrinks.
    Gauge,
    /// Durations, counted by their length.
    Histogram,
}

/// The histogram of the steps of a sale.
pub(super) const STEP_SECONDS: &str = "keyclerk_sale_step_seconds";
/// The gauge of the stock, which `StockSeries` writes.
pub(super) const STOCK: &str = "keyclerk_stock_licenses";
/// The gauge of the age of the stock list, which `StockSeries` writes.
pub(super) const STOCK_AGE: &str = "keyclerk_stock_age_seconds";

/// Every metric: its name, its kind and its meaning.
pub const DESCRIPTIONS: [(&str, Kind, &str); 18] = [
    ("keyclerk_build_info", Kind::Gauge, "1, with the version as a label."),
    ("keyclerk_start_time_seconds", Kind::Gauge, "The time of the start, in seconds since the Unix epoch."),
    ("keyclerk_up", Kind::Gauge, "1 if a part works: the gateway, the ledger, or selling."),
    ("keyclerk_sales", Kind::Gauge, "Sales that are not finished or not delivered, by state."),
    ("keyclerk_sales_requested_total", Kind::Counter, "Sales that staff asked for."),
    (
        "keyclerk_sale_outcomes_total",
        Kind::Counter,
        "Sales that were delivered, undelivered, held or failed.",
    ),
    (STEP_SECONDS, Kind::Histogram, "The duration of the steps of sales that wait for another service."),
    (
        "keyclerk_messages_due",
        Kind::Gauge,
        "Messages that are to be sent, including reminders of later days.",
    ),
    ("keyclerk_licenses_quarantined", Kind::Gauge, "Licenses in quarantine."),
    ("keyclerk_vendor_calls_total", Kind::Counter, "Calls to the vendor, by endpoint and outcome."),
    ("keyclerk_vendor_calls_left", Kind::Gauge, "Calls that RESELLER_RATE_LIMIT allows at once."),
    ("keyclerk_rate_limit_waits_total", Kind::Counter, "Calls that waited for a rate limit or were put off."),
    ("keyclerk_rate_limited_total", Kind::Counter, "Answers that a rate limit was exceeded."),
    ("keyclerk_gateway_connections_total", Kind::Counter, "Connections to Discord's gateway."),
    (STOCK, Kind::Gauge, "Licenses in the vendor's latest stock list, by product."),
    (STOCK_AGE, Kind::Gauge, "The age of the latest stock list."),
    (
        "keyclerk_newest_backup_time_seconds",
        Kind::Gauge,
        "The time of the newest backup in BACKUP_DIR, in seconds since the Unix epoch.",
    ),
    ("keyclerk_recovery_errors_total", Kind::Counter, "Sales that recovery could not continue."),
];
