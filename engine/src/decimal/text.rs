//! Decimals as text: pure, and `None` for whatever is not plain.

use super::finite::{Finite, POWERS};
use super::rounding::Rounding;

/// More zeros than this are not written the short way.
const LONGEST: i64 = 64;

/// The value that a text spells in ASCII: sign, digits, point, exponent.
pub(crate) fn parsed(text: &str) -> Option<Finite> {
    let text = text.trim_matches(' ').as_bytes();
    let (negative, mut rest) = match text {
        [sign @ (b'-' | b'+'), rest @ ..] => (*sign == b'-', rest),
        rest => (false, rest),
    };
    let mut coefficient = 0u128;
    let (mut digits, mut places, mut point) = (0, 0i64, false);
    while let [byte, after @ ..] = rest {
        match byte {
            b'0'..=b'9' => {
                coefficient = coefficient
                    .checked_mul(10)?
                    .checked_add(u128::from(byte - b'0'))?;
                digits += 1;
                places += i64::from(point);
            }
            b'.' if !point => point = true,
            _ => break,
        }
        rest = after;
    }
    let mut exponent = 0;
    if let [b'e' | b'E', digits @ ..] = rest {
        exponent = i64::from(std::str::from_utf8(digits).ok()?.parse::<i32>().ok()?);
        rest = &[];
    }
    (digits > 0 && rest.is_empty())
        .then(|| Finite::new(negative, coefficient, exponent - places))
        .flatten()
}

/// The coefficient that `_int` spells: digits without leading zeros.
pub(crate) fn coefficient(text: &str) -> Option<u128> {
    let canonical = text == "0" || text.starts_with(|first: char| ('1'..='9').contains(&first));
    if !canonical || text.len() > POWERS.len() - 1 {
        return None;
    }
    text.parse().ok()
}

impl Finite {
    /// `str`, where that needs no exponent.
    pub(crate) fn text(self) -> Option<String> {
        let digits = self.coefficient.to_string();
        let left = self.exponent() + self.digits();
        (self.exponent <= 0 && left > -6).then(|| self.written(&digits, None))
    }

    /// `format` for the specifiers `.2f` and `,.2f`, with any number of places.
    pub(crate) fn formatted(self, specifier: &str, rounding: Rounding) -> Option<String> {
        let (separator, specifier) = match specifier.strip_prefix(',') {
            Some(rest) => (Some(','), rest),
            None => (None, specifier),
        };
        let places = specifier.strip_prefix('.')?.strip_suffix('f')?;
        if !places.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let places: i64 = places.parse().ok().filter(|&places| places <= LONGEST)?;
        let (value, _) = self.rescaled(-places, rounding)?;
        Some(value.written(&value.coefficient.to_string(), separator))
    }

    /// Sign, digits and point; the exponent is not positive.
    fn written(self, digits: &str, separator: Option<char>) -> String {
        let places = self.exponent.unsigned_abs() as usize;
        let mut text = String::with_capacity(digits.len().max(places) + 3);
        if self.negative {
            text.push('-');
        }
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(places));
        if whole.is_empty() {
            text.push('0');
        }
        for (at, digit) in whole.char_indices() {
            if let Some(separator) = separator
                && at > 0
                && (whole.len() - at) % 3 == 0
            {
                text.push(separator);
            }
            text.push(digit);
        }
        if places > 0 {
            text.push('.');
            text.extend(std::iter::repeat_n('0', places - fraction.len()));
            text.push_str(fraction);
        }
        text
    }
}
