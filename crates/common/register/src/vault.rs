//! 個人番号 at rest: AES-256-GCM under one key, and a keyed blind index for search under another.

use std::fmt;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use values::{AddresseeNumber, PersonalNumber};

const NONCE_BYTES: usize = 12;

/// Why an individual number could not be sealed or opened. It says nothing of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The system gave no randomness.
    #[error("the system gave no randomness")]
    Randomness,
    /// The cipher refused the number.
    #[error("the number could not be sealed")]
    Sealing,
    /// Another key, another person, or an altered ciphertext.
    #[error("the number could not be opened: other key, other person, or altered")]
    Opening,
}

/// An individual number as the database keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedNumber {
    /// Nonce (12 bytes) and ciphertext.
    pub ciphertext: Vec<u8>,
    /// HMAC-SHA-256 of the number, by which equal numbers are found.
    pub blind_index: Vec<u8>,
}

/// 個人番号の金庫 — the two keys, given by whoever starts the program; they are never stored with the data.
#[derive(Clone)]
pub struct PersonalNumberVault {
    encryption_key: [u8; 32],
    index_key: [u8; 32],
}

impl fmt::Debug for PersonalNumberVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalNumberVault(…)")
    }
}

impl PersonalNumberVault {
    /// A vault of two keys of 256 bits each.
    #[must_use]
    pub const fn new(encryption_key: [u8; 32], index_key: [u8; 32]) -> Self {
        Self { encryption_key, index_key }
    }

    /// Seals a number for one person; another person's row cannot be opened with it.
    ///
    /// # Errors
    /// [`VaultError`].
    pub fn seal(&self, owner: AddresseeNumber, number: &PersonalNumber) -> Result<SealedNumber, VaultError> {
        let mut nonce = [0_u8; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| VaultError::Randomness)?;
        let owner = owner.to_string();
        let payload = Payload { msg: number.reveal().as_bytes(), aad: owner.as_bytes() };
        let sealed = self.cipher()?.encrypt(&Nonce::from(nonce), payload).map_err(|_| VaultError::Sealing)?;
        let ciphertext = nonce.into_iter().chain(sealed).collect();
        Ok(SealedNumber { ciphertext, blind_index: self.blind_index(number)? })
    }

    /// Opens the number of a person.
    ///
    /// # Errors
    /// [`VaultError::Opening`].
    pub fn open(&self, owner: AddresseeNumber, ciphertext: &[u8]) -> Result<PersonalNumber, VaultError> {
        let (nonce, sealed) = ciphertext.split_at_checked(NONCE_BYTES).ok_or(VaultError::Opening)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| VaultError::Opening)?;
        let owner = owner.to_string();
        let payload = Payload { msg: sealed, aad: owner.as_bytes() };
        let plain = self.cipher()?.decrypt(&Nonce::from(nonce), payload).map_err(|_| VaultError::Opening)?;
        let text = String::from_utf8(plain).map_err(|_| VaultError::Opening)?;
        text.parse().map_err(|_| VaultError::Opening)
    }

    /// The blind index of a number: equal for equal numbers, useless without the key.
    ///
    /// # Errors
    /// [`VaultError::Sealing`].
    pub fn blind_index(&self, number: &PersonalNumber) -> Result<Vec<u8>, VaultError> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.index_key).map_err(|_| VaultError::Sealing)?;
        mac.update(number.reveal().as_bytes());
        Ok(mac.finalize().into_bytes().to_vec())
    }

    fn cipher(&self) -> Result<Aes256Gcm, VaultError> {
        Aes256Gcm::new_from_slice(&self.encryption_key).map_err(|_| VaultError::Sealing)
    }
}
