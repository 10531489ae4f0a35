//! Passwords of staff: Argon2id, off the threads that serve others.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kernel::{Error, Result};

/// Costs what any other hash costs to verify and matches no password: for logins that are not known.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

pub(crate) async fn hash(password: &str, salt: [u8; 16]) -> Result<String> {
    let password = password.to_owned();
    let work = move || {
        let hash: PasswordHash =
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).ok()?;
        Some(hash.to_string())
    };
    tokio::task::spawn_blocking(work).await.ok().flatten().ok_or(Error::internal("internal"))
}

/// Whether the password is the one; `None` takes as long as a hash and is never it.
pub(crate) async fn verify(password: &str, hash: Option<String>) -> bool {
    let password = password.to_owned();
    let work = move || {
        let text = hash.as_deref().unwrap_or(NOBODY);
        let right = PasswordHash::new(text)
            .is_ok_and(|known| Argon2::default().verify_password(password.as_bytes(), &known).is_ok());
        right && hash.is_some()
    };
    tokio::task::spawn_blocking(work).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stand_in_costs_what_others_cost() {
        let known = PasswordHash::new(NOBODY).unwrap();
        let fresh: PasswordHash = Argon2::default().hash_password_with_salt(b"secret", &[7; 16]).unwrap();
        assert_eq!(known.params, fresh.params);
        assert_eq!(known.algorithm, fresh.algorithm);
        assert_eq!(known.hash.map(|h| h.len()), fresh.hash.map(|h| h.len()));
    }
}
