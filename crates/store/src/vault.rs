//! The vault: personal columns encrypted with SM4-GCM, and keyed blind indexes for looking them up.
//!
//! A ciphertext is `key id ‖ 12-byte nonce ‖ SM4-GCM(plaintext)` (RFC 8998) with `table ‖ column ‖ row` as associated
//! data, so that a value moved to another row does not open. The vault refuses to open what it did not seal and never
//! shows a key.
//!
//! A ring has one key, or two while keys are changed: the one that seals, which the database names, and the one before or
//! after it. A blind index says by which key it was made (`2:…`; the first key's says nothing), so that both are looked for
//! until the last row was made anew. `reseal.rs` says how keys are changed without stopping.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
};

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

/// Keys, newest first, and which of them seals.
#[derive(Clone)]
struct Ring {
    keys: Vec<Key>,
    current: u8,
}

impl Ring {
    /// The oldest seals until the database names another.
    fn of(keys: Vec<Key>) -> Option<Self> {
        let current = keys.last()?.id;
        Some(Self { keys, current })
    }

    fn find(&self, id: u8) -> Option<&Key> {
        self.keys.iter().find(|key| key.id == id)
    }

    fn current(&self) -> Result<&Key, Error> {
        self.find(self.current).ok_or(Error::Sealed)
    }

    fn oldest(&self) -> Result<&Key, Error> {
        self.keys.last().ok_or(Error::Sealed)
    }
}

/// The column keys of a deployment.
pub struct Vault {
    ring: RwLock<Arc<Ring>>,
    /// Where they are kept, if they are.
    path: Option<PathBuf>,
}

impl Clone for Vault {
    fn clone(&self) -> Self {
        Self { ring: RwLock::new(self.ring()), path: self.path.clone() }
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({} keys)", self.ring().keys.len())
    }
}

impl Vault {
    fn over(keys: Vec<Key>, path: Option<PathBuf>) -> Result<Self, Error> {
        let ring = Ring::of(keys).ok_or_else(|| Error::Key("there is no key".into()))?;
        Ok(Self { ring: RwLock::new(Arc::new(ring)), path })
    }

