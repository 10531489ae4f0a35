//! Keys of nodes and phones: ECDSA on P-256 with SHA-256, public keys in their short form, signatures as `r ‖ s` with
//! the smaller `s`. A signature in any other spelling is refused, so that there is one text for one signature.

use kernel::{Error, Micros, Result};
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{self, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// What is put before a challenge, so that its signature is never anything else.
const PROOF: &[u8] = b"banyan proof of possession 1\n";

/// Names a node key: the first four bytes of the SHA-256 of its short form.
pub type KeyId = [u8; 4];

/// A public key that is a point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Public {
    short: [u8; 33],
    key: VerifyingKey,
}

impl Public {
    /// Reads the short form: 02 or 03 and the abscissa.
    pub fn read(short: &[u8]) -> Option<Self> {
        let short: [u8; 33] = short.try_into().ok()?;
        let key = VerifyingKey::from_sec1_bytes(&short).ok()?;
        Some(Self { short, key })
    }

    /// The short form.
    pub const fn bytes(&self) -> &[u8; 33] {
        &self.short
    }

    /// Its name, were it a node's.
    pub fn id(&self) -> KeyId {
        let digest: [u8; 32] = Sha256::digest(self.short).into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Whether a signature of these words is this key's.
    pub fn signed(&self, words: &[u8], signature: &Signature) -> bool {
        self.key.verify(words, &signature.0).is_ok()
    }
}

/// A signature in its one spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature(ecdsa::Signature);

impl Signature {
    /// Reads `r ‖ s`; nothing if either is out of range or `s` is the larger of the two that there are.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let signature = ecdsa::Signature::from_slice(bytes).ok()?;
        (signature.normalize_s() == signature).then_some(Self(signature))
    }

    /// `r ‖ s`.
    pub fn bytes(&self) -> [u8; 64] {
        self.0.to_bytes().into()
    }
}

/// A private key. It signs by RFC 6979, which needs no randomness: the same words have the same signature.
#[derive(Clone)]
pub struct Secret(SigningKey);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// The key of these bytes; nothing for the one in four thousand million draws that are no key.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        SigningKey::from_slice(bytes).ok().map(Self)
    }

    /// Its bytes, to be sealed.
    pub fn bytes(&self) -> [u8; 32] {
        self.0.to_bytes().into()
    }

    /// The public half.
    pub fn public(&self) -> Public {
        let key = *self.0.verifying_key();
        let mut short = [0; 33];
        for (to, from) in short.iter_mut().zip(key.to_sec1_point(true).as_bytes()) {
            *to = *from;
        }
        Public { short, key }
    }

    /// Signs.
    pub fn sign(&self, words: &[u8]) -> Signature {
        let signature: ecdsa::Signature = self.0.sign(words);
        Signature(signature.normalize_s())
    }
}

/// A node key as readers keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeKey {
    /// The key.
    pub public: Public,
    /// Since when it certifies.
    pub from: Micros,
    /// When it and everything that it certified is no more.
    pub until: Micros,
}

/// Shows that one has a key: a signature over what was asked.
pub fn prove(secret: &Secret, challenge: &str) -> Signature {
    secret.sign(&[PROOF, challenge.as_bytes()].concat())
}

/// Refuses what does not show it, `code.proof`.
pub fn proves(public: &Public, challenge: &str, proof: &Signature) -> Result<()> {
    let shown = public.signed(&[PROOF, challenge.as_bytes()].concat(), proof);
    if shown { Ok(()) } else { Err(Error::invalid("code.proof")) }
}
