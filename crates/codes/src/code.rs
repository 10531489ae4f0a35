//! The code itself: a certificate, the half minute, and the phone's signature over both. One text for one code; every
//! other text is refused.

use kernel::{Error, Micros, Result};

use crate::base32;
use crate::certificate::Certificate;
use crate::key::{NodeKey, Secret, Signature};

/// How long one code is shown.
pub const STEP: i64 = 30 * Micros::SECOND;
/// How far the beginning of a code's half minute may be from the reader's time, before or after.
pub const WINDOW: i64 = 90 * Micros::SECOND;

const DOMAIN: &[u8] = b"banyan code 1\n";
const PREFIX: &str = "BY1";
const SIGNED: usize = Certificate::LENGTH + 4;
const LENGTH: usize = SIGNED + 64;

/// A code that was read; whether it is true is yet to be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// What the node said of the phone.
    pub certificate: Certificate,
    /// Which half minute since 1970.
    pub step: u32,
    /// The phone's signature.
    pub signature: Signature,
}

/// A code that is authentic and was fresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The pseudonym that the node knows.
    pub code_id: [u8; 16],
    /// The half minute; with the pseudonym it names this one code.
    pub step: u32,
}

/// The half minute of a moment.
pub fn step_of(at: Micros) -> u32 {
    u32::try_from(at.0.div_euclid(STEP).max(0)).unwrap_or(u32::MAX)
}

/// What a scanner typed, as the code was meant: without blanks and line ends around and within, in capitals.
pub fn tidy(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && !c.is_control()).map(|c| c.to_ascii_uppercase()).collect()
}

impl Code {
    /// How many letters and digits a code has.
    pub const LETTERS: usize = PREFIX.len() + LENGTH / 5 * 8;

    /// A phone's code for a half minute.
    pub fn sign(certificate: Certificate, step: u32, phone: &Secret) -> Self {
        let signature = phone.sign(&signed(&certificate, step));
        Self { certificate, step, signature }
    }

    /// Reads the text of a code. Whatever is not letter for letter what [`Code::text`] writes is `code.malformed`.
    pub fn read(text: &str) -> Result<Self> {
        let bytes = text.strip_prefix(PREFIX).and_then(base32::decode::<LENGTH>);
        let code = bytes.and_then(|bytes| {
            let certificate = Certificate::read(bytes.first_chunk()?)?;
            let step = u32::from_be_bytes(bytes[Certificate::LENGTH..SIGNED].try_into().ok()?);
            Some(Self { certificate, step, signature: Signature::read(&bytes[SIGNED..])? })
        });
        code.ok_or(Error::invalid("code.malformed"))
    }

    /// The text: letters and digits, as a QR code holds them most tightly.
    pub fn text(&self) -> String {
        let mut bytes = [0; LENGTH];
        bytes[..Certificate::LENGTH].copy_from_slice(&self.certificate.bytes());
        bytes[Certificate::LENGTH..SIGNED].copy_from_slice(&self.step.to_be_bytes());
        bytes[SIGNED..].copy_from_slice(&self.signature.bytes());
        format!("{PREFIX}{}", base32::encode(&bytes))
    }

    /// When its half minute begins.
    pub fn begins(&self) -> Micros {
        Micros(i64::from(self.step) * STEP)
    }

    /// Whether the code is authentic and fresh at a moment. In this order: `code.unknown_key` (of no node known here at
    /// that time), `code.forged_certificate`, `code.forged`, `code.expired` (the certificate), `code.too_old`,
    /// `code.future`.
    pub fn verify(&self, keys: &[NodeKey], now: Micros) -> Result<Verified> {
        let certificate = &self.certificate;
        let holds = |key: &&NodeKey| {
            key.public.id() == certificate.node && key.from - WINDOW <= now && now < key.until
        };
        let node = keys.iter().find(holds).ok_or(Error::invalid("code.unknown_key"))?;
        if !certificate.is_of(&node.public) {
            return Err(Error::invalid("code.forged_certificate"));
        }
        if !certificate.words.phone.signed(&signed(certificate, self.step), &self.signature) {
            return Err(Error::invalid("code.forged"));
        }
        if now >= certificate.until() {
            return Err(Error::invalid("code.expired"));
        }
        match now - self.begins() {
            late if late > WINDOW => Err(Error::invalid("code.too_old")),
            early if early < -WINDOW => Err(Error::invalid("code.future")),
            _ => Ok(Verified { code_id: certificate.words.code_id, step: self.step }),
        }
    }
}

fn signed(certificate: &Certificate, step: u32) -> Vec<u8> {
    [DOMAIN, &certificate.bytes(), &step.to_be_bytes()].concat()
}
