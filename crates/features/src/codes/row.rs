//! The rows: keys of nodes, phones and cards, and uses.

use kernel::{AccountId, Micros, RegionCode, WorkerId};

use super::Surface;

kernel::id! {
    /// A phone whose key was certified.
    PhoneKeyId;
    /// A paper card.
    CardId;
}

store::text_fields!(PhoneKeyId, CardId, Surface);

store::row! {
    /// A key that nodes certify with.
    pub struct NodeKeyRow in "node_key" {
        /// Its name in certificates, eight hexadecimal digits.
        id: String,
        /// The first, the second, …: of two nodes that make one at once, one is refused.
        serial: i64,
        /// The public half in its short form.
        public_key: Vec<u8>,
        /// Sealed: the private half in hexadecimal.
        secret: Vec<u8>,
        /// Since when it certifies.
        valid_from: Micros,
        /// When it and what it certified is no more.
        valid_until: Micros,
    }
}

store::row! {
    /// A phone's key with its certificate.
    pub struct PhoneKeyRow in "phone_key" {
        /// The key.
        id: PhoneKeyId,
        /// Whose phone.
        worker_id: WorkerId,
        /// The pseudonym in the code, hexadecimal.
        code_id: String,
        /// The public key in its short form.
        public_key: Vec<u8>,
        /// What the phone's browser calls itself.
        device: String,
        /// When it was certified first.
        certified_at: Micros,
        /// Until when the last certificate holds.
        expires_at: Micros,
        /// When it was revoked.
        revoked_at: Option<Micros>,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// A paper card.
    pub struct CardRow in "card" {
        /// The key.
        id: CardId,
        /// Whose.
        worker_id: WorkerId,
        /// Twelve digits.
        number: String,
        /// The PIN, hashed.
        pin: String,
        /// PINs tried since the last right one.
        tries: i64,
        /// When too many were wrong.
        locked_at: Option<Micros>,
        /// Who gave it.
        issued_by: AccountId,
        /// When.
        issued_at: Micros,
        /// When another took its place.
        revoked_at: Option<Micros>,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// The one use of a code.
    pub struct CodeUseRow in "code_use" {
        /// The key.
        id: String,
        /// The pseudonym.
        code_id: String,
        /// The half minute.
        step: i64,
        /// What the reader calls this arrival; the same again is no second use.
        arrival: String,
        /// Where.
        surface: Surface,
        /// Where that stands.
        region: RegionCode,
        /// What that place is called.
        place: String,
        /// Who read it.
        account_id: AccountId,
        /// When it arrived.
        at: Micros,
        /// When it was read.
        shown_at: Micros,
    }
}

store::versioned!(PhoneKeyRow, CardRow);
