//! The words of the rows.

use kernel::words;

words! {
    /// Where a fact comes from.
    pub enum FactSource {
        /// The person said so.
        Person = "person",
        /// A paper was seen.
        Paper = "paper",
        /// The register of another office.
        Register = "register",
        /// Staff who went there saw it.
        Station = "station",
        /// A list that another office handed over.
        Import = "import",
    }
}

words! {
    /// How a row of a ledger stands.
    pub enum State {
        /// In.
        In = "in",
        /// It cannot be told until more is known.
        Unclear = "unclear",
        /// No longer in.
        Out = "out",
        /// Kept aside while its record goes by another.
        Merged = "merged",
    }
}

words! {
    /// What a register said of a row.
    pub enum Verified {
        /// Nobody has asked.
        Unchecked = "unchecked",
        /// The register has them.
        Confirmed = "confirmed",
        /// The register had them, and it has ended.
        Contradicted = "contradicted",
        /// The register does not know them.
        Absent = "absent",
        /// The register did not answer.
        Unreachable = "unreachable",
    }
}

words! {
    /// How somebody was reached.
    pub enum ContactHow {
        /// At home.
        Visit = "visit",
        /// By phone.
        Phone = "phone",
        /// At the counter.
        Counter = "counter",
        /// By a message that they answered.
        Message = "message",
    }
}

store::text_fields!(FactSource, State, Verified, ContactHow);