    fn ring(&self) -> Arc<Ring> {
        // A panic elsewhere leaves whole rings behind: they are only ever replaced.
        self.ring.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    fn replace(&self, ring: Ring) {
        *self.ring.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(ring);
    }

    /// A vault with one fresh key drawn from `entropy`.
    pub fn generate(entropy: &Entropy) -> Self {
        let key = Key::fresh(1, entropy);
        Self { ring: RwLock::new(Arc::new(Ring { current: key.id, keys: vec![key] })), path: None }
    }

    /// Reads the key file, or writes a fresh one (mode 0600) when there is none.
    pub fn open_or_create(path: &Path, entropy: &Entropy) -> Result<Self, Error> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::over(read(&text)?, Some(path.to_owned())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let vault = Self::generate(entropy);
                write_private(path, &vault.render())?;
                Ok(Self { path: Some(path.to_owned()), ..vault })
            }
            Err(e) => Err(Error::Key(e.to_string())),
        }
    }

    /// Reads `id cipher-key index-key` lines, hexadecimal, newest first.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::over(read(text)?, None)
    }

    /// The key file's text.
    pub fn render(&self) -> String {
        render(&self.ring().keys)
    }

    /// The ids of the keys, newest first.
    pub fn ids(&self) -> Vec<u8> {
        self.ring().keys.iter().map(|key| key.id).collect()
    }

    /// The id of the key that seals.
    pub fn current(&self) -> u8 {
        self.ring().current
    }

    /// Reads the key file again: another process may have added a key, or taken one away. Without a file nothing changes.
    pub fn refresh(&self) -> Result<(), Error> {
        let Some(path) = &self.path else { return Ok(()) };
        let text = std::fs::read_to_string(path).map_err(|e| Error::Key(e.to_string()))?;
        let keys = read(&text)?;
        let now = self.ring();
        if keys.iter().map(|key| key.id).ne(now.keys.iter().map(|key| key.id)) {
            let fresh = Ring::of(keys).ok_or(Error::Sealed)?;
            let current = if fresh.find(now.current).is_some() { now.current } else { fresh.current };
            self.replace(Ring { current, ..fresh });
        }
        Ok(())
    }

    /// From now on this key seals; one that is not known is looked for in the file.
    pub(crate) fn use_key(&self, id: u8) -> Result<(), Error> {
        if self.ring().find(id).is_none() {
            self.refresh()?;
        }
        let ring = self.ring();
        if ring.find(id).is_none() {
            return Err(Error::Key(format!("key {id} is in use and not in the key file")));
        }
        if ring.current != id {
            self.replace(Ring { current: id, ..(*ring).clone() });
        }
        Ok(())
    }

    /// The oldest key's id: it seals where the database names none.
    pub(crate) fn oldest(&self) -> Result<u8, Error> {
        Ok(self.ring().oldest()?.id)
    }

    /// Adds a fresh key to the file; it does not seal yet. Asked again before it does, it is the same key. Its id.
    pub(crate) fn add(&self, entropy: &Entropy) -> Result<u8, Error> {
        self.refresh()?;
        let ring = self.ring();
        let newest = ring.keys.first().ok_or(Error::Sealed)?.id;
        if ring.keys.len() > 1 {
            return Ok(newest);
        }
        let id = newest.checked_add(1).ok_or_else(|| Error::Key("there are no more key ids".into()))?;
        let keys: Vec<Key> = [Key::fresh(id, entropy)].into_iter().chain(ring.keys.iter().cloned()).collect();
        self.write(&keys)?;
        self.replace(Ring { keys, current: ring.current });
        Ok(id)
    }

    /// Takes every key but the one that seals out of the file.
    pub(crate) fn drop_others(&self) -> Result<(), Error> {
        let ring = self.ring();
        let keys = vec![ring.current()?.clone()];
        self.write(&keys)?;
        self.replace(Ring { keys, current: ring.current });
        Ok(())
    }

    /// The file as a whole or not at all, whatever interrupts it.
    fn write(&self, keys: &[Key]) -> Result<(), Error> {
        let Some(path) = &self.path else { return Ok(()) };
        let fail = |e: std::io::Error| Error::Key(e.to_string());
        let beside = path.with_extension("key.new");
        match std::fs::remove_file(&beside) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(fail(e)),
            _ => {}
        }
        write_private(&beside, &render(keys))?;
        std::fs::rename(&beside, path).map_err(fail)?;
        match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(fail),
            None => Ok(()),
        }
    }

    /// Encrypts `plain` for one cell of one table.
    pub fn seal(&self, cell: Cell<'_>, plain: &str, entropy: &Entropy) -> Result<Vec<u8>, Error> {
        self.seal_bytes(cell, plain.as_bytes(), entropy)
    }

    /// Encrypts bytes that are no text, whole: a photo, a file of a few megabytes.
    pub fn seal_bytes(&self, cell: Cell<'_>, plain: &[u8], entropy: &Entropy) -> Result<Vec<u8>, Error> {
        let ring = self.ring();
        let key = ring.current()?;
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

    /// Decrypts what [`Vault::seal_bytes`] made for the same cell. A key that is not known may have been added to the file
    /// by another process.
    pub fn open_bytes(&self, cell: Cell<'_>, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let (id, rest) = sealed.split_first().ok_or(Error::Sealed)?;
        let mut ring = self.ring();
        if ring.find(*id).is_none() {
            self.refresh()?;
            ring = self.ring();
        }
        let key = ring.find(*id).ok_or(Error::Sealed)?;
        let (nonce, body) = rest.split_at_checked(NONCE).ok_or(Error::Sealed)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| Error::Sealed)?;
        key.cipher()
            .decrypt(&Nonce::<Cipher>::from(nonce), Payload { msg: body, aad: &cell.associated() })
            .map_err(|_| Error::Sealed)
    }

    /// HMAC-SM3 of a value under the index key that is in use: equal values of one kind give equal text, nothing else is
    /// learnt. What is written; look for [`Vault::blinds`].
    pub fn blind(&self, kind: &str, value: &str) -> String {
        let ring = self.ring();
        ring.current().map(|key| key.blind(kind, value)).unwrap_or_default()
    }

    /// Every index that a row of this value may have: by the key that seals, and by the other while there are two. Always
    /// two, for statements that look for either.
    pub fn blinds(&self, kind: &str, value: &str) -> [String; 2] {
        let ring = self.ring();
        let mine = ring.current().map(|key| key.blind(kind, value)).unwrap_or_default();
        let other = ring.keys.iter().find(|key| key.id != ring.current);
        let other = other.map_or_else(|| mine.clone(), |key| key.blind(kind, value));
        [mine, other]
    }

    /// The keyed hash of a random secret, as [`Vault::blinds`] but without saying by which key.
    pub fn hashes(&self, kind: &str, secret: &str) -> [String; 2] {
        let ring = self.ring();
        let mine = ring.current().map(|key| key.hash(kind, secret)).unwrap_or_default();
        let other = ring.keys.iter().find(|key| key.id != ring.current);
        let other = other.map_or_else(|| mine.clone(), |key| key.hash(kind, secret));
        [mine, other]
    }

    /// A keyed hash of what is soon forgotten: codes, challenges, counters. It stays the same while keys are changed, and
    /// is another one once the old key is gone.
    pub fn tag(&self, kind: &str, value: &str) -> String {
        let ring = self.ring();
        ring.oldest().map(|key| key.hash(kind, value)).unwrap_or_default()
    }
}

