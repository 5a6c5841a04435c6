//! Numbers with their check digits, by the generator's own arithmetic: whoever reads the files checks them with
//! another program. The numbers come from the seed; that none of them is a real person's cannot be promised.

/// The weighted sum over the digits from the right, weights 2 to 7 repeating, modulo 11.
fn weighted_remainder(body: u64) -> u64 {
    let mut rest = body;
    let mut weight = 2;
    let mut sum = 0;
    while rest > 0 {
        sum += rest % 10 * weight;
        weight = if weight == 7 { 2 } else { weight + 1 };
        rest /= 10;
    }
    sum % 11
}

/// Modulus 11, weights 2–7, remainders 0 and 1 giving 0: 個人番号 (平成26年総務省令第85号5条) and 住民票コード.
fn check_digit(body: u64) -> u64 {
    let remainder = weighted_remainder(body);
    if remainder <= 1 { 0 } else { 11 - remainder }
}

/// 宛名番号, 世帯番号: the serial or the next, since a serial with remainder 1 has no check digit in 1.1.13.
pub(crate) fn serial_number(serial: u64) -> String {
    let usable = if weighted_remainder(serial) == 1 { serial + 1 } else { serial };
    format!("{:09}", usable * 10 + check_digit(usable))
}

/// A number with its last digit raised by one: the check digit is wrong.
pub(crate) fn with_wrong_check_digit(number: &str) -> String {
    let mut digits: Vec<char> = number.chars().collect();
    if let Some(last) = digits.last_mut() {
        *last = match *last {
            '0' => '4',
            '9' => '1',
            other => char::from_u32(u32::from(other) + 1).unwrap_or('5'),
        };
    }
    digits.into_iter().collect()
}

/// Numbers that a seed scatters over their range without a repeat: multiplication by a unit modulo the range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scatter {
    personal_factor: u64,
    record_factor: u64,
    shift: u64,
}

const PERSONAL_RANGE: u128 = 100_000_000_000;
const RECORD_RANGE: u128 = 10_000_000_000;

impl Scatter {
    pub(crate) fn new(first: u64, second: u64) -> Self {
        // a factor that ends in 1, 3, 7 or 9 has no divisor in common with a power of ten
        let unit = |number: u64| number % 90_000_000_000 / 10 * 10 + 7;
        Self { personal_factor: unit(first), record_factor: unit(second), shift: (first ^ second) % 10_000_000_000 }
    }

    fn body(self, serial: u64, factor: u64, range: u128) -> u64 {
        let scattered = (u128::from(serial) * u128::from(factor) + u128::from(self.shift)) % range;
        u64::try_from(scattered).unwrap_or(0)
    }

    /// 個人番号, 12 digits.
    pub(crate) fn personal_number(self, serial: u64) -> String {
        let body = self.body(serial, self.personal_factor, PERSONAL_RANGE);
        format!("{body:011}{}", check_digit(body))
    }

    /// 住民票コード, 11 digits.
    pub(crate) fn record_code(self, serial: u64) -> String {
        let body = self.body(serial, self.record_factor, RECORD_RANGE);
        format!("{body:010}{}", check_digit(body))
    }
}
