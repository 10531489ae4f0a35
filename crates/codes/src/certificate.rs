//! What a node says of a phone's key: a pseudonym, the key, until when. It names nobody.

use kernel::Micros;

use crate::key::{KeyId, Public, Secret, Signature};

/// What is put before the words of a certificate, so that its signature is never anything else.
const DOMAIN: &[u8] = b"banyan certificate 1\n";
const VERSION: u8 = 1;

/// The words of a certificate, before a node signs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsigned {
    /// The pseudonym: sixteen random bytes.
    pub code_id: [u8; 16],
    /// The phone's key.
    pub phone: Public,
    /// The first second in which it no longer holds, since 1970.
    pub until: u32,
}

/// A certificate as a phone carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The words.
    pub words: Unsigned,
    /// Which node key signed.
    pub node: KeyId,
    /// Its signature.
    pub signature: Signature,
}

impl Unsigned {
    /// Signs with a node's key.
    pub fn sign(self, node: &Secret) -> Certificate {
        let id = node.public().id();
        let signature = node.sign(&signed(&self, id));
        Certificate { words: self, node: id, signature }
    }

    /// Whole seconds since 1970 of a moment, as a certificate writes it.
    pub fn seconds(at: Micros) -> u32 {
        u32::try_from(at.0.div_euclid(Micros::SECOND).max(0)).unwrap_or(u32::MAX)
    }
}

fn signed(words: &Unsigned, node: KeyId) -> Vec<u8> {
    [DOMAIN, &body(words, node)].concat()
}

fn body(words: &Unsigned, node: KeyId) -> [u8; Certificate::BODY] {
    let mut out = [0; Certificate::BODY];
    out[0] = VERSION;
    out[1..17].copy_from_slice(&words.code_id);
    out[17..50].copy_from_slice(words.phone.bytes());
    out[50..54].copy_from_slice(&words.until.to_be_bytes());
    out[54..58].copy_from_slice(&node);
    out
}

impl Certificate {
    const BODY: usize = 58;
    /// How many bytes a certificate has.
    pub const LENGTH: usize = Self::BODY + 64;

    /// Reads the bytes; nothing if any of them is not as it must be.
    pub fn read(bytes: &[u8; Self::LENGTH]) -> Option<Self> {
        if bytes[0] != VERSION {
            return None;
        }
        let words = Unsigned {
            code_id: bytes[1..17].try_into().ok()?,
            phone: Public::read(&bytes[17..50])?,
            until: u32::from_be_bytes(bytes[50..54].try_into().ok()?),
        };
        let node = bytes[54..58].try_into().ok()?;
        Some(Self { words, node, signature: Signature::read(&bytes[Self::BODY..])? })
    }

    /// The bytes.
    pub fn bytes(&self) -> [u8; Self::LENGTH] {
        let mut out = [0; Self::LENGTH];
        out[..Self::BODY].copy_from_slice(&body(&self.words, self.node));
        out[Self::BODY..].copy_from_slice(&self.signature.bytes());
        out
    }

    /// The moment from which it no longer holds.
    pub fn until(&self) -> Micros {
        Micros(i64::from(self.words.until) * Micros::SECOND)
    }

    /// Whether this node key signed it.
    pub fn is_of(&self, node: &Public) -> bool {
        node.signed(&signed(&self.words, self.node), &self.signature)
    }
}
