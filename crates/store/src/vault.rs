//! The vault: personal columns encrypted with SM4-GCM, and keyed blind indexes for looking them up.
//!
//! A ciphertext is `key id ‖ 12-byte nonce ‖ SM4-GCM(plaintext)` (RFC 8998) with `table ‖ column ‖ row` as associated
//! data, so that a value moved to another row does not open. The vault refuses to open what it did not seal and never
//! shows a key; it keeps retired keys only to read what they sealed.

use std::{fmt, path::Path};

use aes_gcm::{
    AesGcm,
    aead::{Aead, KeyInit, Nonce, Payload, consts::U12},
};
use hmac::{Hmac, Mac};
use sm3::Sm3;
use sm4::Sm4;

use crate::{Error, entropy::Entropy};

type Cipher = AesGcm<Sm4, U12>;

const NONCE: usize = 12;

/// One generation of keys.
#[derive(Clone)]
struct Key {
    id: u8,
    cipher: [u8; 16],
    index: [u8; 32],
}

/// The column keys of a deployment, newest first.
#[derive(Clone)]
pub struct Vault {
    keys: Vec<Key>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({} keys)", self.keys.len())
    }
}

impl Vault {
    /// A vault with one fresh key drawn from `entropy`.
    pub fn generate(entropy: &Entropy) -> Self {
        let mut key = Key { id: 1, cipher: [0; 16], index: [0; 32] };
        entropy.fill(&mut key.cipher);
        entropy.fill(&mut key.index);
        Self { keys: vec![key] }
    }

    /// Reads the key file, or writes a fresh one (mode 0600) when there is none.
    pub fn open_or_create(path: &Path, entropy: &Entropy) -> Result<Self, Error> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let vault = Self::generate(entropy);
                write_private(path, &vault.render())?;
                Ok(vault)
            }
            Err(e) => Err(Error::Key(e.to_string())),
        }
    }

    /// Reads `id cipher-key index-key` lines, hexadecimal, newest first.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bad = || Error::Key("a line is `id 32-hex 64-hex`".into());
        let mut keys = Vec::new();
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            let mut words = line.split_whitespace();
            let mut key = Key { id: 0, cipher: [0; 16], index: [0; 32] };
            key.id = words.next().and_then(|w| w.parse().ok()).ok_or_else(bad)?;
            unhex(words.next().ok_or_else(bad)?, &mut key.cipher).ok_or_else(bad)?;
            unhex(words.next().ok_or_else(bad)?, &mut key.index).ok_or_else(bad)?;
            keys.push(key);
        }
        if keys.is_empty() { Err(bad()) } else { Ok(Self { keys }) }
    }

    /// The key file's text.
    pub fn render(&self) -> String {
        self.keys.iter().map(|k| format!("{} {} {}\n", k.id, hex(&k.cipher), hex(&k.index))).collect()
    }

    /// Encrypts `plain` for one cell of one table.
    pub fn seal(&self, cell: Cell<'_>, plain: &str, entropy: &Entropy) -> Result<Vec<u8>, Error> {
        self.seal_bytes(cell, plain.as_bytes(), entropy)
    }

    /// Encrypts bytes that are no text, whole: a photo, a file of a few megabytes.
    pub fn seal_bytes(&self, cell: Cell<'_>, plain: &[u8], entropy: &Entropy) -> Result<Vec<u8>, Error> {
        let key = &self.keys[0];
        let mut nonce = [0u8; NONCE];
        entropy.fill(&mut nonce);
        let sealed = key
            .cipher()
            .encrypt(&Nonce::<Cipher>::from(nonce), Payload { msg: plain, aad: &cell.associated() })
            .map_err(|_| Error::Sealed)?;
        let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
        out.push(key.id);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Decrypts what [`Vault::seal`] made for the same cell.
    pub fn open(&self, cell: Cell<'_>, sealed: &[u8]) -> Result<String, Error> {
        String::from_utf8(self.open_bytes(cell, sealed)?).map_err(|_| Error::Sealed)
    }

    /// Decrypts what [`Vault::seal_bytes`] made for the same cell.
    pub fn open_bytes(&self, cell: Cell<'_>, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let (id, rest) = sealed.split_first().ok_or(Error::Sealed)?;
        let key = self.keys.iter().find(|k| k.id == *id).ok_or(Error::Sealed)?;
        let (nonce, body) = rest.split_at_checked(NONCE).ok_or(Error::Sealed)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| Error::Sealed)?;
        key.cipher()
            .decrypt(&Nonce::<Cipher>::from(nonce), Payload { msg: body, aad: &cell.associated() })
            .map_err(|_| Error::Sealed)
    }

    /// HMAC-SM3 of a value under the index key: equal values of one kind give equal text, nothing else is learnt.
    pub fn blind(&self, kind: &str, value: &str) -> String {
        // HMAC pads a short key with zeros to its block of 64 bytes.
        let mut block = [0u8; 64];
        block[..32].copy_from_slice(&self.keys[self.keys.len() - 1].index);
        let mut mac = <Hmac<Sm3> as KeyInit>::new(&block.into());
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

impl Key {
    fn cipher(&self) -> Cipher {
        Cipher::new(&self.cipher.into())
    }
}

/// Which cell a ciphertext belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// The table.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The row's id.
    pub row: &'a str,
}

