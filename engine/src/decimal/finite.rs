//! Decimal arithmetic on coefficients of at most 38 digits: pure, and `None` wherever the long way must decide.
//!
//! The rules are those of the General Decimal Arithmetic Specification. A result here is always one that raises no
//! signal but `Rounded` and `Inexact`; whatever clamps, overflows, is subnormal or invalid is answered by `None`.

use super::rounding::{Loss, Rounding, Settings};
use super::wide;
use std::cmp::Ordering;

/// Digits that a coefficient may have.
pub(crate) const DIGITS: i64 = 38;
/// Exponents stay far from the ends of their type.
const FARTHEST: i64 = 1 << 30;

/// Powers of ten up to 10^38.
pub(crate) static POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// `(-1)^negative × coefficient × 10^exponent`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finite {
    pub(crate) coefficient: u128,
    pub(crate) exponent: i32,
    pub(crate) negative: bool,
}

/// A result, and what was cut off it.
pub(crate) type Result = Option<(Finite, Loss)>;

/// The decimal digits of a number; zero has one.
fn digits(number: u128) -> i64 {
    let bits = 128 - number.leading_zeros();
    let estimate = (bits * 1233) >> 12;
    i64::from(estimate + u32::from(number >= POWERS[estimate as usize])).max(1)
}

fn divided(number: u128, by: u128) -> (u128, u128) {
    // The processor divides 64 bits itself.
    if let (Ok(number), Ok(by)) = (u64::try_from(number), u64::try_from(by)) {
        return ((number / by).into(), (number % by).into());
    }
    let quotient = number / by;
    (quotient, number - quotient * by)
}

/// `10^places`, where the table has it.
fn power(places: i64) -> Option<u128> {
    POWERS.get(usize::try_from(places).ok()?).copied()
}

/// `number × 10^places`.
fn raised(number: u128, places: i64) -> Option<u128> {
    if number == 0 {
        return Some(0);
    }
    number.checked_mul(power(places)?)
}

impl Finite {
    pub(crate) fn new(negative: bool, coefficient: u128, exponent: i64) -> Option<Self> {
        let fits = coefficient < POWERS[38] && (-FARTHEST..=FARTHEST).contains(&exponent);
        fits.then_some(Self {
            coefficient,
            exponent: exponent as i32,
            negative,
        })
    }

    pub(crate) fn integer(number: i128) -> Option<Self> {
        Self::new(number < 0, number.unsigned_abs(), 0)
    }

    pub(crate) fn exponent(self) -> i64 {
        self.exponent.into()
    }

    pub(crate) fn digits(self) -> i64 {
        digits(self.coefficient)
    }

    fn adjusted(self) -> i64 {
        self.exponent() + self.digits() - 1
    }

    fn negated(self) -> Self {
        Self {
            negative: !self.negative,
            ..self
        }
    }

    /// A value held to a context's precision and range.
    pub(crate) fn fixed(self, settings: &Settings) -> Result {
        fixed(self.negative, self.coefficient, self.exponent(), settings)
    }

    pub(crate) fn plus(self, other: Self, settings: &Settings) -> Result {
        let exponent = self.exponent().min(other.exponent());
        let left = raised(self.coefficient, self.exponent() - exponent)?;
        let right = raised(other.coefficient, other.exponent() - exponent)?;
        let (negative, sum) = if self.negative == other.negative {
            (self.negative, left.checked_add(right)?)
        } else {
            match left.cmp(&right) {
                Ordering::Greater => (self.negative, left - right),
                Ordering::Less => (other.negative, right - left),
                Ordering::Equal => (settings.rounding == Rounding::Floor, 0),
            }
        };
        fixed(negative, sum, exponent, settings)
    }

    pub(crate) fn minus(self, other: Self, settings: &Settings) -> Result {
        self.plus(other.negated(), settings)
    }

    pub(crate) fn times(self, other: Self, settings: &Settings) -> Result {
        let negative = self.negative != other.negative;
        let exponent = self.exponent() + other.exponent();
        if let Some(product) = self.coefficient.checked_mul(other.coefficient) {
            return fixed(negative, product, exponent, settings);
        }
        let product = wide::product(self.coefficient, other.coefficient);
        let most = self.digits() + other.digits();
        let full = wide::product(power(self.digits())?, power(other.digits() - 1)?);
        let dropped = most - i64::from(product < full) - settings.precision;
        let divisor = power(dropped)?;
        let (quotient, remainder) = wide::divided(product, divisor)?;
        settled(
            negative,
            (quotient, remainder),
            divisor,
            exponent + dropped,
            settings,
        )
    }

