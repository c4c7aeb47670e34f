//! Products of two 128-bit numbers, and their division: high and low half.

const HALF: u128 = u64::MAX as u128;

/// The high and the low 128 bits of a number; ordered as that number.
pub(crate) type Wide = (u128, u128);

/// All 256 bits of a product.
pub(crate) fn product(left: u128, right: u128) -> Wide {
    let (left_high, left_low) = (left >> 64, left & HALF);
    let (right_high, right_low) = (right >> 64, right & HALF);
    let low = left_low * right_low;
    let middle = left_high * right_low + (low >> 64);
    let other = left_low * right_high + (middle & HALF);
    let high = left_high * right_high + (middle >> 64) + (other >> 64);
    (high, (other << 64) | (low & HALF))
}

/// Quotient and remainder, where the quotient has no more than 128 bits.
///
/// Long division in digits of 64 bits: each is estimated from the divisor's upper half and is at most 2 too large.
pub(crate) fn divided((high, low): Wide, by: u128) -> Option<(u128, u128)> {
    if high == 0 {
        let quotient = low.checked_div(by)?;
        return Some((quotient, low - quotient * by));
    }
    if high >= by {
        return None;
    }
    let shift = by.leading_zeros();
    let by = by << shift;
    let high = if shift == 0 {
        high
    } else {
        high << shift | low >> (128 - shift)
    };
    let low = low << shift;
    let (first, rest) = digit(high, low >> 64, by);
    let (second, rest) = digit(rest, low & HALF, by);
    Some((first << 64 | second, rest >> shift))
}

/// One digit of the quotient of `high × 2^64 + next`, and the rest.
fn digit(high: u128, next: u128, by: u128) -> (u128, u128) {
    let (by_high, by_low) = (by >> 64, by & HALF);
    let mut quotient = high / by_high;
    let mut rest = high - quotient * by_high;
    while quotient > HALF || quotient * by_low > (rest << 64 | next) {
        quotient -= 1;
        rest += by_high;
        if rest > HALF {
            break;
        }
    }
    // The difference has at most 128 bits, though its parts may have more.
    let rest = (high << 64 | next).wrapping_sub(quotient.wrapping_mul(by));
    (quotient, rest)
}
