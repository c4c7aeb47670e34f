//! Rounding: its modes, what a context says of it, what it cut off.

/// What was cut off a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loss {
    Nothing,
    /// Only zeros: `Rounded`.
    Zeros,
    /// The value changed: `Rounded` and `Inexact`.
    Digits,
}

/// A rounding mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    Down,
    HalfUp,
    HalfEven,
    Ceiling,
    Floor,
    Up,
    HalfDown,
    ZeroFiveUp,
}

/// What a context says of results.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) precision: i64,
    pub(crate) rounding: Rounding,
    pub(crate) least: i64,
    pub(crate) greatest: i64,
    pub(crate) clamp: bool,
}

impl Rounding {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ROUND_DOWN" => Self::Down,
            "ROUND_HALF_UP" => Self::HalfUp,
            "ROUND_HALF_EVEN" => Self::HalfEven,
            "ROUND_CEILING" => Self::Ceiling,
            "ROUND_FLOOR" => Self::Floor,
            "ROUND_UP" => Self::Up,
            "ROUND_HALF_DOWN" => Self::HalfDown,
            "ROUND_05UP" => Self::ZeroFiveUp,
            _ => return None,
        })
    }

    /// Whether a quotient with this remainder is rounded away from zero.
    pub(crate) fn away(
        self,
        negative: bool,
        quotient: u128,
        remainder: u128,
        divisor: u128,
    ) -> bool {
        let half = (2 * remainder).cmp(&divisor);
        remainder != 0
            && match self {
                Self::Down => false,
                Self::Up => true,
                Self::Ceiling => !negative,
                Self::Floor => negative,
                Self::HalfUp => half.is_ge(),
                Self::HalfDown => half.is_gt(),
                Self::HalfEven => half.is_gt() || half.is_eq() && quotient % 2 == 1,
                Self::ZeroFiveUp => quotient.is_multiple_of(5),
            }
    }
}

impl Settings {
    /// The lowest exponent (`Etiny`).
    pub(crate) fn bottom(&self) -> i64 {
        self.least - self.precision + 1
    }

    /// The highest exponent of a full coefficient (`Etop`).
    pub(crate) fn top(&self) -> i64 {
        self.greatest - self.precision + 1
    }
}