fn read(text: &str) -> Result<Vec<Key>, Error> {
    let bad = || Error::Key("a line is `id 32-hex 64-hex`".into());
    let mut keys: Vec<Key> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let mut key = Key { id: 0, cipher: [0; 16], index: [0; 32] };
        key.id = words.next().and_then(|w| w.parse().ok()).ok_or_else(bad)?;
        unhex(words.next().ok_or_else(bad)?, &mut key.cipher).ok_or_else(bad)?;
        unhex(words.next().ok_or_else(bad)?, &mut key.index).ok_or_else(bad)?;
        if keys.iter().any(|known| known.id == key.id) {
            return Err(bad());
        }
        keys.push(key);
    }
    if keys.is_empty() { Err(bad()) } else { Ok(keys) }
}

fn render(keys: &[Key]) -> String {
    keys.iter().map(|k| format!("{} {} {}\n", k.id, hex(&k.cipher), hex(&k.index))).collect()
}

impl Key {
    fn fresh(id: u8, entropy: &Entropy) -> Self {
        let mut key = Self { id, cipher: [0; 16], index: [0; 32] };
        entropy.fill(&mut key.cipher);
        entropy.fill(&mut key.index);
        key
    }

    fn hash(&self, kind: &str, value: &str) -> String {
        // HMAC pads a short key with zeros to its block of 64 bytes.
        let mut block = [0u8; 64];
        block[..32].copy_from_slice(&self.index);
        let mut mac = <Hmac<Sm3> as KeyInit>::new(&block.into());
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    fn blind(&self, kind: &str, value: &str) -> String {
        format!("{}{}", mark(self.id), self.hash(kind, value))
    }

    fn cipher(&self) -> Cipher {
        Cipher::new(&self.cipher.into())
    }
}

/// What an index begins with that a key made; the first key's came before there were others.
pub(crate) fn mark(id: u8) -> String {
    if id == 1 { String::new() } else { format!("{id}:") }
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

    #[test]
    fn a_ring_of_two_opens_both_seals_with_one_and_looks_for_either() {
        let (entropy, folder) = (Entropy::seeded(10), tempfile::tempdir().unwrap());
        let path = folder.path().join("column.key");
        let vault = Vault::open_or_create(&path, &entropy).unwrap();
        let other = Vault::open_or_create(&path, &entropy).unwrap();
        let cell = Cell::new("account", "phone", "r");
        let (old, index) = (vault.seal(cell, "1", &entropy).unwrap(), vault.blind("phone", "1"));
        let (tag, hash) = (vault.tag("code", "x"), vault.hashes("session", "x")[0].clone());
        assert_eq!((vault.add(&entropy).unwrap(), vault.add(&entropy).unwrap()), (2, 2), "twice is once");
        assert_eq!((vault.current(), vault.blind("phone", "1")), (1, index.clone()), "not yet in use");
        vault.use_key(2).unwrap();
        let new = vault.seal(cell, "1", &entropy).unwrap();
        assert_eq!((old[0], new[0]), (1, 2));
        // The other process has not heard of it, and finds out.
        assert_eq!(other.open(cell, &new).unwrap(), "1");
        assert_eq!(other.open(cell, &old).unwrap(), "1");
        assert_eq!(other.current(), 1);
        assert!(vault.blind("phone", "1").starts_with("2:"));
        assert_eq!(vault.blinds("phone", "1"), [vault.blind("phone", "1"), index.clone()]);
        assert_eq!(other.blinds("phone", "1"), [index, vault.blind("phone", "1")]);
        assert_eq!((vault.tag("code", "x"), vault.hashes("session", "x")[1].clone()), (tag.clone(), hash));
        vault.drop_others().unwrap();
        assert!(vault.open(cell, &old).is_err());
        assert_eq!(vault.open(cell, &new).unwrap(), "1");
        assert_ne!(vault.tag("code", "x"), tag);
        let again = Vault::open_or_create(&path, &entropy).unwrap();
        assert_eq!((again.ids(), again.current()), (vec![2], 2));
        assert!(again.use_key(7).is_err());
        assert!(Vault::parse("1 00 00").is_err());
        let line = again.render();
        assert!(Vault::parse(&format!("{line}{line}")).is_err(), "an id twice");
    }
}
