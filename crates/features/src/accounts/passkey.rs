//! What a browser says about a passkey, verified: Web Authentication level 2, sections 7.1 and 7.2, for ES256 keys without
//! attestation. Pure: the challenge and the site come in.
//!
//! It refuses another site's answer, another challenge's, one without the person's presence and verification, another
//! algorithm, and a signature that does not verify.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Error, Result};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier as _};
use p256::pkcs8::DecodePublicKey as _;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// Where the page stands: a passkey is bound to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Scheme, host and port: `https://example.org`.
    pub origin: String,
    /// The host alone, the relying party's id.
    pub host: String,
}

/// What `navigator.credentials.create` gave, every part base64url.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The credential's id.
    pub credential: String,
    /// `clientDataJSON`.
    pub client: String,
    /// `getAuthenticatorData()`.
    pub data: String,
    /// `getPublicKey()`: SubjectPublicKeyInfo.
    pub public_key: String,
}

/// What `navigator.credentials.get` gave, every part base64url.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The credential's id.
    pub credential: String,
    /// `clientDataJSON`.
    pub client: String,
    /// `authenticatorData`.
    pub data: String,
    /// The signature, DER.
    pub signature: String,
}

/// A passkey to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The credential's id, base64url.
    pub credential: String,
    /// The public key, SEC1 uncompressed.
    pub public_key: Vec<u8>,
    /// The authenticator's counter; 0 where it keeps none.
    pub counter: u32,
}

#[derive(Deserialize)]
struct Client {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: bool,
}

const PRESENT: u8 = 0b0000_0001;
const VERIFIED: u8 = 0b0000_0100;
const ATTESTED: u8 = 0b0100_0000;

fn bad() -> Error {
    Error::invalid("factor.passkey")
}

fn bytes(text: &str, most: usize) -> Result<Vec<u8>> {
    if text.len() > most {
        return Err(bad());
    }
    URL_SAFE_NO_PAD.decode(text).map_err(|_| bad())
}

/// The challenge as the browser is given it: the token's own bytes.
pub fn challenge(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(token)
}

/// A fresh passkey.
pub fn created(made: &Made, token: &str, site: &Site) -> Result<Key> {
    client(&made.client, "webauthn.create", token, site)?;
    let data = bytes(&made.data, 8192)?;
    let counter = authenticator(&data, site)?;
    // Attested credential data: AAGUID, the credential's length and the credential itself.
    let id = bytes(&made.credential, 1400)?;
    let told = data.get(53..55).map(|two| usize::from(u16::from_be_bytes([two[0], two[1]])));
    let holds =
        data[32] & ATTESTED != 0 && told == Some(id.len()) && data.get(55..55 + id.len()) == Some(&id[..]);
    if id.is_empty() || !holds {
        return Err(bad());
    }
    let key = VerifyingKey::from_public_key_der(&bytes(&made.public_key, 1024)?).map_err(|_| bad())?;
    let public_key = key.to_sec1_point(false).as_bytes().to_vec();
    Ok(Key { credential: URL_SAFE_NO_PAD.encode(id), public_key, counter })
}

/// The counter of an answer that the key has signed for this challenge and site.
pub fn asserted(shown: &Shown, token: &str, public_key: &[u8], site: &Site) -> Result<u32> {
    let raw = client(&shown.client, "webauthn.get", token, site)?;
    let data = bytes(&shown.data, 8192)?;
    let counter = authenticator(&data, site)?;
    let key = VerifyingKey::from_sec1_bytes(public_key).map_err(|_| bad())?;
    let signature = Signature::from_der(&bytes(&shown.signature, 200)?).map_err(|_| bad())?;
    let signed = [data.as_slice(), Sha256::digest(raw).as_slice()].concat();
    key.verify(&signed, &signature).map_err(|_| bad())?;
    Ok(counter)
}

fn client(text: &str, kind: &str, token: &str, site: &Site) -> Result<Vec<u8>> {
    let raw = bytes(text, 8192)?;
    let client: Client = serde_json::from_slice(&raw).map_err(|_| bad())?;
    let right = client.kind == kind
        && client.challenge == challenge(token)
        && client.origin == site.origin
        && !client.cross_origin;
    if right { Ok(raw) } else { Err(bad()) }
}

