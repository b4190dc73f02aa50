//! Passwords: their rules, their hashes, and the comparison with a hash.
//!
//! Invariant: every comparison costs the same, whether the account exists or not. Only a few run at once, because
//! each one needs 19 MiB of memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

/// The fewest characters of a password.
const SHORTEST: usize = 12;
/// The most bytes of a password.
const LONGEST: usize = 1000;
/// The most comparisons at once.
const AT_ONCE: usize = 2;

/// The memory in KiB, the passes and the lanes, as OWASP recommends them for argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// A hash with the same cost as every other, which no password matches. It stands in for an account that does
/// not exist.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$a2V5Y2xlcmsgbm9ib2R5$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The reason why a password is not accepted as a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// It is too short.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// It is too long.
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    /// The hash could not be computed.
    #[error("the password could not be hashed")]
    Hash,
}

/// Returns the argon2id hash of a new password, with a random salt.
///
/// # Errors
/// Returns [`PasswordFault`].
pub fn hash_password(password: &SecretString) -> Result<String, PasswordFault> {
    let password = password.expose_secret();
    if password.chars().count() < SHORTEST {
        return Err(PasswordFault::Short);
    }
    if password.len() > LONGEST {
        return Err(PasswordFault::Long);
    }
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(|_| PasswordFault::Hash)?;
    let hash = hasher()
        .and_then(|hasher| hasher.hash_password(password.as_bytes(), &salt).ok().map(|h| h.to_string()));
    hash.ok_or(PasswordFault::Hash)
}

fn hasher() -> Option<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Compares passwords with hashes.
#[derive(Debug)]
pub(super) struct Passwords {
    places: Arc<Semaphore>,
    compared: AtomicU64,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)), compared: AtomicU64::new(0) }
    }
}

impl Passwords {
    /// Returns true if a password belongs to a hash. Without a hash it does the same work and returns false.
    pub(super) async fn matches(&self, hash: Option<String>, password: SecretString) -> bool {
        let is_known = hash.is_some();
        let compared =
            self.working(move || compare(hash.as_deref().unwrap_or(NOBODY), password.expose_secret()));
        self.compared.fetch_add(1, Ordering::Relaxed);
        compared.await.unwrap_or(false) && is_known
    }

    /// Returns the hash of a new password.
    ///
    /// # Errors
    /// Returns [`PasswordFault`].
    pub(super) async fn hash(&self, password: SecretString) -> Result<String, PasswordFault> {
        self.working(move || hash_password(&password)).await.unwrap_or(Err(PasswordFault::Hash))
    }

    /// Runs work on a password in the background, a few at once. The place belongs to the work and not to the
    /// caller, so that callers who leave start no further work.
    async fn working<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        // The semaphore is never closed.
        let place = Arc::clone(&self.places).acquire_owned().await.ok()?;
        let working = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        working.await.ok()
    }

    /// Returns the number of comparisons so far.
    pub(super) fn compared(&self) -> u64 {
        self.compared.load(Ordering::Relaxed)
    }
}

fn compare(hash: &str, password: &str) -> bool {
    // No stored password is longer. A longer one is not hashed, but an empty one in its place is.
    let password = if password.len() > LONGEST { "" } else { password };
    let Ok(hash) = PasswordHash::new(hash) else {
        tracing::error!("the hash of a password cannot be read");
        return false;
    };
    hasher().is_some_and(|hasher| hasher.verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hash = hash_password(&"correct horse battery".into()).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let passwords = Passwords::default();
        assert!(passwords.matches(Some(hash.clone()), "correct horse battery".into()).await);
        assert!(!passwords.matches(Some(hash.clone()), "correct horse batterY".into()).await);
        assert!(!passwords.matches(None, "correct horse battery".into()).await);
        assert_ne!(
            hash,
            hash_password(&"correct horse battery".into()).unwrap(),
            "each hash has its own salt"
        );
        assert_eq!(passwords.compared(), 3, "an account that does not exist costs a comparison, too");
    }

    #[tokio::test]
    async fn callers_who_leave_do_not_raise_the_number_of_comparisons_at_once() {
        let passwords = Passwords::default();
        let (begun, is_released) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        for _ in 0..8 {
            let (begun, is_released) = (Arc::clone(&begun), Arc::clone(&is_released));
            let work = passwords.working(move || {
                begun.fetch_add(1, Ordering::SeqCst);
                while !is_released.load(Ordering::SeqCst) {
                    std::thread::yield_now();
                }
            });
            // The caller leaves while it waits for the work, or for a place.
            let _ = tokio::time::timeout(std::time::Duration::from_millis(20), work).await;
        }
        while begun.load(Ordering::SeqCst) < AT_ONCE as u64 {
            tokio::task::yield_now().await;
        }
        assert_eq!(begun.load(Ordering::SeqCst), AT_ONCE as u64);
        is_released.store(true, Ordering::SeqCst);
        assert_eq!(passwords.working(|| 7).await, Some(7), "the places are free again");
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_a_real_one() {
        let (nobody, real) =
            (PasswordHash::new(NOBODY).unwrap(), hash_password(&"x".repeat(12).into()).unwrap());
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((nobody.algorithm, nobody.version), (real.algorithm, real.version));
        assert_eq!(nobody.params.to_string(), real.params.to_string());
        assert_eq!(nobody.hash.unwrap().len(), real.hash.unwrap().len());
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert_eq!(hash_password(&"elevenchars".into()), Err(PasswordFault::Short));
        assert_eq!(hash_password(&"x".repeat(1001).into()), Err(PasswordFault::Long));
    }
}
