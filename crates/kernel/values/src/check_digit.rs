//! Check digits of public numbers. Every function takes ASCII digits and ignores anything else.

fn digits_from_the_right(body: &str) -> impl Iterator<Item = u32> + '_ {
    body.chars().rev().filter_map(|character| character.to_digit(10))
}

/// Weights 2 to 7 from the right, again and again; 11 less the remainder, 0 for the remainders 0 and 1.
pub(crate) fn modulus_11_weights_2_to_7(body: &str) -> u32 {
    let sum: u32 = digits_from_the_right(body).zip((2..=7).cycle()).map(|(digit, weight)| digit * weight).sum();
    complement_of_11(sum)
}

/// 個人番号: 11 digits (平成26年総務省令第85号5条).
pub(crate) fn personal_number(body: &str) -> u32 {
    let sum: u32 = digits_from_the_right(body).zip((2..=7).chain(2..=6)).map(|(digit, weight)| digit * weight).sum();
    complement_of_11(sum)
}

fn complement_of_11(sum: u32) -> u32 {
    match sum % 11 {
        0 | 1 => 0,
        remainder => 11 - remainder,
    }
}

/// 法人番号: the leading digit for the 12 that follow it (法人番号の指定等に関する省令2条).
pub(crate) fn corporate_number(body: &str) -> u32 {
    let sum: u32 =
        digits_from_the_right(body).zip([1, 2].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    9 - sum % 9
}

/// 全国地方公共団体コード: the sixth digit for five.
pub(crate) fn municipality_code(body: &str) -> u32 {
    let sum: u32 = digits_from_the_right(body).zip(2..=6).map(|(digit, weight)| digit * weight).sum();
    if sum < 11 { (11 - sum) % 10 } else { (11 - sum % 11) % 10 }
}

/// Whether the modulus-11 sum leaves 1, for which the specification names no check digit.
pub(crate) fn remainder_is_one(body: &str) -> bool {
    let sum: u32 = digits_from_the_right(body).zip((2..=7).cycle()).map(|(digit, weight)| digit * weight).sum();
    sum % 11 == 1
}
