//! Switches rate limits on and off, and counts refused requests.

use crate::state::rate_limits::{RateLimit, RateLimits};

use super::sandbox::Sandbox;

impl Sandbox {
    /// Limits a route. The limit replaces the route's earlier limit.
    pub fn limit(&self, limit: RateLimit) {
        self.shared.world().rate_limits.set(limit);
    }

    /// Limits the bot to this many requests per second. Answers to interactions are exempt.
    pub fn limit_globally(&self, per_second: u32) {
        self.shared.world().rate_limits.set_global(per_second);
    }

    /// Removes every rate limit.
    pub fn lift_limits(&self) {
        self.shared.world().rate_limits = RateLimits::default();
    }

    /// Returns the number of answers with the statuses 401, 403 and 429. Discord bans an IP address that
    /// gets 10,000 of them within ten minutes.
    #[must_use]
    pub fn refused_requests(&self) -> usize {
        self.shared.world().refused_requests
    }

    /// Returns the number of answers with the status 429, including those of faults.
    #[must_use]
    pub fn limited_requests(&self) -> usize {
        self.shared.world().limited_requests
    }
}