    pub(crate) fn over(self, other: Self, settings: &Settings) -> Result {
        let negative = self.negative != other.negative;
        let ideal = self.exponent() - other.exponent();
        if other.coefficient == 0 || settings.precision > DIGITS - 2 {
            return None;
        }
        if self.coefficient == 0 {
            return fixed(negative, 0, ideal, settings);
        }
        // One digit more than the precision; a last digit that is not 0 or 5 tells rounding of the rest.
        let shift = other.digits() - self.digits() + settings.precision + 1;
        let (mut quotient, remainder) = if shift < 0 {
            divided(self.coefficient, raised(other.coefficient, -shift)?)
        } else {
            let first = shift.min(DIGITS - self.digits());
            let dividend =
                wide::product(raised(self.coefficient, first)?, raised(1, shift - first)?);
            wide::divided(dividend, other.coefficient)?
        };
        let mut exponent = ideal - shift;
        if remainder != 0 {
            quotient += u128::from(quotient.is_multiple_of(5));
        } else {
            for places in [16, 8, 4, 2, 1] {
                while exponent + places <= ideal {
                    let (shorter, rest) = divided(quotient, power(places)?);
                    if rest != 0 {
                        break;
                    }
                    (quotient, exponent) = (shorter, exponent + places);
                }
            }
        }
        fixed(negative, quotient, exponent, settings)
    }

    /// The integral quotient and the remainder, which nobody has rounded yet.
    fn shared_out(self, other: Self, settings: &Settings) -> Option<(Self, Self)> {
        let exponent = self.exponent().min(other.exponent());
        let left = raised(self.coefficient, self.exponent() - exponent)?;
        let right = raised(other.coefficient, other.exponent() - exponent)?;
        if right == 0 {
            return None;
        }
        let (quotient, remainder) = divided(left, right);
        if digits(quotient) > settings.precision {
            return None;
        }
        Some((
            Self::new(self.negative != other.negative, quotient, 0)?,
            Self::new(self.negative, remainder, exponent)?,
        ))
    }

    pub(crate) fn floor_over(self, other: Self, settings: &Settings) -> Result {
        let (quotient, _) = self.shared_out(other, settings)?;
        Some((quotient, Loss::Nothing))
    }

    pub(crate) fn modulo(self, other: Self, settings: &Settings) -> Result {
        let (_, remainder) = self.shared_out(other, settings)?;
        remainder.fixed(settings)
    }

    /// A positive integral power, as long as it is exact.
    pub(crate) fn power(self, other: Self, settings: &Settings) -> Result {
        let power = u32::try_from(other.coefficient).ok()?;
        if other.exponent != 0 || other.negative || power == 0 || self.coefficient == 0 {
            return None;
        }
        let coefficient = self.coefficient.checked_pow(power)?;
        let negative = self.negative && power % 2 == 1;
        let exponent = self.exponent().checked_mul(power.into())?;
        fixed(negative, coefficient, exponent, settings).filter(|(_, loss)| *loss == Loss::Nothing)
    }

    /// The value with its sign kept or changed; a zero loses it, but where rounding goes down.
    pub(crate) fn signed(self, negative: bool, settings: &Settings) -> Result {
        let zero = self.coefficient == 0 && settings.rounding != Rounding::Floor;
        Self {
            negative: negative && !zero,
            ..self
        }
        .fixed(settings)
    }

    pub(crate) fn compared(self, other: Self) -> Option<Ordering> {
        let magnitude = |of: Self| match (of.coefficient, of.negative) {
            (0, _) => 0,
            (_, false) => 1,
            (_, true) => -1,
        };
        let (sign, other_sign) = (magnitude(self), magnitude(other));
        if sign != other_sign || sign == 0 {
            return Some(sign.cmp(&other_sign));
        }
        let mut ordering = self.adjusted().cmp(&other.adjusted());
        if ordering.is_eq() {
            let exponent = self.exponent().min(other.exponent());
            ordering = raised(self.coefficient, self.exponent() - exponent)?
                .cmp(&raised(other.coefficient, other.exponent() - exponent)?);
        }
        Some(if self.negative {
            ordering.reverse()
        } else {
            ordering
        })
    }