impl<'a> Cell<'a> {
    /// The cell of `table.column` in `row`.
    pub fn new(table: &'a str, column: &'a str, row: &'a str) -> Self {
        Self { table, column, row }
    }

    fn associated(&self) -> Vec<u8> {
        [self.table, self.column, self.row].join("\0").into_bytes()
    }
}

pub(crate) use kernel::hex;

fn unhex(text: &str, out: &mut [u8]) -> Option<()> {
    let bytes = kernel::unhex(text).filter(|bytes| bytes.len() == out.len())?;
    out.copy_from_slice(&bytes);
    Some(())
}

fn write_private(path: &Path, text: &str) -> Result<(), Error> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let fail = |e: std::io::Error| Error::Key(e.to_string());
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    file.sync_all().map_err(fail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_in_its_own_cell_and_under_its_own_key() {
        let entropy = Entropy::seeded(7);
        let vault = Vault::generate(&entropy);
        let cell = Cell::new("worker", "name", "r1");
        let sealed = vault.seal(cell, "林秀英", &entropy).unwrap();
        assert_eq!(vault.open(cell, &sealed).unwrap(), "林秀英");
        assert!(vault.open(Cell::new("worker", "name", "r2"), &sealed).is_err());
        assert!(vault.open(Cell::new("worker", "phone", "r1"), &sealed).is_err());
        assert!(Vault::generate(&entropy).open(cell, &sealed).is_err());
        for i in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[i] ^= 1;
            assert!(vault.open(cell, &bent).is_err(), "byte {i}");
        }
        assert!(vault.open(cell, &[]).is_err());
    }

    #[test]
    fn bytes_that_are_no_text_come_back_whole_and_only_as_bytes() {
        let entropy = Entropy::seeded(9);
        let vault = Vault::generate(&entropy);
        let cell = Cell::new("paper", "body", "p1");
        let photo: Vec<u8> = (0..100_000u32).map(|n| (n * 7 % 256) as u8).collect();
        let sealed = vault.seal_bytes(cell, &photo, &entropy).unwrap();
        assert_eq!(sealed.len(), photo.len() + 1 + NONCE + 16);
        assert_eq!(vault.open_bytes(cell, &sealed).unwrap(), photo);
        assert!(vault.open(cell, &sealed).is_err());
        assert!(vault.open_bytes(Cell::new("paper", "body", "p2"), &sealed).is_err());
    }

    #[test]
    fn the_same_value_sealed_twice_looks_different_and_is_found_by_its_index() {
        let entropy = Entropy::seeded(8);
        let vault = Vault::generate(&entropy);
        let cell = Cell::new("account", "phone", "r");
        assert_ne!(vault.seal(cell, "1", &entropy).unwrap(), vault.seal(cell, "1", &entropy).unwrap());
        assert_eq!(vault.blind("phone", "1"), vault.blind("phone", "1"));
        assert_ne!(vault.blind("phone", "1"), vault.blind("name", "1"));
        let again = Vault::parse(&vault.render()).unwrap();
        assert_eq!(again.blind("phone", "1"), vault.blind("phone", "1"));
    }
}
