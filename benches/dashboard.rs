//! Measures the pages of the dashboard.
fn main() {}
