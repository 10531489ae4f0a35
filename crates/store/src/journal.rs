//! The journal's canonical form: what an entry commits to, and what may be deleted from it.
//!
//! An entry is an immutable row (sequence number, name, time, commitment) and parts. The first part is the frame, which
//! concerns nobody: version, name, time, county and the actor's role. They are columns of the row, with the frame's
//! salt, and its body is put together from them. Each further part is a row: it concerns one person or organisation and
//! has its own salt, so that deleting it tells nothing and leaves every commitment as it was.
//!
//! ```text
//! part commitment  = SHA-256("banyan part v1"  ‖ len32(subject) ‖ subject ‖ salt₃₂ ‖ len32(body) ‖ body)
//! entry commitment = SHA-256("banyan entry v1" ‖ count32 ‖ part commitments in order)
//! digest           = SHA-256 over position64 ‖ entry commitment, from position 1 on
//! ```
//! Bodies are canonical JSON: UTF-8, keys sorted, no spaces, integers only. Numbers are big-endian. The entry
//! commitment is the leaf of the public log; nothing else of an entry is public.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use kernel::{Micros, RegionCode};

use crate::{change::Part, entropy::Entropy, gateway::region_text};

/// The version of the canonical form written today.
pub const VERSION: i64 = 1;

/// A commitment: 32 bytes of SHA-256.
pub type Commitment = [u8; 32];

/// A part ready to be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct SealedPart {
    /// Whom it concerns.
    pub subject: String,
    /// 32 random bytes.
    pub salt: [u8; 32],
    /// Canonical JSON.
    pub body: String,
    /// What the entry commits to.
    pub commitment: Commitment,
}

/// An entry ready to be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct SealedEntry {
    /// The command's name.
    pub name: &'static str,
    /// The actor's role.
    pub role: &'static str,
    /// When.
    pub at: Micros,
    /// The county it happened in, if in any.
    pub region: Option<RegionCode>,
    /// The frame's 32 random bytes.
    pub salt: [u8; 32],
    /// A part for each concerned.
    pub parts: Vec<SealedPart>,
    /// The commitment over all of them.
    pub commitment: Commitment,
}

impl SealedEntry {
    /// Frames and salts the parts of one change.
    pub fn new(
        name: &'static str,
        role: &'static str,
        at: Micros,
        region: Option<RegionCode>,
        parts: Vec<Part>,
        entropy: &Entropy,
    ) -> Self {
        // One journey to the source of randomness for all of them.
        let mut salts = vec![[0; 32]; parts.len() + 1];
        entropy.fill(salts.as_flattened_mut());
        let frame = frame(VERSION, name, role, at, &region_text(region));
        let first = commit_part("", &salts[0], &frame);
        let parts: Vec<SealedPart> = parts
            .into_iter()
            .zip(&salts[1..])
            .map(|(part, salt)| {
                let body = canonical(&part.body);
                let commitment = commit_part(&part.subject, salt, &body);
                SealedPart { subject: part.subject, salt: *salt, body, commitment }
            })
            .collect();
        let all: Vec<_> = std::iter::once(first).chain(parts.iter().map(|p| p.commitment)).collect();
        Self { name, role, at, region, salt: salts[0], parts, commitment: commit_entry(all.into_iter()) }
    }
}

/// The body of an entry's frame.
pub fn frame(version: i64, name: &str, role: &str, at: Micros, region: &str) -> String {
    canonical(&json!({ "v": version, "name": name, "at": at.0, "role": role, "region": region }))
}

/// Canonical JSON. serde_json's map is a sorted tree here, and bodies carry no fractions.
pub fn canonical(body: &Json) -> String {
    body.to_string()
}

/// The commitment of one part.
pub fn commit_part(subject: &str, salt: &[u8; 32], body: &str) -> Commitment {
    let mut hash = Sha256::new();
    hash.update(b"banyan part v1");
    hash.update(length(subject));
    hash.update(subject);
    hash.update(salt);
    hash.update(length(body));
    hash.update(body);
    hash.finalize().into()
}