    /// The value with this exponent, regardless of any context.
    pub(crate) fn rescaled(self, exponent: i64, rounding: Rounding) -> Result {
        let places = self.exponent() - exponent;
        if places >= 0 || self.coefficient == 0 {
            let coefficient = raised(self.coefficient, places)?;
            return Some((
                Self::new(self.negative, coefficient, exponent)?,
                if places < 0 {
                    Loss::Zeros
                } else {
                    Loss::Nothing
                },
            ));
        }
        // Beyond all digits the value is less than a half, however small it is.
        let (quotient, remainder, divisor) = match power(-places) {
            Some(divisor) => {
                let (quotient, remainder) = divided(self.coefficient, divisor);
                (quotient, remainder, divisor)
            }
            None => (0, 1, 10),
        };
        let away = rounding.away(self.negative, quotient, remainder, divisor);
        let value = Self::new(self.negative, quotient + u128::from(away), exponent)?;
        Some((value, loss(remainder)))
    }

    pub(crate) fn quantized(
        self,
        exponent: i64,
        rounding: Rounding,
        settings: &Settings,
    ) -> Result {
        if !(settings.bottom()..=settings.greatest).contains(&exponent) {
            return None;
        }
        if self.coefficient == 0 {
            return fixed(self.negative, 0, exponent, settings);
        }
        let (value, loss) = self.rescaled(exponent, rounding)?;
        let fits = value.digits() <= settings.precision
            && self.adjusted() - exponent < settings.precision
            && self.adjusted() <= settings.greatest
            && value.adjusted() <= settings.greatest;
        if !fits {
            return None;
        }
        let (value, none) = value.fixed(settings)?;
        (none == Loss::Nothing).then_some((value, loss))
    }

    /// The integer that rounding to no places gives.
    pub(crate) fn rounded(self, rounding: Rounding) -> Option<i128> {
        let value = if self.exponent >= 0 {
            raised(self.coefficient, self.exponent())?
        } else {
            self.rescaled(0, rounding)?.0.coefficient
        };
        let value = i128::try_from(value).ok()?;
        Some(if self.negative { -value } else { value })
    }

    /// The hash that equal ints, floats and fractions have.
    pub(crate) fn hash(self) -> i64 {
        const PRIME: u128 = (1 << 61) - 1;
        let mut base = 10;
        if self.exponent < 0 {
            // 10 × this is 1 modulo the prime.
            base = 2_075_258_708_292_324_556;
        }
        let mut hash = self.coefficient % PRIME;
        let mut power = self.exponent.unsigned_abs();
        while power > 0 {
            if power % 2 == 1 {
                hash = hash * base % PRIME;
            }
            base = base * base % PRIME;
            power /= 2;
        }
        let hash = hash as i64;
        match if self.negative { -hash } else { hash } {
            -1 => -2,
            hash => hash,
        }
    }
}

/// A coefficient of any length held to a context's precision and range.
fn fixed(negative: bool, coefficient: u128, exponent: i64, settings: &Settings) -> Result {
    let top = settings.top();
    if coefficient == 0 {
        let highest = if settings.clamp {
            top
        } else {
            settings.greatest
        };
        let within = (settings.bottom()..=highest).contains(&exponent);
        let zero = Finite::new(negative, 0, exponent)?;
        return within.then_some((zero, Loss::Nothing));
    }
    let least = digits(coefficient) + exponent - settings.precision;
    if exponent < least {
        let divisor = power(least - exponent)?;
        let parts = divided(coefficient, divisor);
        return settled(negative, parts, divisor, least, settings);
    }
    if least < settings.bottom() || least > top || settings.clamp && exponent > top {
        return None;
    }
    Some((Finite::new(negative, coefficient, exponent)?, Loss::Nothing))
}

/// A quotient as long as the precision, rounded by what remained.
fn settled(
    negative: bool,
    (mut quotient, remainder): (u128, u128),
    divisor: u128,
    mut exponent: i64,
    settings: &Settings,
) -> Result {
    if exponent < settings.bottom() {
        return None;
    }
    if settings
        .rounding
        .away(negative, quotient, remainder, divisor)
    {
        quotient += 1;
        if digits(quotient) > settings.precision {
            (quotient, exponent) = (quotient / 10, exponent + 1);
        }
    }
    if exponent > settings.top() {
        return None;
    }
    Some((Finite::new(negative, quotient, exponent)?, loss(remainder)))
}

fn loss(remainder: u128) -> Loss {
    if remainder == 0 {
        Loss::Zeros
    } else {
        Loss::Digits
    }
}
