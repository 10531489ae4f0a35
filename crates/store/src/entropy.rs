//! Where ids, salts and nonces come from: the operating system, or a seed for demos and tests.
//!
//! A seeded source is never used where someone's safety rests on it: `serve` has no way to ask for one.

use std::sync::Mutex;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use kernel::Micros;

/// A source of random bytes.
#[derive(Debug)]
pub struct Entropy(Option<Mutex<Stream>>);

/// SHA-256 in counter mode over a seed.
#[derive(Debug)]
struct Stream {
    seed: u64,
    counter: u64,
    block: [u8; 32],
    used: usize,
}

impl Entropy {
    /// The operating system's source.
    pub fn system() -> Self {
        Self(None)
    }

    /// A repeatable source.
    pub fn seeded(seed: u64) -> Self {
        Self(Some(Mutex::new(Stream { seed, counter: 0, block: [0; 32], used: 32 })))
    }

    /// Starts a seeded source afresh; the system's source takes no notice.
    pub fn reseed(&self, seed: u64) {
        if let Some(stream) = &self.0 {
            let mut s = stream.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *s = Stream { seed, counter: 0, block: [0; 32], used: 32 };
        }
    }

    /// Fills `out` with random bytes.
    pub fn fill(&self, out: &mut [u8]) {
        let Some(stream) = &self.0 else {
            // A machine without randomness can hand out neither ids nor salts; stopping is the only safe answer.
            #[expect(clippy::expect_used, reason = "see above")]
            getrandom::fill(out).expect("the operating system gives random bytes");
            return;
        };
        let mut s = stream.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for byte in out {
            if s.used == 32 {
                let mut hash = Sha256::new();
                hash.update(s.seed.to_be_bytes());
                hash.update(s.counter.to_be_bytes());
                s.block = hash.finalize().into();
                s.counter += 1;
                s.used = 0;
            }
            *byte = s.block[s.used];
            s.used += 1;
        }
    }

    /// A UUIDv7 at `now`.
    pub fn uuid(&self, now: Micros) -> Uuid {
        let mut random = [0u8; 10];
        self.fill(&mut random);
        kernel::v7(u64::try_from(now.0 / 1000).unwrap_or(0), random)
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0u8; N];
        self.fill(&mut out);
        out
    }
}