/// The commitment of an entry over those of its parts.
pub fn commit_entry(parts: impl ExactSizeIterator<Item = Commitment>) -> Commitment {
    let mut hash = Sha256::new();
    hash.update(b"banyan entry v1");
    hash.update(u32::try_from(parts.len()).unwrap_or(u32::MAX).to_be_bytes());
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

fn length(text: &str) -> [u8; 4] {
    u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes()
}

/// A running digest over the journal in order of position.
#[derive(Clone, Default)]
pub struct JournalDigest(Sha256, i64);

impl JournalDigest {
    /// Takes the next entry.
    pub fn push(&mut self, position: i64, commitment: &[u8]) {
        self.0.update(position.to_be_bytes());
        self.0.update(commitment);
        self.1 = position;
    }

    /// The last position taken, and the digest in hexadecimal.
    pub fn finish(self) -> (i64, String) {
        (self.1, crate::vault::hex(&self.0.finalize()))
    }
}

/// An entry as followers and readers meet it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its dense place in the journal, from 1.
    pub position: i64,
    /// The sequence number its writer took.
    pub seq: i64,
    /// The command's name.
    pub name: String,
    /// When.
    pub at: Micros,
    /// The county it happened in; empty for none.
    pub region: String,
    /// The parts that are left, the frame left out.
    pub parts: Vec<RecordPart>,
}

/// A part as it is read: erased ones have neither subject nor body.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordPart {
    /// Whom it concerns, unless erased.
    pub subject: Option<String>,
    /// What it says, unless erased.
    pub body: Option<Json>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(entropy: &Entropy) -> SealedEntry {
        let parts = vec![
            Part { subject: "w1".into(), body: json!({"z": 1, "a": "β"}) },
            Part { subject: "e1".into(), body: json!({}) },
        ];
        SealedEntry::new("job.post", "employer", Micros(5), None, parts, entropy)
    }

    #[test]
    fn the_form_is_fixed() {
        let e = entry(&Entropy::seeded(1));
        let body = frame(VERSION, e.name, e.role, e.at, "");
        assert_eq!(body, r#"{"at":5,"name":"job.post","region":"","role":"employer","v":1}"#);
        assert_eq!(e.parts[0].body, r#"{"a":"β","z":1}"#);
        let parts = [commit_part("", &e.salt, &body), e.parts[0].commitment, e.parts[1].commitment];
        assert_eq!(e.commitment, commit_entry(parts.into_iter()));
        assert_eq!(
            crate::vault::hex(&commit_part("w1", &[7; 32], "{}")),
            "add893d0721670cab4b3e4ebeee47dc1ec826604c232b787d6b106e6976cbf72"
        );
        assert_eq!(
            crate::vault::hex(&commit_entry([[1; 32], [2; 32]].into_iter())),
            "3e3a9d9f6bf44507aee3071864b3a4906d676f7535e2087e48ca893906919ef4"
        );
    }

    #[test]
    fn every_field_is_committed() {
        let base = commit_part("a", &[0; 32], "{}");
        assert_ne!(base, commit_part("b", &[0; 32], "{}"));
        assert_ne!(base, commit_part("a", &[1; 32], "{}"));
        assert_ne!(base, commit_part("a", &[0; 32], "[]"));
        assert_ne!(commit_part("ab", &[0; 32], "c"), commit_part("a", &[0; 32], "bc"));
        let (a, b) = ([1; 32], [2; 32]);
        assert_ne!(commit_entry([a, b].into_iter()), commit_entry([b, a].into_iter()));
        assert_ne!(commit_entry([a].into_iter()), commit_entry([a, a].into_iter()));
    }

    #[test]
    fn salts_keep_equal_bodies_apart() {
        let entropy = Entropy::seeded(2);
        assert_ne!(entry(&entropy).parts[1].commitment, entry(&entropy).parts[1].commitment);
    }
}
