//! Rate limits: switches them on and off, and counts the requests that were refused.

use crate::state::rate_limits::{RateLimit, RateLimits};

use super::sandbox::Sandbox;

impl Sandbox {
    /// Limits a route. A limit that the same route had before is replaced.
    pub fn limit(&self, limit: RateLimit) {
        self.shared.world().rate_limits.set(limit);
    }

    /// Limits everything but the answers to interactions to this many requests per second.
    pub fn limit_globally(&self, per_second: u32) {
        self.shared.world().rate_limits.set_global(per_second);
    }

    /// Lifts every rate limit.
    pub fn lift_limits(&self) {
        self.shared.world().rate_limits = RateLimits::default();
    }

    /// Counts the answers with the statuses 401, 403 and 429: those for which Discord bans an
    /// address when it gave 10,000 of them in ten minutes.
    #[must_use]
    pub fn refused_requests(&self) -> usize {
        self.shared.world().refused_requests
    }

    /// Counts the answers with the status 429, those of faults included.
    #[must_use]
    pub fn limited_requests(&self) -> usize {
        self.shared.world().limited_requests
    }
}
