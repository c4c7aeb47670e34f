//! What proves that whoever fetches a token is who asked for the code.

use crate::base64;
use sha2::{Digest as _, Sha256};

/// `S256` of a verifier.
pub(super) fn challenge(verifier: &str) -> String {
    let text = base64::encode(&Sha256::digest(verifier.as_bytes()));
    text.trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

/// A text that tells the answer to this question from any other, and nothing of the verifier.
pub(super) fn state(random: &str) -> String {
    challenge(&format!("state {random}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_challenge_is_that_of_the_standard() {
        // The example of RFC 7636, appendix B.
        assert_eq!(
            super::challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