fn authenticator(data: &[u8], site: &Site) -> Result<u32> {
    let counter =
        data.get(33..37).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes).ok_or_else(bad)?;
    let here = data[..32] == Sha256::digest(&site.host)[..];
    if here && data[32] & PRESENT != 0 && data[32] & VERIFIED != 0 { Ok(counter) } else { Err(bad()) }
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::{SigningKey, signature::Signer as _};
    use p256::pkcs8::EncodePublicKey as _;

    use super::*;

    const TOKEN: &str = "0123456789abcdef";

    fn site() -> Site {
        Site { origin: "https://banyan.example".into(), host: "banyan.example".into() }
    }

    fn b64(bytes: impl AsRef<[u8]>) -> String {
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn client_data(kind: &str, token: &str, origin: &str) -> String {
        b64(format!(r#"{{"type":"{kind}","challenge":"{}","origin":"{origin}"}}"#, challenge(token)))
    }

    fn data(host: &str, flags: u8, counter: u32, rest: &[u8]) -> Vec<u8> {
        [&Sha256::digest(host)[..], &[flags], &counter.to_be_bytes(), rest].concat()
    }

    fn key() -> SigningKey {
        SigningKey::from_slice(&[7; 32]).unwrap()
    }

    fn made() -> Made {
        let rest = [&[0; 16][..], &[0, 4], &[9, 9, 9, 9], &[1, 2, 3]].concat();
        let spki = key().verifying_key().to_public_key_der().unwrap();
        Made {
            credential: b64([9, 9, 9, 9]),
            client: client_data("webauthn.create", TOKEN, &site().origin),
            data: b64(data(&site().host, PRESENT | VERIFIED | ATTESTED, 3, &rest)),
            public_key: b64(spki.as_bytes()),
        }
    }

    fn shown(flags: u8, token: &str, origin: &str) -> Shown {
        let (data, client) = (data(&site().host, flags, 5, &[]), client_data("webauthn.get", token, origin));
        let raw = URL_SAFE_NO_PAD.decode(&client).unwrap();
        let signature: Signature = key().sign(&[data.as_slice(), &Sha256::digest(raw)].concat());
        Shown { credential: b64([9, 9, 9, 9]), client, data: b64(data), signature: b64(signature.to_der()) }
    }

    #[test]
    fn what_was_made_here_signs_here() {
        let kept = created(&made(), TOKEN, &site()).unwrap();
        assert_eq!((kept.credential.as_str(), kept.counter), (b64([9, 9, 9, 9]).as_str(), 3));
        let good = shown(PRESENT | VERIFIED, TOKEN, &site().origin);
        assert_eq!(asserted(&good, TOKEN, &kept.public_key, &site()), Ok(5));
    }

    #[test]
    fn anything_else_is_refused() {
        let kept = created(&made(), TOKEN, &site()).unwrap();
        let (both, here) = (PRESENT | VERIFIED, site().origin);
        let other = Site { host: "evil.example".into(), ..site() };
        let refused = |shown: &Shown, site: &Site| {
            assert_eq!(asserted(shown, TOKEN, &kept.public_key, site).unwrap_err().code, "factor.passkey");
        };
        refused(&shown(PRESENT, TOKEN, &here), &site());
        refused(&shown(VERIFIED, TOKEN, &here), &site());
        refused(&shown(both, "another token", &here), &site());
        refused(&shown(both, TOKEN, "https://evil.example"), &site());
        refused(&shown(both, TOKEN, &here), &other);
        let good = shown(both, TOKEN, &here);
        for bent in [
            Shown { signature: b64([0; 70]), ..good.clone() },
            Shown { data: b64(data(&site().host, both, 6, &[])), ..good.clone() },
            Shown { client: client_data("webauthn.create", TOKEN, &here), ..good.clone() },
            Shown { client: "%".into(), ..good.clone() },
            Shown { data: String::new(), ..good.clone() },
            Shown::default(),
        ] {
            refused(&bent, &site());
        }
        let foreign = SigningKey::from_slice(&[8; 32]).unwrap();
        let foreign = foreign.verifying_key().to_sec1_point(false).as_bytes().to_vec();
        assert!(asserted(&good, TOKEN, &foreign, &site()).is_err());
        for bent in [
            Made { credential: b64([9, 9, 9, 8]), ..made() },
            Made { public_key: b64([1, 2, 3]), ..made() },
            Made { client: client_data("webauthn.get", TOKEN, &here), ..made() },
            Made::default(),
        ] {
            assert_eq!(created(&bent, TOKEN, &site()).unwrap_err().code, "factor.passkey");
        }
    }
}
